"""What is said of an answer before the hand-in: found and read, or why not."""

from collections.abc import Sequence
from dataclasses import replace

from grader.model.written import WrittenQuestion
from grader.written.answers import text_of
from grader.written.compare.candidates import answer_chains, own_chains
from grader.written.compare.condition import condition_chains
from grader.written.compare.emptiness import is_empty, is_place
from grader.written.compare.final import by_case
from grader.written.compare.judgement import Judgement
from grader.written.compare.proof import proof_chains
from grader.written.compare.single_value import value_chains
from grader.written.document.read import Document
from grader.written.evaluate.trouble import CannotTell
from grader.written.facts import AnswerFacts, LineFacts
from grader.written.lines import line_facts
from grader.written.parse.formula import Unread
from grader.written.segment.chain import Chain, Expression
from grader.written.session import Session


def located_facts(question: WrittenQuestion, session: Session, document: Document) -> AnswerFacts:
    """Return whether an answer was found and can be read, its steps; not whether it is right."""
    if question.kind == "free-text":
        return _facts(
            question, session, _of_words(question, session, document), reason_is_text=True
        )
    chains = _chains(question, session)
    if not chains:
        return _facts(question, session, _not_found(question, session, document))
    finals = [each.members[-1] for each in chains]
    line = finals[-1].line
    lines = line_facts(Judgement("cannot-tell", chains=tuple(chains)), session, document)
    return replace(
        _facts(question, session, _found(chains, session, document)),
        final=tuple(dict.fromkeys(each.source for each in finals)),
        line=line,
        place=document.place(line),
        lines=without_values(lines),
    )


def without_values(lines: Sequence[LineFacts]) -> tuple[LineFacts, ...]:
    """Return lines without what would tell the right formula: values of both sides, the edit."""
    return tuple(replace(each, values=None, edit=None) for each in lines)


def _facts(
    question: WrittenQuestion, session: Session, message: str, reason_is_text: bool = False
) -> AnswerFacts:
    return AnswerFacts(
        question.id,
        "needs-review",
        "free-text" if reason_is_text else "cannot-tell",
        None,
        question.points,
        message,
        convention=session.layout,
        text="" if is_empty(question, session) else text_of(question, session),
    )


def _chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the chains that answer a question, as far as their places tell."""
    match question.kind:
        case "value":
            return value_chains(question, session)[-1:]
        case "proof":
            found = proof_chains(question, session)
            return [each for each in found if len(each.members) > 1] or found
        case "condition":
            return condition_chains(question, session)
    found = answer_chains(question, session)
    return [chain for chain, _ in by_case(question, found, session)[0]] or found


def _of_words(question: WrittenQuestion, session: Session, document: Document) -> str:
    if text_of(question, session) and not is_empty(question, session):
        return "Found: a person reads it after you hand in."
    return _not_found(question, session, document)


def _not_found(question: WrittenQuestion, session: Session, document: Document) -> str:
    if is_empty(question, session):
        return "Its place was found and nothing stands there."
    label = f"`{question.labels[0]}`" if question.labels else "its label"
    places = [each for each in session.regions if is_place(question, each)]
    if not places:
        return f"Not found: write it under {label}, with its left-hand side."
    where = document.place(places[-1].line)
    alone = [each for each in own_chains(session) if each.region == places[-1].number]
    if alone:
        return (
            f"Not found: under {label} ({where}) stand formulas, but none with the left-hand side "
            "that is asked for."
        )
    return f"Not found: under {label} ({where}) stands no formula that can be told from words."


def _found(chains: Sequence[Chain], session: Session, document: Document) -> str:
    """Return where the answer stands and whether it can be read."""
    for chain in chains:
        final = chain.members[-1]
        why = _unread(chain, final, session)
        if why:
            place = document.place(final.line)
            return f"Found at {place}, but `{_short(final.source)}` cannot be read: {why}."
    place = document.place(chains[-1].members[-1].line)
    return f"Found at {place} and read: whether it is right is judged after you hand in."


def _unread(chain: Chain, final: Expression, session: Session) -> str:
    """Return why a final formula can't be read; empty where it can."""
    if isinstance(final.parsed, Unread):
        return final.parsed.why
    guesses = [each for each in final.parsed.notes if each.severity == "guess"]
    if guesses:
        return guesses[0].message
    if len(chain.members) == 1 and session.topics[chain.number].headed:
        return "the left-hand side has no right-hand side"
    bench = session.bench(chain)
    values = bench.values(final.parsed.tree) if bench is not None else []
    return next((each.message for each in values if isinstance(each, CannotTell)), "")


def _short(source: str) -> str:
    line = " ".join(source.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


_LONGEST = 80
"""Characters of a formula that a message quotes."""
