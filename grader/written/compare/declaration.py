"""An answer against the layout of U that the student states: U^T delta beside z = U^T v_c."""

from grader.model.written import WrittenQuestion
from grader.written.compare.derivative import judge_derivative
from grader.written.compare.judgement import Judgement
from grader.written.declared import WORDS, is_table
from grader.written.parse.tree import walk
from grader.written.session import Session


def as_declared(
    question: WrittenQuestion, judgement: Judgement, session: Session, other: Session
) -> Judgement:
    """Return the judgement, unless the answer is right only in the layout that is not stated."""
    stated = next((each for each in (session, other) if each.layout == each.declared), None)
    if judgement.finding != "right" or stated is None or not _with_table(judgement):
        return judgement
    if question.kind != "derivative" or judge_derivative(question, stated).finding == "right":
        return judgement
    used = session if stated is other else other
    why = f"right only if {WORDS[used.layout]}, but the document says that {WORDS[stated.layout]}"
    if question.conventions.contradicted == "failed":
        return Judgement("wrong", why, "shape-violation", judgement.tried, judgement.chains)
    return Judgement("cannot-tell", why, None, judgement.tried, judgement.chains)


def _with_table(judgement: Judgement) -> bool:
    """Tell an answer in which U itself stands."""
    trees = [each.expression.tree for each in judgement.tried]
    return any(is_table(node) for tree in trees if tree is not None for node in walk(tree))
