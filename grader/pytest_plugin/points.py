"""The points that the items report, wherever they ran, and their summary."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from grader.pytest_plugin import outcome
from grader.pytest_plugin.homework import Homework
from grader.reports.words import marks, number, plural


@dataclass(frozen=True)
class Mark:
    """What an item says of its check."""

    check: str
    verdict: str
    score: float | None
    max_score: float
    advice: tuple[str, ...]

    @property
    def question(self) -> str:
        """The question's id."""
        return self.check.rpartition("/")[0]

    @property
    def untried(self) -> bool:
        """Whether it costs points without a failure of its own."""
        return self.verdict == "skipped" and self.max_score > 0


def mark_of(report: pytest.TestReport) -> Mark | None:
    """Return the mark that an item's report carries; None of any other test."""
    told = {name: value for name, value in report.user_properties if name != outcome.ADVICE}
    score, most = told.get(outcome.SCORE), told.get(outcome.MAX_SCORE)
    if not {outcome.CHECK, outcome.VERDICT} <= told.keys() or not isinstance(most, float):
        return None
    advice = (str(value) for name, value in report.user_properties if name == outcome.ADVICE)
    return Mark(
        str(told[outcome.CHECK]),
        str(told[outcome.VERDICT]),
        score if isinstance(score, float) else None,
        most,
        tuple(advice),
    )


class Points:
    """Gathers the marks and shows them."""

    def __init__(self, homework: Homework) -> None:
        self.homework = homework
        self.marks: dict[str, Mark] = {}
        self.over = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep an item's mark once it is over."""
        mark = mark_of(report) if report.when == "teardown" else None
        if mark is not None:
            self.marks[mark.check] = mark

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self, report: Any) -> Generator[None, Any, Any]:
        """Add the points to the word that `pytest -v` prints; the last summary is left alone."""
        status = yield
        mark = mark_of(report) if isinstance(report, pytest.TestReport) and not self.over else None
        if mark is None or not status or not status[2] or not isinstance(status[2], str):
            return status
        return status[0], status[1], f"{status[2]} ({marks(mark.score, mark.max_score)})"

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Don't end well where points are lost for want of something that isn't right."""
        self.over = True
        if exitstatus == pytest.ExitCode.OK and self.untried():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: "pytest.TerminalReporter") -> None:
        """Print the points, what they leave out, and advice; nothing if no check ran."""
        if not self.marks:
            return
        terminalreporter.section(f"points: {self.homework.source.rubric.id}")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """Return the summary: a line a question, the total, what is worth knowing."""
        every = self.marks.values()
        asked = [q.id for q in self.homework.questions if any(m.question == q.id for m in every)]
        rows = {id_: summed(m for m in every if m.question == id_) for id_ in asked}
        rows["total"] = summed(every)
        width = max(map(len, rows))
        lines = [f"{name:<{width}}  {text}" for name, text in rows.items()]
        if len(every) < self.homework.checks:
            ran = f"{len(every)} of the {plural(self.homework.checks, 'check')}"
            lines.append(f"This is a part: {ran} that are here ran.")
        if self.untried():
            lines.append(f"Not tried, for want of what isn't right: {', '.join(self.untried())}.")
        advice = dict.fromkeys(line for mark in every for line in mark.advice)
        if advice:
            lines += ["", "Advice, which costs nothing", *(f"- {line}" for line in advice)]
        return [*lines, "", *self.homework.notes]

    def untried(self) -> list[str]:
        """Return the checks that cost points without a failure of their own."""
        return [mark.check for mark in self.marks.values() if mark.untried]


def summed(every: Iterable[Mark]) -> str:
    """Return some marks together: `2 of 5`, and what of it is open."""
    counted = [mark for mark in every if mark.verdict != "not-counted"]
    if not counted:
        return "optional, not counted"
    most = sum(mark.max_score for mark in counted)
    pending = sum(mark.max_score for mark in counted if mark.score is None)
    text = marks(sum(mark.score or 0.0 for mark in counted), most)
    return f"{text}, {number(pending)} open" if pending else text
