"""A group's entries become files on this machine: zips are opened, and only here."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grader.intake.archive import DamagedError, chunks, list_zip, open_zip
from grader.intake.entry import Entry, Packed
from grader.intake.limits import MB, Limits
from grader.intake.names import is_code, is_written, is_zip
from grader.model.submission import Refused, SubmittedFile


class Taken(NamedTuple):
    """What was taken of a group and what was not, both by path."""

    files: tuple[SubmittedFile, ...]
    refused: tuple[Refused, ...]


class Scratch:
    """A folder to unpack into: files are numbered, so no student's name becomes a path."""

    def __init__(self, folder: Path) -> None:
        """Unpack into `folder`, which exists and is empty."""
        self._folder = Path(os.path.abspath(folder))
        self._count = 0

    def on_disk(self, origin: Path | Packed) -> Path:
        """Return where the bytes are, written out if they were packed.

        Raises DamagedError for the zip's fault and OSError for ours.
        """
        if isinstance(origin, Path):
            return origin
        self._count += 1
        target = self._folder / f"{self._count:06d}"
        with target.open("xb") as file:
            for chunk in chunks(origin):
                file.write(chunk)
        return target


@dataclass
class _Purse:
    """What one submission may still unpack."""

    bytes: int
    entries: int

    def why_not(self, entry: Entry, limits: Limits) -> str:
        """Pay for an entry, or return why it is refused."""
        if self.entries == 0:
            return f"more than {limits.entries:,} files in one submission"
        if entry.size > self.bytes:
            return f"more than {limits.total_bytes / MB:g} MB unpacked in one submission"
        self.entries -= 1
        self.bytes -= entry.size
        return ""


def take(entries: Iterable[Entry], scratch: Scratch, limits: Limits) -> Taken:
    """Open the zips among the entries, unpack what is packed and refuse what goes too far.

    Modules, notebooks and texts come first, so that a data set can't crowd them out.
    """
    purse = _Purse(limits.total_bytes, limits.entries)
    files: dict[str, SubmittedFile] = {}
    refused: list[Refused] = []
    with ExitStack() as open_zips:
        flat = _opened(entries, _Opener(scratch, limits, purse, open_zips), 0)
        for entry in sorted(flat, key=_rank):
            entry = _on_disk(entry, scratch, purse, limits)
            if entry.path in files and not entry.why:
                refused.append(Refused(entry.path, "twice in the submission; one is taken"))
            elif isinstance(entry.origin, Path) and not entry.why:
                files[entry.path] = SubmittedFile(entry.path, entry.origin, entry.size)
            else:
                refused.append(Refused(entry.path, entry.why))
    return Taken(
        tuple(files[path] for path in sorted(files)),
        _shortened(sorted(refused, key=lambda one: (one.path, one.why)), limits),
    )


def _rank(entry: Entry) -> int:
    """Return 0 for code, 1 for what may be written answers, 2 for the rest."""
    return 0 if is_code(entry.path) else 1 if is_written(entry.path) else 2


class _Opener(NamedTuple):
    """What opening a zip needs."""

    scratch: Scratch
    limits: Limits
    purse: _Purse
    open_zips: ExitStack


def _opened(entries: Iterable[Entry], opener: _Opener, depth: int) -> Iterator[Entry]:
    """Yield the entries, each zip replaced by what it holds; folders that say nothing go.

    What a zip holds lies in a folder of the zip's name, unless the zip is all there is.
    """
    kept = [entry for entry in entries if entry.kind != "folder" or entry.why]
    for entry in kept:
        if entry.why or not is_zip(entry.path):
            yield entry
        else:
            yield from _inside(entry, opener, depth, alone=len(kept) == 1)


def _inside(entry: Entry, opener: _Opener, depth: int, *, alone: bool) -> Iterator[Entry]:
    """Yield what a zip holds, or the zip itself: refused, or a data set without code in it."""
    if depth == opener.limits.zip_depth:
        yield entry._replace(why="a zip in a zip in a zip: too deep to be opened")
        return
    entry = _on_disk(entry, opener.scratch, opener.purse, opener.limits)
    if entry.why or not isinstance(entry.origin, Path):
        yield entry
        return
    try:
        archive = opener.open_zips.enter_context(
            open_zip(entry.origin, opener.limits.directory_bytes)
        )
        inner = list_zip(archive, opener.limits)
    except DamagedError as error:
        yield entry._replace(why=str(error))
        return
    if not alone and not any(_is_work(e.path) or is_zip(e.path) for e in inner):
        yield entry
        return
    prefix = "" if alone else f"{entry.path}/"
    for one in _opened(inner, opener, depth + 1):
        yield one._replace(path=prefix + one.path)


def _is_work(path: str) -> bool:
    """Say whether a file in a zip is homework for certain: a `.txt` may be part of a data set."""
    return is_code(path) or (is_written(path) and not path.casefold().endswith(".txt"))


def _on_disk(entry: Entry, scratch: Scratch, purse: _Purse, limits: Limits) -> Entry:
    """Unpack an entry that lies in a zip, as far as the purse allows."""
    if entry.why or not isinstance(entry.origin, Packed):
        return entry
    if why := purse.why_not(entry, limits):
        return entry._replace(why=why)
    try:
        return entry._replace(origin=scratch.on_disk(entry.origin))
    except DamagedError as error:
        return entry._replace(why=str(error))


def _shortened(refused: list[Refused], limits: Limits) -> tuple[Refused, ...]:
    """Say the first refusals one by one and the rest as a number."""
    more = len(refused) - limits.refusals
    if more <= 0:
        return tuple(refused)
    last = Refused(refused[limits.refusals].path, f"refused, and {more - 1:,} more are as well")
    return (*refused[: limits.refusals], last)
