"""Inputs that are row numbers, words, sizes, or lists of results."""

import copy

import numpy as np

from grader.model.case import CaseError, CaseValue
from grader.model.rubric import InputSpec
from grader.rubric.draw import Draw

INCLUDED_EVERY = 3
REPEATED_EVERY = 2
UNLIKELY_SCORE = 2.0


def index(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw one row number of an axis.

    Options: `unlikely` names a matrix and `given` a vector; then the row is not the one whose
    score is highest, and its score is at most 2 wherever there is such a row. A target that is
    almost certain has a loss near 0, and right answers in another form lose their digits there.
    """
    if ("unlikely" in spec) != ("given" in spec):
        raise CaseError(f"expected 'unlikely' and 'given' together, got {spec!r}")
    if "unlikely" not in spec:
        return int(draw.rng.integers(draw.size(spec["index"])))
    scores = draw.scores(spec["unlikely"], spec["given"])
    unlikely = np.flatnonzero((scores < scores.max()) & (scores <= UNLIKELY_SCORE))
    return int(draw.rng.choice(unlikely)) if unlikely.size else int(scores.argmin())


def indices(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw `count` row numbers of an axis.

    Options: `repeat: true` makes one occur twice in every second case; `include` names an index
    that is put among them in every third case. Case 0 stays as it falls: it is the simplest.
    """
    rows, count = draw.size(spec["indices"]), draw.size(spec["count"])
    drawn = draw.rng.integers(rows, size=count)
    places = draw.rng.permutation(count)
    if "include" in spec and draw.number % INCLUDED_EVERY == 2 and count:
        drawn[places[0]] = draw.index(spec["include"])
    if spec.get("repeat", False) and draw.number % REPEATED_EVERY == 1 and count > 1:
        drawn[places[1]] = drawn[places[0]]
    return drawn


def size(spec: InputSpec, draw: Draw) -> CaseValue:
    """Hand over a size as a number."""
    return draw.size(spec["size"])


def axes(spec: InputSpec, draw: Draw) -> CaseValue:
    """Hand over several sizes as a tuple."""
    return draw.shape(spec["axes"])


def words(spec: InputSpec, draw: Draw) -> CaseValue:
    """List the words of an axis by row number."""
    return [draw.word(row) for row in range(draw.size(spec["words"]))]


def word(spec: InputSpec, draw: Draw) -> CaseValue:
    """Give the word at the row that another input names."""
    return draw.word(draw.index(spec["word"]))


def words_at(spec: InputSpec, draw: Draw) -> CaseValue:
    """Give the words at the rows that another input names."""
    return [draw.word(row) for row in draw.rows(spec["words_at"])]


def vocabulary(spec: InputSpec, draw: Draw) -> CaseValue:
    """Map each word of an axis to its row, in an order that is neither the rows' nor a to z."""
    rows = draw.size(spec["vocabulary"])
    order = [int(row) for row in draw.rng.permutation(rows)]
    if order == sorted(order) or [draw.word(row) for row in order] == sorted(map(draw.word, order)):
        order = order[1:] + order[:1]
    return {draw.word(row): row for row in order}


def constant(spec: InputSpec, draw: Draw) -> CaseValue:
    """Hand over what the rubric says, as it is."""
    value: CaseValue = copy.deepcopy(spec["constant"])
    return value


def choice(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw one of the listed values."""
    value: CaseValue = copy.deepcopy(spec["choice"][draw.rng.integers(len(spec["choice"]))])
    return value


def models(spec: InputSpec, draw: Draw) -> CaseValue:
    """Draw accuracies of so many trained models, of which one is the best on `dev` alone.

    The best on `train` and on `test` are others, and the one to choose is neither first nor last.
    """
    count = draw.size(spec["models"])
    if count < 3:
        raise CaseError(f"expected at least 3 models, got {count}")
    best_dev = int(draw.rng.integers(1, count - 1))
    others = [place for place in range(count) if place != best_dev]
    best_train, best_test = (int(place) for place in draw.rng.permutation(others)[:2])
    accuracies = {
        "train": accuracies_with_best(draw.rng, count, best_train),
        "dev": accuracies_with_best(draw.rng, count, best_dev),
        "test": accuracies_with_best(draw.rng, count, best_test),
    }
    strengths = draw.rng.permutation(count)
    return [
        {
            "reg": 10.0 ** (int(strengths[place]) - 4),
            "clf": f"model-{place}",
            **{part: values[place] for part, values in accuracies.items()},
        }
        for place in range(count)
    ]


def accuracies_with_best(rng: np.random.Generator, count: int, best: int) -> list[float]:
    """Draw different accuracies in percent with the highest at a given place."""
    drawn = [int(tenths) / 10 for tenths in rng.choice(np.arange(250, 450), count, replace=False)]
    highest = drawn.index(max(drawn))
    drawn[best], drawn[highest] = drawn[highest], drawn[best]
    return drawn
