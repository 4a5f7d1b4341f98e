"""Lay out a submission's files in the folder that is theirs alone."""

import os
from pathlib import Path
from typing import Any


def lay_out(base: Path, files: dict[str, Any]) -> None:
    """Write files, by their path below `base`; what a path says of parents is left out.

    A path that ends in `/` is a folder.
    """
    made: set[str] = set()
    for path, data in files.items():
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        target = os.path.join(base, *parts)
        folder = target if path.endswith("/") else os.path.dirname(target)
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        if folder != target:
            with open(target, "wb") as file:
                file.write(data)
