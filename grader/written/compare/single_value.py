"""A question for one value: the last formula under its label."""

from grader.model.written import WrittenQuestion
from grader.written.compare.final import judge_chains
from grader.written.compare.judgement import Judgement
from grader.written.evaluate.value import Value
from grader.written.locate.topics import fits
from grader.written.segment.chain import Chain
from grader.written.session import Session


def judge_value(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge the last formula of the question's place."""
    chains = value_chains(question, session)
    if not chains:
        return Judgement("not-located", "no formula was found that answers this question")
    return judge_chains(question, chains[-1:], session)


def _may_count(chain: Chain, session: Session) -> bool:
    """Tell a number, or what can't be read, from a derivative and from vectors and matrices."""
    tree = chain.members[-1].tree
    if session.topics[chain.number].headed:
        return False
    bench = session.bench(chain)
    if tree is None or bench is None:
        return True
    return all(each.is_scalar for each in bench.values(tree) if isinstance(each, Value))


def value_chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the formulas under the label, or else those that its keywords announce."""
    for best in (True, False):
        found = []
        for chain in session.chains:
            region = session.regions[chain.region]
            if chain.example or not _may_count(chain, session):
                continue
            if region.answer_from is not None and chain.number < region.answer_from:
                continue
            labelled = region.marker == question.id or any(
                fits(label, region) == 2 for label in question.labels
            )
            words = (chain.words + " " + region.heading).lower()
            announced = any(word in words for word in question.keywords)
            if (labelled and announced) if best else (announced or labelled):
                found.append(chain)
        if found:
            return found
    return []
