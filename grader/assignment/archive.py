"""Zip archives that are the same bytes for the same files."""

import io
import zipfile
from collections.abc import Collection, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
FILE, PROGRAM = 0o644, 0o755


def zip_bytes(files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """Return a zip of files by their paths in it, in the order given.

    programs: those that may be run.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            info = zipfile.ZipInfo(path, EPOCH)
            info.create_system = 3  # Unix: Windows, too, then writes who may run a file
            info.external_attr = (0o100000 | (PROGRAM if path in programs else FILE)) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return stream.getvalue()
