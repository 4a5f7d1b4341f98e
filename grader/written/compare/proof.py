"""A proof: a chain from one side to the other, every step of which holds."""

from grader.model.written import WrittenQuestion
from grader.written.compare.doubt import left_open
from grader.written.compare.judgement import Judgement
from grader.written.compare.steps import is_given, steps_of
from grader.written.compare.workbench import Workbench
from grader.written.locate.targets import index_letters
from grader.written.locate.topics import fits
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Apply, Name, Node, Number, Plus, Total, letters_bound, walk
from grader.written.segment.chain import Chain
from grader.written.session import Session

Shape = tuple[str, bool, bool]
"""Outermost function, whether there is a sum sign, whether an argument is a sum."""


def judge_proof(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge a proof: right only where a chain runs from side to side and every step holds.

    A chain without a step between its sides needs a reason beside it: the entries of y.
    """
    assert question.world is not None
    chains = proof_chains(question, session)
    ends = _ends(question)
    if not chains:
        return Judgement("not-located", "no formula was found that answers this question")
    whole = [each for each in chains if _runs(each, ends)]
    if not whole:
        return Judgement("free-text", "no chain of equalities runs from one side to the other")
    chain = whole[-1]
    bench = _bench(chain, question, session)
    steps = steps_of(chain, bench, False)[1:]
    found = tuple(chains)
    if any(each.neighbour is None or each.neighbour.truth == "cannot-tell" for each in steps):
        return Judgement("cannot-tell", "a step of the proof could not be checked", None, (), found)
    if any(each.neighbour is not None and each.neighbour.truth == "fails" for each in steps):
        return Judgement("cannot-tell", "a step of the proof does not hold", None, (), found)
    if not _spelled_out_rightly(chain, question, session):
        return Judgement(
            "free-text", "whether the last formula is what was asked is not clear", None, (), found
        )
    if left_open(chain, chain.members[-1].source, session):
        return Judgement("free-text", "the words beside it leave it open", None, (), found)
    if len(chain.members) < 3 and not _reason(chains, session, chain):
        return Judgement(
            "free-text", "the two sides are there, the reason is in words", None, (), found
        )
    for other in chains:
        if other is chain or is_given(other) or len(other.members) < 2:
            continue
        beside = session.bench(other, question.world)
        assert beside is not None
        for step in steps_of(other, beside, other.number in session.defining):
            if step.neighbour is not None and step.neighbour.truth == "fails":
                return Judgement("free-text", "a line beside the proof is wrong", None, (), found)
    return Judgement("right", "", None, (), found)


def proof_chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the chains under a proof's label, and with them those that run from side to side."""
    chains = [each for each in session.chains if _belongs(each, question, session)]
    ends = _ends(question)
    if not any(_runs(each, ends) for each in chains):
        elsewhere = [each for each in session.chains if _runs(each, ends)]
        regions = {each.region for each in elsewhere if session.own(each)}
        chains += [each for each in session.chains if each.region in regions]
    return chains


def _ends(question: WrittenQuestion) -> list[Shape]:
    return [_features(question.targets[0]), _features(question.targets[1])]


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
    summed = any(isinstance(each, Total) for each in nodes)
    if (
        name == "exp"
        and summed
        and not any(isinstance(e, Apply) and e.function == "log" for e in nodes)
    ):
        # A fraction of exponentials is a softmax that is spelled out.
        return "softmax", False, inside
    return name, summed, inside


def _runs(chain: Chain, ends: list[Shape]) -> bool:
    """Tell whether a chain starts with one side and ends with the other."""
    first, last = chain.members[0].tree, chain.members[-1].tree
    if len(chain.members) < 2 or first is None or last is None:
        return False
    shapes = [_shape(first), _shape(last)]
    return shapes in (ends, ends[::-1])


def _bench(chain: Chain, question: WrittenQuestion, session: Session) -> Workbench:
    """Return where a proof is tried: the index letters of its first formula are introduced."""
    bench = session.bench(chain, question.world)
    assert bench is not None and question.world is not None
    tree = chain.members[0].tree
    if session.topics[chain.number].letters or tree is None:
        return bench
    bound = letters_bound(tree)
    used = [each for node in walk(tree) if isinstance(node, Name) for each in index_letters(node)]
    letters = tuple(dict.fromkeys(each for each in used if each not in bound))
    if len(letters) != 1:
        return bench
    worlds = session.worlds(question.world, letters, (), False)
    return session.workbench(worlds, session.definitions[chain.number])


def _spelled_out_rightly(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether a softmax without its name is one: equal to softmax(x)_i for an index i."""
    tree = chain.members[-1].tree
    if tree is None or _features(question.targets[1])[0] != "softmax":
        return True
    if any(isinstance(each, Apply) and each.function == "softmax" for each in walk(tree)):
        return True
    bench = _bench(chain, question, session)
    for letter in ("i", "k", "j"):
        named = parse(f"{question.targets[1]}_{letter}")
        if isinstance(named, Parsed) and bench.compare(tree, named.tree).truth == "holds":
            return True
    return False


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
