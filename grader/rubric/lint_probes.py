"""Inputs of kind `probe` against the functions of the rubric's probes file."""

from collections.abc import Iterator, Mapping

from grader.model.rubric import InputSpec
from grader.rubric.errors import RubricProblem
from grader.rubric.lint_reference import Definitions
from grader.rubric.positions import Positions
from grader.rubric.signatures import Signature
from grader.rubric.wording import Loc, choice, did_you_mean, listed, near_name, quoted, shown


def problems(
    entries: Mapping[str, tuple[Loc, InputSpec]],
    positions: Positions,
    probes: Definitions | str | None,
) -> Iterator[RubricProblem]:
    """Look at the probes among a case's inputs.

    probes: what the probes file defines, or why it can't be read; None without such a file.
    """
    for loc, spec in entries.values():
        if "probe" in spec:
            yield from _probe(spec, loc, positions, probes)


def _probe(
    spec: InputSpec, loc: Loc, positions: Positions, probes: Definitions | str | None
) -> Iterator[RubricProblem]:
    name, place = spec["probe"], (*loc, "probe")
    if probes is None:
        yield positions.problem(place, "needs the rubric to name a file of `probes`", shown(name))
        return
    if isinstance(probes, str):
        yield positions.problem(("probes",), f"can't be read: {probes}")
        return
    public = {each: one for each, one in probes.items() if one is not None and each[:1] != "_"}
    if not isinstance(name, str) or name not in public:
        hint = choice(str(name), public)
        yield positions.problem(place, f"must be a function of the probes file{hint}", shown(name))
        return
    yield from _options(spec, public[name], loc, positions)


def _options(
    spec: InputSpec, signature: Signature, loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    """Look whether the probe's function can be called with what it is handed."""
    parts = {key: spec.get(key, {}) for key in ("with", "options")}
    given: set[str | None] = set()
    for key, part in parts.items():
        if not isinstance(part, dict):
            yield positions.problem((*loc, key), "must be a mapping", shown(part))
            return
        for option in part:
            given.add(option)
            if option not in signature.known and not signature.takes_any:
                given.add(near_name(option, signature.known))
                hint = did_you_mean(option, signature.known)
                expected = f"is no parameter of {quoted(spec['probe'])}{hint}"
                yield positions.problem((*loc, key, option), expected)
    missing = [each for each in signature.required if each not in given]
    if missing:
        expected = f"lacks {listed(map(quoted, missing))}, which {quoted(spec['probe'])} needs"
        yield positions.problem(loc, expected)
