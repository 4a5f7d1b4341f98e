"""Mistakes in choosing the best model."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from .declare import mistake

Result = Mapping[str, Any]
choice = partial(mistake, "choose_best_model")


@choice("chosen-by-test")
def chosen_by_test(results: Sequence[Result]) -> Result:
    """The result with the highest test accuracy is returned."""
    return max(results, key=lambda result: float(result["test"]))


@choice("chosen-by-train")
def chosen_by_train(results: Sequence[Result]) -> Result:
    """The result with the highest training accuracy is returned."""
    return max(results, key=lambda result: float(result["train"]))


@choice("worst-chosen")
def worst_chosen(results: Sequence[Result]) -> Result:
    """The result with the lowest accuracy on the development set is returned."""
    return min(results, key=lambda result: float(result["dev"]))


@choice("first-kept")
def first_kept(results: Sequence[Result]) -> Result:
    """The first result is returned."""
    return results[0]


@choice("last-kept")
def last_kept(results: Sequence[Result]) -> Result:
    """Each result takes the place of the best in the loop, so the last one is returned."""
    return results[-1]


@choice("accuracy-returned")
def accuracy_returned(results: Sequence[Result]) -> float:
    """The highest accuracy on the development set is returned, without its result."""
    return max(float(result["dev"]) for result in results)
