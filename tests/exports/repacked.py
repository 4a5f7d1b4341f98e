"""Wheels of what is installed here, packed anew: an index for a machine without a network."""

import io
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

UNWRITTEN = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


def write_wheels(names: Iterable[str], folder: Path) -> None:
    """Write a wheel of each distribution into a folder."""
    for name in names:
        found = distribution(name)
        notes = found.read_text("WHEEL") or ""
        tag = next(line.removeprefix("Tag: ") for line in notes.splitlines() if "Tag: " in line)
        stem = f"{found.metadata['Name'].replace('-', '_')}-{found.version}"
        (folder / f"{stem}-{tag}.whl").write_bytes(packed(found))


def packed(found: Distribution) -> bytes:
    """Return an installed distribution as a wheel's bytes."""
    stream = io.BytesIO()
    record = ""
    with zipfile.ZipFile(stream, "w") as archive:
        for file in found.files or ():
            path = file.as_posix()
            if path.startswith("..") or "__pycache__" in path:
                continue
            if file.name == "RECORD" and ".dist-info" in path:
                record = path
            if file.name not in UNWRITTEN or ".dist-info" not in path:
                archive.write(str(file.locate()), path)
        archive.writestr(record, "".join(f"{name},,\n" for name in [*archive.namelist(), record]))
    return stream.getvalue()
