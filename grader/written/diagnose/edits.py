"""Single edits of a formula, each with the name of the mistake that it would mend."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from grader.written.parse.tree import (
    Apply,
    Loss,
    Name,
    Negative,
    Node,
    Number,
    Plus,
    Probability,
    Product,
    Quotient,
    Relation,
    Set,
    Total,
    Transposed,
    letters_in,
    walk,
)


class Mutant(NamedTuple):
    """A formula with one edit."""

    tree: Node
    mistake: str
    message: str


class _Local(NamedTuple):
    node: Node
    mistake: str
    message: str


Here = Callable[[Node], Iterable[tuple[Node, str, str]]]
"""The edits of one node itself: what stands in its place, the mistake, its words."""


def mutants(tree: Node) -> Iterator[Mutant]:
    """Yield a formula with every single edit, the likeliest first at each place."""
    yield from edited(tree, _here)
    yield from _renamed(tree)
    yield from _other_vectors(tree)


def edited(tree: Node, here: Here) -> Iterator[Mutant]:
    """Yield a formula with each edit that `here` makes of one of its nodes."""
    yield from (Mutant(*each) for each in _everywhere(tree, lambda node: node, here))


def _other_vectors(tree: Node) -> Iterator[Mutant]:
    """Yield a formula with a vector exchanged for one of the other kind that it has."""
    names = {each for each in walk(tree) if isinstance(each, Name) and each.subs}
    for base, other in (("u", "v"), ("v", "u")):
        subs = sorted({each.subs for each in names if each.base == other}, key=repr)
        new = [Name(other, "", each) for each in subs]

        def swapped(node: Node, base: str = base, new: list[Name] = new) -> Iterator[_Local]:
            if isinstance(node, Name) and node.base == base and node.subs:
                for each in new:
                    yield _Local(each, "wrong-symbol", "u and v are exchanged")

        yield from edited(tree, swapped)


def _renamed(tree: Node) -> Iterator[Mutant]:
    """Yield a formula with one index letter exchanged wherever it stands."""
    used = {
        sub.base
        for each in walk(tree)
        if isinstance(each, Name)
        for sub in each.subs
        if isinstance(sub, Name) and not sub.subs and sub.base in _LETTERS
    }
    for old in sorted(used):
        for new in _LETTERS:
            if new != old:
                other = _exchanged(tree, Name(old), Name(new))
                yield Mutant(other, "wrong-index", f"the index {old} stands for another word")


def _exchanged(value: Any, old: Name, new: Name) -> Any:
    """Return a tree with an index exchanged wherever it stands below a symbol."""
    if isinstance(value, tuple):
        return tuple(_exchanged(each, old, new) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Name):
        subs = tuple(new if each == old else each for each in value.subs)
        return Name(value.base, value.accent, subs)
    parts = {each.name: _exchanged(getattr(value, each.name), old, new) for each in fields(value)}
    return type(value)(**parts)


def _everywhere(
    node: Node, around: Callable[[Node], Node], here: Here
) -> Iterator[tuple[Node, str, str]]:
    for new, mistake, message in here(node):
        yield around(new), mistake, message
    if isinstance(node, Loss | Relation | Probability):
        return
    for child, put in _places(node):
        yield from _everywhere(child, lambda new, put=put: around(put(new)), here)  # type: ignore[misc]


def _places(node: Node) -> Iterator[tuple[Node, Callable[[Node], Node]]]:
    """Yield the children that hold values, each with the function that exchanges it."""
    skipped = {"subs", "below", "above", "by", "conditions", "exponent"}
    for each in fields(node):
        if each.name in skipped:
            continue
        value = getattr(node, each.name)
        if is_dataclass(value) and not isinstance(value, type):
            yield value, _putter(node, each.name, None)  # type: ignore[misc]
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                if is_dataclass(item) and not isinstance(item, type):
                    yield item, _putter(node, each.name, place)  # type: ignore[misc]


def _putter(node: Node, field: str, place: int | None) -> Callable[[Node], Node]:
    def put(new: Node) -> Node:
        values: dict[str, Any] = {each.name: getattr(node, each.name) for each in fields(node)}
        if place is None:
            values[field] = new
        else:
            items = list(values[field])
            items[place] = new
            values[field] = tuple(items)
        built: Node = type(node)(**values)
        return built

    return put


def _here(node: Node) -> Iterator[_Local]:
    """Yield the edits of one node itself."""
    match node:
        case Plus(terms):
            yield from _sum(terms)
        case Negative(of):
            yield _Local(of, "sign-flipped", "the minus sign does not belong here")
        case Product():
            yield from _product(node)
        case Transposed(of):
            yield _Local(of, "transposed", "the transpose does not belong here")
        case Total():
            yield from _total(node)
        case Apply():
            yield from _function(node)
        case Name():
            yield from _symbol(node)
        case Quotient(top, bottom):
            yield _Local(Quotient(bottom, top), "inverted", "the fraction is upside down")
        case Number(value) if value == 1.0:
            yield _Local(Number(0.0), "extra-term", "the 1 does not belong here")
    if isinstance(node, Name | Plus | Product) and not _is_index(node):
        yield _Local(Transposed(node), "transposed", "a transpose is missing")
    if isinstance(node, Product | Name | Apply | Total | Quotient):
        yield _Local(Negative(node), "sign-flipped", "a minus sign is missing")


def _is_index(node: Node) -> bool:
    return isinstance(node, Name) and node.base in ("w", "o", "k", "j", "i", "K", "V", "m")


def _sum(terms: tuple[Node, ...]) -> Iterator[_Local]:
    for place, term in enumerate(terms):
        flipped = term.of if isinstance(term, Negative) else Negative(term)
        changed = (*terms[:place], flipped, *terms[place + 1 :])
        yield _Local(Plus(changed), "sign-flipped", "a term has the wrong sign")
    for place in range(len(terms)):
        rest = terms[:place] + terms[place + 1 :]
        kept = rest[0] if len(rest) == 1 else Plus(rest)
        yield _Local(kept, "extra-term", "a term too many")


def _product(node: Product) -> Iterator[_Local]:
    factors = node.factors
    for place in range(len(factors)):
        rest = factors[:place] + factors[place + 1 :]
        cut = max(place - 1, 0)
        glue = node.glue[:cut] + node.glue[cut + 1 :]
        kept = rest[0] if len(rest) == 1 else Product(rest, glue)
        yield _Local(kept, "extra-factor", "a factor too many")
    for place in range(len(factors) - 1):
        left, right = factors[place], factors[place + 1]
        swaps = [(right, left), (Transposed(right), left), (right, Transposed(left))]
        if isinstance(left, Transposed):
            swaps += [(right, left.of), (left.of, Transposed(right)), (Transposed(right), left.of)]
            swaps += [(right, Transposed(left.of))]
        if isinstance(right, Transposed):
            swaps += [(right.of, left), (Transposed(left), right.of), (right.of, Transposed(left))]
        for pair in swaps:
            changed = (*factors[:place], *pair, *factors[place + 2 :])
            yield _Local(
                Product(changed, node.glue), "transposed", "factors or a transpose are exchanged"
            )


def _total(node: Total) -> Iterator[_Local]:
    offset = [e for e in node.below if isinstance(e, Name | Relation | Set)]
    letters = letters_in(*offset)
    if (
        "j" in letters
        and "m" in letters
        and not any(isinstance(r, Relation) and r.sign == "!=" for e in offset for r in walk(e))
    ):
        without = Relation(Name("j"), "!=", Number(0.0))
        yield _Local(
            Total((*node.below, without), node.above, node.body),
            "off-by-one-window",
            "the sum must leave out the center word itself",
        )
    yield _Local(node.body, "extra-sum", "the sum does not belong here")
    for letter in sorted(letters & set(_LETTERS)):
        for new in ("k", "w", "s"):
            if new != letter:
                body = _exchanged(node.body, Name(letter), Name(new))
                yield _Local(body, "extra-sum", "the sum does not belong here")
    for place, each in enumerate(node.below):
        if isinstance(each, Relation) and each.sign == "!=":
            below = node.below[:place] + node.below[place + 1 :]
            if below:
                yield _Local(
                    Total(below, node.above, node.body),
                    "wrong-range",
                    "the sum leaves out too much",
                )


def _function(node: Apply) -> Iterator[_Local]:
    if len(node.arguments) != 1 or node.primes:
        return
    argument = node.arguments[0]
    flipped = argument.of if isinstance(argument, Negative) else Negative(argument)
    if node.function == "sigmoid":
        match argument:
            case Plus((Number(value), Negative(of))) if value == 1.0:
                yield _Local(
                    Plus((argument.terms[0], Negative(Apply("sigmoid", (of,))))),
                    "wrong-function",
                    "sigma(1 - x) stands for 1 - sigma(x)",
                )
        yield _Local(
            Apply("sigmoid", (flipped,)),
            "sign-flipped",
            "the argument of the sigmoid has the wrong sign",
        )
        yield _Local(
            Apply("sigmoid", (argument,), 1),
            "wrong-function",
            "the sigmoid stands for its derivative",
        )
    else:
        yield _Local(
            Apply(node.function, (flipped,)), "sign-flipped", "an argument has the wrong sign"
        )
    yield _Local(argument, "wrong-function", f"the {node.function} does not belong here")


_LETTERS = ("o", "w", "k", "c", "x", "j", "i", "s")


def _symbol(name: Name) -> Iterator[_Local]:
    if name.base == "y":
        other = "" if name.accent else "hat"
        yield _Local(
            Name("y", other, name.subs),
            "wrong-symbol",
            "the prediction and the truth are exchanged",
        )
        if not name.subs:
            for letter in ("o", "w", "k", "j", "i"):
                yield _Local(
                    Name("y", name.accent, (Name(letter),)), "wrong-index", "an index is missing"
                )
    if name.base in ("u", "v", "U", "V") and name.subs:
        other = {"u": "v", "v": "u", "U": "V", "V": "U"}[name.base]
        for letter in ("c", "o", "w", "k"):
            yield _Local(Name(other, "", (Name(letter),)), "wrong-symbol", "u and v are exchanged")
    if name.subs and name.base in ("u", "v", "y", "U", "V", "x", "theta", "z"):
        for letter in _LETTERS:
            if name.subs != (Name(letter),):
                yield _Local(
                    Name(name.base, name.accent, (Name(letter),)), "wrong-index", "a wrong index"
                )
        if name.base == "y":
            yield _Local(Name(name.base, name.accent), "wrong-index", "an index too many")
