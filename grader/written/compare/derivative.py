"""The judgement of a question for a derivative, and when it is too doubtful to fail."""

from collections.abc import Sequence

from grader.model.written import WrittenQuestion
from grader.written.compare.candidates import answer_chains, own_chains
from grader.written.compare.final import judge_chains
from grader.written.compare.judgement import Judgement
from grader.written.locate.topics import fits
from grader.written.parse.tree import Name, Number
from grader.written.segment.chain import Chain
from grader.written.session import Session


def judge_derivative(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge the answer to a question for a derivative."""
    chains = answer_chains(question, session)
    if not chains:
        right = _right_by_value(question, session)
        if right is not None:
            return right
        return Judgement("not-located", "no formula was found that answers this question")
    judgement = judge_chains(question, chains, session)
    if judgement.finding == "wrong" and _doubtful(question, chains, session):
        return Judgement("cannot-tell", "it is not clear which formula answers this question",
                         None, judgement.tried, judgement.chains)  # fmt: skip
    return judgement


def _unsure_place(chains: Sequence[Chain], session: Session) -> bool:
    """Tell formulas without a left-hand side with others beside them that may be the answer."""
    if not chains[-1].alone and not chains[-1].case:
        return False
    if any(session.topics[each.number].headed for each in chains):
        return False
    return any(
        each.region == chains[-1].region
        and each not in chains
        and not (each.example or each.case)
        and not isinstance(each.members[-1].tree, Name | Number)
        and each.number not in session.defining
        for each in own_chains(session)
    )


def _only_other_words(question: WrittenQuestion, chains: Sequence[Chain], session: Session) -> bool:
    """Tell a formula by u_w that is right where w is not o: its case may be told in words."""
    topics = [session.topics[each.number] for each in chains]
    if question.when != "true-word" or any(
        topic.conditions or topic.cases or topic.target is None or topic.target.index != "any"
        for topic in topics
    ):
        return False
    return any(
        judge_chains(other, chains[-1:], session).finding == "right"
        for other in session.manifest.questions
        if other.world == question.world and other.when == "other-word"
    )


def _doubtful(question: WrittenQuestion, chains: Sequence[Chain], session: Session) -> bool:
    """Tell a wrong answer that may be meant for another question, or has a right twin.

    Only outside the question's own label: what is right for another question that asks for the
    same derivative of another loss is that one's answer; and of several places one may be right.
    """
    regions = {each.region for each in chains}
    if _unsure_place(chains, session) or _only_other_words(question, chains, session):
        return True
    if any(
        fits(label, session.regions[each]) == 2 or session.regions[each].marker == question.id
        for each in regions
        for label in question.labels
    ):
        return False
    for region in regions if len(regions) > 1 else ():
        inside = [each for each in chains if each.region == region]
        if judge_chains(question, inside, session).finding == "right":
            return True
    for other in session.manifest.questions:
        same = other.kind == "derivative" and other.targets == question.targets
        elsewhere = same and other.world != question.world and other.when == question.when
        if elsewhere and judge_chains(other, chains[-1:], session).finding == "right":
            return True
    return False


def _right_by_value(question: WrittenQuestion, session: Session) -> Judgement | None:
    """Return the judgement of a formula alone under a label of several questions, where right.

    One that is wrong may be meant for another of them, so that it is not judged.
    """
    regions = [
        each.number
        for each in session.regions
        if any(fits(label, each) == 2 for label in question.labels)
    ]
    for chain in own_chains(session):
        tree = chain.members[-1].tree
        if chain.region not in regions or not chain.alone or chain.case or tree == Number(0.0):
            continue
        if session.topics[chain.number].headed or chain.number in session.defining:
            continue
        judgement = judge_chains(question, [chain], session)
        if judgement.finding == "right":
            return judgement
    return None
