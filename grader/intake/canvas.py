"""Canvas's download: a flat folder, each file's name telling whose it is."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from grader.intake.entry import Entry
from grader.intake.group import Group
from grader.model.submission import Student

_WHO = (
    r"(?:(?P<name>(?!(?:late|LATE|anon)_)[^\s./-]+?)_)?(?:(?P<late>late|LATE)_)?"
    r"(?P<uid>\d+|anon_[^\W_]+)_"
)
_UPLOAD = re.compile(rf"{_WHO}(?P<number>\d+)_(?P<file>.+)", re.DOTALL)
_TYPED = re.compile(rf"{_WHO}(?P<file>(?:text|link)\.html)")
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<count>\d{1,3})(?P<ending>\.\w+)", re.DOTALL)


class Attachment(NamedTuple):
    """What a Canvas file name says."""

    id: str
    """`<name>_<userid>`: the submission."""
    student: Student
    late: bool
    number: int
    """Canvas counts attachments upwards: the newer has the larger."""
    file: str


class _Kept(NamedTuple):
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...]


def parse(name: str) -> Attachment | None:
    """Take a Canvas file name apart; None if it isn't one."""
    match = _UPLOAD.fullmatch(name) or _TYPED.fullmatch(name)
    if match is None:
        return None
    parts = match.groupdict()
    who, uid = parts["name"] or "", parts["uid"]
    return Attachment(
        id=f"{who}_{uid}" if who else uid,
        student=Student(name=who, lms_id=uid),
        late=parts["late"] is not None,
        number=int(parts.get("number") or 0),
        file=parts["file"],
    )


def group_attachments(entries: Iterable[Entry], wanted: Collection[str]) -> Iterator[Group]:
    """Group the files of a Canvas download, one group a student.

    Args: loose entries whose names `parse` accepts; the file names that the rubric wants.
    """
    of: defaultdict[str, list[tuple[Attachment, Entry]]] = defaultdict(list)
    for entry in entries:
        if attachment := parse(entry.path):
            of[attachment.id].append((attachment, entry))
    for who, pairs in of.items():
        kept = _newest(pairs, {name.casefold() for name in wanted})
        links = [a.file for a, _ in pairs if a.file == "link.html"]
        remarks = [f"{file} is a link that was handed in; it is not followed" for file in links]
        yield Group(
            id=who,
            entries=kept.entries,
            students=(pairs[0][0].student,),
            late=any(attachment.late for attachment, _ in pairs),
            remarks=(*kept.remarks, *remarks),
        )


def _newest(pairs: list[tuple[Attachment, Entry]], wanted: set[str]) -> _Kept:
    """Keep the newest of each file, under the name it had before Canvas numbered it.

    The name matters: `q1_softmax-1.py` can't be imported by the student's other files.
    """
    names = [attachment.file for attachment, _ in pairs]
    versions: defaultdict[str, list[tuple[int, int, Entry]]] = defaultdict(list)
    for attachment, entry in pairs:
        name, count = _before_numbering(attachment.file, names, wanted)
        versions[name].append((count, attachment.number, entry._replace(path=attachment.file)))
    entries, remarks = [], []
    for name, copies in versions.items():
        older = sorted(copies, key=lambda copy: copy[:2])
        newest = older.pop()[2]
        entries.append(newest._replace(path=name))
        if older:
            left = ", ".join(entry.path for _, _, entry in older)
            remarks.append(f"{newest.path}, the newest upload, taken for {name}; not taken: {left}")
        elif newest.path != name:
            remarks.append(f"{newest.path} taken for {name}")
    return _Kept(tuple(entries), tuple(remarks))


def _before_numbering(file: str, names: list[str], wanted: set[str]) -> tuple[str, int]:
    """Return the name without Canvas's `-1`, and that number, where the number is Canvas's.

    It is if the rubric wants the plain name, if the plain name is there too, or if a module
    stands alone under it. A student's own `part-1.py` beside `part-2.py` keeps its name.
    """
    match = _AGAIN.fullmatch(file)
    if match is None:
        return file, 0
    plain = match["stem"] + match["ending"]
    alone = sum(_plain(name) == plain for name in names) == 1 and match["ending"] == ".py"
    if plain.casefold() in wanted or plain in names or alone:
        return plain, int(match["count"])
    return file, 0


def _plain(file: str) -> str:
    match = _AGAIN.fullmatch(file)
    return match["stem"] + match["ending"] if match else file
