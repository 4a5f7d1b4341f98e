"""A rubric printed for its author, at most 80 columns wide."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from grader.model.rubric import Argument, Check, Limits, Question, Rubric, Suite
from grader.model.written import Manifest, WrittenQuestion
from grader.rubric.load import LoadedRubric
from grader.rubric.wording import one_line

WIDTH = 80
MARGIN = "  "


def show_text(loaded: LoadedRubric) -> str:
    """Print a rubric: its questions with their checks, points, suites and cases, and its limits.

    Returns lines of plain text, the last one ended too. Raises RubricErrors where its written part
    is wrong.
    """
    rubric, manifest = loaded.rubric, loaded.manifest
    lines = [
        *_wrapped(f"{rubric.id}: {rubric.title}", ""),
        *_wrapped(rubric.description, MARGIN, hang=0),
        f"{MARGIN}{loaded.path}, sha256 {loaded.sha256[:12]}, seed {rubric.seed}",
    ]
    for question in rubric.questions:
        lines += ["", *_question(question)]
    if manifest is not None:
        lines += ["", *_manifest(manifest)]
    lines += ["", *_limits(rubric.limits), *_total(rubric)]
    if manifest is not None:
        lines += _written_total(rubric, manifest)
    return "\n".join(lines) + "\n"


def _question(question: Question) -> Iterator[str]:
    points = _points(question.max_points)
    yield f"{question.id:<{WIDTH - len(points)}}{points}"
    optional = "" if question.counts == "always" else f" (counts {question.counts})"
    yield from _wrapped(f"{question.title}{optional}", MARGIN)
    call = ", ".join(map(_argument, question.arguments))
    yield from _wrapped(f"{question.function}({call})", MARGIN)
    yield from _wrapped(f"in {' or '.join([question.file, *question.files])}", MARGIN)
    if question.aliases:
        yield from _wrapped(f"or named {', '.join(question.aliases)}", MARGIN)
    if question.reference:
        right = " or ".join([question.reference, *question.accepted])
        yield from _wrapped(f"judged by {right}", MARGIN)
    for name, suite in question.suites.items():
        if suite.reference:
            yield from _wrapped(f"judged by {suite.reference} in {name}", MARGIN)
    yield ""
    yield from _table(("check", "kind", "output", "suite", "points"), map(_check, question.checks))
    yield ""
    suites = (_suite(question, name, suite) for name, suite in question.suites.items())
    yield from _table(("suite", "sizes", "cases"), suites)


def _argument(argument: Argument) -> str:
    return f"[{argument.name}]" if argument.droppable else argument.name


def _check(check: Check) -> tuple[str, ...]:
    hidden = " (hidden)" if check.hidden else ""
    points = _number(check.points) if check.points else "advice"
    return check.id + hidden, check.kind, check.output or "all", check.suite, points


def _suite(question: Question, name: str, suite: Suite) -> tuple[str, ...]:
    axes = {**question.axes, **suite.axes}
    sizes = ", ".join(f"{axis} {low}-{high}" for axis, (low, high) in axes.items())
    return name, sizes, str(suite.cases)


def _manifest(manifest: Manifest) -> Iterator[str]:
    points = _points(manifest.max_points)
    yield f"{'written answers':<{WIDTH - len(points)}}{points}"
    yield from _wrapped(manifest.title, MARGIN)
    yield ""
    heads = ("question", "kind", "labels", "points")
    head, *rows = _table(heads, map(_written, manifest.questions))
    yield head
    for row, question in zip(rows, manifest.questions, strict=True):
        yield row
        yield from _wrapped(question.title, MARGIN * 2)


def _written(question: WrittenQuestion) -> tuple[str, ...]:
    return question.id, question.kind, ", ".join(question.labels), _number(question.points)


def _written_total(rubric: Rubric, manifest: Manifest) -> Iterator[str]:
    each = manifest.questions
    free = sum(1 for question in each if question.kind == "free-text")
    questions = f"{len(each)} question{'' if len(each) == 1 else 's'}"
    parts = f"{_points(manifest.max_points)} in {questions} ({free} for a person)"
    both = _points(rubric.max_points + manifest.max_points)
    yield from _wrapped(f"written: {parts}; code and written: {both}", "")


def _limits(limits: Limits) -> Iterator[str]:
    texts = (
        f"a call {limits.call_seconds:g} s",
        f"an import {limits.import_seconds:g} s",
        f"a submission {limits.submission_seconds:g} s",
        f"memory {limits.memory_mb} MB",
        f"output {limits.output_kb} kB",
        f"a file {limits.file_mb:g} MB",
    )
    yield from _wrapped(f"limits: {', '.join(texts)}", "")


def _total(rubric: Rubric) -> Iterator[str]:
    checks = [check for question in rubric.questions for check in question.checks]
    advice = sum(1 for check in checks if not check.points)
    cases = sum(suite.cases for each in rubric.questions for suite in each.suites.values())
    questions = f"{len(rubric.questions)} question{'' if len(rubric.questions) == 1 else 's'}"
    parts = f"{questions}, {len(checks)} checks ({advice} of them advice), {cases} cases"
    yield from _wrapped(f"total: {_points(rubric.max_points)} in {parts}", "")


def _points(points: Decimal) -> str:
    return f"{_number(points)} point{'' if points == 1 else 's'}"


def _number(points: Decimal) -> str:
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _wrapped(text: str, margin: str, hang: int = len(MARGIN)) -> list[str]:
    cleaned = one_line(" ".join(text.split()), WIDTH * 20)
    wrapper = textwrap.TextWrapper(WIDTH, break_on_hyphens=False)
    wrapper.initial_indent, wrapper.subsequent_indent = margin, margin + " " * hang
    return wrapper.wrap(cleaned)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Align columns, the last one to the right; what is too wide is cut."""
    cells = [list(heads), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    while sum(widths) + 2 * len(widths) > WIDTH:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    for row in cells:
        cut = [one_line(cell, width) for cell, width in zip(row, widths, strict=True)]
        left = [f"{cell:<{width}}" for cell, width in zip(cut, widths, strict=True)][:-1]
        yield MARGIN + "  ".join([*left, f"{cut[-1]:>{widths[-1]}}"])
