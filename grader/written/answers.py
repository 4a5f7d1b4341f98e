"""A judgement as facts for the report: verdict, points, message, lines."""

from decimal import ROUND_HALF_UP, Decimal

from grader.model.written import WrittenQuestion
from grader.written.compare.judgement import Judgement
from grader.written.diagnose.diagnosis import diagnosed
from grader.written.document.read import Document
from grader.written.facts import AnswerFacts, Reason, Remark, Verdict
from grader.written.lines import line_facts
from grader.written.locate.topics import fits
from grader.written.session import Session

_COST = {"turned": "turned", "other-symbols": "other_symbols"}


def answer_facts(
    question: WrittenQuestion, judgement: Judgement, session: Session, document: Document
) -> AnswerFacts:
    """Return the facts on one answer."""
    lines = line_facts(judgement, session, document)
    finals = tuple(dict.fromkeys(each.expression.source for each in judgement.tried))
    line = judgement.tried[-1].expression.line if judgement.tried else None
    mistake, edit = judgement.mistake, None
    message = judgement.why
    if judgement.finding == "wrong" and judgement.tried:
        diagnosis = diagnosed(question, judgement, session)
        mistake = mistake or diagnosis.mistake
        edit = diagnosis.edit
        message = diagnosis.message or message
    remarks = tuple(Remark(*each) for each in judgement.notes)  # type: ignore[arg-type]
    verdict, reason = _verdict(judgement, mistake)
    return AnswerFacts(
        question.id,
        verdict,
        reason,
        _points(question, verdict, mistake, remarks, session),
        question.points,
        message or _RIGHT,
        mistake if verdict == "failed" else None,
        finals,
        line,
        document.place(line) if line is not None else "",
        lines,
        edit,
        session.layout,
        remarks,
        text_of(question, session) if verdict == "needs-review" or _in_words(question) else "",
    )


_RIGHT = "equal to the reference in every case that was tried"


def _verdict(judgement: Judgement, mistake: str | None) -> tuple[Verdict, Reason]:
    match judgement.finding:
        case "right":
            return "passed", ""
        case "wrong":
            shaped = mistake in ("shape-violation", "other-shape", "transposed", "row-for-column")
            return "failed", "wrong-shape" if shaped else "wrong-value"
        case "unanswered":
            return "failed", "unanswered"
        case "free-text":
            return "needs-review", "free-text"
    return "needs-review", "cannot-tell"


def _points(
    question: WrittenQuestion,
    verdict: Verdict,
    mistake: str | None,
    remarks: tuple[Remark, ...],
    session: Session,
) -> Decimal | None:
    """Return the points: full less the cost of conventions, or the marks of the mistake."""
    if verdict == "needs-review":
        return None
    if verdict == "failed":
        return session.manifest.earned(question, mistake)
    cost = 0.0
    for remark in remarks:
        if remark.slug in _COST:
            cost = max(cost, float(getattr(question.conventions, _COST[remark.slug])))
        elif remark.severity == "notation":
            cost = max(cost, question.conventions.notation)
    points = question.points * (1 - Decimal(str(cost)))
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _in_words(question: WrittenQuestion) -> bool:
    """Tell a question that words answer as well."""
    return question.kind != "derivative"


def text_of(question: WrittenQuestion, session: Session) -> str:
    """Return what stands under the question's label."""
    found = [
        region.text
        for region in session.regions
        if region.marker == question.id or any(fits(each, region) == 2 for each in question.labels)
    ]
    return "\n\n".join(each for each in found if each)
