"""Mistakes planted in right solutions are named, each by its own name."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from pathlib import Path

import pytest

from grader.rubric.catalogue import variants_of
from grader.sandbox.channel import Launcher
from tests.proofs.classroom import run_of
from tests.proofs.planted.mistakes import (
    STYLES,
    Planted,
    edited,
    mistakes_of,
    questions,
    skipped,
    slugs,
)
from tests.proofs.planted.naming import Naming, naming

SEEDS = range(4000, 4020)
MISSED_AT_MOST = 0.02
PAIRS_MISSED_AT_MOST = 0.1
PAIRS_A_STYLE = 6
EVERYTHING = [each for question in questions() for each in mistakes_of(question)]


def one_style_each(planted: Sequence[Planted]) -> list[Planted]:
    """Return every mistake in one of its styles, which take turns."""
    styles: dict[tuple[str, str], list[Planted]] = {}
    for each in planted:
        styles.setdefault((each.question, each.name), []).append(each)
    return [group[number % len(group)] for number, group in enumerate(styles.values())]


def pairs_of(question: str, style: str) -> list[tuple[Planted, Planted]]:
    """Return the mistakes that can be planted two at a time, in different outputs."""
    ours = [each for each in mistakes_of(question) if each.style == style]
    return [(one, other) for one, other in combinations(ours, 2) if one.fits(other)]


def spread(pairs: Sequence[tuple[Planted, Planted]], most: int) -> list[tuple[Planted, Planted]]:
    """Return some of the pairs, evenly from first to last."""
    return list(islice(pairs, 0, None, max(1, -(-len(pairs) // most))))


def names(
    groups: Sequence[Sequence[Planted]], seed: int | None, folder: Path, launcher: Launcher
) -> Iterator[Naming]:
    """Plant each group of mistakes and say how they were named."""
    return (naming(group, seed, folder, launcher) for group in groups)


def told(found: Sequence[Naming]) -> str:
    """List what was missed, for the message of a failing test."""
    return "\n".join(f"{each.where}: {line}" for each in found for line in each.missed)


def test_there_are_enough_mistakes() -> None:
    """At least 60 mistakes are planted in all three styles, and twice as many in one of them."""
    written = {(each.question, each.name) for each in EVERYTHING}
    everywhere = [
        one
        for one in written
        if sum((each.question, each.name) == one for each in EVERYTHING) == len(STYLES)
    ]

    assert len(everywhere) >= 60
    assert len(written) >= 120


@pytest.mark.parametrize("question", questions())
def test_every_edit_takes_hold(question: str) -> None:
    """Each old text stands in the file exactly once, and what comes out is Python."""
    for each in mistakes_of(question):
        after = each.edited()
        compile(after, each.id, "exec")

        assert after != each.source(), each.id


@pytest.mark.parametrize("question", questions())
def test_every_catalogued_mistake_is_planted(question: str) -> None:
    """Each slug that the catalogue has for a question's function is among the planted ones."""
    run = run_of(mistakes_of(question)[0].rubric, None, question)
    asked = next(each.question for each in run.prepared.questions if each.question.id == question)
    assert asked.reference is not None
    catalogued = {each.slug for each in variants_of(run.oracle.reference, asked.reference)}

    assert catalogued
    assert set() == catalogued - slugs(question)


@pytest.mark.parametrize("question", questions())
def test_what_is_not_planted_says_why(question: str) -> None:
    """A style without edits has a sentence in their place."""
    assert all(len(reason.split()) > 3 for reason in skipped(question).values())


def test_an_edit_that_is_not_unique_is_refused() -> None:
    """A text that is missing or comes twice names no place."""
    with pytest.raises(ValueError, match="2 times, expected once: 'x'"):
        edited("x = x", (("x", "y"),))
    with pytest.raises(ValueError, match="0 times, expected once: 'z'"):
        edited("x = x", (("z", "y"),))


def test_a_wrong_name_is_noticed(tmp_path: Path, launcher: Launcher) -> None:
    """A mistake that is expected under another's name counts as wrongly named."""
    first = next(each for each in EVERYTHING if each.slug == "sign-flipped")
    as_if = Planted(**{**vars(first), "slug": "transposed"})

    assert naming([first], None, tmp_path, launcher)[1:] == ((), ())
    assert naming([as_if], None, tmp_path, launcher).wrong != ()


def test_a_missing_name_is_noticed(tmp_path: Path, launcher: Launcher) -> None:
    """A check that passes, where a mistake should show, counts as missed."""
    first = next(each for each in EVERYTHING if each.spoils == {"loss"})
    more = Planted(**{**vars(first), "spoils": frozenset(("loss", "grad-center"))})

    assert naming([more], None, tmp_path, launcher).missed != ()


def test_an_index_that_is_worked_out_is_work(tmp_path: Path, launcher: Launcher) -> None:
    """`wordVectors[int(np.mean(...))]` alone is a wrong answer, not the starter's placeholder."""
    row = next(
        each
        for each in mistakes_of("sentence-features")
        if (each.name, each.style) == ("row of the average", "02-vectorised")
    )

    assert naming([row], None, tmp_path, launcher)[1:] == ((), ())


@pytest.mark.parametrize("question", questions())
def test_planted_mistakes_are_named(question: str, tmp_path: Path, launcher: Launcher) -> None:
    """Every mistake, in one of the styles, carries its own name and no other."""
    planted = one_style_each(mistakes_of(question))
    found = list(names([[each] for each in planted], None, tmp_path, launcher))

    assert [] == [(each.where, each.missed, each.wrong) for each in found if any(each[1:])]


@pytest.mark.parametrize("question", ["naive-softmax", "neg-sampling", "skipgram"])
def test_pairs_of_mistakes_are_both_named(
    question: str, tmp_path: Path, launcher: Launcher
) -> None:
    """Two mistakes in different outputs are both named."""
    pairs = [pair for style in STYLES for pair in spread(pairs_of(question, style), 2)]
    found = list(names(pairs, None, tmp_path, launcher))

    assert pairs
    assert [] == [(each.where, each.missed, each.wrong) for each in found if any(each[1:])]


@pytest.mark.prove
@pytest.mark.parametrize("question", questions())
def test_planted_mistakes_are_named_over_many_seeds(
    question: str, tmp_path: Path, launcher: Launcher
) -> None:
    """In all styles and over 20 seeds, 98 of 100 are named and none is named wrongly."""
    planted = [[each] for each in mistakes_of(question)]
    found = [one for seed in SEEDS for one in names(planted, seed, tmp_path, launcher)]
    missed = [each for each in found if each.missed]

    assert [] == [(each.where, each.wrong) for each in found if each.wrong]
    assert len(missed) <= MISSED_AT_MOST * len(found), told(missed)


@pytest.mark.prove
@pytest.mark.parametrize("question", [q for q in questions() if pairs_of(q, STYLES[1])])
def test_pairs_of_mistakes_are_named_over_many_seeds(
    question: str, tmp_path: Path, launcher: Launcher
) -> None:
    """Over 20 seeds, both of two mistakes are named in 9 of 10, and neither wrongly."""
    pairs = [pair for style in STYLES for pair in spread(pairs_of(question, style), PAIRS_A_STYLE)]
    found = [one for seed in SEEDS for one in names(pairs, seed, tmp_path, launcher)]
    missed = [each for each in found if each.missed]

    assert [] == [(each.where, each.wrong) for each in found if each.wrong]
    assert len(missed) <= PAIRS_MISSED_AT_MOST * len(found), told(missed)
