"""A folder, a zip or a single file becomes the submissions that it holds."""

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from grader.intake.archive import DamagedError, list_zip, open_zip
from grader.intake.beside import with_neighbours
from grader.intake.downloads import Downloads
from grader.intake.entry import Entry
from grader.intake.errors import IntakeError
from grader.intake.folder import list_folder, look_at
from grader.intake.gradescope import METADATA, Metadata, read_metadata
from grader.intake.group import Group
from grader.intake.layout import (
    Layout,
    arrange,
    arrange_rest,
    holds_a_class,
    is_export,
    numbered,
    together,
    unwrapped,
)
from grader.intake.limits import MB, Limits
from grader.intake.names import base, is_code, is_written, is_zip, verbatim
from grader.intake.reports import work_of_students
from grader.intake.unpack import Scratch, take
from grader.intake.written import holds_answers
from grader.model.submission import Intake, Refused, Submission

EXPECTED = "expected a folder of submissions, a .zip, or one .py, .ipynb, .md or .tex file"


class _Place(NamedTuple):
    """What PATH holds."""

    path: Path
    name: str
    """The id, if PATH is a single submission."""
    kind: str
    """`folder`, `zip` or `file`."""
    entries: tuple[Entry, ...]


def read_class(
    path: Path,
    wanted: Collection[str],
    unpack: Path,
    max_file_mb: float = 20,
    reports: Path | None = None,
    written: bool = False,
) -> Intake:
    """Read the submissions that a folder, a zip or a single file holds, in order of their ids.

    Args: PATH; the file names that the rubric asks for, by which one student's folder is told
    from a class; an empty folder for what comes out of zips (the caller deletes it); the size
    from which on a file isn't read; where reports are written, which is nobody's work; whether
    a loose text with written answers is a submission.
    Raises IntakeError if PATH holds nothing that could be graded.
    """
    limits = Limits(file_bytes=int(max_file_mb * MB))
    scratch = Scratch(unpack)
    with _listed(path, limits) as place, _our_fault(unpack), ExitStack() as open_zips:
        place = place._replace(entries=work_of_students(path, place.entries, reports))
        layout = _sorted_out(place, wanted, scratch, Downloads(limits, open_zips), written)
        if not layout.groups:
            raise IntakeError(path, _nothing(place, layout))
        submissions = tuple(_submission(group, scratch, limits) for group in numbered(layout))
    return Intake(submissions, layout.source, layout.refused)


def read_submission(path: Path, unpack: Path, max_file_mb: float = 20) -> Submission:
    """Read PATH as one student's submission, whatever lies in it.

    Args and errors as for `read_class`.
    """
    limits = Limits(file_bytes=int(max_file_mb * MB))
    with _listed(path, limits) as place, _our_fault(unpack):
        if not place.entries:
            raise IntakeError(path, _nothing(place, None))
        return _submission(Group(place.name, place.entries), Scratch(unpack), limits)


def read_module(path: Path, unpack: Path, max_file_mb: float = 20) -> Submission:
    """Read PATH, a Python file, as a submission: with the modules beside it that it may import.

    Args and errors as for `read_class`.
    """
    limits = Limits(file_bytes=int(max_file_mb * MB))
    absolute = Path(os.path.abspath(path))
    with _listed(path, limits) as place:
        try:
            entries = with_neighbours(absolute, limits)
        except OSError as error:
            what = f"its folder can't be read ({_reason(error)}); change its permissions"
            raise IntakeError(path, what) from None
        return _submission(Group(place.name, entries), Scratch(unpack), limits)


@contextmanager
def _listed(path: Path, limits: Limits) -> Iterator[_Place]:
    """List what PATH holds; a zip stays open meanwhile."""
    absolute = Path(os.path.abspath(path))
    name = verbatim(absolute.name) or "submission"
    mode, entries = _looked_at(path, absolute, name, limits)
    if stat.S_ISDIR(mode):
        yield _Place(path, name, "folder", entries)
    elif stat.S_ISREG(mode) and is_zip(name):
        with _opened(path, absolute, limits) as entries:
            yield _Place(path, name, "zip", entries)
    elif stat.S_ISREG(mode) and (is_code(name) or is_written(name)):
        yield _Place(path, name, "file", entries)
    else:
        came = f"a {absolute.suffix} file" if absolute.suffix else "something else"
        raise IntakeError(path, f"{EXPECTED}, got {came}")


def _looked_at(
    path: Path, absolute: Path, name: str, limits: Limits
) -> tuple[int, tuple[Entry, ...]]:
    """Return what kind of thing PATH is, links followed, and the entries in or of it."""
    try:
        mode = absolute.stat().st_mode
        if stat.S_ISDIR(mode):
            return mode, list_folder(absolute, limits)
        return mode, (look_at(absolute.resolve(), name, limits),)
    except FileNotFoundError:
        raise IntakeError(path, f"no such file or folder; {EXPECTED}") from None
    except OSError as error:
        what = f"can't be read ({_reason(error)}); change its permissions, or copy it elsewhere"
        raise IntakeError(path, what) from None


@contextmanager
def _opened(path: Path, absolute: Path, limits: Limits) -> Iterator[tuple[Entry, ...]]:
    """Open the zip that PATH is, and list what it holds."""
    try:
        archive = open_zip(absolute, limits.class_directory_bytes)
    except DamagedError as error:
        raise IntakeError(path, f"{error}; download or pack it again") from None
    with archive:
        yield unwrapped(list_zip(archive, limits))


@contextmanager
def _our_fault(unpack: Path) -> Iterator[None]:
    """Report a full or missing scratch folder as what it is, not as a student's broken zip."""
    try:
        yield
    except OSError as error:
        problem = f"can't unpack zips here ({_reason(error)}); make room"
        raise IntakeError(unpack, problem) from error


def _sorted_out(
    place: _Place,
    wanted: Collection[str],
    scratch: Scratch,
    downloads: Downloads,
    written: bool,
) -> Layout:
    """Decide whose is what."""
    entries = place.entries

    def answers(of: tuple[Entry, ...]) -> set[str]:
        return _answers(of, scratch) if written else set()

    if place.kind == "file":
        return Layout("single", (Group(place.name, entries),))
    if place.kind == "folder":
        inner = unwrapped(entries)
        if is_export(inner) or holds_a_class(inner, wanted):
            entries = inner
        found, rest = downloads.among(entries)
        if found:
            parts = [
                arrange(e, place.name, wanted, _metadata(e, scratch), answers(e)) for e in found
            ]
            return together([*parts, arrange_rest(rest, answers(rest))])
    layout = arrange(entries, place.name, wanted, _metadata(entries, scratch), answers(entries))
    if place.kind == "zip" and layout.source == "folder" and len(layout.groups) == 1:
        only = layout.groups[0]
        if (is_code(only.id) or is_written(only.id)) and only.entries[0].path == only.id:
            return Layout("single", (only._replace(id=place.name),), layout.refused)
    return layout


def _answers(entries: tuple[Entry, ...], scratch: Scratch) -> set[str]:
    """Return the paths of the loose texts that hold written answers."""
    found = set()
    for entry in entries:
        if not entry.loose or not is_written(entry.path) or entry.why or entry.origin is None:
            continue
        with suppress(DamagedError):  # the submission's own intake will say so
            if holds_answers(entry.path, scratch.on_disk(entry.origin)):
                found.add(entry.path)
    return found


def _metadata(entries: tuple[Entry, ...], scratch: Scratch) -> Metadata | None:
    """Read Gradescope's metadata if it is there."""
    for entry in entries:
        if entry.path == METADATA and entry.kind == "file":
            if entry.why or entry.origin is None:
                return Metadata({}, entry.why)
            try:
                return read_metadata(scratch.on_disk(entry.origin))
            except DamagedError as error:
                return Metadata({}, str(error))
    return None


def _submission(group: Group, scratch: Scratch, limits: Limits) -> Submission:
    """Unpack one group."""
    taken = take(group.entries, scratch, limits)
    return Submission(
        id=group.id,
        files=taken.files,
        students=group.students,
        late=group.late,
        refused=tuple(Refused(one.path or group.id, one.why) for one in taken.refused),
        remarks=group.remarks,
    )


def _nothing(place: _Place, layout: Layout | None) -> str:
    """Say what was found where no submission is."""
    found = sorted({base(entry.path) for entry in place.entries if entry.loose})
    refused = [f"{one.path} ({one.why})" for one in (layout.refused if layout else ())]
    came = refused[:3] or found[:3]
    more = ", …" if max(len(refused), len(found)) > 3 else ""
    what = f"found only {', '.join(came)}{more}" if came else "it is empty"
    return f"holds no submission ({what}); put a folder, a .zip, a .py or an .ipynb a student in it"


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
