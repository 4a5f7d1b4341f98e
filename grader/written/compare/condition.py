"""A question that asks for an equation: when is the gradient zero?"""

from grader.model.written import WrittenQuestion
from grader.written.compare.doubt import left_open
from grader.written.compare.emptiness import is_place
from grader.written.compare.expected import expected_value
from grader.written.compare.heads import has_operator
from grader.written.compare.judgement import Judgement
from grader.written.compare.outcome import compared
from grader.written.evaluate.value import Value
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import (
    Branches,
    Name,
    Negative,
    Node,
    Number,
    Plus,
    Probability,
    walk,
)
from grader.written.segment.chain import Chain
from grader.written.session import Session


def judge_condition(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge the last equation: right where left minus right is the gradient, up to its sign.

    `y-hat = y` is enough for a zero gradient but not needed: `sufficient-only`.
    """
    assert question.world is not None and question.expected is not None
    chains = condition_chains(question, session)
    if not chains:
        return Judgement("free-text", "no equation was found; words are for a person")
    parsed = parse(question.targets[0])
    assert isinstance(parsed, Parsed) and isinstance(parsed.tree, Name)
    findings = [_equation(each, question, parsed.tree, session) for each in chains]
    if "right" in findings:
        return Judgement("right", "", None, (), tuple(chains))
    if all(each == "sufficient" for each in findings):
        return Judgement(
            "wrong",
            "this makes the gradient zero but is more than is needed",
            "sufficient-only",
            (),
            tuple(chains),
        )
    return Judgement("free-text", "the equation needs a person", None, (), tuple(chains))


def condition_chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the equations under a question's label, a copied question's apart."""
    return [
        chain
        for chain in session.chains
        if len(chain.members) >= 2
        and session.own(chain)
        and is_place(question, session.regions[chain.region])
    ]


def _equation(chain: Chain, question: WrittenQuestion, by: Name, session: Session) -> str:
    left, right = chain.members[0].tree, chain.members[-1].tree
    if left is None or right is None or left_open(chain, chain.members[-1].source, session):
        return "unknown"
    if all(_empty(each.tree) for each in chain.members):
        return "unknown"  # the question itself: the derivative is zero
    if _one_hot(left, right):
        return "sufficient"
    bench = session.bench(chain, question.world)
    assert bench is not None and question.expected is not None
    expected = [
        expected_value(question.expected, by, world, session.reference) for world in bench.worlds
    ]
    residual: Node = left if right == Number(0.0) else Plus((left, Negative(right)))
    for sign in (1.0, -1.0):
        signed = [Value(sign * each.array) for each in expected]
        if bench.compare_with(residual, signed).truth == "holds":
            return "right"
    difference = Plus((Name("y", "hat"), Negative(Name("y"))))
    for tree in (difference, Negative(difference)):
        if compared(bench.values(residual), bench.values(tree)).truth == "holds":
            return "sufficient"
    return "unknown"


def _empty(tree: Node | None) -> bool:
    """Tell the derivative itself, or zero: neither says when it is."""
    return tree is None or tree == Number(0.0) or has_operator(tree)


def _one_hot(left: Node, right: Node) -> bool:
    """Tell y-hat_w = 1 where w = o, 0 otherwise: that is y-hat = y."""
    about = isinstance(left, Probability) or (isinstance(left, Name) and left.accent == "hat")
    if not about or not isinstance(right, Branches):
        return False
    return set(right.values) == {Number(1.0), Number(0.0)} and not any(
        isinstance(each, Name) and each.base == "y" for each in walk(right)
    )
