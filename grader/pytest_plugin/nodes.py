"""The tree that pytest lists: a homework's file, its questions, their checks."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.desk.errors import DeskError
from grader.model.results import CheckResult, QuestionResult
from grader.model.rubric import Check
from grader.pytest_plugin import outcome
from grader.pytest_plugin.homework import FinalAnswer, Listed
from grader.pytest_plugin.judge import Judge
from grader.reports.causes import failing
from grader.reports.words import plural


class Told(Exception):  # noqa: N818 - a verdict, no error of ours
    """Ends an item with a text for the student, the first line of which is `head`."""

    def __init__(self, text: str, head: str) -> None:
        super().__init__(text)
        self.head = head


class HomeworkFile(pytest.File):
    """A file that is judged. It is never imported here."""

    judge: Judge
    questions: tuple[Listed, ...]
    marks: dict[str, list[str | pytest.MarkDecorator]]

    def collect(self) -> Iterator["QuestionNode"]:
        """Yield a node for each question."""
        for question in self.questions:
            node: QuestionNode = QuestionNode.from_parent(self, name=question.id)
            node.judge, node.question = self.judge, question
            for mark in self.marks[question.id]:
                node.add_marker(mark)
            yield node


class QuestionNode(pytest.Collector):
    """A question."""

    judge: Judge
    question: Listed

    def collect(self) -> Iterator["CheckItem"]:
        """Yield an item for each check."""
        checks: Sequence[Check | FinalAnswer] = self.question.checks
        for place, check in enumerate(checks, start=1):
            name = f"check-{place}-not-shown" if check.hidden else check.id
            item: CheckItem = CheckItem.from_parent(self, name=name)
            item.judge, item.question, item.check = self.judge, self.question, check
            yield item


class CheckItem(pytest.Item):
    """A check. Its question is judged, once for all its checks, when the first of them runs."""

    judge: Judge
    question: Listed
    check: Check | FinalAnswer
    result: CheckResult

    def __repr__(self) -> str:
        return f"<Check {self.name} ({plural(float(self.check.points), 'point')})>"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, its first line, and the heading of a failure."""
        return self.path, 0, f"{self.question.id}/{self.name}"

    def setup(self) -> None:
        """Get the verdict; a check that neither passes nor fails ends here."""
        question = self.judge.result(self.question.id, self.together())
        self.result = self.own(question)
        self.user_properties.extend(outcome.properties(self.name, question, self.result))
        if fault := outcome.fault(self.result):
            raise Told(f"{fault}\n{outcome.text(self.result)}", fault)
        if why := outcome.aside(question, self.result):
            pytest.skip(why)

    def runtest(self) -> None:
        """Fail if the check does."""
        if failing(self.result):
            raise Told(outcome.text(self.result), outcome.first_line(self.result))

    def together(self) -> frozenset[str]:
        """Return the questions to judge at once: all that will run in this process.

        A worker of xdist isn't told which those are: it judges question by question.
        """
        if hasattr(self.config, "workerinput"):
            return frozenset()
        items = self.session.items
        return frozenset(each.question.id for each in items if isinstance(each, CheckItem))

    def own(self, question: QuestionResult) -> CheckResult:
        """Return the result of this check."""
        name = f"{self.question.id}/{self.check.id}"
        return next(check for check in question.checks if check.id == name)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is meant for the student alone, without our frames; of our bugs, all."""
        error = excinfo.value
        if not isinstance(error, Told | DeskError):
            return super().repr_failure(excinfo, style)
        told = excinfo.getrepr(style="value", chain=False)
        if told.reprcrash is not None:
            told.reprcrash.path, told.reprcrash.lineno = str(self.path), 1
            told.reprcrash.message = error.head if isinstance(error, Told) else str(error)
        return told
