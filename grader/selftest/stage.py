"""Judge one question on answers that no submission gave, as those of a submission are judged."""

from grader.checks.finding import Finding
from grader.diagnosis.variants import Rival
from grader.grading.assess import assess
from grader.grading.judge import judge_questions
from grader.grading.plan import PlannedQuestion
from grader.grading.rivals import Rivals
from grader.grading.run import Run
from grader.model.prepared import PreparedQuestion
from grader.model.results import QuestionResult
from grader.model.rubric import Check, Question
from grader.selftest.answers import Answers, facts_of


class Nameless(Rivals):
    """Explains nothing: for answers whose mistake needs no name."""

    def explaining(self, question: Question, check: Check, finding: Finding) -> list[Rival]:
        """Return no variant."""
        return []


class Stage:
    """Judges the questions of a run one at a time; what other questions need counts as passed."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.nameless = Nameless(run.rivals.catalogue)

    def judge(
        self, prepared: PreparedQuestion, answers: Answers, *, named: bool = False
    ) -> QuestionResult:
        """Return the result of a question whose function gives these answers.

        named: whether mistakes are to be named by the catalogue, which takes its time.
        """
        file = prepared.question.file
        planned = PlannedQuestion(prepared, prepared.cases, file, laid=file)
        facts = facts_of(prepared, answers)
        assessment = assess(planned, facts, self.run.oracle)
        rivals = self.run.rivals if named else self.nameless
        (result,) = judge_questions([assessment], {}, facts, rivals, self.run.settings)
        return result
