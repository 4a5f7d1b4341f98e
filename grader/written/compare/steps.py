"""The steps of a chain: each expression against its neighbour and against the head."""

from dataclasses import dataclass

from grader.written.compare.outcome import Outcome
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.trouble import NotIntroduced
from grader.written.evaluate.value import Value
from grader.written.parse.formula import Parsed
from grader.written.parse.tree import Name, Negative, Node, Number, Plus, letters_bound
from grader.written.segment.chain import Chain, Expression


@dataclass(frozen=True)
class Step:
    """What is known of one expression of a chain."""

    neighbour: Outcome | None
    """Against the last expression before it that could be read; None where nothing is claimed."""
    head: Outcome | None
    """Against the first expression of the chain."""


NOT_CLAIMED = Step(None, None)


def steps_of(chain: Chain, bench: Workbench, defines: bool) -> list[Step]:
    """Return a step for every expression; the first of a chain claims nothing."""
    if defines or is_given(chain):
        return [NOT_CLAIMED] * len(chain.members)
    steps: list[Step] = [NOT_CLAIMED]
    start = 0
    for place in range(1, len(chain.members)):
        member = chain.members[place]
        if member.relation not in ("=", "implied"):
            steps.append(NOT_CLAIMED)
            continue
        before, first = chain.members[place - 1].tree, chain.members[start].tree
        neighbour = _best(chain.members[place - 1], member, bench, chain)
        silent = member.relation == "implied" and neighbour.truth == "fails"
        if silent and _is_term_of(before, member.tree, bench):
            # The student goes on with one term alone; that claims nothing.
            steps.append(NOT_CLAIMED)
            start = place
            continue
        if place == start + 1 or first is None:
            steps.append(Step(neighbour, neighbour if place == start + 1 else None))
        else:
            steps.append(Step(neighbour, _step(first, member.tree, bench, chain)))
    return steps


def _best(left: Expression, right: Expression, bench: Workbench, chain: Chain) -> Outcome:
    """Compare two expressions; where a bracket is lost, wherever it may have stood."""
    outcome = _step(left.tree, right.tree, bench, chain)
    if outcome.truth == "holds":
        return outcome
    for tree in alternatives(right):
        other = _step(left.tree, tree, bench, chain)
        if other.truth == "holds":
            return other
        if outcome.truth == "cannot-tell":
            outcome = other
    return outcome


def alternatives(expression: Expression) -> tuple[Node, ...]:
    """Return what an expression that lost a bracket may be too."""
    parsed = expression.parsed
    return parsed.alternatives if isinstance(parsed, Parsed) else ()


def _step(left: Node | None, right: Node | None, bench: Workbench, chain: Chain) -> Outcome:
    if left is None or right is None:
        return Outcome("cannot-tell", why="one side could not be read")
    outcome = bench.compare(left, right)
    if outcome.truth == "cannot-tell":
        letter = _out_of_scope(left, right, bench)
        if letter:
            return Outcome("fails", why=f"the index {letter} is not bound here by a sum")
    if outcome.truth == "fails" and chain.unclear_condition:
        return Outcome("cannot-tell", why="a condition beside it is not understood")
    return outcome


def _out_of_scope(left: Node, right: Node, bench: Workbench) -> str:
    """Return an index letter that a sum bound on the left and nothing binds on the right."""
    if not all(isinstance(each, Value) for each in bench.values(left)):
        return ""
    letters = {each.letter for each in bench.values(right) if isinstance(each, NotIntroduced)}
    bound = letters_bound(left)
    found = letters & bound
    return found.pop() if len(found) == 1 and len(letters) == 1 else ""


def _is_term_of(whole: Node | None, part: Node | None, bench: Workbench) -> bool:
    """Tell whether an expression is one term of a sum, its sign apart."""
    if not isinstance(whole, Plus) or part is None:
        return False
    bare = [each.of if isinstance(each, Negative) else each for each in whole.terms]
    return any(
        bench.compare(each, sign).truth == "holds"
        for each in bare
        for sign in (part, Negative(part))
    )


def is_given(chain: Chain) -> bool:
    """Tell what a question gives rather than claims: y_w = 0, y_o = 1."""
    if chain.definition:
        return True
    first, second = chain.members[0].tree, chain.members[-1].tree
    return (
        len(chain.members) == 2
        and isinstance(first, Name)
        and first.base == "y"
        and not first.accent
        and isinstance(second, Number)
    )
