"""The small cases of a run's questions, with what is expected: made when first needed."""

from grader.model.batch import Batch
from grader.model.case import CaseError
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Question
from grader.rubric.expected import prepare_cases
from grader.rubric.oracle import Oracle
from grader.rubric.small_cases import small_cases


class SmallCases:
    """Keeps the small cases by question."""

    def __init__(self, oracle: Oracle, seed: int) -> None:
        self.oracle = oracle
        self.seed = seed
        self.kept: dict[str, PreparedQuestion] = {}
        self.batches: dict[tuple[str, str, str], Batch] = {}
        """Their calls by question, suite and file: submissions that lie alike share them."""

    def of(self, question: Question) -> PreparedQuestion:
        """Return the small cases of a question; their numbers follow the ordinary ones'."""
        if question.id not in self.kept:
            self.kept[question.id] = self._prepared(question)
        return self.kept[question.id]

    def _prepared(self, question: Question) -> PreparedQuestion:
        reference, probes = self.oracle.reference, self.oracle.probes
        cases = small_cases(question, self.seed, reference)
        try:
            return prepare_cases(question, cases, reference, probes)
        except CaseError:  # the reference has no finite answer so small: do without
            return PreparedQuestion(question, (), {})
