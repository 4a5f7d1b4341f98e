"""Which entries make one submission: decided from names alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from grader.intake import canvas, moodle
from grader.intake.entry import Entry
from grader.intake.gradescope import METADATA, Metadata
from grader.intake.group import Group
from grader.intake.names import (
    astray,
    base,
    distinct,
    is_code,
    is_foreign_archive,
    is_written,
    is_zip,
)
from grader.model.submission import Refused

HELPER_FOLDERS = frozenset({"utils", "datasets", "data", "figures", "images", "img"})
"""Folders of the assignment itself: beside loose code they are nobody's submission."""

FEWEST_IN_A_CLASS = 3


class Layout(NamedTuple):
    """A class, sorted into submissions."""

    source: str
    groups: tuple[Group, ...]
    refused: tuple[Refused, ...] = ()


def arrange(
    entries: tuple[Entry, ...],
    name: str,
    wanted: Collection[str],
    metadata: Metadata | None,
    answers: Collection[str] = (),
) -> Layout:
    """Decide whose each entry is.

    Args: what PATH holds; the id if all is one submission; the file names that the rubric wants;
    Gradescope's metadata, if PATH holds one; the loose texts that hold written answers.
    """
    if metadata is not None:
        return _gradescope(entries, metadata, answers)
    if any(moodle.parse(entry.path) for entry in entries):
        return _moodle(entries, answers)
    if _is_single(entries, wanted):
        return Layout("single", (Group(name, entries),))
    if _is_canvas(entries):
        return _canvas(entries, wanted, answers)
    return _plain(entries, answers)


def unwrapped(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Take away folders that hold all the rest, as the zip of a folder has them."""
    while True:
        placed = [entry for entry in entries if _has_place(entry)]
        if len({entry.top for entry in placed}) != 1 or any(entry.loose for entry in placed):
            return entries
        if moodle.parse(placed[0].path):
            return entries
        inner = (e._replace(path=e.rest) if _has_place(e) else e for e in entries)
        entries = tuple(entry for entry in inner if entry.path)


def holds_a_class(entries: tuple[Entry, ...], wanted: Collection[str]) -> bool:
    """Say whether a folder within a folder is the class: three or more folders hold homework.

    Two may be two copies of one student's.
    """
    names = {name.casefold() for name in wanted}
    placed = [entry for entry in entries if _has_place(entry)]
    handed_in = {e.top for e in placed if not e.loose and base(e.path).casefold() in names}
    loose = any(e.loose and is_code(e.path) for e in placed)
    return len(handed_in) >= FEWEST_IN_A_CLASS and not loose


def together(layouts: Iterable[Layout]) -> Layout:
    """Make one class of several."""
    first, *others = [each for each in layouts if each.groups or each.refused]
    groups = [group for each in (first, *others) for group in each.groups]
    refused = [refusal for each in (first, *others) for refusal in each.refused]
    return Layout(first.source, tuple(groups), tuple(refused))


def arrange_rest(entries: tuple[Entry, ...], answers: Collection[str]) -> Layout:
    """Treat what lies beside downloads as in a plain folder: nobody's work is lost."""
    return _plain(entries, answers)


def is_export(entries: tuple[Entry, ...]) -> bool:
    """Say whether this is an LMS's download."""
    named = any(entry.path == METADATA or moodle.parse(entry.path) for entry in entries)
    return named or _is_canvas(entries)


def _is_canvas(entries: tuple[Entry, ...]) -> bool:
    """Say whether the loose files have Canvas's names: some code, or all of them.

    Figures called `loss_1_100_plot.png` beside a student's notebook are no download.
    """
    loose = [entry.path for entry in entries if entry.loose and _has_place(entry)]
    named = [path for path in loose if canvas.parse(path)]
    handed_in = any(
        is_code(name) or is_zip(name) or is_written(name) or name.endswith(".html")
        for name in named
    )
    return bool(named) and (handed_in or named == loose)


def _is_single(entries: Iterable[Entry], wanted: Collection[str]) -> bool:
    """Say whether PATH itself is one submission.

    It is if a wanted file lies directly in it, or code beside nothing but the assignment's own
    folders. Any other folder may be a student's.
    """
    placed = [entry for entry in entries if _has_place(entry)]
    loose = [entry.path for entry in placed if entry.loose]
    if {name.casefold() for name in loose} & {name.casefold() for name in wanted}:
        return True
    folders = {entry.top for entry in placed if not entry.loose}
    return (
        any(is_code(name) for name in loose)
        and not any(is_zip(name) for name in loose)
        and bool(folders)
        and folders <= HELPER_FOLDERS
    )


def _plain(entries: Iterable[Entry], answers: Collection[str]) -> Layout:
    """Make every folder, every zip, every loose module, notebook or written answer a submission."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    refused = []
    for entry in entries:
        if not _has_place(entry) or (entry.loose and entry.kind == "other"):
            refused.extend([Refused(entry.path, entry.why)] if entry.why else [])
        elif not entry.loose:
            groups[entry.top].append(entry._replace(path=entry.rest))
        elif is_code(entry.path) or is_zip(entry.path) or entry.path in answers:
            groups[entry.path].append(entry)
        elif is_foreign_archive(entry.path):
            refused.append(Refused(entry.path, "an archive of this kind is not read; use a zip"))
    made = tuple(Group(name, tuple(entries)) for name, entries in groups.items())
    return Layout("folder", made, tuple(refused))


def _gradescope(entries: tuple[Entry, ...], metadata: Metadata, answers: Collection[str]) -> Layout:
    """Give each folder its submitters; a PDF assignment has files in their place."""
    named = {entry.path: entry for entry in entries if entry.loose}
    named = {path: entry for path, entry in named.items() if path in metadata.students}
    rest = (e for e in entries if e.path not in named and e.path != METADATA)
    plain = _plain(rest, answers)
    groups = [*plain.groups, *(Group(path, (entry,)) for path, entry in named.items())]
    missing = metadata.students.keys() - {group.id for group in groups}
    refused = [Refused(name, f"named in {METADATA}, but not there") for name in sorted(missing)]
    if metadata.problem:
        refused.append(Refused(METADATA, metadata.problem))
    return Layout(
        "gradescope",
        tuple(g._replace(students=metadata.students.get(g.id, ())) for g in groups),
        (*plain.refused, *refused),
    )


def _moodle(entries: tuple[Entry, ...], answers: Collection[str]) -> Layout:
    owned = [entry for entry in entries if moodle.parse(entry.path)]
    rest = _rest(entries, owned, answers)
    return _with_rest("moodle", moodle.group_participants(owned), rest)


def _canvas(
    entries: tuple[Entry, ...], wanted: Collection[str], answers: Collection[str]
) -> Layout:
    owned = [entry for entry in entries if entry.loose and canvas.parse(entry.path)]
    rest = _rest(entries, owned, answers)
    return _with_rest("canvas", canvas.group_attachments(owned, wanted), rest)


def _rest(entries: tuple[Entry, ...], owned: Iterable[Entry], answers: Collection[str]) -> Layout:
    """Treat what the LMS didn't name as in a plain folder: nobody's work is lost."""
    taken = {id(entry) for entry in owned}
    return _plain((entry for entry in entries if id(entry) not in taken), answers)


def _with_rest(source: str, groups: Iterator[Group], rest: Layout) -> Layout:
    return Layout(source, (*groups, *rest.groups), rest.refused)


def numbered(layout: Layout) -> tuple[Group, ...]:
    """Return the groups in order of their ids, equal ids told apart."""
    groups = sorted(layout.groups, key=lambda group: group.id)
    ids = distinct(group.id for group in groups)
    return tuple(g._replace(id=new) for g, new in zip(groups, ids, strict=True))


def _has_place(entry: Entry) -> bool:
    """Say whether the entry counts in the tree: no dot file, no path that leads out of its zip."""
    leads_out = entry.kind == "other" and entry.origin is None and astray(entry.path)
    return not leads_out and not entry.top.startswith(".")
