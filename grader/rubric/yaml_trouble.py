"""What is wrong where a text isn't YAML, in words for whoever wrote it."""

import re

import yaml

WORDS = (
    ("cannot start any token", "text can't begin with this character: put it in quotes"),
    ("escape", "unknown escape in double quotes: write LaTeX in single quotes, or after `|`"),
    (
        "mapping values are not allowed",
        "a `:` where none can be: put text that holds `: ` in quotes, or mind the indentation",
    ),
    ("expected ',' or ']'", "a list is not closed with `]`, or lacks a comma"),
    ("expected ',' or '}'", "a mapping is not closed with `}`, or lacks a comma"),
    ("could not find expected ':'", "a key has no `: ` after it (with the space)"),
    ("expected key", "what stands here fits no line above: mind indentation and quotes"),
    ("expected '-' indicator", "a list goes on without `- `: mind the indentation"),
    ("expected <block end>", "what stands here fits no line above: mind indentation and quotes"),
    ("incompatible YAML document", "meant for another YAML: leave out the line `%YAML`"),
    ("unexpected end of stream", "a quote is never closed"),
    ("node content", "a value is missing, or a bracket is not closed"),
)
"""A part of the parser's own message, and ours; libyaml and plain PyYAML differ a little."""


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Return the line, from 1, and the reason of a syntax error.

    error: what the YAML parser raised.
    text: the document, for a look at the line.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, "is not YAML"
    lines = re.split("\r\n|[\n\r]", text)
    number = min(error.problem_mark.line, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    if re.match(r" *\t", lines[number]):
        return number + 1, "is not YAML: indented with a tab; write spaces"
    problem = error.problem or "can't be read"
    reason = next((ours for theirs, ours in WORDS if theirs in problem), problem)
    return number + 1, f"is not YAML: {reason}{_begin(error, number)}"


def _begin(error: yaml.MarkedYAMLError, number: int) -> str:
    """Say where the thing began that is wrong, if that is an earlier line."""
    mark = error.context_mark
    if mark is None or mark.line >= number or "block" in (error.context or ""):
        return ""
    return f" (it begins in line {mark.line + 1})"
