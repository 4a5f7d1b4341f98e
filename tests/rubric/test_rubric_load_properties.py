"""Rubrics and YAML, there and back; and nothing but our own errors for nonsense."""

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.model.rubric import Rubric
from grader.rubric.errors import RubricErrors
from grader.rubric.load import load_rubric
from grader.rubric.schema import validate
from grader.rubric.yaml_source import read_yaml
from tests.rubric.small_rubric import DATA, QUESTION, changed, written

SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    ["no", "1e-6", "012", "null", "~", "<<", "a: b", "- x", "\\sigma", "'", '"', " #", "\t", "é\n"]
)
POINTS = st.decimals(0, 9999, places=2).map(float)
AXES = st.dictionaries(TEXTS, st.tuples(st.integers(), st.integers()).map(list), max_size=2)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
INPUTS = st.dictionaries(TEXTS, st.dictionaries(TEXTS, VALUES, max_size=2), max_size=2)


class PlainDumper(yaml.SafeDumper):
    """Writes what YAML 1.2 reads back: PyYAML leaves `1e-6` and `0o7` unquoted."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


PlainDumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw mappings with some of the keys."""
    return st.fixed_dictionaries({}, optional=fields)


def both(
    needed: st.SearchStrategy[dict[str, Any]], other: st.SearchStrategy[dict[str, Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw mappings with all keys of one and some of the other."""
    return st.builds(lambda first, second: {**first, **second}, needed, other)


ARGUMENTS = both(
    st.fixed_dictionaries({"name": TEXTS}),
    optional(value=TEXTS, names=st.lists(TEXTS, max_size=2), droppable=st.booleans()),
)
SUITES = optional(
    cases=st.integers(1, 10_000),
    axes=AXES,
    inputs=INPUTS,
    variants=st.lists(INPUTS, max_size=2),
    special_cases=st.dictionaries(st.integers(-9, 99).map(str), INPUTS, max_size=2),
    arguments=st.lists(ARGUMENTS, max_size=2),
    expect=st.sampled_from(["accept", "reject"]),
)
CHECKS = both(
    st.fixed_dictionaries(
        {"id": SLUGS, "kind": st.sampled_from(["value", "shapes"]), "points": POINTS}
    ),
    optional(output=TEXTS, hint=TEXTS, hidden=st.booleans(), relative=st.floats(1e-12, 0.5)),
)
QUESTIONS = both(
    st.fixed_dictionaries(
        {
            "id": SLUGS,
            "title": TEXTS,
            "file": TEXTS,
            "function": TEXTS,
            "arguments": st.lists(ARGUMENTS, max_size=2),
            "outputs": st.lists(TEXTS, max_size=2),
            "suites": st.dictionaries(TEXTS, SUITES, min_size=1, max_size=2),
            "checks": st.lists(CHECKS, min_size=1, max_size=2),
        }
    ),
    optional(formula=TEXTS, aliases=st.lists(TEXTS, max_size=2), axes=AXES, inputs=INPUTS),
)
RUBRICS = both(
    st.fixed_dictionaries(
        {
            "schema": st.just(1),
            "id": SLUGS,
            "title": TEXTS,
            "seed": st.integers(0, 2**32 - 1),
            "questions": st.lists(QUESTIONS, min_size=1, max_size=2),
        }
    ),
    optional(
        description=TEXTS,
        limits=optional(call_seconds=st.floats(0.01, 600), memory_mb=st.integers(64, 4096)),
        show_expected=optional(check=st.booleans()),
    ),
)


UNREADABLE = {n: f"\\u{n:04x}" for n in range(127, 160) if n != 0x85}
"""What YAML doesn't allow as it is, and JSON does."""
NO_BREAKS = changed(*QUESTION, "inputs", {"a\u2028b": {"\x85 ": "\u2029 ", "c": "\x85\ue000"}})
"""Line ends of YAML 1.1, in keys and values; in 1.2, as in JSON, they are text."""


@settings(max_examples=60, deadline=None)
@example(NO_BREAKS, False, True)
@example(NO_BREAKS, False, False)
@given(RUBRICS, st.booleans(), st.booleans())
def test_a_rubric_written_as_yaml_reads_back_equal(
    data: dict[str, Any], flow: bool, as_json: bool
) -> None:
    """Any valid rubric, as blocks, as flow or as JSON, gives the rubric that its data give."""
    text = (
        json.dumps(data, ensure_ascii=False).translate(UNREADABLE)
        if as_json
        else yaml.dump(data, Dumper=PlainDumper, default_flow_style=flow, sort_keys=False)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.yaml")
        path.write_text(text, encoding="utf-8")

        validated = validate(read_yaml(path))

    expected = Rubric.model_validate_json(json.dumps(data), strict=True)
    assert () == validated.problems
    assert expected == validated.rubric


FRAGMENTS = st.sampled_from(
    ["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "&x ", "*x", "!!str ", "'", '"', "#", "|\n",
     ">", "?", ",", "\t", "1e-6", "no", "<<: ", "---", "%", "\\", "@", "\ufeff", "id", "é"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80) | st.lists(FRAGMENTS, max_size=25).map(lambda p: "".join(p).encode()))
def test_nonsense_gives_only_our_errors(content: bytes) -> None:
    """Whatever bytes a file holds, loading it ends in problems that are one line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.yaml")
        path.write_bytes(content)
        try:
            load_rubric(path)
        except RubricErrors as errors:
            assert len(errors.problems) == len(str(errors).splitlines())
        else:
            raise AssertionError("nonsense was taken for a rubric")


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List all places of a document."""
    found = [path] if path else []
    items = enumerate(data) if isinstance(data, list) else ()
    for key, value in data.items() if isinstance(data, dict) else items:
        found += places(value, (*path, key))
    return found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(places(DATA)), VALUES, st.booleans())
def test_one_spoilt_value_never_breaks_the_loader(
    place: tuple[str | int, ...], value: Any, dropped: bool
) -> None:
    """Any single value exchanged or dropped gives a rubric or our problems, one line each."""
    data = json.loads(json.dumps(DATA))
    around: Any = data
    for step in place[:-1]:
        around = around[step]
    if dropped:
        del around[place[-1]]
    else:
        around[place[-1]] = value
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), yaml.dump(data, Dumper=PlainDumper))
        try:
            load_rubric(path)
        except RubricErrors as errors:
            assert len(errors.problems) == len(str(errors).splitlines())
