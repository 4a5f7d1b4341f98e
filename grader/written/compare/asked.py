"""What a question asks for: its cases as worlds, and what is differentiated by."""

from grader.model.written import WrittenQuestion
from grader.written.locate.targets import derivative_head, manifest_target
from grader.written.locate.topics import Topic
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.tree import Name, Node, Relation
from grader.written.segment.chain import Chain
from grader.written.session import Session
from grader.written.worlds.world import World

BY_CASE = ("true-word", "other-word")


def about_word(condition: Node) -> bool:
    """Tell a condition on which word an index letter stands for: w = o."""
    return isinstance(condition, Relation) and condition.right in (Name("o"), Name("O"))


def covers(topic: Topic, question: WrittenQuestion) -> bool:
    """Tell a formula for any word that covers the case asked for."""
    target = topic.target
    assert target is not None
    if question.when == "true-word" and question.world == "naive-softmax":
        return target.base == "u" and target.index in ("true", "any")
    if question.when == "true-word":
        return (
            target.base == "u" and target.index == "any" and (topic.cases or bool(topic.conditions))
        )
    if question.when in ("other-word", "sample"):
        if target.base == "u" and target.index == "true":
            # u_o written where the condition says w != o.
            return any(isinstance(c, Relation) and c.sign == "!=" for c in topic.conditions)
        return target.base == "u" and target.index == "any"
    if question.when == "not-center":
        return target.base == "v" and target.index in ("any", "offset")
    return False


def asked_worlds(
    question: WrittenQuestion,
    session: Session,
    letters: tuple[str, ...],
    others: tuple[str, ...] = (),
    every: bool = False,
) -> list[World]:
    """Return the worlds of the case that a question asks for.

    every: whether the left-hand side names the true word itself, so that an index letter on the
    right is open: the answer must be right whatever it stands for.
    """
    assert question.world is not None
    cases = question.when in ("true-word", "other-word")
    worlds = session.worlds(question.world, letters, others, cases)
    if not cases or (every and question.when == "true-word"):
        return list(worlds)
    wanted = []
    for world in worlds:
        letter = next((each for each in letters if each in world.free), "")
        letter = letter or next((each for each in ("w", "k") if each in world.free), "")
        is_true = world.word(world.free[letter]) == world.true_word()  # type: ignore[attr-defined]
        if is_true == (question.when == "true-word"):
            wanted.append(world)
    return wanted


def by_name(question: WrittenQuestion, chain: Chain, session: Session) -> Name | None:
    """Return what the expected value is differentiated by, in the student's own index letter."""
    if question.kind == "value":
        return None
    head = derivative_head(chain.members[0].tree)
    letters = session.topics[chain.number].letters
    if chain.case and letters and question.when in BY_CASE:
        return Name("u", "", (Name(letters[0]),))
    if head is not None and isinstance(head.by, Name):
        target = session.topics[chain.number].target
        wanted = {manifest_target(each) for each in question.targets}
        topic = session.topics[chain.number]
        if target in wanted or (target is not None and covers(topic, question)):
            return Name(head.by.base, head.by.accent, _without_conditions(head.by.subs))
    parsed = parse(question.targets[0])
    assert isinstance(parsed, Parsed) and isinstance(parsed.tree, Name)
    return parsed.tree


def _without_conditions(subs: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the indices of a symbol: v_{w, w != c} is v_w."""
    plain = tuple(each for each in subs if not isinstance(each, Relation))
    return plain or tuple(each.left for each in subs if isinstance(each, Relation))[:1]
