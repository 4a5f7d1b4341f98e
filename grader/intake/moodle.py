"""Moodle's download: folders or file names that carry the participant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.intake.entry import Entry
from grader.intake.group import Group
from grader.model.submission import Student

_OWNED = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?",
    re.DOTALL,
)
_BLIND = "Participant"


class Owned(NamedTuple):
    """What a Moodle path says."""

    name: str
    number: str
    folder: str
    """The folder's name; in a flat download, what it would have been."""
    kind: str
    path: str
    """What is left of the path inside the submission."""


def parse(path: str) -> Owned | None:
    """Take a path of a Moodle download apart; None if its first part names no participant."""
    top, _, rest = path.partition("/")
    match = _OWNED.fullmatch(top) if "_assignsubmission_" in top else None
    if match is None:
        return None
    file = match["file"] or ""
    inner = "/".join(part for part in (file, rest) if part)
    return Owned(match["name"], match["id"], top.removesuffix(file), match["kind"], inner)


def group_participants(entries: Iterable[Entry]) -> Iterator[Group]:
    """Group the entries of a Moodle download, one group a participant.

    Files and typed text come as two folders; they are one submission, named by the files' folder.
    """
    of: defaultdict[tuple[str, str], list[tuple[Owned, Entry]]] = defaultdict(list)
    for entry in entries:
        if owned := parse(entry.path):
            of[owned.name, owned.number].append((owned, entry))
    blind = _is_blind([name for name, _ in of])
    for (name, number), pairs in of.items():
        folders = sorted({(owned.kind, owned.folder) for owned, _ in pairs})
        yield Group(
            id=folders[0][1],
            entries=tuple(entry._replace(path=owned.path) for owned, entry in pairs),
            students=(Student(name="" if blind else name, lms_id=number),),
        )


def _is_blind(names: list[str]) -> bool:
    """Say whether all stand under one word: `Participant`, or its like in another language."""
    return bool(names) and len(set(names)) == 1 and (len(names) > 1 or names[0] == _BLIND)
