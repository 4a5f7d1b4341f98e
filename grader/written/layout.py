"""Whether U has words as columns or as rows: what most of the student's lines say."""

import re
from collections.abc import Sequence

from grader.written.compare.derivative import judge_derivative
from grader.written.compare.steps import steps_of
from grader.written.parse.tree import Matrix, Name, Node, walk
from grader.written.session import Session
from grader.written.worlds.world import Layout

_WORDS = {"columns": "the words are the columns of U", "rows": "the words are the rows of U"}


def chosen_layout(sessions: Sequence[Session]) -> tuple[Layout, str]:
    """Return the layout under which most lines with U hold, and how it was chosen.

    sessions: the document under each layout, the usual one first.
    """
    declared = _in_words(sessions[0])
    scores = [_score(each) + _DECLARED * (each.layout == declared) for each in sessions]
    best = max(range(len(sessions)), key=lambda at: (scores[at], -at))
    layout = sessions[best].layout
    if not any(scores):
        return layout, ""
    message = f"U is read so that {_WORDS[layout]}: most formulas with U hold that way"
    own = _own_definition(sessions[best])
    if own is not None and own != layout:
        message += f"; this contradicts the definition that {_WORDS[own]}"
    return layout, message


def chosen_network(sessions: Sequence[Session]) -> Layout:
    """Return the layout of the two-layer network: rows as in the handout, unless columns fit."""
    for session in sessions:
        for question in session.manifest.questions:
            asked = question.world == "two-layers" and question.kind == "derivative"
            if asked and judge_derivative(question, session).finding == "right":
                return session.network
    return "rows"


def _score(session: Session) -> int:
    """Count the lines and final answers with U that hold."""
    score = 0
    for question in session.manifest.questions:
        if question.kind != "derivative" or question.world not in _TABLES:
            continue
        for tried in judge_derivative(question, session).tried:
            tree = tried.expression.tree
            if tree is None or tried.outcome.truth != "holds":
                continue
            if _has_matrix(tree) or "U" in question.targets:
                score += 1 if tried.outcome.turned or tried.outcome.reading else 4
    for chain in session.chains:
        if not any(each.tree is not None and _has_matrix(each.tree) for each in chain.members):
            continue
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
_ROWS = re.compile(
    r"rows?\s*=\s*words?|words? (?:per|a|in each) row|each row (?:is|of|holds)|rows of \$?U"
    r"|\b(?:one|a) row (?:for|per) (?:each |every )?word"
    r"|\bword (?:vectors )?(?:as|are) (?:the )?rows"
    r"|(?:V\||\bV\b|vocab\w*\)?)\}?\s*(?:,|\\times|×|x)\s*[dD]\b",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"columns?\s*=\s*words?|words? (?:per|a|in each) column|each column (?:is|of|holds)"
    r"|columns of \$?U|\b(?:one|a) column (?:for|per) (?:each |every )?word"
    r"|\bword (?:vectors )?(?:as|are) (?:the )?columns"
    r"|\b[dD]\s*(?:,|\\times|×|x)\s*\{?(?:\||V\b|vocab|\\V)",
    re.IGNORECASE,
)


def _in_words(session: Session) -> Layout | None:
    """Return the layout that the words before the first answers declare; None where unclear."""
    text = " ".join(each.text for each in session.regions[:2])
    rows, columns = bool(_ROWS.search(text)), bool(_COLUMNS.search(text))
    if rows == columns:
        return None
    return "rows" if rows else "columns"


_TABLES = {"naive-softmax", "negative-sampling", "skip-gram", "cbow"}


def _has_matrix(tree: Node) -> bool:
    return any(
        isinstance(each, Name) and each.base == "U" and not each.subs and not each.accent
        for each in walk(tree)
    )


def _own_definition(session: Session) -> Layout | None:
    """Return the layout that the student's own definition of U gives."""
    for chain in session.chains:
        first, *rest = [each.tree for each in chain.members]
        if not (isinstance(first, Name) and first.base == "U" and not first.subs):
            continue
        for tree in rest:
            if isinstance(tree, Matrix):
                return "columns" if len(tree.rows) == 1 else "rows"
    return None
