"""The plugin where it takes part: the homework's files become items instead of test modules."""

import re
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from grader.desk.errors import DeskError
from grader.pytest_plugin.homework import Homework, find_homework
from grader.pytest_plugin.judge import Judge
from grader.pytest_plugin.nodes import CheckItem, HomeworkFile
from grader.pytest_plugin.points import Points

ANY = "homework"
"""The marker of every check."""


def take_part(config: pytest.Config, path: Path, rubric: str | None) -> None:
    """Find the homework in a path and register what lists it; ends pytest where it can't be had."""
    try:
        homework = find_homework(path, rubric)
    except DeskError as error:
        raise pytest.UsageError(str(error)) from None
    taken = {line.split(":")[0].split("(")[0].strip() for line in config.getini("markers")}
    names = {each.id: marker_names(each.id, taken) for each in homework.questions}
    config.addinivalue_line("markers", f"{ANY}: all checks of the homework")
    for question, markers in names.items():
        for name in markers:
            config.addinivalue_line("markers", f"{name}: checks of the question {question}")
    grouped = config.pluginmanager.hasplugin("xdist")
    config.pluginmanager.register(Checks(homework, names, grouped), "grader-checks")
    config.pluginmanager.register(Points(homework), "grader-points")


def marker_names(question: str, taken: Iterable[str]) -> list[str]:
    """Return the markers of a question: its id, and its id as a name of Python's.

    taken: markers that mean something else already; such a one gets the prefix `question_`.
    """
    names = dict.fromkeys((question, re.sub("[-/]", "_", question)))
    return [f"question_{name}" if name in (*taken, ANY) else name for name in names]


class Checks:
    """Lists the checks."""

    def __init__(self, homework: Homework, names: dict[str, list[str]], grouped: bool) -> None:
        """Take the homework and its markers.

        names: the markers of each question.
        grouped: whether xdist is there, which can keep the checks of a question together.
        """
        self.homework = homework
        self.judge = Judge(homework)
        self.marks: dict[str, list[str | pytest.MarkDecorator]] = {
            question: [ANY, *names, *([pytest.mark.xdist_group(question)] if grouped else [])]
            for question, names in names.items()
        }
        self.folders = homework.folders

    def pytest_report_header(self) -> str:
        """Say what is checked, and with what."""
        return f"grader: {self.homework.path} with {self.homework.source.name}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> Any:
        """Take a folder above the homework as it is: its `__init__.py` is not run here."""
        if path.resolve() in self.folders:
            return pytest.Dir.from_parent(parent, path=path)
        return None

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, Any, Any]:
        """List a file of the homework, and keep everyone else from importing it."""
        found = yield
        questions = self.homework.files.get(file_path.resolve())
        if questions is None:
            return found
        file: HomeworkFile = HomeworkFile.from_parent(parent, path=file_path)
        file.judge, file.questions, file.marks = self.judge, questions, self.marks
        return [file]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell what ended a check before it ran as a failure is told: without our frames."""
        report = yield
        if isinstance(item, CheckItem) and call.when == "setup" and call.excinfo is not None:
            if isinstance(report.longrepr, tuple):  # a skip, and the place that it came from
                path, line, _ = item.reportinfo()
                report.longrepr = (str(path), line + 1, report.longrepr[2])
            else:
                report.longrepr = item.repr_failure(call.excinfo)
        return report
