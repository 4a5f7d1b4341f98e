"""Finds the row of a student: by the LMS's own id, by account, and only then by name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.model.submission import Student
from grader.model.summary import SubmissionSummary

TOGETHER = "+"
"""Joins the names of a team in a folder's name."""
_WORD = re.compile(r"\w+")


class OtherName(NamedTuple):
    """A student whose row is sure, and bears another name than the download gave."""

    who: str
    by: str
    """What told the row: an account or an id."""
    row: "Row"


class Key(NamedTuple):
    """Something that tells a student: `lms`, `account` (e-mail, login, number) or `name`."""

    kind: str
    value: str


@dataclass(frozen=True)
class Row:
    """A student's row in another system's file."""

    record: int
    label: str
    """The student as the file calls them."""
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Found:
    """The rows of one submission's students, and who has none (and why)."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    by_name: tuple[Row, ...] = ()
    """Those of the rows that only a name speaks for."""
    renamed: tuple[OtherName, ...] = ()


class People:
    """The students of a file, to be looked up."""

    def __init__(self, rows: Sequence[Row], lms: str) -> None:
        """Take the rows; `lms` is the system whose own ids their keys of that kind are."""
        self.lms = lms
        self.of: defaultdict[Key, list[Row]] = defaultdict(list)
        for row in rows:
            for key in dict.fromkeys(row.keys):
                self.of[key].append(row)

    def find(self, submission: SubmissionSummary, source: str) -> Found:
        """Return the rows of everybody who handed in a submission.

        Where the download named nobody, the submission's own name is looked up: as a whole, or
        as a team `ada+ben` if each part is found.
        """
        members = [(_who(each), self._keys_of(each, source)) for each in submission.students]
        if not members:
            members = [(submission.id, keys_of_id(submission.id))]
            team = submission.id.split(TOGETHER)
            if len(team) > 1 and not self._hits(members[0][1]):
                parts = [(part.strip(), keys_of_id(part.strip())) for part in team]
                members = parts if all(self._hits(keys) for _, keys in parts) else members
        elif len(members) == 1:
            # The folder's name tells the same student, in a way that the file may know better.
            members = [(members[0][0], (*members[0][1], account(submission.id)))]
        return self._together(members)

    def _together(self, members: Sequence[tuple[str, tuple[Key, ...]]]) -> Found:
        rows: list[Row] = []
        by_name: list[Row] = []
        missing: list[str] = []
        renamed: list[OtherName] = []
        for who, keys in members:
            hits = self._hits(keys)
            if len(hits) == 1:
                rows.append(hits[0])
                telling = [k for k in keys if _sure(k) and hits[0] in self.of.get(k, ())]
                if not telling:
                    by_name += hits
                elif _are_apart(keys, hits[0].keys):
                    renamed.append(OtherName(who, telling[0].value, hits[0]))
            elif hits:
                labels = "; ".join(row.label for row in hits)
                missing.append(f"{who}: could be each of {labels}")
            else:
                missing.append(who)
        return Found(tuple(rows), tuple(missing), tuple(by_name), tuple(renamed))

    def _hits(self, keys: Iterable[Key]) -> list[Row]:
        """Return the rows that the sure keys name; the name's where these name none."""
        chosen = list(keys)
        for sure in (True, False):
            found = {
                row.record: row
                for key in chosen
                if key.value and _sure(key) is sure
                for row in self.of.get(key, ())
            }
            if found:
                return list(found.values())
        return []

    def _keys_of(self, student: Student, source: str) -> tuple[Key, ...]:
        """Return what may tell a student; an LMS's own id counts in that LMS only."""
        keys = [account(student.email), account(student.sid)]
        if source == self.lms:
            keys.append(Key("lms", student.lms_id))
        # Canvas writes names without blanks: they are no names to compare.
        return (*keys, *([] if source == "canvas" else [name(student.name)]))


def keys_of_id(text: str) -> tuple[Key, ...]:
    """Return what a submission's own name may be: an account, or a person's name."""
    return account(text), name(text)


def account(text: str) -> Key:
    """Return an e-mail address, login or number as a key."""
    return Key("account", unicodedata.normalize("NFC", text).strip().casefold())


def name(text: str) -> Key:
    """Return a person's name as a key: `Lovelace, Ada` and `Ada_Lovelace` are the same."""
    last, comma, first = text.partition(",")
    whole = f"{first} {last}" if comma else text
    plain = unicodedata.normalize("NFC", whole.replace("_", " "))
    return Key("name", " ".join(plain.split()).casefold())


def _are_apart(keys: Iterable[Key], others: Iterable[Key]) -> bool:
    """Say whether two people's names, where both have some, share too little for one person's.

    A middle name more, an accent less or another order is no other name.
    """
    pairs = [(a, b) for a in map(_words, keys) for b in map(_words, others) if a and b]
    return bool(pairs) and not any(a <= b or b <= a for a, b in pairs)


def _words(key: Key) -> frozenset[str]:
    """Return the words of a name without accents and marks; none where the key is none."""
    letters = unicodedata.normalize("NFKD", "" if _sure(key) else key.value)
    return frozenset(_WORD.findall("".join(x for x in letters if not unicodedata.combining(x))))


def _sure(key: Key) -> bool:
    return key.kind != "name"


def _who(student: Student) -> str:
    return student.name or student.email or student.sid or student.lms_id
