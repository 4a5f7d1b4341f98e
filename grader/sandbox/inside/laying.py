"""Lay out a submission's files in the folder that is theirs alone."""

from pathlib import Path
from typing import Any


def lay_out(base: Path, files: dict[str, Any]) -> None:
    """Write files, by their path below `base`; what a path says of parents is left out."""
    made: set[Path] = set()
    for path, data in files.items():
        target = base.joinpath(*[part for part in path.split("/") if part not in ("", ".", "..")])
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data.tobytes() if hasattr(data, "tobytes") else data)
