"""Gradescope's export: who handed in which folder, from `submission_metadata.yml`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from grader.intake.names import shown
from grader.model.submission import Student

METADATA = "submission_metadata.yml"
_BULKY = re.compile(r":?[\"']?:?(results|history)[\"']?\s*:")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes text of every scalar, whatever its tag: `!ruby/…` does no harm, and a student number
written 00123 stays one. The loader in C is ten times as fast, where PyYAML has it."""


class Metadata(NamedTuple):
    """The students by folder, and what was wrong with the file (or "")."""

    students: dict[str, tuple[Student, ...]]
    problem: str = ""


def read_metadata(path: Path) -> Metadata:
    """Read who handed in what; a broken file costs the names, never the submissions."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        tree = _load(text)
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        reason = shown(" ".join(str(error).split())) or type(error).__name__
        return Metadata({}, f"not readable as YAML ({reason}): the students' names are unknown")
    if not isinstance(tree, dict):
        return Metadata({}, "holds no submissions: the students' names are unknown")
    return Metadata({str(key): tuple(_students(value)) for key, value in tree.items()})


def _load(text: str) -> object:
    """Parse what is needed of the text; all of it if that alone is no YAML (an alias left over)."""
    try:
        return yaml.load("".join(_without_results(text.splitlines(keepends=True))), _Loader)
    except yaml.YAMLError:
        return yaml.load(text, _Loader)


def _without_results(lines: Iterable[str]) -> Iterator[str]:
    """Drop the results and the history: megabytes a class, which cost seconds to parse."""
    depth, dropping = 0, False
    for line in lines:
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        depth = depth or indent
        if text.strip() and (indent == 0 or (indent == depth and not text.startswith("- "))):
            dropping = indent > 0 and bool(_BULKY.match(text))
        if not dropping:
            yield line


def _students(entry: object) -> Iterator[Student]:
    """Yield the submitters of one entry: several where a group worked together."""
    submitters = _get(entry, "submitters")
    for person in submitters if isinstance(submitters, list) else [submitters]:
        name, email, sid = (_text(_get(person, key)) for key in ("name", "email", "sid"))
        if name or email or sid:
            yield Student(name=name, email=email, sid=sid)


def _get(mapping: object, key: str) -> object:
    """Look a key up, with and without the colon of a Ruby symbol."""
    if not isinstance(mapping, dict):
        return None
    return mapping.get(f":{key}", mapping.get(key))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) and value not in ("~", "null") else ""
