"""What is wrong with a final answer: the mistake's name and the edit that mends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model.written import WrittenQuestion
from grader.written.compare.final import TOLERANCES
from grader.written.compare.judgement import Judgement, Tried
from grader.written.compare.outcome import equal
from grader.written.diagnose.mending import mended
from grader.written.diagnose.missing import missing_term
from grader.written.diagnose.relations import relation
from grader.written.evaluate.value import Value
from grader.written.facts import Edit
from grader.written.parse.printing import latex
from grader.written.parse.tree import Number
from grader.written.session import Session


@dataclass(frozen=True)
class Diagnosis:
    """A mistake by name, in words, with its edit where one was found."""

    mistake: str | None
    message: str = ""
    edit: Edit | None = None


def diagnosed(question: WrittenQuestion, judgement: Judgement, session: Session) -> Diagnosis:
    """Return what is wrong with a wrong final answer: the first case that is wrong."""
    if judgement.mistake is not None:
        return Diagnosis(judgement.mistake, judgement.why)
    wrong = [each for each in judgement.tried if each.outcome.truth == "fails"]
    if not wrong:
        return Diagnosis(None, judgement.why)
    return _of(question, wrong[0])


def _of(question: WrittenQuestion, tried: Tried) -> Diagnosis:
    tree = tried.expression.tree
    assert tree is not None and question.expected is not None and question.world is not None
    relative = TOLERANCES[question.expected.differentiate is not None]
    values = [each for each in tried.bench.values(tree) if isinstance(each, Value)]
    ill_typed = tried.outcome.ill_typed
    if len(values) == len(tried.expected):
        found = _by_value(question, values, tried)
        if found is not None:
            return found
    mend = mended(tree, tried.expected, tried.bench, relative, question.world)
    if mend is not None:
        edit = Edit(mend.mistake, mend.message, latex(mend.tree))
        if ill_typed:
            return Diagnosis("shape-violation", f"{tried.outcome.why}: {mend.message}", edit)
        return Diagnosis(mend.mistake, mend.message, edit)
    if ill_typed:
        return Diagnosis("shape-violation", tried.outcome.why)
    if values and len(values) == len(tried.expected):
        term = missing_term(question.world, values, tried.expected, tried.bench)
        if term is not None:
            mistake, missing, sign = term
            whole = Edit(mistake, f"{sign} {missing} is missing", f"{latex(tree)} {sign} {missing}")
            return Diagnosis(mistake, f"the term {sign} {missing} is missing", whole)
        if values[0].shape != tried.expected[0].shape and not values[0].is_zero:
            wanted = tried.expected[0].words
            return Diagnosis("other-shape", f"{values[0].words} where {wanted} is expected")
    if question.world == "leaky-relu" and isinstance(tree, Number):
        return Diagnosis("wrong-function", "this is the slope of another function")
    return Diagnosis(None, "not equal to the reference")


def _by_value(question: WrittenQuestion, values: Sequence[Value], tried: Tried) -> Diagnosis | None:
    """Return a mistake that the values alone tell."""
    if question.kind == "value":
        return _count(values, tried)
    found = relation(values, tried.expected)
    if found is not None:
        return Diagnosis(*found)
    if question.world == "repeated-negatives" and _once(values, tried):
        return Diagnosis("repeats-lost", "a sample that is drawn several times is counted once")
    if question.world == "repeated-negatives" and _all_counted(values, tried):
        return Diagnosis(
            "repeats-lost", "all K samples are counted, not only those that are this word"
        )
    return None


def _count(values: Sequence[Value], tried: Tried) -> Diagnosis | None:
    """Return what a number says that is too small or too large: something not counted, or twice."""
    pairs = zip(values, tried.expected, strict=True)
    less = {float(a.array.real.sum()) < float(b.array.real.sum()) for a, b in pairs}
    if less == {True}:
        return Diagnosis("missing-term", "the number is too small: something is not counted")
    if less == {False}:
        return Diagnosis("extra-term", "the number is too large: something is counted too often")
    return None


def _once(values: Sequence[Value], tried: Tried) -> bool:
    """Tell whether the answer is right but for the number of times that a sample is drawn."""
    counts = []
    for world, value, right in zip(tried.bench.worlds, values, tried.expected, strict=True):
        drawn = getattr(world, "negatives", ())
        words = [world.word(index) for index in world.free.values()]
        count = max(drawn.count(word) for word in words) if words else 1
        if not equal(Value(count * value.array), right):
            return False
        counts.append(count)
    return max(counts, default=1) > 1


def _all_counted(values: Sequence[Value], tried: Tried) -> bool:
    """Tell whether the answer counts a sample as often as there are samples."""
    for world, value, right in zip(tried.bench.worlds, values, tried.expected, strict=True):
        drawn = getattr(world, "negatives", ())
        words = [world.word(index) for index in world.free.values()]
        count = max((drawn.count(word) for word in words), default=1)
        if not equal(Value(count * value.array), Value(len(drawn) * right.array)):
            return False
    return True
