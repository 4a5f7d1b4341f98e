"""Which chains answer a question: by left-hand side, by label, by the condition beside them."""

from grader.model.written import WrittenQuestion
from grader.written.compare.asked import BY_CASE, about_word, asked_worlds, covers
from grader.written.evaluate.trouble import CannotTell
from grader.written.locate.targets import manifest_target
from grader.written.locate.topics import Topic, fits, repeated
from grader.written.parse.tree import Name, Number, Relation
from grader.written.segment.chain import Chain
from grader.written.session import Session


def answer_chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the chains that answer a question: by left-hand side, else by label."""
    marked = [r.number for r in session.regions if r.marker == question.id]
    if marked:
        inside = [c for c in own_chains(session) if c.region in marked]
        headed = [c for c in inside if session.topics[c.number].headed]
        return _with_followers(headed, question, session) or inside[-1:]
    found = _best_placed(
        [each for each in own_chains(session) if _answers(each, question, session)],
        question,
        session,
    )
    if found:
        found = _with_followers(found, question, session)
        return found + _case_lines(found, question, session)
    labelled = [
        region.number
        for region in session.regions
        if any(fits(label, region) == 2 for label in question.labels)
    ]
    values = _values(question, labelled, session)
    if values:
        return values
    if not labelled or _shared_label(question, session):
        return []
    inside = [
        c
        for c in own_chains(session)
        if c.region in labelled
        and (c.display or len(c.members) > 1)
        and not _claimed(c, question, session)
        and session.topics[c.number].world in (question.world, None)
        and c.number not in session.defining
    ]
    headed = [c for c in inside if session.topics[c.number].headed]
    alone = [
        chain
        for chain in own_chains(session)
        if chain.region in labelled
        and chain.alone
        and not chain.case
        and not isinstance(chain.members[-1].tree, Name)
    ]
    if headed or any(c.display for c in inside):
        return headed[-1:] or [c for c in inside if c.display][-1:]
    return [each for each in alone[-1:] if each.number not in session.defining]


def _values(question: WrittenQuestion, labelled: list[int], session: Session) -> list[Chain]:
    """Return the values beside conditions under a question's own label: `$w = o$: $...$`."""
    base = _case_letter(question)
    return [
        chain
        for chain in own_chains(session)
        if base is not None
        and chain.region in labelled
        and chain.case
        and _cases_about(chain, base)
    ]


def _case_letter(question: WrittenQuestion) -> str | None:
    """Return what the cases of a question are about: x, a word (empty), or None."""
    if question.world == "leaky-relu":
        return "x"
    by_word = question.when in BY_CASE and question.world == "naive-softmax"
    return "" if by_word else None


def _cases_about(chain: Chain, base: str) -> bool:
    """Tell conditions on x, or on which word an index letter stands for."""
    return bool(chain.conditions) and all(
        isinstance(each, Relation) and (each.left == Name(base) if base else about_word(each))
        for each in chain.conditions
    )


def _case_lines(found: list[Chain], question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return values by case that follow an answer for any word: `for $w = o$: $...$`."""
    last = found[-1] if found else None
    base = _case_letter(question)
    if last is None or base is None:
        return []
    lines = []
    for later in session.chains[last.number + 1 :]:
        if later.region != last.region or session.topics[later.number].headed:
            break
        if later.case and _cases_about(later, base):
            lines.append(later)
    return lines


def _best_placed(found: list[Chain], question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return those under the question's own label, where there are any; else all."""
    placed = [
        each
        for each in found
        if any(fits(label, session.regions[each.region]) == 2 for label in question.labels)
    ]
    if question.when == "true-word":
        # What is said of u_o itself counts before a formula for any word.
        topics = session.topics
        itself = [each for each in placed or found if _of_true_word(topics[each.number])]
        if itself:
            return [e for e in placed or found if e in itself or topics[e.number].conditions]
    return placed or found


def _of_true_word(topic: Topic) -> bool:
    return topic.target is not None and topic.target.index == "true"


def own_chains(session: Session) -> list[Chain]:
    """Return the chains that are no part of a copied question."""
    return [chain for chain in session.chains if session.own(chain)]


def _shared_label(question: WrittenQuestion, session: Session) -> bool:
    """Tell whether other questions for a formula stand under the same label."""
    return any(
        other.id != question.id
        and other.kind != "free-text"
        and set(other.labels) & set(question.labels)
        for other in session.manifest.questions
    )


def _claimed(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether a chain answers another question by its left-hand side."""
    return any(
        _answers(chain, other, session)
        for other in session.manifest.questions
        if other.id != question.id and other.kind == "derivative"
    )


def _answers(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether a chain's left-hand side is what a question asks for."""
    topic = session.topics[chain.number]
    if not topic.headed or topic.target is None or len(chain.members) < 2:
        return False
    by_vector = topic.target.base in ("u", "v", "U") and question.when != "not-center"
    if chain.members[-1].tree == Number(0.0) and by_vector:
        # `dJ/dv_c = 0` asks when the gradient is zero; it is no gradient.
        return False
    wanted = {manifest_target(each) for each in question.targets}
    region = session.regions[chain.region]
    if topic.target not in wanted and not covers(topic, question):
        odd = topic.target.base == "u" and topic.target.index in ("center", "several")
        under = any(fits(label, region) == 2 for label in question.labels)
        if not (odd and under and {each.base for each in wanted} == {"u"}):
            return False
    if question.world == "repeated-negatives":
        return topic.world == "negative-sampling" and repeated(region, question)
    if topic.world != question.world:
        return False
    if question.world == "negative-sampling":
        for other in session.manifest.questions:
            if other.world == "repeated-negatives" and repeated(region, other):
                return any(fits(label, region) for label in question.labels)
    worlds = asked_worlds(question, session, topic.letters)
    return any(session.applies(chain, world) for world in worlds)


def _with_followers(found: list[Chain], question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return chains and those without a left-hand side that carry on to the same value."""
    chains = list(found)
    last = found[-1] if found else None
    if last is None:
        return chains
    tree = last.members[-1].tree
    if tree is None:
        return chains
    for later in session.chains[last.number + 1 :]:
        topic = session.topics[later.number]
        if later.region != last.region or topic.headed:
            break
        if not later.display or not _bare(later, session):
            continue
        first = later.members[0].tree
        bench = session.bench(last)
        if first is None or bench is None:
            continue
        try:
            if bench.compare(tree, first).truth == "holds":
                chains.append(later)
        except CannotTell:
            continue
    return chains


def _bare(chain: Chain, session: Session) -> bool:
    """Tell a chain that starts with an expression, not with a name that it defines."""
    first = chain.members[0].tree
    return (
        first is not None and not isinstance(first, Name) and chain.number not in session.defining
    )
