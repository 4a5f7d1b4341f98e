"""Lay out a submission's files in the folder that is theirs alone."""

from pathlib import Path
from typing import Any


def lay_out(base: Path, files: dict[str, Any]) -> None:
    """Write files, by their path below `base`; what a path says of parents is left out.

    A path that ends in `/` is a folder.
    """
    made: set[Path] = set()
    for path, data in files.items():
        target = base.joinpath(*[part for part in path.split("/") if part not in ("", ".", "..")])
        folder = target if path.endswith("/") else target.parent
        if folder not in made:
            folder.mkdir(parents=True, exist_ok=True)
            made.add(folder)
        if folder != target:
            target.write_bytes(data.tobytes() if hasattr(data, "tobytes") else data)
