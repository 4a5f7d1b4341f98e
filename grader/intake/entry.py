"""What a folder or a zip holds, before it is anyone's submission."""

from pathlib import Path
from typing import Literal, NamedTuple
from zipfile import ZipFile, ZipInfo


class Packed(NamedTuple):
    """A file that still lies in a zip."""

    archive: ZipFile
    info: ZipInfo


class Entry(NamedTuple):
    """One thing in a folder or zip; refused if `why` says something."""

    path: str
    """POSIX path from the folder or zip that was listed."""
    kind: Literal["file", "folder", "other"]
    """`other` is a link, a device, or a path that leads out of its zip."""
    size: int = 0
    origin: Path | Packed | None = None
    why: str = ""

    @property
    def top(self) -> str:
        """The first part of the path."""
        return self.path.partition("/")[0]

    @property
    def rest(self) -> str:
        """What follows the first part, "" if nothing does."""
        return self.path.partition("/")[2]

    @property
    def loose(self) -> bool:
        """Whether it lies directly in what was listed and is no folder."""
        return self.kind != "folder" and "/" not in self.path
