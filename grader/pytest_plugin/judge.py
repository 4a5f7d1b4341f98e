"""Judges what is asked for, once, and keeps the results."""

from collections.abc import Iterator, Sequence

from grader.desk.errors import DeskError
from grader.model.results import QuestionResult
from grader.model.rubric import Question
from grader.pytest_plugin.homework import Homework
from grader.pytest_plugin.looking import looked_at
from grader.sandbox.ahead import launcher_ahead


class Judge:
    """The results of a homework's questions, each judged when first asked for."""

    def __init__(self, homework: Homework) -> None:
        self.homework = homework
        self.results: dict[str, QuestionResult | DeskError] = {**homework.answers}

    def result(self, question: str, together: frozenset[str]) -> QuestionResult:
        """Return a question's result; raises DeskError where it can't be had.

        together: the questions to judge at once, if this one isn't judged yet.
        """
        if question not in self.results:
            code = (together | {question}) - self.homework.answers.keys()
            self.results |= self.judged(with_helpers(code, self.homework.code))
        found = self.results[question]
        if isinstance(found, DeskError):
            raise found
        return found

    def judged(self, questions: frozenset[str]) -> dict[str, QuestionResult | DeskError]:
        """Judge some questions of code."""
        homework = self.homework
        with launcher_ahead() as launcher:
            try:
                return {**looked_at(homework.source, homework.path, questions, launcher)}
            except DeskError as error:
                return dict.fromkeys(questions, error)


def with_helpers(asked: frozenset[str], questions: Sequence[Question]) -> frozenset[str]:
    """Return some questions with all whose verdicts theirs depend on, so that those are as ever.

    questions: all that are there.
    """
    while True:
        chosen = [question for question in questions if question.id in asked]
        named = {helper for each in chosen for helper in helpers(each)}
        more = asked | {question.id for question in questions if question.id in named}
        if more == asked:
            return asked
        asked = more


def helpers(question: Question) -> Iterator[str]:
    """Yield the questions that one calls, or that its checks need."""
    yield from question.uses
    for check in question.checks:
        yield from (name.rpartition("/")[0] for name in check.needs)
