"""Arranges a written answer for the student's page: its lines, the first wrong one, the notes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from grader.model.derivation import Derivation, Line, LineVerdict, WrittenFile
from grader.model.results import CheckResult, QuestionResult
from grader.reports import words
from grader.reports.grid import Grid
from grader.reports.side_grid import side_grids
from grader.reports.student_math import StudentMath

SIGNS: dict[LineVerdict, tuple[str, str]] = {
    "holds": ("✓", "holds"),
    "fails": ("✗", "does not hold"),
    "cannot-tell": ("?", "can't be read"),
    "not-a-claim": ("·", "not a claim"),
}
"""A glyph and words for each verdict, so that colour is never alone."""
ONE_ROW = 120
"""Letters of LaTeX of a left and a right side that are set side by side."""


class Wrong(NamedTuple):
    """What is said below the first line that does not hold."""

    title: str
    why: str
    edit: str
    mended: Markup | None
    source: str
    grids: tuple[Grid, ...]
    instance: str


class Row(NamedTuple):
    """One line of a derivation."""

    place: str
    """Empty where it is that of the row before."""
    formulas: tuple[Markup, ...]
    """The line; before it what its chain starts from, where that stands on the same line."""
    verdict: LineVerdict
    glyph: str
    word: str
    aside: str
    """Why it can't be read, or how it fares against the start of its chain."""
    remarks: tuple[str, ...]
    after: bool
    """Whether it stands behind the first wrong line."""
    wrong: Wrong | None


class AnswerView(NamedTuple):
    """A written answer as it is shown."""

    place: str
    finals: tuple[Markup, ...]
    chains: tuple[tuple[Row, ...], ...]
    mentions: tuple[tuple[Markup, str], ...]
    """Formulas that stand alone and claim nothing: each with its place."""
    sources: tuple[tuple[str, str], ...]
    """Place and the student's own source of every line."""
    folded: str
    """What can be opened, in words; empty where all is shown at once."""
    opened: bool
    kindly: str
    """That a line is wrong on the way to a right answer."""
    edit: str
    mended: Markup | None
    """What mends a wrong final answer, where no line says it."""
    text: Markup | None
    criteria: tuple[str, ...]
    notes: tuple[str, ...]


class FileView(NamedTuple):
    """A file of written answers, at the head of the written part."""

    file: WrittenFile
    convention: str
    notes: tuple[str, ...]


class _Setting(NamedTuple):
    """What the rows of one answer are made with."""

    maths: StudentMath
    path: str
    first: int
    """Number of the first wrong line; beyond all where there is none."""
    remarks: dict[str, int]
    """Each remark that is worth telling, with the line that tells it."""


def answer_check(question: QuestionResult) -> CheckResult | None:
    """Return the check that holds the answer to a written question, if it is told."""
    found = [check for check in question.checks if check.derivation is not None]
    return found[0] if len(found) == len(question.checks) == 1 else None


def unjudged(check: CheckResult) -> str:
    """Say of an answer that was only looked for whether it was found; empty of any other."""
    found = check.derivation
    if found is None or found.judged:
        return ""
    return "found" if found.final or found.text else "not found"


def file_view(file: WrittenFile) -> FileView:
    """Return how a file was read: what was assumed, what was mended, what was not understood."""
    notes = tuple(words.sentence(each) for each in file.repairs)
    return FileView(file, words.sentence(file.convention), notes)


def answer_view(
    check: CheckResult, path: str, told: Collection[str], maths: StudentMath
) -> AnswerView:
    """Return what is shown of an answer in the file `path`.

    told: repairs that the head of the part names already.
    """
    found = check.derivation or Derivation()
    lines = list(enumerate(found.lines))
    wrong = [(number, line) for number, line in lines if line.first_wrong][:1]
    passed = check.verdict == "passed"
    waits = check.verdict == "needs-review"
    by_person = waits or check.override is not None
    chains = [list(chain) for _, chain in groupby(lines, key=lambda each: each[1].chain)]
    steps = [chain for chain in chains if len(chain) > 1 or chain[0][1].verdict != "not-a-claim"]
    alone = [chain[0][1] for chain in chains if chain not in steps]
    first = wrong[0][0] if wrong else len(lines)
    setting = _Setting(maths, path, first, _first_told(found.lines, told))
    rows = tuple(tuple(_rows(chain, setting)) for chain in steps)
    return AnswerView(
        place=found.place,
        finals=_finals(found, wrong[0][1] if wrong else None, passed, maths, path),
        chains=rows,
        mentions=tuple((maths.set(each.source, path, "inline"), each.place) for each in alone),
        sources=tuple((line.place, f"{_sign(line)} {line.source}".strip()) for line in found.lines),
        folded=_folded(sum(map(len, steps))) if by_person or passed else "",
        opened=bool(wrong),
        kindly=_kindly(wrong[0][1]) if wrong and passed else "",
        edit="" if wrong else words.sentence(found.edit),
        mended=maths.set(found.mended, path) if found.mended and not wrong else None,
        text=maths.text(found.text, path) if found.text and by_person else None,
        criteria=found.criteria if by_person else (),
        notes=tuple(words.sentence(each) for each in check.remarks if each not in told),
    )


def _finals(
    found: Derivation, wrong: Line | None, passed: bool, maths: StudentMath, path: str
) -> tuple[Markup, ...]:
    """Return the final answer; of a right proof what it ends in, and none that is shown below."""
    shown = found.final
    if not shown and passed and found.lines:
        shown = (_shown(found.lines),)
    if wrong is not None and not passed and wrong.source in shown:
        return ()
    return tuple(maths.set(each, path) for each in shown)


def _shown(lines: Sequence[Line]) -> str:
    """Return what a proof shows: that the start of its longest chain equals the end."""
    chains = [list(chain) for _, chain in groupby(lines, key=lambda line: line.chain)]
    longest = max(chains, key=len)
    start, end = longest[0].source, longest[-1].source
    return f"{start} = {end}" if len(longest) > 1 else start


def _first_told(lines: Sequence[Line], told: Collection[str]) -> dict[str, int]:
    """Return each remark that is not told elsewhere, with the first line that has it."""
    first: dict[str, int] = {}
    for number, line in enumerate(lines):
        for remark in line.remarks:
            if remark not in told:
                first.setdefault(remark, number)
    return first


def _rows(chain: Sequence[tuple[int, Line]], setting: _Setting) -> Iterator[Row]:
    """Yield a chain's rows; its start shares the row of what it is said to equal, if it can."""
    joined = _start_joins(chain)
    place = ""
    for at, (number, line) in enumerate(chain):
        if joined and at == 0:
            continue
        parts = [chain[0], (number, line)] if joined and at == 1 else [(number, line)]
        before = chain[at - 1][1] if at else None
        yield _row(parts, before, "" if line.place == place else _unbroken(line.place), setting)
        place = line.place


def _unbroken(place: str) -> str:
    """Return a place that may break behind its comma alone."""
    return ", ".join(part.replace(" ", "\u00a0") for part in place.split(", "))


def _start_joins(chain: Sequence[tuple[int, Line]]) -> bool:
    if len(chain) < 2 or chain[0][1].verdict != "not-a-claim":
        return False
    start, next_ = chain[0][1], chain[1][1]
    return start.place == next_.place and len(start.source) + len(next_.source) <= ONE_ROW


def _row(
    parts: Sequence[tuple[int, Line]], before: Line | None, place: str, setting: _Setting
) -> Row:
    number, line = parts[-1]
    glyph, word = SIGNS[line.verdict]
    own = {part for part, _ in parts}
    return Row(
        place=place,
        formulas=tuple(
            setting.maths.set(part.source, setting.path, "row", _sign(part)) for _, part in parts
        ),
        verdict=line.verdict,
        glyph=glyph,
        word=word,
        aside=_aside(line),
        remarks=tuple(each for each, teller in setting.remarks.items() if teller in own),
        after=number > setting.first,
        wrong=_wrong(line, before, setting) if number == setting.first else None,
    )


def _wrong(line: Line, before: Line | None, setting: _Setting) -> Wrong:
    values = line.values
    return Wrong(
        title=f"{line.place[:1].upper()}{line.place[1:]} is the first that does not hold",
        why=_why(line),
        edit=words.sentence(line.edit),
        mended=setting.maths.set(line.mended, setting.path) if line.mended else None,
        source=line.source,
        grids=() if values is None else side_grids(values, *_labels(line, before)),
        instance="" if values is None else words.sentence(values.instance),
    )


def _labels(line: Line, before: Line | None) -> tuple[str, str]:
    """Name the two sides that are compared."""
    if before is None or before.place == line.place:
        return "Your line gives", "The side before it gives"
    return "Your line gives", f"{before.place[:1].upper()}{before.place[1:]} gives"


def _why(line: Line) -> str:
    """Say why a line does not hold; where nothing is known but that, say that."""
    return words.sentence(line.why) or "It is not equal to the expression before it."


def _aside(line: Line) -> str:
    if line.verdict == "cannot-tell":
        return line.why
    if line.verdict == "fails" and line.against_head == "holds":
        return "but equals the start again" if not line.first_wrong else ""
    return ""


def _kindly(line: Line) -> str:
    reason = (line.edit or line.why or "it is not equal to the expression before it").rstrip(".")
    return f"Your final answer is right; on the way, {line.place} does not hold: {reason}."


def _folded(steps: int) -> str:
    return words.plural(steps, "line") if steps else ""


def _sign(line: Line) -> str:
    """Return the sign before a line, as it is set; none where the student wrote none."""
    return "" if line.relation == "implied" else line.relation
