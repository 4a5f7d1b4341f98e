"""Written answers as results: verdict, points, words and what the report shows of each."""

from collections.abc import Collection, Sequence

from grader.grading.documents import Graded
from grader.grading.merged import Answer, merged
from grader.grading.replay import replay
from grader.grading.run import Run
from grader.grading.written_words import hint, no_answer, said
from grader.model.derivation import Derivation, Line, Matrix, SideValues
from grader.model.results import WRITTEN, Cases, CheckResult, QuestionResult
from grader.model.written import WrittenQuestion
from grader.written.facts import AnswerFacts, LineFacts, Values


def question_results(
    questions: Sequence[WrittenQuestion], documents: Sequence[Graded], pdfs: Sequence[str], run: Run
) -> tuple[QuestionResult, ...]:
    """Return the result of every question.

    documents: in which answers are looked for; there may be none.
    pdfs: what was handed in and can't be read.
    """
    refused = {each.path for each in documents if each.facts.refused}
    return tuple(_result(each, _answer(each, documents, pdfs), run, refused) for each in questions)


def _answer(question: WrittenQuestion, documents: Sequence[Graded], pdfs: Sequence[str]) -> Answer:
    """Return the one answer to a question that counts."""
    answers = [
        Answer(each.path, facts)
        for each in documents
        for facts in each.facts.answers
        if facts.question == question.id
    ]
    return merged(answers) if answers else Answer("", no_answer(question, pdfs))


def _result(
    question: WrittenQuestion, answer: Answer, run: Run, refused: Collection[str]
) -> QuestionResult:
    id_, facts = WRITTEN + question.id, answer.facts
    judged = run.reference is not None
    check = CheckResult(
        id=f"{id_}/final",
        kind="final",
        title="Answer" if question.kind == "free-text" else "Final answer",
        verdict=facts.verdict,
        reason=facts.reason or None,
        points=None if facts.points is None else float(facts.points),
        max_points=float(question.points),
        cases=Cases(run=0, passed=0),
        mistake=facts.mistake,
        message=said(question, facts, answer.path not in refused),
        hint=hint(question, facts) if judged or facts.verdict == "failed" else "",
        remarks=tuple(dict.fromkeys(each.message for each in facts.remarks)),
        derivation=_derivation(question, facts, run),
        replay=_replay(run, answer.path, id_) if answer.path else "",
    )
    return QuestionResult(
        id=id_,
        part="written",
        title=question.title,
        file=answer.path,
        points=check.points or 0.0,
        max_points=check.max_points,
        checks=(check,),
    )


def _replay(run: Run, path: str, question: str) -> str:
    """Return the command that judges an answer again."""
    named = run.path or path.rsplit("/", 1)[-1]
    return replay(named, run.name, question, run.prepared.seed)


def _derivation(question: WrittenQuestion, facts: AnswerFacts, run: Run) -> Derivation:
    edit, shown = facts.edit, run.show_expected
    return Derivation(
        place=facts.place,
        final=facts.final,
        lines=tuple(_line(each, shown) for each in facts.lines),
        edit=edit.message if edit is not None else "",
        mended=edit.mended if edit is not None and shown else "",
        text=facts.text,
        criteria=question.criteria if shown else (),
        judged=run.reference is not None,
    )


def _line(line: LineFacts, shown: bool) -> Line:
    edit = line.edit
    return Line(
        source=line.source,
        relation=line.relation,
        place=line.place,
        chain=line.chain,
        verdict=line.verdict,
        against_head=line.against_head,
        why=line.why,
        first_wrong=line.first_wrong,
        remarks=tuple(dict.fromkeys(each.message for each in line.remarks)),
        values=_values(line.values),
        mistake=edit.mistake if edit is not None else None,
        edit=edit.message if edit is not None else "",
        mended=edit.mended if edit is not None and shown else "",
    )


def _values(values: Values | None) -> SideValues | None:
    if values is None:
        return None
    return SideValues(
        claimed=_printed(values.claimed), right=_printed(values.right), instance=values.instance
    )


def _printed(rows: Sequence[Sequence[float]]) -> Matrix:
    return tuple(tuple(f"{number:.4g}" for number in row) for row in rows)
