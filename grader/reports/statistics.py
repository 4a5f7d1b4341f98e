"""What a class did as a whole: middle marks, their distribution, success by question."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import NamedTuple

from grader.model.results import WRITTEN
from grader.model.summary import QuestionMark, SubmissionSummary

STEPS = 10


class Bin(NamedTuple):
    """How many marks fall into a stretch of the scale, in percent of the points."""

    label: str
    size: int


class QuestionSuccess(NamedTuple):
    """How a class fared on one question."""

    id: str
    title: str
    attempts: int
    """Submissions in which it counts and nothing of it is open."""
    full: int
    """Those of them with all points."""
    percent: float | None
    """Mean of points by maximum; None where nobody attempted it."""

    @property
    def short(self) -> str:
        """The short name by which the table of the class calls a written question."""
        return self.id.removeprefix(WRITTEN) if self.id.startswith(WRITTEN) else ""


class ClassStatistics(NamedTuple):
    """What a class did; middle marks are over the marks that are final."""

    size: int
    final: int
    max_points: float | None
    """The maximum, where it is the same for all."""
    mean: float | None
    """In points where the maximum is the same for all, in percent otherwise."""
    median: float | None
    bins: tuple[Bin, ...]
    questions: tuple[QuestionSuccess, ...]


def class_statistics(summaries: Sequence[SubmissionSummary]) -> ClassStatistics:
    """Return the figures of a class; open marks count in its size alone."""
    final = [summary for summary in summaries if summary.final_points is not None]
    maxima = {summary.max_points for summary in final}
    same = maxima.pop() if len(maxima) == 1 else None
    percents = [_percent(summary.final_points or 0.0, summary.max_points) for summary in final]
    values = percents if same is None else [summary.final_points or 0.0 for summary in final]
    return ClassStatistics(
        size=len(summaries),
        final=len(final),
        max_points=same,
        mean=fmean(values) if values else None,
        median=median(values) if values else None,
        bins=_bins(percents),
        questions=tuple(_success(marks) for marks in _by_question(summaries)),
    )


def question_order(summaries: Sequence[SubmissionSummary]) -> tuple[QuestionMark, ...]:
    """Return one mark for each question that occurs, in the order of first occurrence."""
    return tuple(marks[0] for marks in _by_question(summaries))


def _by_question(summaries: Sequence[SubmissionSummary]) -> list[list[QuestionMark]]:
    marks: dict[str, list[QuestionMark]] = {}
    for summary in summaries:
        for question in summary.questions:
            marks.setdefault(question.id, []).append(question)
    return list(marks.values())


def _success(marks: Sequence[QuestionMark]) -> QuestionSuccess:
    counted = [mark for mark in marks if mark.counted and mark.final and mark.max_points > 0]
    percents = [_percent(mark.points, mark.max_points) for mark in counted]
    return QuestionSuccess(
        id=marks[0].id,
        title=marks[0].title or marks[0].id,
        attempts=len(counted),
        full=sum(mark.points >= mark.max_points for mark in counted),
        percent=fmean(percents) if percents else None,
    )


def _bins(percents: Sequence[float]) -> tuple[Bin, ...]:
    """Ten equal stretches, and full marks by themselves: in this homework they are most."""
    counts = [0] * (STEPS + 1)
    for percent in percents:
        counts[min(STEPS, max(0, int(percent / (100 / STEPS))))] += 1
    width = 100 // STEPS
    labels = [f"{width * at}–{width * (at + 1)}" for at in range(STEPS)] + ["full"]
    return tuple(Bin(label, count) for label, count in zip(labels, counts, strict=True))


def _percent(points: float, max_points: float) -> float:
    return 100.0 * points / max_points if max_points > 0 else 0.0
