"""Is a student's gradient the gradient of the student's own loss? Asked of values alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from grader.checks.derivative import STEPS, agrees, slope
from grader.checks.reading import Numbers, read_numbers
from grader.checks.trial import Trial
from grader.model.case import Case
from grader.model.facts import Answer, Returned
from grader.model.rubric import Question

DIRECTIONS = 2
CASES = 2
LARGEST = 50.0
"""Cases whose inputs are larger are left out: their losses have no smooth neighbourhood."""


@dataclass(frozen=True, eq=False)
class Probe:
    """One point at which the loss is asked for: a case with one input moved."""

    case: Case
    output: str
    """The gradient in question."""
    direction: int
    step: float
    sign: int


class OwnLoss:
    """The calls that tell whether gradients belong to the loss beside them."""

    def __init__(self, question: Question, trials: Sequence[Trial], outputs: Sequence[str]) -> None:
        self.question = question
        self.trials = [trial for trial in trials if _is_ordinary(trial)][:CASES]
        self.outputs = [name for name in outputs if self.trials and self.moved(name) is not None]

    def moved(self, output: str) -> str | None:
        """Return the input that a gradient is by: the only one of its shape."""
        trial = self.trials[0]
        shape = np.shape(trial.expected[output])
        names = [
            name
            for name, value in trial.case.values.items()
            if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.shape == shape
        ]
        return names[0] if len(names) == 1 and shape else None

    def probes(self) -> list[Probe]:
        """Return all points at which the loss is wanted."""
        signs = (1, -1)
        return [
            Probe(self.shifted(trial, output, which, step * sign), output, which, step, sign)
            for trial, output, which, step, sign in product(
                self.trials, self.outputs, range(DIRECTIONS), STEPS, signs
            )
        ]

    def shifted(self, trial: Trial, output: str, which: int, step: float) -> Case:
        """Return a case whose one input went some way in a direction."""
        name = self.moved(output)
        assert name is not None
        value = trial.case.values[name]
        assert isinstance(value, np.ndarray)
        moved = value + step * self.size(value) * self.direction(trial, value, which)
        return replace(trial.case, values={**trial.case.values, name: moved})

    def size(self, value: np.ndarray) -> float:
        """Return the size of an input, by which steps are measured."""
        return max(float(np.max(np.abs(value))), 1e-3)

    def direction(self, trial: Trial, value: np.ndarray, which: int) -> np.ndarray:
        """Return a direction of length one, the same whenever it is asked for."""
        rng = np.random.default_rng([trial.case.seed, trial.case.number, which])
        drawn = rng.standard_normal(value.shape)
        unit: np.ndarray = drawn / np.linalg.norm(drawn)
        return unit

    def verdicts(self, probes: Sequence[Probe], answers: Sequence[Answer]) -> dict[str, bool]:
        """Return for each gradient whether it is the own loss's; left out where nobody can tell."""
        losses = [self.loss(answer) for answer in answers]
        table = {
            (p.case.number, p.output, p.direction, p.step, p.sign): loss
            for p, loss in zip(probes, losses, strict=True)
        }
        told: dict[str, list[bool | None]] = {}
        for trial, output, which in product(self.trials, self.outputs, range(DIRECTIONS)):
            told.setdefault(output, []).append(self.verdict(trial, output, which, table))
        return {
            output: all(each)
            for output, each in told.items()
            if each and not any(verdict is None for verdict in each)
        }

    def verdict(
        self,
        trial: Trial,
        output: str,
        which: int,
        table: Mapping[tuple[int, str, int, float, int], float | None],
    ) -> bool | None:
        """Judge one gradient along one direction."""
        name, gradient = self.moved(output), trial.judged[output].got
        value = trial.case.values[name or ""]
        if gradient is None or not isinstance(value, np.ndarray) or gradient.shape != value.shape:
            return None
        differences = []
        for step in STEPS:
            key = (trial.case.number, output, which, step)
            up, down = table.get((*key, 1)), table.get((*key, -1))
            if up is None or down is None:
                return None
            differences.append((up - down) / (2 * step * self.size(value)))
        found = slope(differences)
        if found is None:
            return None
        claimed = float(np.sum(gradient * self.direction(trial, value, which)))
        return agrees(found, claimed, float(np.linalg.norm(gradient)))

    def loss(self, answer: Answer) -> float | None:
        """Return the loss of an answer, the first of its outputs, if it is a number."""
        if not isinstance(answer, Returned) or not isinstance(answer.value, tuple | list):
            return None
        numbers = read_numbers(answer.value[0]) if answer.value else None
        if not isinstance(numbers, Numbers) or numbers.data.size != 1:
            return None
        return float(numbers.data.reshape(()))


def _is_ordinary(trial: Trial) -> bool:
    arrays = [v for v in trial.case.values.values() if isinstance(v, np.ndarray)]
    sizes = [float(np.max(np.abs(v))) for v in arrays if v.size and v.dtype.kind == "f"]
    ordinary = all(1e-2 < size < LARGEST for size in sizes)
    return ordinary and isinstance(trial.answer, Returned) and bool(trial.judged)
