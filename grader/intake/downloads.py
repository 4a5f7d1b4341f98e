"""Zips in a folder that are a class each: an LMS's download, put beside others as it came."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from grader.intake.archive import DamagedError, list_zip, open_zip
from grader.intake.entry import Entry
from grader.intake.layout import is_export, unwrapped
from grader.intake.limits import Limits
from grader.intake.names import is_zip


class Downloads(NamedTuple):
    """Finds them; what it opens stays open until the caller is done."""

    limits: Limits
    open_zips: ExitStack

    def among(
        self, entries: tuple[Entry, ...]
    ) -> tuple[list[tuple[Entry, ...]], tuple[Entry, ...]]:
        """Return what each download holds, and the entries that are none."""
        found: list[tuple[Entry, ...]] = []
        rest: list[Entry] = []
        for entry in entries:
            inner = self.inside(entry)
            if inner is None:
                rest.append(entry)
            else:
                found.append(inner)
        return found, tuple(rest)

    def inside(self, entry: Entry) -> tuple[Entry, ...] | None:
        """Return what a download holds; None where the entry is none."""
        if not entry.loose or entry.why or not is_zip(entry.path):
            return None
        if not isinstance(entry.origin, Path):
            return None
        try:
            archive = open_zip(entry.origin, self.limits.class_directory_bytes)
        except DamagedError:
            return None
        inner = unwrapped(list_zip(archive, self.limits))
        if not is_export(inner):
            archive.close()
            return None
        self.open_zips.enter_context(archive)
        return inner
