"""Reports of an earlier run, or of this one, that lie among the submissions: nobody's work."""

import os
from collections.abc import Iterable
from pathlib import Path

from grader.intake.entry import Entry
from grader.intake.errors import IntakeError

MARKS = frozenset({"index.html", "grades.csv", "results.json", "submissions"})
"""What every folder of reports holds."""


def work_of_students(
    path: Path, entries: tuple[Entry, ...], reports: Path | None
) -> tuple[Entry, ...]:
    """Return the entries of PATH that are no reports.

    reports: where this run writes. Raises IntakeError if that is PATH itself.
    """
    ours = report_folders(entries)
    if reports is not None and path.is_dir():
        inner = os.path.relpath(os.path.abspath(reports), os.path.abspath(path))
        if inner == ".":
            problem = "is where the reports are to be written, too; name another folder with --out"
            raise IntakeError(path, problem)
        ours |= set() if inner.startswith("..") else {inner.replace(os.sep, "/")}
    if not ours:
        return entries
    return tuple(entry for entry in entries if not lies_in(entry.path, ours))


def report_folders(entries: Iterable[Entry]) -> set[str]:
    """Return the folders that hold what a run of ours writes."""
    inside: dict[str, set[str]] = {}
    for entry in entries:
        folder, _, name = entry.path.rpartition("/")
        if name in MARKS:
            inside.setdefault(folder, set()).add(name)
    return {folder for folder, names in inside.items() if folder and names >= MARKS}


def lies_in(path: str, folders: Iterable[str]) -> bool:
    """Say whether a path is one of the folders, or below one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)
