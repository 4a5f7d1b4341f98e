"""The tree of a formula: what was written, before it means anything."""

from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias, get_args

Glue = Literal["", "dot", "times", "hadamard"]
"""What stands between two factors: nothing, a dot, a cross, an entrywise sign."""


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True)
class Name:
    """A symbol with its accent and subscripts: u_w, \\hat{y}, w_{t+j}, W_1."""

    base: str
    accent: str = ""
    subs: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Plus:
    """A sum of two or more terms; a difference has Negative terms."""

    terms: "tuple[Node, ...]"


@dataclass(frozen=True)
class Negative:
    """A term with a minus sign."""

    of: "Node"


@dataclass(frozen=True)
class Product:
    """Two or more factors in order, and what stands before each but the first."""

    factors: "tuple[Node, ...]"
    glue: tuple[Glue, ...]


@dataclass(frozen=True)
class Quotient:
    """A fraction."""

    top: "Node"
    bottom: "Node"


@dataclass(frozen=True)
class Power:
    """A power that is no transpose."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True)
class Transposed:
    """A transpose."""

    of: "Node"


@dataclass(frozen=True)
class Apply:
    """A known function of its arguments: exp, log, sigma, softmax, max, ..."""

    function: str
    arguments: "tuple[Node, ...]"
    primes: int = 0


@dataclass(frozen=True)
class Loss:
    """A loss by its name: J, J_{neg-sample}(v_c, o, U), CE(y, \\hat{y}), F(w_t, \\hat{v})."""

    base: str
    label: str = ""
    arguments: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Probability:
    """P(O = w | C = c), by the word it is about."""

    word: "Node"
    given: "Node"


@dataclass(frozen=True)
class Relation:
    """A condition: w \\neq o, k = 1, j \\in S."""

    left: "Node"
    sign: str
    right: "Node"


@dataclass(frozen=True)
class Total:
    """A sum sign with what stands below it, above it and behind it."""

    below: "tuple[Node, ...]"
    above: "Node | None"
    body: "Node"


@dataclass(frozen=True)
class Derivative:
    """The derivative of something by a symbol."""

    of: "Node"
    by: "Name | Transposed"


@dataclass(frozen=True)
class Branches:
    """A case distinction: values with their conditions; None is `otherwise`."""

    values: "tuple[Node, ...]"
    conditions: "tuple[tuple[Node, ...] | None, ...]"


@dataclass(frozen=True)
class Matrix:
    """Entries in brackets, row by row."""

    rows: "tuple[tuple[Node, ...], ...]"


@dataclass(frozen=True)
class Norm:
    """The length of a vector, or the number of elements of a set."""

    of: "Node"
    double: bool


@dataclass(frozen=True)
class Dots:
    """An ellipsis."""


@dataclass(frozen=True)
class Set:
    """Elements in braces."""

    elements: "tuple[Node, ...]"


Node: TypeAlias = (
    Number
    | Name
    | Plus
    | Negative
    | Product
    | Quotient
    | Power
    | Transposed
    | Apply
    | Loss
    | Probability
    | Relation
    | Total
    | Derivative
    | Branches
    | Matrix
    | Norm
    | Dots
    | Set
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly inside a node, in the order of its fields."""
    kept: tuple[Node, ...] | None = node.__dict__.get(_KEPT)
    if kept is None:
        found: list[Node] = []
        for name in _FIELDS[type(node)]:
            _collect(getattr(node, name), found)
        # A tree is walked many times and never changes.
        kept = node.__dict__[_KEPT] = tuple(found)
    return kept


def _collect(value: Any, found: list[Node]) -> None:
    if isinstance(value, tuple):
        for each in value:
            _collect(each, found)
    elif type(value) in _FIELDS:
        found.append(value)


def walk(node: Node) -> tuple[Node, ...]:
    """Return a node and all nodes inside it, outermost first."""
    found: list[Node] = []
    waiting: list[Node] = [node]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(reversed(children(each)))
    return tuple(found)


def letters_in(*nodes: Node) -> frozenset[str]:
    """Return the base letters of all names in some trees."""
    return frozenset(each.base for node in nodes for each in walk(node) if isinstance(each, Name))


def letters_bound(node: Node) -> frozenset[str]:
    """Return the letters that stand below the sum signs in a tree."""
    totals = (each for each in walk(node) if isinstance(each, Total))
    return frozenset(letter for total in totals for letter in letters_in(*total.below))


_KEPT = "_children"
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind)) for kind in get_args(Node)
}
"""Of every kind of node, the names of its fields."""
