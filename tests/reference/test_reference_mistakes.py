"""The catalogue of mistakes: wrong variants that are told from the right function and apart."""

import inspect
import re
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from grader.rubric.catalogue import Variant
from reference.mistakes.declare import SLIP, mistake
from reference.mistakes.sentences import SENTENCES
from tests.reference.variants import Place, catalogue, places, tools, try_out

FEWEST = {"sigmoid:sigmoid_grad": 5, "model_choice:choose_best_model": 3}
"""Of all others there are nine or more."""
OF_THE_CONTRACT = {
    "sign-flipped",
    "transposed",
    "row-for-column",
    "scaled",
    "repeats-lost",
    "overwritten",
    "true-word-missing",
    "negatives-missing",
    "wrong-row",
    "off-by-one-window",
    "averaged-not-summed",
    "numerical-gradient",
    "derivative-not-taken",
    "missing-term",
    "extra-term",
    "wrong-index",
    "wrong-function",
}
"""All but those that show in no returned value, or in a loss beside a gradient."""
JUDGED_BY_EQUALITY = ("value", "gradient", "shapes")
SOMETIMES_INFINITE = {
    "by_column_maximum",
    "by_row_maximum",
    "by_row_sum",
    "columns_for_rows",
    "exponential_missing",
}
"""These divide by what may well be zero."""
PLACES = list(places())
REFERENCES = sorted({place.reference for place in PLACES})
each_reference = pytest.mark.parametrize("reference", REFERENCES)
each_place = pytest.mark.parametrize("place", PLACES, ids=str)


def all_variants() -> list[Variant]:
    """Return the whole catalogue."""
    return [variant for reference in REFERENCES for variant in catalogue(reference)]


@each_reference
def test_every_function_that_a_question_names_has_mistakes(reference: str) -> None:
    """No question is left without names for what goes wrong in it."""
    assert len(catalogue(reference)) >= FEWEST.get(reference, 9)


def test_there_are_many_mistakes() -> None:
    """The catalogue holds more than a few for each function, and the contract's slugs."""
    assert len(all_variants()) >= 200
    assert OF_THE_CONTRACT <= {variant.slug for variant in all_variants()}


@each_reference
def test_a_variant_takes_what_the_right_function_takes(reference: str) -> None:
    """Names, order and defaults of the parameters are the reference's."""
    expected = parameters(tools()[0].function(reference))

    for variant in catalogue(reference):
        assert expected == parameters(variant.function), variant.name


def parameters(function: Callable[..., object]) -> list[tuple[str, object]]:
    """List the parameters of a function with their defaults."""
    return [(p.name, p.default) for p in inspect.signature(function).parameters.values()]


@each_place
def test_a_variant_is_told_from_the_right_function(place: Place) -> None:
    """In some case it answers otherwise, by more than the tolerance, in every shipped rubric."""
    trial = try_out(place)
    for name, answers in trial.wrong.items():
        assert trial.differs(answers), name


@each_place
def test_the_right_function_is_no_variant(place: Place) -> None:
    """What tells variants from the right function lets the right one pass."""
    trial = try_out(place)
    assert not trial.differs(trial.right)


@each_place
def test_two_mistakes_of_different_names_are_told_apart(place: Place) -> None:
    """Variants that answer alike in all cases share their slug."""
    trial = try_out(place)
    for one, other in combinations(trial.wrong, 2):
        if trial.slugs[one] != trial.slugs[other]:
            assert not trial.same(trial.wrong[one], trial.wrong[other]), (one, other)


@each_place
def test_a_single_wrong_output_has_one_name(place: Place) -> None:
    """Where a check sees only one output, that one alone says which mistake it was."""
    trial = try_out(place)
    suites = {c.suite for c in trial.question.checks if c.kind in JUDGED_BY_EQUALITY}
    for suite in suites:
        numbers = [case.number for case in trial.cases if case.suite == suite]
        seen = {
            name: {number: answers[number] for number in numbers}
            for name, answers in trial.wrong.items()
        }
        for output in trial.question.outputs:
            spoilt = {n: given for n, given in seen.items() if trial.differs(given, output)}
            for one, other in combinations(spoilt, 2):
                if trial.slugs[one] != trial.slugs[other]:
                    assert not trial.same(spoilt[one], spoilt[other], output), (one, other, output)


@each_place
def test_answers_to_ordinary_inputs_are_finite(place: Place) -> None:
    """A variant that gives infinities where students are asked for numbers is never recognised."""
    trial = try_out(place)
    ordinary = {c.number for c in trial.cases if c.suite in ("plain", "postprocessing", "repeats")}
    for name in trial.wrong.keys() - SOMETIMES_INFINITE:
        lost = [n for n, answer in trial.wrong[name].items() if answer is None and n in ordinary]

        assert [] == lost, name


@each_place
def test_answers_are_the_same_every_time(place: Place) -> None:
    """No variant is random or keeps anything from call to call."""
    trial = try_out(place)
    case = trial.cases[0]
    for variant in catalogue(place.reference):
        first = variant.outputs(trial.question, case, tools()[1])
        again = variant.outputs(trial.question, case, tools()[1])

        assert repr(first) == repr(again), variant.name


@each_reference
def test_names_are_unique(reference: str) -> None:
    """A variant is found by its name among those of its function."""
    names = [variant.name for variant in catalogue(reference)]

    assert sorted(set(names)) == sorted(names)


@each_reference
def test_the_student_reads_plain_sentences(reference: str) -> None:
    """One sentence or two: short, ended, with neither code nor a formula."""
    for variant in catalogue(reference):
        assert is_plain(variant.student), variant.name
        assert len(re.findall(r"[.?](?: |$)", variant.student)) <= 2, variant.name


@each_reference
def test_the_teacher_reads_what_the_code_does(reference: str) -> None:
    """Each variant says in a sentence what it does, and where it was seen."""
    for variant in catalogue(reference):
        assert is_plain(variant.teacher), variant.name
        assert variant.seen, variant.name


@each_reference
def test_slugs_read_alike(reference: str) -> None:
    """A slug is lower-case words with hyphens."""
    for variant in catalogue(reference):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", variant.slug), variant.name


def test_every_sentence_belongs_to_a_mistake() -> None:
    """No slug is left whose last variant went away; all stand in alphabetical order."""
    assert sorted({variant.slug for variant in all_variants()}) == list(SENTENCES)


def is_plain(sentence: str) -> bool:
    """Say whether a sentence is one that can be read out."""
    code = re.search(r"[`=_\[\]{}*/^σ]|\w\(|np\.", sentence)
    return code is None and len(sentence) <= 240 and sentence[-1] in ".?" and sentence[0].isupper()


@pytest.mark.parametrize(
    "sentence",
    [
        "The loss is `x`.",
        "Take u = v.",
        "Use np.outer here.",
        "no capital.",
        "No stop",
        "A" * 240 + ".",
    ],
)
def test_code_in_a_sentence_is_seen(sentence: str) -> None:
    """What looks for code finds it, and unfinished sentences too."""
    assert not is_plain(sentence)


def test_a_declaration_gathers_what_is_told() -> None:
    """The docstring is the teacher's sentence, the slug's sentence the student's by default."""

    def half(x: float) -> float:
        """The result
        is halved."""
        return x / 2

    declared = mistake("whole", "scaled")(half).declaration  # type: ignore[attr-defined]
    told = mistake("whole", "scaled", seen="1 of 2", student="Look again.")(half)

    assert (declared.of, declared.slug, declared.seen) == ("whole", "scaled", SLIP)
    assert declared.teacher == "The result is halved."
    assert declared.student == SENTENCES["scaled"]
    assert told.declaration.student == "Look again."  # type: ignore[attr-defined]
    assert told.declaration.seen == "1 of 2"  # type: ignore[attr-defined]


def test_a_variant_is_quiet() -> None:
    """What a mistake divides by zero warns nobody."""

    def inverse(x: np.ndarray) -> np.ndarray:
        """The inverse."""
        return np.asarray(1.0 / x)

    assert np.isinf(mistake("whole", "scaled")(inverse)(np.zeros(1))).all()
