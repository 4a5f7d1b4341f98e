"""Remove a folder whatever student code has done to it."""

import shutil
from pathlib import Path


def remove(folder: Path) -> None:
    """Remove a folder even if student code took its permissions away."""

    def unlock_and_retry(function: object, path: str, _: object) -> None:
        for part in (Path(path).parent, Path(path)):
            try:
                part.chmod(0o700)
            except OSError:
                continue
        if Path(path).is_dir() and not Path(path).is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            Path(path).unlink(missing_ok=True)

    if not folder.exists():
        return
    shutil.rmtree(folder, onerror=unlock_and_retry)
