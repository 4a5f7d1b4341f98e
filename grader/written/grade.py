"""A document from its text to verdicts: the stages in order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from grader.model.written import Manifest, WrittenQuestion
from grader.written import limits
from grader.written.answers import answer_facts
from grader.written.compare.expected import ReferenceFunctions
from grader.written.compare.judge import judged
from grader.written.compare.judgement import Judgement
from grader.written.document.macros import read_macros
from grader.written.document.read import Document, Unreadable
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.trouble import CannotTell
from grader.written.facts import AnswerFacts, Remark, WrittenFacts
from grader.written.layout import chosen_layout, chosen_network
from grader.written.lines import chain_lines
from grader.written.locate.cases import in_its_case
from grader.written.locate.settle import settle
from grader.written.locate.topics import topics_of
from grader.written.located import located_facts, without_values
from grader.written.outline import outlined
from grader.written.segment.places import Reading
from grader.written.segment.reader import Reader
from grader.written.session import Session
from grader.written.worlds.world import Layout

LAYOUTS: tuple[Layout, ...] = ("columns", "rows")
"""The usual layout of U first."""
FAULT = "a fault of the grader stopped it here"
_OTHER: dict[Layout, Layout] = {"columns": "rows", "rows": "columns"}


def grade_document(
    document: Document | Unreadable,
    manifest: Manifest,
    functions: ReferenceFunctions | None,
    seed: int,
) -> WrittenFacts:
    """Grade a written homework.

    document: what `read_document` returned.
    functions: gives the reference function of a name `module:function`; None where it is not at
        hand: then steps are judged and final answers are only found and read.
    seed: of the random numbers on which formulas are tried.
    Returns a verdict for every question of the manifest, and one for every line.
    """
    if isinstance(document, Unreadable):
        return _refused(document, manifest)
    text, macros = read_macros(document.text)
    reading = Reader(text, macros, document.aside).read()
    session, other, message = _sessions(reading, manifest, functions, seed)
    lines = tuple(
        line for chain in session.chains for line in chain_lines(chain, session, document)
    )
    if functions is None:
        lines = without_values(lines)
        answers = [located_facts(each, session, document) for each in manifest.questions]
    else:
        judge = Judge(session, other, document)
        # All are judged before any is diagnosed: what is wrong is looked for with what is left.
        judgements = [judge.judgement(each) for each in manifest.questions]
        answers = [
            judge.facts(question, judgement)
            for question, judgement in zip(manifest.questions, judgements, strict=True)
        ]
    return WrittenFacts(
        document.name,
        "",
        tuple(answers),
        session.layout,
        message,
        lines,
        _repairs(reading),
        tuple((document.place(line), source, why) for line, source, why in reading.unread),
    )


class Judge(NamedTuple):
    """Judges the answers of a document, each apart: a fault of ours in one leaves the others."""

    session: Session
    other: Session
    document: Document

    def judgement(self, question: WrittenQuestion) -> Judgement:
        """Judge an answer; what stops us is left to a person, never a student's zero."""
        try:
            return judged(question, self.session, self.other)
        except CannotTell as trouble:
            return Judgement("cannot-tell", trouble.message)
        except Exception as error:
            return Judgement("cannot-tell", stopped(error))

    def facts(self, question: WrittenQuestion, judgement: Judgement) -> AnswerFacts:
        """Return the facts on an answer, its mistake among them."""
        try:
            return answer_facts(question, judgement, self.session, self.document)
        except Exception as error:
            points = Decimal(question.points)
            return AnswerFacts(
                question.id, "needs-review", "cannot-tell", None, points, stopped(error)
            )


def stopped(error: Exception) -> str:
    """Say that a fault of ours kept an answer from being judged."""
    return f"{FAULT} ({type(error).__name__}: {str(error)[:80]}); a person must look"


def _sessions(
    reading: Reading, manifest: Manifest, functions: ReferenceFunctions | None, seed: int
) -> tuple[Session, Session, str]:
    """Return the document under the layout that it is read in, under the other, and why."""
    settle(reading.regions, manifest)
    chains = [in_its_case(each) for each in reading.chains]
    topics = topics_of(chains, reading.regions, manifest)
    outline = outlined(chains, reading.regions, topics)
    budget, spare = Budget(limits.DOCUMENT_STEPS), Budget(limits.DIAGNOSIS_STEPS)

    def session_of(layout: Layout, network: Layout) -> Session:
        return Session(manifest, functions, seed, layout, network, outline, budget, spare)

    tried = [session_of(each, each) for each in LAYOUTS]
    layout, message = chosen_layout(tried)
    network = chosen_network(tried)
    known = {(each.layout, each.network): each for each in tried}
    session = known.get((layout, network)) or session_of(layout, network)
    opposite = (_OTHER[layout], _OTHER[network])
    return session, known.get(opposite) or session_of(*opposite), message


def _repairs(reading: Reading) -> tuple[Remark, ...]:
    """Return all repairs of notation, each once."""
    found = [Remark(note.slug, note.severity, note.message) for _, note in reading.repairs]
    return tuple(dict.fromkeys(found))


def _refused(document: Unreadable, manifest: Manifest) -> WrittenFacts:
    """Return facts that say of every question that nothing could be read."""

    def unread(question: WrittenQuestion) -> AnswerFacts:
        return AnswerFacts(
            question.id, "needs-review", "cannot-tell", None, Decimal(question.points), document.why
        )

    answers: Sequence[AnswerFacts] = [unread(each) for each in manifest.questions]
    return WrittenFacts(document.name, document.why, tuple(answers), "columns", "", (), (), ())
