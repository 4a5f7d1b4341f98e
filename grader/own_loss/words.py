"""What a look at the own loss brought, for a reader and for programs."""

from collections.abc import Iterator
from typing import Any

from grader.own_loss.compare import Gradient
from grader.own_loss.several import Tried
from grader.own_loss.slopes import Measured

BASIS = (
    "Only your own loss was used, no expected value: where the loss itself is wrong, "
    "this can't tell."
)
SHORT = {
    "right": "right",
    "wrong": "WRONG",
    "wrong-shape": "WRONG SHAPE",
    "cannot-tell": "can't tell",
}


def extent(found: Tried, of_a_rubric: bool) -> str:
    """Say how much was tried, and what of it is shown.

    of_a_rubric: whether the arguments are cases of a rubric or pack, and not the student's own.
    """
    if not of_a_rubric:
        return "Tried with one set of arguments: other inputs may still show a mistake."
    count = f"Tried with {found.run} of its cases in the rubric or pack"
    if found.wrong:
        verb = "disagrees" if found.wrong == 1 else "disagree"
        return f"{count}: {found.wrong} {verb}; the first of them is shown."
    if found.unclear == found.run:
        return f"{count}: in none of them has the loss all its slopes."
    if found.unclear:
        return f"{count}: in {found.unclear} the loss has no slope to measure, the others agree."
    return f"{count}: all agree; the first of them is shown."


def lines(gradient: Gradient) -> Iterator[str]:
    """Yield what a reader is told of one gradient: a heading, then sentences."""
    yield (
        f"Returned value {gradient.output}, by argument {gradient.argument} (`{gradient.name}`): "
        f"{SHORT[gradient.verdict]}"
    )
    if gradient.verdict == "wrong-shape":
        yield (
            f"It has shape {gradient.shape} and the argument {gradient.argument_shape}: a gradient "
            "has the shape of what it differentiates by."
        )
    elif gradient.verdict == "wrong":
        yield from _wrong(gradient)
    elif gradient.verdict == "right":
        yield f"It is the slope of your loss {_everywhere(gradient)}."
    else:
        yield "The loss has no slope to measure there: it jumps, has a kink, or draws at random."
    if gradient.unclear and gradient.verdict != "cannot-tell":
        yield f"In {gradient.unclear} of {gradient.tried} places the loss has a kink or noise."


def _everywhere(gradient: Gradient) -> str:
    clear = gradient.tried - gradient.unclear
    return "in its one entry" if clear == 1 else f"in all {clear} places that were tried"


def _wrong(gradient: Gradient) -> Iterator[str]:
    worst, says = gradient.wrong[0], gradient.claimed[0]
    assert worst.found is not None
    entries = sorted(each.entry for each in gradient.wrong if each.entry is not None)
    told = ", ".join(str(list(entry)) for entry in entries[:8]) + (", …" if entries[8:] else "")
    verb = "disagrees" if len(gradient.wrong) == 1 else "disagree"
    count = len(gradient.wrong)
    yield f"{count} of {gradient.tried} places {verb} with your loss: {told or 'all'}."
    where = (
        "Along a random direction" if worst.entry is None else f"The worst is {list(worst.entry)}"
    )
    yield f"{where}: you return {says:.6g}, the loss changes by {worst.found.value:.6g}."
    yield _evidence(worst)


def _evidence(worst: Measured) -> str:
    """Say why that slope can be believed."""
    steps = _and(f"{step:.2g}" for step in worst.steps)
    slopes = _and(f"{each:.6g}" for each in worst.differences)
    return (
        f"With steps of {steps} that slope comes out as {slopes}: it settles, so the difference "
        "is no rounding."
    )


def _and(words: Iterator[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}"


def as_data(gradient: Gradient) -> dict[str, Any]:
    """Return one gradient for `--json`."""
    wrong = [
        {
            "entry": None if each.entry is None else list(each.entry),
            "returned": repr(says),
            "slope": repr(each.found.value if each.found else None),
            "steps": list(each.steps),
            "slopes": list(each.differences),
        }
        for each, says in zip(gradient.wrong, gradient.claimed, strict=True)
    ]
    return {
        "output": gradient.output,
        "argument": gradient.argument,
        "name": gradient.name,
        "verdict": gradient.verdict,
        "shape": list(gradient.shape),
        "places": {"tried": gradient.tried, "wrong": len(wrong), "unclear": gradient.unclear},
        "disagree": wrong,
    }
