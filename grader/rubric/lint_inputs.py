"""The axes and inputs that a question's cases are drawn from."""

from collections.abc import Iterator, Mapping

from grader.model.rubric import InputSpec, Question, Suite
from grader.rubric.axes import different_sizes
from grader.rubric.errors import RubricProblem
from grader.rubric.inputs import INPUT_KINDS, KINDS
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, listed, near_name, quoted, shown

LARGEST_SIZE = 10_000


def problems(question: Question, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    """Look at one question's axes and inputs, each for itself."""
    found = list(_ranges(question.axes, (*loc, "axes"), positions))
    for name, suite in question.suites.items():
        here = (*loc, "suites", name)
        found += _ranges(suite.axes, (*here, "axes"), positions)
        found += _turns(suite, here, positions)
    yield from found
    for place, inputs in layers(question, loc):
        for name, spec in inputs.items():
            yield from _entry(spec, (*place, name), positions)
    for name, suite in question.suites.items():
        axes = {**question.axes, **suite.axes}
        if not found and different_sizes({axis: axes[axis][0] for axis in axes}, axes) is None:
            ranges = ", ".join(f"{axis}: [{low}, {high}]" for axis, (low, high) in axes.items())
            expected = "must leave room for all axes to differ in size"
            place = (*loc, "suites", name, "axes") if suite.axes else (*loc, "axes")
            yield positions.problem(place, expected, ranges)


def _ranges(
    axes: Mapping[str, tuple[int, int]], loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    for name, (low, high) in axes.items():
        came = shown([low, high])
        if not name.isidentifier():
            expected = "must have a name that can stand in `V*d + 1`: letters and digits"
            yield positions.problem((*loc, name), expected)
        if low > high:
            yield positions.problem((*loc, name), "must be [lowest, highest]", came)
        elif low < 1 or high > LARGEST_SIZE:
            expected = f"must be sizes from 1 to {LARGEST_SIZE}"
            yield positions.problem((*loc, name), expected, came)


def _turns(suite: Suite, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    for place in suite.special_cases:
        if not 0 <= place < suite.cases:
            expected = f"is no case of this suite: they are numbered 0 to {suite.cases - 1}"
            yield positions.problem((*loc, "special_cases", str(place)), expected)
    if len(suite.variants) > suite.cases:
        expected = f"must be at most {suite.cases}, as many as there are cases"
        yield positions.problem((*loc, "variants"), expected, str(len(suite.variants)))


def layers(question: Question, loc: Loc) -> Iterator[tuple[Loc, Mapping[str, InputSpec]]]:
    """Go through all places of a question where inputs are described."""
    yield (*loc, "inputs"), question.inputs
    for name, suite in question.suites.items():
        here = (*loc, "suites", name)
        yield (*here, "inputs"), suite.inputs
        for number, variant in enumerate(suite.variants):
            yield (*here, "variants", number), variant
        for place, special in suite.special_cases.items():
            yield (*here, "special_cases", str(place)), special


def _entry(spec: InputSpec, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    """Look at the keys of one input: exactly one names its kind, the others are its options."""
    named = [key for key in spec if key in KINDS]
    if not named:
        near = next(filter(None, (near_name(key, INPUT_KINDS) for key in spec)), None)
        hint = f" (did you mean {quoted(near)}?)" if near else f", one of {listed(sorted(KINDS))}"
        yield positions.problem(loc, f"must name its kind{hint}", shown(spec))
        return
    if len(named) > 1:
        yield positions.problem(loc, "must name a single kind", listed(named))
        return
    kind = KINDS[named[0]]
    options = (*kind.needed, *kind.options)
    meant = {near_name(key, options) for key in spec if key not in (named[0], *options)}
    for key in kind.needed:
        if key not in spec and key not in meant:
            yield positions.problem(loc, f"lacks {quoted(key)}, which {quoted(named[0])} needs")
    for key in spec:
        if key not in (named[0], *options):
            near = near_name(key, options)
            hint = f": did you mean {quoted(near)}?" if near else f" ({listed(options)})"
            expected = f"is no option of {quoted(named[0])}{hint}"
            yield positions.problem((*loc, key), expected)
    for key in kind.names_inputs:
        if key in spec and not _names_inputs(spec[key]):
            expected = "must be the name of an input, or a mapping to such names"
            yield positions.problem((*loc, key), expected, shown(spec[key]))


def _names_inputs(value: object) -> bool:
    names = value.values() if isinstance(value, dict) else [value]
    return all(isinstance(name, str) for name in names)
