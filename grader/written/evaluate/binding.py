"""What a sum runs over, and whether a condition holds for an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.written.evaluate.trouble import CannotTell
from grader.written.parse.tree import (
    Dots,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Relation,
    Set,
    Total,
    letters_in,
    walk,
)
from grader.written.worlds.index import Domain, Index

if TYPE_CHECKING:
    from grader.written.evaluate.context import Context


def bind(node: Total, evaluator: Context) -> tuple[str, list[Index], str]:
    """Return the letter that a sum binds, the places it runs over, and a remark on the reading."""
    relations = _relations(node.below)
    letter, remark = _letter(node, relations, evaluator)
    domain, used, said = _domain(letter, node, relations, evaluator)
    conditions = [each for each in relations if isinstance(each, Relation) and id(each) not in used]
    around = _both_sides([e for e in conditions_of(relations) if e.sign == "<="], letter)
    places = []
    before = evaluator.indices.get(letter)
    try:
        for place in evaluator.world.values(domain):
            evaluator.indices[letter] = place
            if around and place.at == 0:
                continue
            if all(holds(each, evaluator) for each in conditions):
                places.append(place)
    finally:
        if before is None:
            evaluator.indices.pop(letter, None)
        else:
            evaluator.indices[letter] = before
    return letter, places, remark or said


def conditions_of(relations: list[Node]) -> list[Relation]:
    """Return those below a sum that are relations."""
    return [each for each in relations if isinstance(each, Relation)]


def _both_sides(lower: list[Relation], letter: str) -> bool:
    """Tell 1 <= |j| <= m: the window without its middle."""
    if len(lower) != 2:
        return False
    size = Norm(Name(letter), False)
    first, second = lower
    return (first.left, first.right, second.left) == (Number(1.0), size, size) and (
        second.right == Name("m")
    )


def _relations(below: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    for each in below:
        found.extend(each.elements if isinstance(each, Set) else (each,))
    return found


def _letter(node: Total, relations: list[Node], evaluator: Context) -> tuple[str, str]:
    """Return the bound letter: alone, before `=` or `in`, between bounds, or before `!=`."""
    for each in relations:
        if isinstance(each, Name) and not each.subs:
            return each.base, ""
    for sign in ("=", "in"):
        for each in relations:
            if isinstance(each, Relation) and each.sign == sign:
                found = _plain(each.left)
                if found:
                    return found, ""
    for each in relations:
        if isinstance(each, Relation) and isinstance(each.left, Norm) and _plain(each.left.of):
            return _plain(each.left.of), ""
    for each in relations:
        if isinstance(each, Relation) and each.sign in ("<=", "<") and _plain(each.right):
            return _plain(each.right), ""
    for each in relations:
        if isinstance(each, Relation) and each.sign == "!=" and _plain(each.left):
            return _plain(each.left), ""
    if relations:
        raise CannotTell("what the sum runs over is not understood")
    letters = bound_letters(node.body, evaluator)
    if len(letters) != 1:
        raise CannotTell("the sum has no index")
    return letters[0], f"the sum has no index: it is read as the sum over {letters[0]}"


def _plain(node: Node) -> str:
    """Return an index letter that stands alone; empty for anything else."""
    if isinstance(node, Name) and not node.subs and len(node.base.rstrip("'")) == 1:
        return node.base
    return ""


def bound_letters(body: Node, evaluator: Context) -> list[str]:
    """Return the index letters of a body that a sum without an index can mean."""
    inner = {
        letter
        for each in walk(body)
        if isinstance(each, Total)
        for item in _relations(each.below)
        for letter in letters_in(item)
    }
    letters = {
        sub.base
        for each in walk(body)
        if isinstance(each, Name)
        for sub in each.subs
        if isinstance(sub, Name) and not sub.subs and sub.base not in ("o", "c", "O", "t")
    }
    return sorted(letters - inner)


def _domain(
    letter: str, node: Total, relations: list[Node], evaluator: Context
) -> tuple[Domain, set[int], str]:
    """Return what the letter runs over and which relations said so."""
    world = evaluator.world
    used: set[int] = set()
    domain: Domain | None = None
    remark = ""
    for each in relations:
        if not isinstance(each, Relation) or domain is not None:
            continue
        if each.sign == "in" and _is(each.left, letter):
            domain = world.range_domain(_range_name(each.right), letter)
            used.add(id(each))
    lower = [e for e in relations if isinstance(e, Relation) and e.sign in ("<=", "<")]
    starts = [
        e for e in relations if isinstance(e, Relation) and e.sign == "=" and _is(e.left, letter)
    ]
    if domain is None and starts and node.above is not None:
        domain = _ranged(starts[0].right, node.above, letter, evaluator)
        used.add(id(starts[0]))
    elif domain is None and lower:
        if _both_sides(lower, letter):
            return world.range_domain("-m", letter), {id(each) for each in lower}, ""
        low = [e for e in lower if _is(e.right, letter)]
        high = [e for e in lower if _is(e.left, letter)]
        if len(low) != 1 or len(high) != 1 or low[0].sign == "<" or high[0].sign == "<":
            raise CannotTell("the range of the sum is not understood")
        domain = _ranged(low[0].left, high[0].right, letter, evaluator)
        used |= {id(low[0]), id(high[0])}
    elif (
        domain is None
        and all(isinstance(e, Name) for e in relations)
        and (node.above is None and world.needs_range(letter))
    ):
        raise CannotTell(f"what {letter} runs over is not written below the sum")
    elif domain is None and starts and len(starts) == 1 and isinstance(starts[0].right, Number):
        domain = world.range_domain(None, letter)
        used.add(id(starts[0]))
        remark = f"the sum over {letter} has no end: it is read as running over all"
    elif domain is None:
        above = node.above
        domain = world.range_domain(None if above is None else _range_name(above), letter)
    return domain, used, remark


def _is(node: Node, letter: str) -> bool:
    return isinstance(node, Name) and node.base == letter and not node.subs


def _ranged(low: Node, high: Node, letter: str, evaluator: Context) -> Domain:
    """Return what runs from low to high: 1 to K, 1 to |V|, -m to m."""
    if isinstance(low, Negative):
        if _range_name(low.of) == _range_name(high):
            return evaluator.world.range_domain("-" + str(_range_name(high)), letter)
        raise CannotTell("the range of the sum is not understood")
    if isinstance(low, Number) and low.value in (0, 1):
        if low.value == 0:
            evaluator.remarks.add("the sum starts at 0: it is read as running over all")
        return evaluator.world.range_domain(_range_name(high), letter)
    raise CannotTell("the range of the sum is not understood")


def _range_name(node: Node) -> str:
    """Return the name of a set or of an upper end."""
    if isinstance(node, Norm):
        return _range_name(node.of)
    if isinstance(node, Name):
        if node.base == "w" and len(node.subs) == 1:
            return _range_name(node.subs[0])
        return node.base
    if isinstance(node, Set):
        if any(isinstance(each, Negative) for each in node.elements):
            return "-" + _range_name(node.elements[-1])
        last = [each for each in node.elements if not isinstance(each, Dots)][-1]
        return _range_name(last)
    raise CannotTell("what the sum runs over is not understood")


def holds(node: Node, evaluator: Context) -> bool:
    """Tell whether a condition on indices or numbers is true here."""
    if isinstance(node, Set):
        return all(holds(each, evaluator) for each in node.elements)
    if not isinstance(node, Relation):
        raise CannotTell("a condition is not understood")
    if node.sign in ("in", "notin"):
        return _member(node, evaluator) == (node.sign == "in")
    left, right = _sides(node, evaluator)
    if node.sign == "=":
        return left == right
    if node.sign == "!=":
        return left != right
    if isinstance(left, Index) or isinstance(right, Index):
        raise CannotTell("words can't be compared by size")
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[
        node.sign
    ]


def _sides(node: Relation, evaluator: Context) -> tuple[Index | float, Index | float]:
    """Return both sides: indices as words where they are words, numbers otherwise."""
    try:
        left = evaluator.index(node.left)
    except CannotTell:
        return _number(node.left, evaluator), _number(node.right, evaluator)
    if left.domain in ("offset", "component") and isinstance(node.right, Number):
        return float(left.at), float(node.right.value)
    right = evaluator.index(node.right)
    if left.domain == right.domain:
        return left, right
    word = evaluator.world.word
    return Index("word", word(left)), Index("word", word(right))


def _number(node: Node, evaluator: Context) -> float:
    value = evaluator.value(node)
    if not value.is_scalar:
        raise CannotTell("a condition on a vector is not understood")
    return float(value.array.real.ravel()[0])


def _member(node: Relation, evaluator: Context) -> bool:
    domain = evaluator.world.range_domain(_range_name(node.right), "")
    left = evaluator.index(node.left)
    if left.domain == domain:
        return True
    word = evaluator.world.word
    return word(left) in {word(each) for each in evaluator.world.values(domain)}
