"""One submission in the terminal: the mark, the questions, then what to mend first."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model.results import CheckResult, QuestionResult, SubmissionResult, Verdict
from grader.model.suspects import MEND_FIRST
from grader.reports import text_written, words
from grader.reports.causes import Group as Alike
from grader.reports.causes import (
    failing,
    file_cause,
    first_cause,
    grouped,
    is_advice,
    lost_at_once,
    worth_advising,
)
from grader.reports.meaning import likely_reason, meaning
from grader.reports.text_grid import example_lines
from grader.reports.visible import visible, visible_line
from grader.reports.withheld import withheld

STYLES: dict[Verdict, str] = {
    "passed": "green",
    "failed": "red",
    "errored": "red",
    "skipped": "dim",
    "needs-review": "yellow",
    "ungraded": "yellow",
}
SHORT: dict[Verdict, str] = {
    "passed": "right",
    "failed": "WRONG",
    "errored": "ERROR",
    "skipped": "not tried",
    "needs-review": "waits",
    "ungraded": "not graded",
}
OUTPUT_LINES = 8
WIDTH = 80
INDENTED = (0, 0, 0, 2)
TITLES = 50
"""Letters of the titles of right checks, beside wrong ones; more are counted, not named."""


def submission_text(result: SubmissionResult) -> RenderableType:
    """Return what `grader check` prints: the mark, a row a question, then the first cause.

    What went wrong in a question has rows of its own. Verdicts are words, so that nothing is lost
    where there is no colour; only what is to be pasted is wider than 80 columns.
    """
    result = withheld(result)
    cause = first_cause(result)
    parts: list[RenderableType] = [_head(result)]
    parts.extend(Text(visible_line(remark), style="dim") for remark in result.remarks)
    parts += [Text(), _checks(result)]
    parts += [Text(visible_line(line)) for line in _inherited(result)]
    parts += [Text(visible_line(line)) for line in _suspected(result)]
    parts += [Text(line) for line in _by_hand(result)]
    if cause is not None:
        parts += [Text(), *_cause(cause.question, cause.check)]
    told = list(text_written.documents(result, cause.check if cause is not None else None))
    if told:
        parts += [Text(), Text("Your written answers", style="bold"), *told]
    advice = list(_advice(result))
    if advice:
        parts += [Text(), Text("Advice, which costs nothing", style="bold"), *advice]
    return Constrain(Group(*parts), WIDTH)


def check_text(check: CheckResult) -> RenderableType:
    """Return what is printed of one check that fell short: what came, an example, what to try."""
    return Group(*_cause_lines(check))


def _head(result: SubmissionResult) -> Text:
    total = "No mark yet" if result.points is None else _total(result.points, result)
    status = words.status_sentence(result)
    if text_written.unjudged(result):
        total, status = "No mark here", "Your answers are judged after you hand them in."
    head = Text(f"{total}. ", style="bold")
    head.append(f"{status}\n", "not bold")
    name, title = visible_line(result.submission), visible_line(result.title or result.assignment)
    return head.append(f"{name}  {title}", "not bold")


def _total(points: float, result: SubmissionResult) -> str:
    so_far = "" if result.status == "graded" else " so far"
    return f"{words.marks(points, result.max_points)}{so_far}"


def _checks(result: SubmissionResult) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, width=12)
    table.add_column(justify="right", no_wrap=True)
    for question in result.questions:
        if question.counted:
            _add_question(table, question)
    skipped = [question for question in result.questions if not question.counted]
    for question in skipped:
        table.add_row(_name(question), Text("optional", style="dim"), Text("-", style="dim"))
    return table


def _inherited(result: SubmissionResult) -> Iterator[str]:
    """Say which questions were tried with a right function in the place of a wrong one."""
    titles = {question.id: question.title for question in result.questions}
    callers: dict[str, dict[str, None]] = {}
    for question in result.questions:
        for check in question.checks:
            if check.follow_through is not None:
                callers.setdefault(check.follow_through.helper, {})[question.title] = None
    for helper, names in callers.items():
        yield (
            f"With a right {titles.get(helper, helper)} in place of yours, and charged only for "
            f"what is wrong then: {', '.join(names)}."
        )


def _suspected(result: SubmissionResult) -> Iterator[str]:
    """Say which questions may fail by a wrong function that they call, where none stood in."""
    callers: dict[str, dict[str, None]] = {}
    for question in result.questions:
        for check in question.checks:
            if question.counted and check.hint.startswith(MEND_FIRST):
                first = check.hint.partition("\n")[0]
                callers.setdefault(first, {})[question.title or question.id] = None
    yield from (f"{'; '.join(names)}: {first}" for first, names in callers.items())


def _by_hand(result: SubmissionResult) -> Iterator[str]:
    """Tell each mark that a person gave, with the grader's own."""
    for question in result.questions:
        for check in question.checks:
            if check.override is not None:
                title = f"{question.title or question.id}, {words.check_title(check)}"
                yield visible_line(f"{title}: {words.by_hand(check)}")


def _add_question(table: Table, question: QuestionResult) -> None:
    """Add one row where all its checks went alike, else one for each way they went."""
    groups = grouped(check for check in question.checks if not is_advice(check))
    alike = len(groups) == 1
    told = _told(groups[0].first) if alike else Text()
    marks = Text(words.question_marks(question), style="bold")
    table.add_row(_name(question, "bold"), told, marks)
    for group in () if alike else sorted(groups, key=_is_right):
        name = Padding(Text(_titles(group)), INDENTED)
        marks = Text(words.marks(group.points, group.max_points))
        table.add_row(name, _told(group.first), marks)


def _is_right(group: Alike) -> bool:
    return group.first.verdict == "passed" and group.first.override is None


def _titles(group: Alike) -> str:
    """Name the checks of a group; of many right ones beside others, how many they are."""
    titles = visible_line("; ".join(words.check_title(check) for check in group.checks))
    if not _is_right(group) or len(titles) <= TITLES or len(group.checks) == 1:
        return titles
    return f"The other {len(group.checks)} checks"


def _told(check: CheckResult) -> Text:
    return Text(_verdict(check), style=STYLES[check.verdict])


def _verdict(check: CheckResult) -> str:
    if check.override is not None:
        return "by hand"
    absent = check.reason in words.ABSENT and failing(check)
    told = words.verdict(check) if absent else SHORT[check.verdict]
    return text_written.word(check) or told


def _name(question: QuestionResult, style: str = "") -> Text:
    return Text(visible_line(question.title or question.id), style=style)


def _cause(question: QuestionResult, check: CheckResult) -> Iterator[RenderableType]:
    title = visible_line(question.title or question.id)
    where = f"{visible_line(words.check_title(check))} ({title})"
    if file_cause(check) is not None:
        where = visible_line(question.file) or where
    elif lost_at_once(question):
        where = title
    yield Text(f"Start here: {where}", style="bold")
    yield from _cause_lines(check)


def _cause_lines(check: CheckResult) -> Iterator[RenderableType]:
    if check.message:
        yield from paragraph(check.message)
    if check.follow_through is not None:
        yield from paragraph(words.inherited(check.follow_through))
    yield from _block("In your code:", check.trace)
    if check.counterexample is not None:
        yield Text()
        yield from example_lines(check.counterexample, check.message)
    if check.derivation is not None:
        yield from text_written.derivation_lines(check.derivation)
    yield from _block("It printed:", _shortened(check.output))
    entry = meaning(check)
    if check.mistake or check.hint or entry:
        yield Text()
    if check.mistake:
        yield Text(f"Likely reason: {visible_line(likely_reason(check))}.")
    if check.hint:
        yield from paragraph(f"Try next: {check.hint}")
    if entry is not None:
        yield Text(f"Read more: grader explain {entry.slug}")
    if check.replay:
        yield Text("\nTo see it again:")
        command = _command(check.replay)
        yield Text(command, style="bold", no_wrap=True, overflow="ignore")  # it is to be pasted


def paragraph(text: str) -> Iterator[RenderableType]:
    """Yield a text of someone else's: all lines but the first stand in, so none can pass for ours.

    An exception's text may have lines of any kind.
    """
    first, *rest = visible(text).split("\n")
    yield Text(first)
    if rest:
        yield Padding(Text("\n".join(rest)), INDENTED, expand=False)


def _command(replay: str) -> str:
    """Return a command in lines that fit the screen, broken so that a shell joins them."""
    lines = [""]
    for number, part in enumerate(visible_line(replay).split(" --")):
        piece = f" --{part}" if number else part
        if lines[-1] and len(lines[-1]) + len(piece) + 2 > WIDTH:
            lines.append(" ")
        lines[-1] += piece
    return " \\\n".join(lines)


def _block(label: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    texts = [Padding(Text(visible(line)), INDENTED, expand=False) for line in lines]
    if texts:
        yield Text()
        yield Text(label)
        yield from texts


def _shortened(output: str) -> list[str]:
    lines = visible(output).splitlines()
    more = len(lines) - OUTPUT_LINES
    return lines if more <= 0 else [*lines[:OUTPUT_LINES], f"… {words.plural(more, 'line')} more"]


def _advice(result: SubmissionResult) -> Iterator[RenderableType]:
    """Yield each piece of advice once, with the questions that it is on unless it is on all."""
    counted = [question for question in result.questions if question.counted]
    titles: dict[str, dict[str, str]] = {}
    for question in counted:
        for line in _advice_on(question):
            titles.setdefault(line, {})[question.id] = visible_line(question.title or question.id)
    for line, on in titles.items():
        if len(on) == 1:
            yield Text(f"- {next(iter(on.values()))}: {line}")
        elif len(on) == len(counted):
            yield Text(f"- {line}")
        else:
            yield Text(f"- ({', '.join(on.values())}): {line}")


def _advice_on(question: QuestionResult) -> Iterator[str]:
    yield from map(visible_line, question.remarks)
    for check in question.checks:
        yield from map(visible_line, check.remarks)
    for check in worth_advising(question):
        told = visible_line(f"{check.message} {check.hint}")
        yield told or visible_line(words.check_title(check))
