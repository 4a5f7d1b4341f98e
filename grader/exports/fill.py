"""Puts marks into the cells of a file, and says of every mark and every row what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from grader.exports.errors import ExportError
from grader.exports.people import OtherName, People, Row
from grader.exports.table import Table, as_number, has_decimal_commas
from grader.model.summary import SubmissionSummary
from grader.reports.words import number

BLANK = ("", "-", "N/A")
"""What stands in a cell in which there is no mark yet."""


@dataclass(frozen=True)
class Marks:
    """The marks of a class, and where its download came from."""

    summaries: Sequence[SubmissionSummary]
    source: str
    scale: bool = False
    """Whether marks are rescaled to the file's maximum; otherwise points stay as they are."""


@dataclass(frozen=True)
class Slot:
    """The cell for one student's mark."""

    row: Row
    column: int
    maximum: Decimal | None = None
    """What the file says the mark is out of."""
    shut: str = ""
    """Why it may not be changed; empty where it may."""
    over: bool = True
    """Whether the system takes marks over its maximum."""


@dataclass(frozen=True)
class Listing:
    """What a person should know, by heading: one line each."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """A filled file and what became of every mark."""

    data: bytes
    column: str
    """The title of the column that was filled."""
    written: int
    """How many rows have their mark."""
    listings: tuple[Listing, ...]


@dataclass
class _Ledger:
    """What is found out on the way."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    lines: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    written: int = 0


NOBODY = "In no row of the file, so written nowhere"
SEVERAL = "Several submissions of one student: cell left as it is"
OPEN = "Not final (waits for a person, or ungraded): cell left as it is"
SHUT = "Cell not to be changed"
OVER = "Over the file's maximum, which its system refuses: cell left as it is"
CHANGED = "Another mark stood there"
BY_NAME = "Found by name alone, please look"
RENAMED = "Found by account under another name, please look"
LATE = "Late (the mark is as graded; a deduction is for the LMS or you)"
SCALES = "Points and maximum"
ABSENT = "Rows without a submission: cell left as it is"
ORDER = (NOBODY, SEVERAL, OPEN, SHUT, OVER, CHANGED, BY_NAME, RENAMED, LATE, SCALES, ABSENT)


def fill(table: Table, column: str, slots: Sequence[Slot], lms: str, marks: Marks) -> Filled:
    """Fill one column of a file.

    Args: the file; the column's title; a slot a student; the system whose own ids the slots' rows
    have; the marks. Every member of a group gets the group's mark. Raises ExportError where nobody
    of the class is in the file.
    """
    ledger = _Ledger()
    people = People([slot.row for slot in slots], lms)
    of: defaultdict[int, list[SubmissionSummary]] = defaultdict(list)
    for summary in marks.summaries:
        found = people.find(summary, marks.source)
        for row in found.rows:
            of[row.record].append(summary)
        ledger.lines[BY_NAME] += [f"{row.label}: {summary.id}" for row in found.by_name]
        ledger.lines[RENAMED] += [_renamed(each, summary) for each in found.renamed]
        ledger.lines[NOBODY] += [_of(who, summary) for who in found.missing]
    if marks.summaries and not of:
        raise ExportError(
            f"none of the {len(marks.summaries)} submissions is by anybody in this file: is it of "
            f"the same course? The first was {_whose(marks.summaries[0])}"
        )
    commas = any(_commas(table, slot.column) for slot in slots[:1])
    for slot in slots:
        _settle(table, slot, of[slot.row.record], ledger, marks.scale, commas)
    ledger.lines[SCALES] += _scales(slots, of, marks.scale)
    return Filled(
        data=table.filled(ledger.cells),
        column=column,
        written=ledger.written,
        listings=tuple(_listings(ledger.lines)),
    )


def _settle(
    table: Table,
    slot: Slot,
    summaries: Sequence[SubmissionSummary],
    ledger: _Ledger,
    scale: bool,
    commas: bool,
) -> None:
    """Write one student's mark, or note why it is not written."""
    label = slot.row.label
    if len({summary.id for summary in summaries}) != 1:
        told = ", ".join(f"{summary.id} ({_mark(summary)})" for summary in summaries)
        ledger.lines[SEVERAL if summaries else ABSENT].append(f"{label}: {told}" if told else label)
        return
    summary = summaries[0]
    points = _points(summary, slot, scale)
    before = table.records[slot.row.record][slot.column].value.strip()
    was = as_number(before)
    if summary.late:
        ledger.lines[LATE].append(_of(label, summary))
    if points is None:
        ledger.lines[OPEN].append(f"{_of(label, summary)}: {summary.status}")
    elif slot.shut or (was is None and before not in BLANK):
        why = slot.shut or f"it holds `{before}`"
        ledger.lines[SHUT].append(f"{label}: {why}; the mark is {number(float(points))}")
    elif not slot.over and slot.maximum is not None and points > slot.maximum:
        most = number(float(slot.maximum))
        ledger.lines[OVER].append(f"{label}: {number(float(points))}, at most {most}")
    else:
        ledger.written += 1
        if was == points:
            return
        if was is not None:
            ledger.lines[CHANGED].append(f"{label}: {before}, now {number(float(points))}")
        text = number(float(points))
        ledger.cells[slot.row.record, slot.column] = text.replace(".", ",") if commas else text


def _points(summary: SubmissionSummary, slot: Slot, scale: bool) -> Decimal | None:
    """Return the mark for a cell, rounded to hundredths; None while it isn't final."""
    if summary.final_points is None:
        return None
    points = Decimal(str(summary.final_points))
    if scale and slot.maximum is not None and summary.max_points > 0:
        points = points * slot.maximum / Decimal(str(summary.max_points))
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _commas(table: Table, column: int) -> bool:
    """Say how the file writes numbers, going by the mark's column and those behind it."""
    values = [cell.value for record in table.records for cell in record[column:]]
    return has_decimal_commas(values, table.separator)


def _scales(
    slots: Iterable[Slot], of: Mapping[int, Sequence[SubmissionSummary]], scale: bool
) -> Iterator[str]:
    """Say where the file's maximum is not ours, once a pair of maxima."""
    pairs = {
        (number(summary.max_points), number(float(slot.maximum)))
        for slot in slots
        if slot.maximum is not None
        for summary in of[slot.row.record]
        if Decimal(str(summary.max_points)) != slot.maximum
    }
    done = "rescaled to it" if scale else "points are written as they are (--scale rescales them)"
    for ours, theirs in sorted(pairs):
        yield f"graded out of {ours}, the file says {theirs}: {done}"


def _listings(lines: Mapping[str, list[str]]) -> Iterator[Listing]:
    for heading in ORDER:
        if lines[heading]:
            yield Listing(heading, tuple(lines[heading]))


def _whose(summary: SubmissionSummary) -> str:
    return f"{summary.id} ({', '.join(summary.names)})" if summary.names else summary.id


def _of(who: str, summary: SubmissionSummary) -> str:
    return who if who == summary.id else f"{who} ({summary.id})"


def _renamed(found: OtherName, summary: SubmissionSummary) -> str:
    who = _of(found.who, summary)
    return f"{who}: matched by account {found.by}, although the file says '{found.row.label}'"


def _mark(summary: SubmissionSummary) -> str:
    points = summary.final_points
    return summary.status if points is None else number(points)
