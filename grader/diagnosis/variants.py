"""Name a mistake by equality: the answers are those of one wrong variant, in every case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.checks import tolerance
from grader.checks.outcome import Outcome, same_thing
from grader.checks.trial import Trial

Judged = tuple[Trial, str, Outcome]
GENERIC = frozenset(("scaled", "offset", "missing-term", "extra-term", "wrong-index", "transposed"))
"""Slugs that say how numbers differ, not why: they give way to any other."""


@dataclass(frozen=True, eq=False)
class Rival:
    """A wrong variant and what it answers."""

    slug: str
    sentence: str
    answers: Mapping[int, Mapping[str, Any]] = field(repr=False)
    """Its outputs by case number; a case is left out where it gives no finite answer."""

    def spoils(self, judged: Iterable[Judged]) -> bool:
        """Say whether it answers otherwise than right somewhere: where it can be told apart."""
        return any(
            not _same(self.answers[number][name], trial.expected[name])
            for trial, name, _ in judged
            if (number := trial.case.number) in self.answers
        )

    def gives(self, judged: Iterable[Judged]) -> bool:
        """Say whether it gives what the student gave, in every case.

        Where it has no finite answer, the student's must not be finite either.
        """
        return all(
            _same(_given(each), self.answers[each[0].case.number][each[1]])
            if each[0].case.number in self.answers
            else each[2].reason == "not-finite"
            for each in judged
        )


def explanations(
    rivals: Sequence[Rival], judged: Mapping[str, Sequence[Judged]], output: str
) -> list[Rival]:
    """Return the rivals that explain an output best; empty where none does.

    rivals: the wrong variants of the question's function.
    judged: all judged answers of a suite, by output.
    One that explains all wrong outputs, and leaves the others right, comes before one that
    explains this output alone.
    """
    wrong = {name for name, each in judged.items() if any(not o.ok for _, _, o in each)}
    fitting = [r for r in rivals if r.spoils(judged[output]) and r.gives(judged[output])]
    ranks = [(_rank(rival, judged, wrong, output), rival) for rival in fitting]
    best = min((rank for rank, _ in ranks), default=None)
    return [rival for rank, rival in ranks if rank == best]


def _rank(
    rival: Rival, judged: Mapping[str, Sequence[Judged]], wrong: set[str], output: str
) -> tuple[bool, bool, int]:
    spoilt = {name for name, each in judged.items() if rival.spoils(each)}
    whole = spoilt == wrong and all(rival.gives(judged[name]) for name in wrong)
    return rival.slug in GENERIC, not whole, len(spoilt - {output})


def _given(judged: Judged) -> Any:
    """Return what the student gave: an array, or a record or number as it is."""
    trial, name, outcome = judged
    if outcome.got is not None:
        return outcome.got
    outputs = trial.outputs
    found = outputs[name] if isinstance(outputs, dict) else None
    return found if isinstance(found, dict | float | int) else None


def _same(got: Any, wanted: Any) -> bool:
    """Say whether two answers are the same array, number or record, shapes included."""
    if isinstance(wanted, dict):
        return same_thing(got, wanted)
    if not isinstance(got, np.ndarray | float | int) or wanted is None:
        return False
    if not isinstance(wanted, np.ndarray | float | int):
        return False
    try:
        one, other = np.asarray(got, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    except OverflowError:  # an integer that no float holds
        return False
    return one.shape == other.shape and bool(one.size) and tolerance.compare(one, other).close
