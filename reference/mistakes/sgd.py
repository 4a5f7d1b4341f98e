"""Mistakes in stochastic gradient descent."""

from functools import partial

import numpy as np

from ..loss_and_gradient import Objective
from ..sgd import Postprocessing, sgd
from .declare import mistake

Array = np.ndarray
descent = partial(mistake, "sgd")


@descent("sign-flipped", student="Each step goes uphill. In which direction does the loss fall?")
def uphill(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The step is added in the direction of the gradient."""
    return sgd(objective, start, -step, iterations, postprocessing, anneal_every)


@descent("off-by-one-iterations")
def one_step_too_few(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The loop ends before the last iteration."""
    return sgd(objective, start, step, iterations - 1, postprocessing, anneal_every)


@descent("off-by-one-iterations")
def one_step_too_many(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The loop makes one iteration more."""
    return sgd(objective, start, step, iterations + 1, postprocessing, anneal_every)


@descent("postprocessing-dropped", seen="7 of 112 students")
def postprocessing_dropped(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The postprocessing is called for what it does to its argument; its result is dropped."""

    def in_place(x: Array) -> Array:
        if postprocessing is not None:
            postprocessing(x)
        return x

    return sgd(objective, start, step, iterations, in_place, anneal_every)


@descent("postprocessing-never", seen="3 of 112 students")
def postprocessing_never(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The postprocessing is never called."""
    return sgd(objective, start, step, iterations, None, anneal_every)


@descent("postprocessing-before-step", seen="1 of 112 students")
def postprocessing_before_step(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """Each iteration processes the point, then steps from there."""
    x = np.array(start, dtype=np.float64)
    for _ in range(iterations):
        if postprocessing is not None:
            x = postprocessing(x)
        x = x - step * objective(x)[1]
    return x


@descent("postprocessing-before-step")
def postprocessing_between_gradient_and_step(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """Each iteration takes the gradient, processes the point, then steps from there."""
    x = np.array(start, dtype=np.float64)
    for _ in range(iterations):
        grad = objective(x)[1]
        if postprocessing is not None:
            x = postprocessing(x)
        x = x - step * grad
    return x


@descent("postprocessing-at-end")
def postprocessing_at_end(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The postprocessing comes once, after the loop."""
    x = sgd(objective, start, step, iterations, None, anneal_every)
    return x if postprocessing is None else postprocessing(x)


@descent("unprocessed-iterate", seen="1 of 112 students")
def unprocessed_iterate(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The gradient is taken at the processed point, the step from the unprocessed one."""
    raw = np.array(start, dtype=np.float64)
    processed = raw
    for _ in range(iterations):
        raw = raw - step * objective(processed)[1]
        processed = raw if postprocessing is None else postprocessing(raw.copy())
    return processed


@descent("step-ignored")
def step_ignored(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The whole gradient is subtracted, whatever the step size."""
    return sgd(objective, start, 1.0, iterations, postprocessing, anneal_every)


@descent("gradient-not-renewed")
def gradient_not_renewed(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The gradient at the start is used in every iteration."""
    first = objective(np.array(start, dtype=np.float64))
    return sgd(lambda x: first, start, step, iterations, postprocessing, anneal_every)


@descent("stops-early")
def stops_after_one_step(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The function returns from inside the loop."""
    return sgd(objective, start, step, 1, postprocessing, anneal_every)


@descent("annealed-too-soon")
def annealed_in_every_iteration(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The step size is halved after every iteration."""
    return sgd(objective, start, step, iterations, postprocessing, anneal_every=1)


@descent("start-returned")
def start_returned(
    objective: Objective,
    start: Array,
    step: float,
    iterations: int,
    postprocessing: Postprocessing | None = None,
    anneal_every: int = 20000,
) -> Array:
    """The starting point is returned as it was given."""
    return np.array(start, dtype=np.float64)
