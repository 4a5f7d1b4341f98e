"""What an ellipsis stands for: the pattern between a first and a last term."""

from dataclasses import fields, is_dataclass
from typing import Any

from grader.written.evaluate.trouble import CannotTell
from grader.written.parse.tree import (
    Dots,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Plus,
    Relation,
    Total,
)

INDEX = "#"
"""The letter that a filled-in sum binds; no student can write it."""


def filled(terms: tuple[Node, ...]) -> Node:
    """Return the sum that terms with dots among them stand for."""
    if any(isinstance(each, Negative) and isinstance(each.of, Dots) for each in terms):
        # a - b - ... - z is minus (b + ... + z).
        bare = [each.of if isinstance(each, Negative) else None for each in terms]
        if any(each is None for each in bare):
            raise CannotTell("the dots are not clear")
        return Negative(filled(tuple(bare)))  # type: ignore[arg-type]
    dots = [place for place, each in enumerate(terms) if isinstance(each, Dots)]
    if len(dots) > 1:
        body, last = pattern(terms)
        return Total((Relation(Name(INDEX), "=", Number(1.0)),), last, body)
    if len(dots) != 1 or dots[0] + 1 >= len(terms):
        raise CannotTell("the dots are not clear")
    end = dots[0] + 2
    for start in range(dots[0]):
        try:
            body, last = pattern(terms[start:end])
        except CannotTell:
            continue
        total = Total((Relation(Name(INDEX), "=", Number(1.0)),), last, body)
        rest = (*terms[:start], *terms[end:])
        return Plus((*rest, total)) if rest else total
    raise CannotTell("the dots are not clear")


def pattern(terms: tuple[Node, ...]) -> tuple[Node, Node]:
    """Return the body with INDEX for its index, and the last index.

    Raises CannotTell where not all terms follow one pattern from 1 to the last.
    """
    shown = [each for each in terms if not isinstance(each, Dots)]
    if len(shown) < 2 or isinstance(terms[0], Dots) or isinstance(terms[-1], Dots):
        raise CannotTell("the dots are not clear")
    first, last = shown[0], shown[-1]
    ends: set[Node] = set()
    body = _unify(first, last, ends)
    if len(ends) != 1:
        raise CannotTell("the dots are not clear")
    before = next(place for place, each in enumerate(terms) if isinstance(each, Dots))
    for number, each in enumerate(shown[1:-1], start=2):
        others: set[Node] = set()
        if _unify(first, each, others) != body or len(others) != 1:
            raise CannotTell("the dots are not clear")
        if number <= before and others != {Number(float(number))}:
            raise CannotTell("the dots are not clear")
    return body, ends.pop()


def _unify(first: Any, last: Any, ends: set[Node]) -> Any:
    """Return the common tree, with INDEX where the first has the number 1."""
    if first == Number(1.0) and isinstance(last, Name | Norm | Number) and last != first:
        ends.add(last)
        return Name(INDEX)
    if first == last:
        return first
    if isinstance(first, tuple) and isinstance(last, tuple) and len(first) == len(last):
        return tuple(_unify(a, b, ends) for a, b in zip(first, last, strict=True))
    if is_dataclass(first) and not isinstance(first, type) and type(first) is type(last):
        names = [each.name for each in fields(first)]
        return type(first)(*(_unify(getattr(first, n), getattr(last, n), ends) for n in names))
    raise CannotTell("the dots are not clear")
