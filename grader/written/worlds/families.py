"""All worlds by name, and the cases in which a formula of each is tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.model.written import WorldName
from grader.written.worlds.cross_entropy import CrossEntropy
from grader.written.worlds.index import Index
from grader.written.worlds.naive_softmax import NaiveSoftmax
from grader.written.worlds.negative_sampling import NegativeSampling, RepeatedNegatives
from grader.written.worlds.scalars import LeakyRelu, LeakyReluAtZero, Sigmoid
from grader.written.worlds.two_layers import TwoLayers
from grader.written.worlds.windows import Cbow, SkipGram
from grader.written.worlds.words import OTHER, OUTSIDE, WordWorld
from grader.written.worlds.world import Layout, World

Setting = Mapping[str, Index]
"""What the index letters stand for that nothing binds."""


@dataclass(frozen=True)
class Family:
    """A world and its cases."""

    make: Callable[[int, Layout, Setting], World]
    letters: tuple[str, ...]
    """Index letters that may stand unbound without being introduced."""
    cases: tuple[tuple[Index, Index], ...]
    """What the first index letter stands for, and what a second one does, case by case."""
    extra: tuple[tuple[Index, Index], ...] = ()
    """Cases that count only where the student makes a case distinction."""
    offsets: tuple[int, ...] = ()
    """Offsets in the window that the letter j stands for, case by case."""


def _word(at: int) -> Index:
    return Index("word", at)


def _sample(at: int) -> Index:
    return Index("sample", at)


def _component(at: int) -> Index:
    return Index("component", at)


_NONE = Index("count", 0)
FAMILIES: dict[WorldName, Family] = {
    "naive-softmax": Family(
        NaiveSoftmax,
        ("w",),
        ((_word(OUTSIDE), _word(4)), (_word(OTHER), _word(3)), (_word(1), _word(OUTSIDE))),
    ),
    "negative-sampling": Family(
        NegativeSampling,
        ("k",),
        ((_sample(0), _sample(2)), (_sample(3), _sample(1))),
        ((_word(OUTSIDE), _sample(2)), (_word(OTHER), _sample(1))),
    ),
    "repeated-negatives": Family(
        RepeatedNegatives,
        ("k",),
        ((_sample(0), _sample(1)), (_sample(1), _sample(3)), (_sample(3), _sample(0))),
    ),
    "skip-gram": Family(
        SkipGram,
        ("w",),
        ((_word(OTHER), _word(0)), (_word(7), _word(OTHER))),
        offsets=(-2, 1),
    ),
    "cbow": Family(
        Cbow,
        ("w",),
        ((_word(7), _word(0)), (_word(1), _word(3))),
        offsets=(-2, 1),
    ),
    "cross-entropy": Family(
        CrossEntropy,
        ("i", "j"),
        (
            (_component(3), _component(3)),
            (_component(0), _component(0)),
            (_component(3), _component(0)),
            (_component(0), _component(3)),
            (_component(0), _component(1)),
        ),
    ),
    "two-layers": Family(TwoLayers, (), ((_NONE, _NONE),)),
    "sigmoid": Family(Sigmoid, (), ((_NONE, _NONE),)),
    "leaky-relu": Family(LeakyRelu, (), ((_NONE, _NONE),)),
}


def worlds_of(
    name: WorldName,
    seed: int,
    layout: Layout,
    letters: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    extra: bool = False,
    default: bool = True,
    vectors: Layout = "columns",
) -> list[World]:
    """Return the worlds in which formulas are tried: every case with two draws of numbers.

    letters: index letters that the student's left-hand side introduces.
    others: index letters introduced beside it, that stand for another place.
    default: whether the usual index letters stand for the case where none is introduced.
    extra: whether the cases of a case distinction are wanted too.
    vectors: whether the document's word vectors are columns or rows.
    """
    family = FAMILIES[name]
    worlds: list[World] = []
    cases = family.cases + (family.extra if extra else ())
    for number, (first, second) in enumerate(cases):
        setting = {}
        if default and not letters:
            setting = dict.fromkeys(family.letters[:1], first)
            setting |= dict.fromkeys(family.letters[1:2], second)
        setting |= dict.fromkeys(others, second)
        setting |= dict.fromkeys(letters, first)
        if family.offsets:
            setting["j"] = Index("offset", family.offsets[number % len(family.offsets)])
        if name in ("two-layers", "sigmoid", "leaky-relu"):
            setting = {}
        for draw in range(2 if len(family.cases) < 3 else 1):
            worlds.append(family.make(2 * seed + 7919 * number + draw, layout, setting))
    for world in worlds:
        if isinstance(world, WordWorld):
            world.vectors = vectors
    if extra and name == "leaky-relu":
        worlds.append(LeakyReluAtZero(seed, layout, {}))
    return worlds
