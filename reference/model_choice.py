"""The model to keep out of several that were trained."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

Result = TypeVar("Result", bound=Mapping[str, Any])


def choose_best_model(results: Sequence[Result]) -> Result:
    """Give the result with the highest accuracy on the development set.

    Formula: the first r that attains max over results of r["dev"].
    Domain: at least one result, else ValueError; each with a finite number at "dev".
    Singular points: on a tie the first result is given.
    Source: CS224N 2017, assignment 1, question 4; Goodfellow et al. 2016, Deep Learning,
    section 5.3 (choose by validation, never by test).
    """
    return max(results, key=lambda result: float(result["dev"]))
