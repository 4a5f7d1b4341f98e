"""How much intake takes from one submission at most."""

from dataclasses import dataclass
from math import ceil

from grader.intake.names import base, is_zip

MB = 1024 * 1024
BIG_NAMES = ("submission_metadata.yml",)
"""Files of the export itself, which hold the results of a whole class."""


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; what goes beyond is refused, and the rest still taken."""

    file_bytes: int = 20 * MB
    total_bytes: int = 200 * MB
    """Of what is unpacked; also of one zip, which is read by parts and so may be big."""
    entries: int = 5_000
    ratio: int = 200
    """Unpacked size to packed; plain text stays below 20, zeros reach 1,000."""
    ratio_from: int = MB
    """Smaller files may be packed as tightly as they like."""
    zip_depth: int = 3
    folder_depth: int = 32
    directory_bytes: int = 8 * MB
    """Of a zip's table of contents: some 60,000 entries, virtual environments included."""
    class_directory_bytes: int = 64 * MB
    """The same for the zip of a whole class."""
    refusals: int = 50
    """Refusals listed one by one; a hostile zip could hold 60,000."""

    def of_file(self, path: str) -> int:
        """Return the most bytes that the file at `path` may have."""
        big = is_zip(path) or base(path) in BIG_NAMES
        return max(self.total_bytes, self.file_bytes) if big else self.file_bytes

    def too_large(self, path: str, size: int) -> str:
        """Return why a file of this size is refused, "" when it isn't."""
        most = self.of_file(path)
        if size <= most:
            return ""
        shown = ceil(size * 10 / MB) / 10  # rounded up, so that 20 MB and a byte isn't called 20 MB
        return f"too large: {shown:g} MB, and at most {most / MB:g} MB are read"
