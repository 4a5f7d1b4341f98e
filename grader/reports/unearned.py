"""Questions in which a whole class has no point: the rubric's fault sooner than everybody's."""

from collections.abc import Sequence

from grader.model.summary import SubmissionSummary
from grader.reports.statistics import question_order

FEWEST = 3


def unearned(summaries: Sequence[SubmissionSummary]) -> tuple[str, ...]:
    """Return a line for each question that nobody of three or more has a point in.

    Only marks that are final, counted, and of something that was handed in speak; and they do
    only where they are more than those that still wait for a person.
    """
    return tuple(
        f"nobody has a point in {question.title} ({question.id}): "
        "is the rubric right, and the one for this class?"
        for question in question_order(summaries)
        if _nobody_has_any(question.id, summaries)
    )


def _nobody_has_any(question: str, summaries: Sequence[SubmissionSummary]) -> bool:
    marks = [
        mark
        for summary in summaries
        for mark in summary.questions
        if mark.id == question and mark.counted and mark.there and mark.max_points > 0
    ]
    final = [mark for mark in marks if mark.final]
    decided = len(final) >= FEWEST and 2 * len(final) > len(marks)
    return decided and not any(mark.points > 0 for mark in marks)
