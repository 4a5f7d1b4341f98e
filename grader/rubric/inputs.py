"""The kinds of input a rubric can ask for, and how all inputs of a case are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Protocol

import numpy as np

from grader.model.case import CaseError, CaseValue, Probe
from grader.model.rubric import InputSpec
from grader.rubric import array_inputs, samplers, word_inputs
from grader.rubric.draw import READABLE_CASES, Draw, shuffled_words


class Maker(Protocol):
    """Makes the value of an input from its entry in the rubric."""

    def __call__(self, spec: InputSpec, draw: Draw) -> CaseValue: ...


@dataclass(frozen=True)
class InputKind:
    """A kind of input: its maker, and which keys stand beside its name."""

    make: Maker
    needed: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    names_inputs: tuple[str, ...] = ()
    """Keys whose value (or values) name other inputs."""


def probe(spec: InputSpec, draw: Draw) -> CaseValue:
    """Describe an object of the probes file: `with` hands it inputs, `options` plain values."""
    handed = {name: draw.values[source] for name, source in spec.get("with", {}).items()}
    return Probe(spec["probe"], handed | spec.get("options", {}))


KINDS: dict[str, InputKind] = {
    "normal": InputKind(array_inputs.normal, options=("scale", "offset", "zero_rows", "boxed")),
    "uniform": InputKind(array_inputs.uniform, options=("low", "high")),
    "whole": InputKind(array_inputs.whole, options=("low", "high")),
    "one_hot": InputKind(array_inputs.one_hot),
    "labels": InputKind(array_inputs.labels),
    "aligned": InputKind(
        array_inputs.aligned, needed=("against", "low", "high"), names_inputs=("against",)
    ),
    "index": InputKind(
        word_inputs.index, options=("unlikely", "given"), names_inputs=("unlikely", "given")
    ),
    "indices": InputKind(
        word_inputs.indices,
        needed=("count",),
        options=("repeat", "include"),
        names_inputs=("include",),
    ),
    "size": InputKind(word_inputs.size),
    "axes": InputKind(word_inputs.axes),
    "words": InputKind(word_inputs.words),
    "word": InputKind(word_inputs.word, names_inputs=("word",)),
    "words_at": InputKind(word_inputs.words_at, names_inputs=("words_at",)),
    "vocabulary": InputKind(word_inputs.vocabulary),
    "constant": InputKind(word_inputs.constant),
    "choice": InputKind(word_inputs.choice),
    "models": InputKind(word_inputs.models),
    "sampler": InputKind(
        samplers.sampler,
        needed=("not", "count"),
        options=("mode", "for"),
        names_inputs=("not",),
    ),
    "accepted": InputKind(
        samplers.accepted, needed=("not", "count"), names_inputs=("accepted", "not")
    ),
    "probe": InputKind(probe, options=("with", "options"), names_inputs=("with",)),
}
INPUT_KINDS: frozenset[str] = frozenset(KINDS)


def kind_of(spec: InputSpec) -> str:
    """Return the kind that an entry names.

    Raises CaseError unless it names exactly one kind and all its other keys belong to that.
    """
    named = [key for key in spec if key in KINDS]
    if len(named) != 1:
        raise CaseError(f"expected one kind of input ({', '.join(sorted(KINDS))}), got {spec!r}")
    kind = KINDS[named[0]]
    missing = [key for key in kind.needed if key not in spec]
    if missing:
        raise CaseError(f"expected {named[0]!r} with {', '.join(missing)}, got {spec!r}")
    extra = [key for key in spec if key not in (named[0], *kind.needed, *kind.options)]
    if extra:
        raise CaseError(f"{named[0]!r} has no option {', '.join(map(repr, extra))}")
    return named[0]


def inputs_named_by(spec: InputSpec) -> tuple[str, ...]:
    """Return the names of the other inputs that an entry refers to."""
    mentioned: list[Any] = [spec[key] for key in KINDS[kind_of(spec)].names_inputs if key in spec]
    names: list[str] = []
    for value in mentioned:
        names.extend(value.values() if isinstance(value, dict) else [value])
    return tuple(names)


def resolution_order(specs: Mapping[str, InputSpec]) -> tuple[str, ...]:
    """Order inputs such that each comes after those it refers to.

    Raises CaseError where an input refers to one that isn't there, or in a circle.
    """
    graph = {name: inputs_named_by(spec) for name, spec in specs.items()}
    for name, others in graph.items():
        for other in others:
            if other not in specs:
                raise CaseError(f"{name}: expected the name of an input, got {other!r}")
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise CaseError(f"inputs refer to each other: {' -> '.join(error.args[1])}") from None


def make_inputs(
    specs: Mapping[str, InputSpec],
    sizes: Mapping[str, int],
    number: int,
    rng: np.random.Generator,
    readable: bool = False,
) -> dict[str, CaseValue]:
    """Make all inputs of a case.

    specs: the rubric's entries by input name.
    number: position of the case in its suite; the first few hold small whole numbers.
    readable: whether this one does too, wherever it stands.
    """
    words = shuffled_words(rng)
    values: dict[str, CaseValue] = {}
    for name in resolution_order(specs):
        spec = specs[name]
        draw = Draw(rng, sizes, values, number, words, readable or number < READABLE_CASES)
        try:
            values[name] = KINDS[kind_of(spec)].make(spec, draw)
        except CaseError as error:
            raise CaseError(f"{name}: {error}") from None
    return values
