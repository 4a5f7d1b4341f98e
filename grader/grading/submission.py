"""Grade one submission: the whole way from its files to its result."""

import time
from collections.abc import Sequence

from grader import __version__
from grader.grading.assess import assess
from grader.grading.helpers import Helper
from grader.grading.instead import handed_in_instead
from grader.grading.judge import judge_questions
from grader.grading.look_again import Looker
from grader.grading.plan import Plan, plan_submission
from grader.grading.run import Run
from grader.grading.stand_ins import sittings
from grader.grading.written import WrittenPart, grade_written
from grader.model.batch import Batch
from grader.model.facts import BatchFacts
from grader.model.results import FileRecord, Isolation, QuestionResult, SubmissionResult
from grader.model.standing import standing
from grader.model.submission import Submission
from grader.sandbox.channel import Launcher
from grader.sandbox.layout import lay
from grader.sandbox.session import Session


def grade_submission(run: Run, submission: Submission, launcher: Launcher) -> SubmissionResult:
    """Return the result of one submission; raises SandboxError where the fault is ours."""
    written = grade_written(run, submission)
    plan = plan_submission(submission, run.prepared, run.choice)
    calls = Calls(run, submission, plan, launcher)
    facts = calls(plan.batches(run.batches))
    assessments = [assess(each, facts, run.reference) for each in plan.questions]
    asked = [each.prepared.question for each in plan.questions]
    small = run.small if run.choice.case is None else None
    looks = Looker(assessments, asked, run.reference, small, calls, run.batches).looks()
    judged = judge_questions(assessments, looks, facts, run.rivals, run.settings)
    questions = tuple(each for each in judged if run.choice.takes(each.id))
    return assemble(run, submission, plan, questions, written, launcher.isolation)


class Calls:
    """Makes calls of one submission's functions, all within the time that it has."""

    def __init__(self, run: Run, submission: Submission, plan: Plan, launcher: Launcher) -> None:
        self.run = run
        self.plan = plan
        self.launcher = launcher
        self.data = {
            file.path: file.source
            for file in submission.files
            if file.path not in plan.texts and not file.path.endswith((".py", ".ipynb"))
        }
        self.deadline = time.monotonic() + run.prepared.rubric.limits.submission_seconds

    def __call__(
        self, batches: Sequence[Batch], helpers: Sequence[Helper] = ()
    ) -> dict[str, BatchFacts]:
        """Lay out the submission's files in a fresh sandbox and make the calls.

        helpers: what is answered by the reference in the place of the student's own functions.
        """
        if not batches:
            return {}
        rubric, aids = self.run.prepared.rubric, self.run.aids
        facts: dict[str, BatchFacts] = {}
        for sitting in sittings(batches, self.plan.texts, rubric, aids.course):
            laid = lay(self.plan.texts, self.data, aids.course, aids.probes, sitting.withheld)
            session = Session(
                self.launcher, laid, rubric.limits, self.plan.root, self.deadline, helpers
            )
            facts |= session.run(sitting.batches)
        return {key: self.plan.origins.retell_facts(each) for key, each in facts.items()}


def assemble(
    run: Run,
    submission: Submission,
    plan: Plan,
    code: tuple[QuestionResult, ...],
    written: WrittenPart,
    isolation: Isolation,
) -> SubmissionResult:
    """Add up points and settle the status."""
    questions = (*code, *written.questions)
    status, points, pending = standing(questions)
    refused = tuple(f"`{r.path}` was not taken: {r.why}" for r in submission.refused)
    return SubmissionResult(
        assignment=run.prepared.rubric.id,
        title=run.prepared.rubric.title,
        submission=submission.id,
        seed=run.prepared.seed,
        grader_version=__version__,
        rubric_sha256=run.rubric_sha256,
        part=run.part,
        files=_each_once(plan.files, written.files),
        isolation=isolation,
        status=status,
        points=points,
        points_pending=pending,
        max_points=round(sum(question.max_points for question in questions), 2),
        remarks=(
            *submission.remarks,
            *refused,
            *written.remarks,
            *(() if written.questions else handed_in_instead(submission)),
        ),
        written=written.documents,
        questions=questions,
    )


def _each_once(*groups: tuple[FileRecord, ...]) -> tuple[FileRecord, ...]:
    """Return the records of code and written answers by path; a notebook may be both."""
    records = {record.path: record for group in groups for record in group}
    return tuple(records[path] for path in sorted(records))


def ungraded_result(
    run: Run, submission: Submission, why: str, isolation: Isolation
) -> SubmissionResult:
    """Return the result of a submission that we failed to grade: no points, not a zero."""
    rubric = run.prepared.rubric
    return SubmissionResult(
        assignment=rubric.id,
        title=rubric.title,
        submission=submission.id,
        seed=run.prepared.seed,
        grader_version=__version__,
        rubric_sha256=run.rubric_sha256,
        part=run.part,
        files=(),
        isolation=isolation,
        status="ungraded",
        points=None,
        max_points=float(rubric.max_points),
        remarks=(f"This submission could not be graded through a fault of the grader: {why}",),
        questions=(),
    )
