"""A YAML document as plain data that knows the line of each value."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.plain_scalars import Plain, read_plain
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, dotted, quoted
from grader.rubric.yaml_breaks import spared
from grader.rubric.yaml_text import read_text
from grader.rubric.yaml_trouble import explain

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser is used: what a value means is decided here."""
DEEPEST = 30
MOST_VALUES = 20_000


@dataclass(frozen=True)
class Scalar:
    """A single value."""

    value: Plain
    line: int
    text: str
    """As written: what it is where it stands as a key."""
    plain: bool
    """Whether it is neither quoted nor a block."""


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    """Keys and values in the order of the file, repeated keys included."""

    pairs: tuple[tuple["Node", "Node"], ...]
    line: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class YamlSource:
    """What a file holds."""

    data: Any
    """Nested dicts with text keys, lists, text, numbers, booleans and None."""
    positions: Positions
    problems: tuple[RubricProblem, ...]
    """What didn't keep the rest from being read: keys that stand twice or aren't text."""
    complete: bool
    """False where a list or mapping was left out, so that names in it are unknown."""


def read_yaml(path: Path) -> YamlSource:
    """Read a YAML file.

    Raises RubricErrors where it can't be read at all.
    """
    text, back = spared(read_text(path))
    try:
        node = _Composer(path, yaml.parse(text, Loader=LOADER), back).document()
    except yaml.YAMLError as error:
        line, reason = explain(error, text)
        raise RubricErrors([RubricProblem(str(path), line, "", reason)]) from None
    return _Builder(path).source(node)


class _Composer:
    """Makes nodes of a parser's events.

    PyYAML's own composer recurses without limit and lets an alias stand inside of what it names.
    """

    def __init__(self, path: Path, events: Iterator[yaml.Event], back: dict[int, str]) -> None:
        """Take the file, its events, and what to put back into its texts."""
        self._path = path
        self._events = events
        self._back = back
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node:
        """Read the one document of the file."""
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise self._refused(event, "is empty: a rubric begins with `schema: 1` and its `id`")
        node = self._node(event, 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refused(event, "must be one document: a second one begins here")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            raise self._refused(event, f"is nested more than {DEEPEST} deep")
        anchor: str | None = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self._anchors:
                name = quoted(f"*{anchor}")
                raise self._refused(event, f"{name} stands for nothing that ends above it")
            return self._anchors[anchor]
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            raise self._refused(event, f"the tag {quoted(tag)} is not read here: leave it out")
        node = self._content(event, depth)
        if anchor is not None:
            self._anchors[anchor] = node
        return node

    def _content(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style in (None, "")
            text = event.value.translate(self._back)
            return Scalar(read_plain(text) if plain else text, line, text, plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._until(yaml.SequenceEndEvent, depth)), line)
        nodes = list(self._until(yaml.MappingEndEvent, depth))
        return Mapping(tuple(zip(nodes[::2], nodes[1::2], strict=True)), line)

    def _until(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        event = self._next()
        while not isinstance(event, end):
            yield self._node(event, depth + 1)
            event = self._next()

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _refused(self, event: yaml.Event, why: str) -> RubricErrors:
        return RubricErrors([RubricProblem(str(self._path), _line(event), "", why)])


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


class _Builder:
    """Makes plain data of nodes; an alias is written out each time, so the size is watched."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[Loc, int] = {}
        self._problems: list[RubricProblem] = []
        self._complete = True

    def source(self, node: Node) -> YamlSource:
        """Build the whole document."""
        data = self._value(node, (), node.line)
        positions = Positions(self._path, self._lines)
        return YamlSource(data, positions, tuple(self._problems), self._complete)

    def _value(self, node: Node, loc: Loc, line: int) -> Any:
        self._lines[loc] = line
        if len(self._lines) > MOST_VALUES:
            came = "more: do aliases (`*name`) multiply?"
            expected = f"must hold at most {MOST_VALUES} values"
            raise RubricErrors([RubricProblem(str(self._path), node.line, "", expected, came)])
        match node:
            case Scalar(value=value):
                return value
            case Sequence(items=items):
                return [
                    self._value(item, (*loc, place), item.line) for place, item in enumerate(items)
                ]
            case Mapping():
                return self._mapping(node, loc)

    def _mapping(self, node: Mapping, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.pairs:
            name = self._name(key, loc)
            here = (*loc, name or "")
            if name is None or name in data:
                self._complete &= isinstance(value, Scalar)
            if name is None:
                continue
            if name in data:
                why = f"stands twice, first in line {self._lines[here]}: keep one of the two"
                self._problem(key.line, here, why)
            else:
                data[name] = self._value(value, here, key.line)
        return data

    def _name(self, key: Node, loc: Loc) -> str | None:
        if not isinstance(key, Scalar):
            came = "a list" if isinstance(key, Sequence) else "a mapping"
            self._problem(key.line, loc, "must have keys that are text", came)
            return None
        if key.text == "<<" and key.plain:
            why = "must not have a merge key (`<<`): write the keys out"
            self._problem(key.line, loc, why)
            return None
        return key.text

    def _problem(self, line: int, loc: Loc, expected: str, came: str = "") -> None:
        place = dotted(loc)
        self._problems.append(RubricProblem(str(self._path), line, place, expected, came))
