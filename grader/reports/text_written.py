"""Written answers in the terminal: the line that does not hold, what was not found or read."""

from collections.abc import Iterator
from itertools import takewhile

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.model.derivation import Derivation, Line, Matrix, SideValues
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports.visible import visible_line

BEFORE = 2
"""Lines of a derivation that are shown before the one that does not hold."""
LONGEST = 160
"""Signs of a formula in a line."""
MOST_ENTRIES = 12
"""Numbers of a matrix that is printed; a larger one says nothing in a line."""
MOST = 12
"""Formulas that are listed as unread."""
INDENTED = (0, 0, 0, 2)


def word(check: CheckResult) -> str:
    """Say in a word why a written answer waits; empty where it doesn't."""
    derivation = check.derivation
    if derivation is None or check.verdict != "needs-review":
        return ""
    if not (derivation.final or derivation.text):
        return "not found"
    if not derivation.judged:
        return "found"
    return "a person" if check.reason == "free-text" else "open"


def unjudged(result: SubmissionResult) -> bool:
    """Say whether nothing was judged: written answers were only looked for."""
    checks = [check for question in result.questions for check in question.checks]
    known = [each.derivation for each in checks if each.derivation is not None]
    return bool(known) and len(known) == len(checks) and not any(each.judged for each in known)


def derivation_lines(derivation: Derivation) -> Iterator[RenderableType]:
    """Yield the first line that does not hold with those before it, and both sides' values."""
    lines = derivation.lines
    before = list(takewhile(lambda each: not each.first_wrong, lines))
    if len(before) == len(lines):
        return
    wrong = lines[len(before)]
    shown = [each for each in before if each.chain == wrong.chain][-BEFORE:]
    width = max(len(each.place) for each in (*shown, wrong))
    yield Text()
    for each in shown:
        yield Text(f"  {each.place:<{width}}  {_formula(each)}", "dim", overflow="fold")
    yield Text(f"> {wrong.place:<{width}}  {_formula(wrong)}", "bold", overflow="fold")
    for line in _reasons(wrong):
        yield Padding(Text(line), INDENTED, expand=False)


def documents(result: SubmissionResult, told: CheckResult | None) -> Iterator[RenderableType]:
    """Yield what a writer should know of the files: refused, unread, not found, not holding.

    told: the check whose derivation was shown already.
    """
    for file in result.written:
        if file.refused:
            yield Text(visible_line(f"- {file.path}: {file.refused}"))
        for unread in file.unread[:MOST]:
            source = _cut(visible_line(unread.source))
            yield Text(visible_line(f"- {unread.place}: `{source}` can't be read: {unread.why}"))
        if len(file.unread) > MOST:
            yield Text(f"- and {len(file.unread) - MOST} more formulas can't be read")
    for question, check, line in _wrong_lines(result):
        if check is not told:
            title = visible_line(question.title)
            right = "right in the end; on the way, " if check.verdict == "passed" else ""
            yield Text(f"- {title}: {right}{line.place} does not hold{_why(line)}")
    absent = [q for q in result.questions if any(word(c) == "not found" for c in q.checks)]
    if absent:
        names = "; ".join(visible_line(q.id.partition("/")[2]) for q in absent)
        example = visible_line(absent[0].id.partition("/")[2])
        yield Text(f"- Not found: {names}.")
        yield Text(f"  A line above an answer marks it: <!-- answer: {example} -->")


def _wrong_lines(
    result: SubmissionResult,
) -> Iterator[tuple[QuestionResult, CheckResult, Line]]:
    """Yield the first line that does not hold of each answer that has one."""
    for question in result.questions:
        for check in question.checks:
            if check.derivation is not None:
                wrong = [each for each in check.derivation.lines if each.first_wrong]
                yield from ((question, check, each) for each in wrong)


def _reasons(line: Line) -> Iterator[str]:
    yield f"This line does not hold{_why(line)}."
    if line.values is not None:
        yield from _sides(line.values)
    if line.edit:
        yield f"Look for: {visible_line(line.edit)}."


def _why(line: Line) -> str:
    return f": {visible_line(line.why.rstrip('.'))}" if line.why else ""


def _sides(values: SideValues) -> Iterator[str]:
    entries = [sum(map(len, side)) for side in (values.claimed, values.right)]
    if max(entries) > MOST_ENTRIES:
        return
    yield f"It gives         {_matrix(values.claimed)}"
    yield f"the one before   {_matrix(values.right)}"
    if values.instance:
        yield f"({values.instance})"


def _matrix(rows: Matrix) -> str:
    """Write a small matrix in one line, a column turned."""
    if rows and all(len(row) == 1 for row in rows):
        return _cut(f"[{', '.join(row[0] for row in rows)}]") if len(rows) > 1 else rows[0][0]
    return _cut(f"[{'; '.join(', '.join(row) for row in rows)}]")


def _formula(line: Line) -> str:
    sign = line.relation if line.relation != "implied" else ""
    return _cut(visible_line(f"{sign} {line.source}".strip()))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
