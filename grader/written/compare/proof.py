"""A proof: a chain from one side to the other, every step of which holds."""

from grader.model.written import WrittenQuestion
from grader.written.compare.judgement import Judgement
from grader.written.compare.steps import is_given, steps_of
from grader.written.locate.topics import fits
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Apply, Node, Number, Plus, Total, walk
from grader.written.segment.chain import Chain
from grader.written.session import Session

Shape = tuple[str, bool, bool]
"""Outermost function, whether there is a sum sign, whether an argument is a sum."""


def judge_proof(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge a proof: right only where a chain runs from side to side and every step holds.

    A chain without a step between its sides needs a reason beside it: the entries of y.
    """
    assert question.world is not None
    chains = [each for each in session.chains if _belongs(each, question, session)]
    ends = [_features(question.targets[0]), _features(question.targets[1])]
    if not any(_runs(each, ends) for each in chains):
        elsewhere = [each for each in session.chains if _runs(each, ends)]
        regions = {each.region for each in elsewhere if session.own(each)}
        chains += [each for each in session.chains if each.region in regions]
    if not chains:
        return Judgement("not-located", "no formula was found that answers this question")
    whole = [each for each in chains if _runs(each, ends)]
    if not whole:
        return Judgement("free-text", "no chain of equalities runs from one side to the other")
    chain = whole[-1]
    bench = session.bench(chain, question.world)
    assert bench is not None
    steps = steps_of(chain, bench, False)[1:]
    found = tuple(chains)
    if any(each.neighbour is None or each.neighbour.truth == "cannot-tell" for each in steps):
        return Judgement("cannot-tell", "a step of the proof could not be checked", None, (), found)
    if any(each.neighbour is not None and each.neighbour.truth == "fails" for each in steps):
        return Judgement("cannot-tell", "a step of the proof does not hold", None, (), found)
    if len(chain.members) < 3 and not _reason(chains, session, chain):
        return Judgement(
            "free-text", "the two sides are there, the reason is in words", None, (), found
        )
    for other in chains:
        if other is chain or is_given(other) or len(other.members) < 2:
            continue
        bench = session.bench(other, question.world)
        assert bench is not None
        for step in steps_of(other, bench, other.number in session.defining):
            if step.neighbour is not None and step.neighbour.truth == "fails":
                return Judgement("free-text", "a line beside the proof is wrong", None, (), found)
    return Judgement("right", "", None, (), found)


def _belongs(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    region = session.regions[chain.region]
    if not session.own(chain):
        return False
    if region.marker == question.id or any(fits(each, region) == 2 for each in question.labels):
        return True
    return any(word in region.heading.lower() for word in question.keywords)


def _features(latex: str) -> Shape:
    parsed = parse(latex)
    assert isinstance(parsed, Parsed), latex
    return _shape(parsed.tree)


def _shape(tree: Node) -> Shape:
    """Return the outermost function, whether there is a sum, whether an argument is a sum."""
    nodes = walk(tree)
    outer = next((each for each in nodes if isinstance(each, Apply)), None)
    name = "" if outer is None else outer.function
    if outer is not None and name == "entry" and isinstance(outer.arguments[0], Apply):
        name = outer.arguments[0].function
    inside = any(
        isinstance(each, Apply) and any(isinstance(a, Plus) for a in each.arguments)
        for each in nodes
    )
    return name, any(isinstance(each, Total) for each in nodes), inside


def _runs(chain: Chain, ends: list[Shape]) -> bool:
    """Tell whether a chain starts with one side and ends with the other."""
    first, last = chain.members[0].tree, chain.members[-1].tree
    if len(chain.members) < 2 or first is None or last is None:
        return False
    shapes = [_shape(first), _shape(last)]
    return shapes in (ends, ends[::-1])


def _reason(chains: list[Chain], session: Session, chain: Chain) -> bool:
    """Tell whether the entries of y are given beside the proof, zeros and the one."""
    given = {
        member.tree.value
        for each in chains
        if is_given(each)
        for member in each.members[1:]
        if isinstance(member.tree, Number)
    }
    return given == {0.0, 1.0}
