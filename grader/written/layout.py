"""Whether U has words as columns or as rows: what most of the student's lines say."""

from collections.abc import Sequence

from grader.written.compare.derivative import judge_derivative
from grader.written.compare.steps import steps_of
from grader.written.declared import WORDS, in_words, is_table, own_definition
from grader.written.parse.tree import Node, walk
from grader.written.session import Session
from grader.written.worlds.world import Layout


def chosen_layout(sessions: Sequence[Session]) -> tuple[Layout, str]:
    """Return the layout under which most lines with U hold, and how it was chosen.

    sessions: the document under each layout, the usual one first.
    """
    declared = in_words(sessions[0].regions)
    scores = [_score(each) + _DECLARED * (each.layout == declared) for each in sessions]
    best = max(range(len(sessions)), key=lambda at: (scores[at], -at))
    layout = sessions[best].layout
    if not any(scores):
        return layout, ""
    message = f"U is read so that {WORDS[layout]}: most formulas with U hold that way"
    own = own_definition(sessions[best].chains)
    if own is not None and own != layout:
        message += f"; this contradicts the definition that {WORDS[own]}"
    return layout, message


def chosen_network(sessions: Sequence[Session]) -> Layout:
    """Return the layout of the two-layer network: rows as in the handout, unless columns fit."""
    if sessions[0].functions is None:
        return max(
            sessions, key=lambda each: (_network_lines(each), each.network == "rows")
        ).network
    for session in sessions:
        for question in session.manifest.questions:
            asked = question.world == "two-layers" and question.kind == "derivative"
            if asked and judge_derivative(question, session).finding == "right":
                return session.network
    return "rows"


def _network_lines(session: Session) -> int:
    """Count the lines on the two-layer network that hold as written."""
    return sum(
        step.neighbour is not None and step.neighbour.truth == "holds" and not step.neighbour.turned
        for chain in session.chains
        if session.topics[chain.number].world == "two-layers"
        and (bench := session.bench(chain)) is not None
        for step in steps_of(chain, bench, chain.number in session.defining)
    )


def _score(session: Session) -> int:
    """Count the lines and final answers with U that hold."""
    score = 0
    for question in session.manifest.questions if session.functions is not None else ():
        if question.kind != "derivative" or question.world not in _TABLES:
            continue
        for tried in judge_derivative(question, session).tried:
            tree = tried.expression.tree
            if tree is None or tried.outcome.truth != "holds":
                continue
            if _has_matrix(tree) or "U" in question.targets:
                score += 1 if tried.outcome.turned or tried.outcome.reading else 4
    with_table = [
        chain
        for chain in session.chains
        if any(each.tree is not None and _has_matrix(each.tree) for each in chain.members)
    ]
    for chain in with_table[:_ENOUGH]:
        bench = session.bench(chain)
        if bench is None:
            continue
        steps = steps_of(chain, bench, chain.number in session.defining)
        for step, member in zip(steps, chain.members, strict=True):
            outcome = step.neighbour
            if member.tree is None or outcome is None or not _has_matrix(member.tree):
                continue
            if outcome.truth == "holds" and not outcome.turned and not outcome.reading:
                score += 2
    return score


_DECLARED = 3
"""What the student's own words on U weigh: less than one answer that holds as written."""


_ENOUGH = 60
"""Chains with U that are tried to choose its layout."""
_TABLES = {"naive-softmax", "negative-sampling", "skip-gram", "cbow"}


def _has_matrix(tree: Node) -> bool:
    return any(is_table(each) for each in walk(tree))
