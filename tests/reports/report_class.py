"""A class of made-up students, for the tests of the class page and the tables."""

from random import Random

from grader.model.submission import Student
from grader.model.summary import QuestionMark, SubmissionSummary, summarise
from tests.reports import report_fakes as fakes

MAXIMA = {
    "sigmoid": ("Sigmoid", 2.0),
    "naive-softmax": ("Naive softmax: loss and gradients", 7.0),
    "neg-sampling": ("Negative sampling", 7.0),
    "skipgram": ("Skip-gram", 6.0),
    "sgd": ("SGD", 2.0),
}


def a_class(size: int = 41) -> list[SubmissionSummary]:
    """Return summaries of the hand-made results and of `size - 5` more by chance."""
    special = [
        summarise(fakes.full_marks(), [Student(name="Ada Lovelace", email="ada@x.edu")]),
        summarise(fakes.partial(), [Student(name="Ben Okafor")], late=True),
        summarise(fakes.crashed(), [Student(name="陈 伟")]),
        summarise(fakes.ungraded(), [Student(name="Eve =1+1")]),
    ]
    waiting = summarise(fakes.needs_review(), [Student(name="Dora"), Student(name="Émile")])
    chance = Random(224)
    return [*special, waiting, *(_some(chance, number) for number in range(size - 5))]


def _some(chance: Random, number: int) -> SubmissionSummary:
    marks = tuple(_mark(chance, id_) for id_ in MAXIMA)
    return SubmissionSummary(
        id=f"student {number:04d}",
        students=(Student(name=f"Student No. {number}"),),
        status="graded",
        points=sum(mark.points for mark in marks),
        points_pending=0.0,
        max_points=sum(mark.max_points for mark in marks),
        late=chance.random() < 0.05,
        questions=marks,
        reasons=("ran out of time: skipgram",) if chance.random() < 0.04 else (),
    )


def _mark(chance: Random, id_: str) -> QuestionMark:
    title, max_points = MAXIMA[id_]
    right = chance.random() < 0.85
    points = max_points if right else chance.randrange(int(2 * max_points)) / 2
    return QuestionMark(id_, title, points, max_points, True, "passed" if right else "failed")
