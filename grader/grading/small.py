"""The small cases of a run's questions, with what is expected: made when first needed."""

from collections.abc import Callable

from grader.model.batch import Batch
from grader.model.case import CaseError
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Question
from grader.rubric.expected import prepare_cases
from grader.rubric.oracle import Oracle
from grader.rubric.small_cases import small_cases


class SmallCases:
    """Keeps the small cases by question."""

    def __init__(self, make: Callable[[Question], PreparedQuestion]) -> None:
        """make: draws the small cases of a question, or reads them out of a pack."""
        self.make = make
        self.kept: dict[str, PreparedQuestion] = {}
        self.batches: dict[tuple[str, str, str], Batch] = {}
        """Their calls by question, suite and file: submissions that lie alike share them."""

    def of(self, question: Question) -> PreparedQuestion:
        """Return the small cases of a question; their numbers follow the ordinary ones'."""
        if question.id not in self.kept:
            self.kept[question.id] = self.make(question)
        return self.kept[question.id]


def drawn_small(question: Question, seed: int, oracle: Oracle) -> PreparedQuestion:
    """Draw the small cases of a question and ask the reference what is expected of them."""
    cases = small_cases(question, seed, oracle.reference)
    try:
        return prepare_cases(question, cases, oracle.reference, oracle.probes)
    except CaseError:  # the reference has no finite answer so small: do without
        return PreparedQuestion(question, (), {})
