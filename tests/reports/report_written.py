"""A graded written homework as the reports get it, made by hand for their tests."""

from grader.model.derivation import Derivation, Line, Macro, SideValues, Unread, WrittenFile
from grader.model.results import (
    Cases,
    CheckResult,
    Override,
    QuestionResult,
    Status,
    SubmissionResult,
)
from tests.reports.report_fakes import RIGHT_SIGMOID, question, submission

FILE = "homework.tex"
COLUMN = SideValues(
    claimed=(("0.5865",), ("0.188",), ("1e-17",)),
    right=(("-0.5865",), ("0.188",), ("0",)),
    instance="random numbers: outside 8 × 3",
)


def line(source: str, place: str = "line 3", **more: object) -> Line:
    """Return a line that holds."""
    content: dict[str, object] = {
        "source": source,
        "relation": "=",
        "place": place,
        "chain": 0,
        "verdict": "holds",
        "against_head": "holds",
    }
    return Line.model_validate(content | more)


def head(source: str, place: str = "line 3", **more: object) -> Line:
    """Return what a chain starts from."""
    return line(
        source,
        place,
        **({"relation": "", "verdict": "not-a-claim", "against_head": "not-a-claim"} | more),
    )


WRONG = line(
    r"(1 - \yh_o) v_c",
    "line 5",
    verdict="fails",
    against_head="fails",
    first_wrong=True,
    values=COLUMN,
    mistake="sign-flipped",
    edit="a minus sign is missing",
    mended=r"-(1 - \hat y_o) v_c",
)
START = (
    head(r"\frac{\partial J}{\partial u_o}"),
    line(r"-v_c + \frac{\exp(u_o^\top v_c)}{\sum_w \exp(u_w^\top v_c)} v_c"),
    line(r"-v_c + \yh_o v_c", "line 4", remarks=("0 is read as o",)),
)


def answer(id_: str, verdict: str, points: float | None, **more: object) -> CheckResult:
    """Return the check of a written answer worth two points."""
    content: dict[str, object] = {
        "id": f"written/{id_}/final",
        "kind": "final",
        "title": "Final answer",
        "verdict": verdict,
        "points": points,
        "max_points": 2.0,
        "cases": Cases(run=0, passed=0),
        "derivation": Derivation(),
    }
    return CheckResult.model_validate(content | more)


def written(id_: str, title: str, check: CheckResult) -> QuestionResult:
    """Return a written question of one check."""
    return question(f"written/{id_}", title, [check], part="written", function="", file=FILE)


RIGHT = written(
    "dJ_dvc",
    "Derivative by the center vector",
    answer(
        "dJ_dvc",
        "passed",
        2.0,
        message="Equal to the reference in every case that was tried.",
        remarks=("right up to a transpose: rows and columns are exchanged",),
        derivation=Derivation(
            place="line 2",
            final=(r"U(\yh - y)",),
            lines=(
                head("o", "line 1", chain=7),
                head(r"\frac{\partial J}{\partial v_c}", "line 2", chain=8),
                line(r"U(\yh - y)", "line 2", chain=8),
            ),
        ),
    ),
)
FAILED = written(
    "dJ_duo",
    "Derivative by the true outside vector",
    answer(
        "dJ_duo",
        "failed",
        0.5,
        reason="wrong-value",
        mistake="sign-flipped",
        message="The whole answer has the wrong sign.",
        hint="Begin at line 5: the first line that does not hold.",
        replay="grader check homework.tex --only written/dJ_duo --seed 20231",
        derivation=Derivation(
            place="line 6",
            final=(r"v_c (1 - \yh_o)",),
            lines=(
                *START,
                WRONG,
                line(r"v_c (1 - \yh_o)", "line 6", against_head="fails"),
                line(
                    r"(\delta)_{ij}",
                    "line 7",
                    chain=1,
                    verdict="cannot-tell",
                    why="a subscript of a whole expression is not understood",
                ),
            ),
        ),
    ),
)
KINDLY = written(
    "sigmoid_deriv",
    "Derivative of the sigmoid",
    answer(
        "sigmoid_deriv",
        "passed",
        2.0,
        derivation=Derivation(
            place="line 11",
            final=(r"\sigma(x)(1 - \sigma(x))",),
            lines=(
                head(r"\sigma'(x)", "line 9"),
                line(
                    r"\sigma(x)",
                    "line 10",
                    verdict="fails",
                    against_head="fails",
                    first_wrong=True,
                    why="not equal to the reference",
                ),
                line(r"\sigma(x)(1 - \sigma(x))", "line 11", verdict="fails"),
            ),
        ),
    ),
)
FREE_TEXT = written(
    "neg_efficiency",
    "Why negative sampling is cheaper",
    answer(
        "neg_efficiency",
        "needs-review",
        None,
        reason="free-text",
        message="A person marks this answer.",
        hint="Nothing to do: a person reads this.",
        derivation=Derivation(
            text="(g)\nOnly $K + 1$ dot products,\n<b>no</b> sum over \\(V\\).\n"
            "$$\na &= b\\\\\n&= c\n$$",
            criteria=("K + 1 words in place of all", "no normalisation"),
        ),
    ),
)
UNLOCATED = written(
    "sg_dvw",
    "Derivative by another center vector",
    answer(
        "sg_dvw",
        "needs-review",
        None,
        reason="cannot-tell",
        message="No answer was found. Label it `h(iii)`, "
        "or put `<!-- answer: sg_dvw -->` above it.",
        hint="Put the final formula on a line of its own.",
    ),
)
UNANSWERED = written(
    "l2_norm",
    "When normalised vectors lose information",
    answer(
        "l2_norm",
        "failed",
        0.0,
        reason="unanswered",
        message="Its place was found and nothing stands there.",
        hint="Write your answer under this heading.",
    ),
)
DOCUMENT = WrittenFile(
    path=FILE,
    convention="U is read so that the words are the rows of U, though line 1 says columns",
    repairs=("0 is read as o",),
    unread=(Unread(place="line 7", source=r"(\delta)_{ij} <", why="`<` is not expected here"),),
    macros={r"\yh": Macro(arguments=0, body=r"\hat y")},
)
PDF = WrittenFile(path="scan.md", refused="this is a PDF: hand in its source")


def by_hand(check: CheckResult, points: float) -> CheckResult:
    """Return a check that a person marked."""
    mark = Override(
        verdict=check.verdict,
        reason=check.reason,
        points=check.points,
        author="ta",
        why="Names the right reason.",
        at="2026-11-21T17:20:05Z",
    )
    full = points >= check.max_points
    changes = {"points": points, "verdict": "passed" if full else "failed", "override": mark}
    return check.model_copy(update=changes)


def homework(
    id_: str = "ada", *questions: QuestionResult, status: Status = "needs-review"
) -> SubmissionResult:
    """Return a homework of the questions given, else of one of each kind beside some code."""
    every = (RIGHT_SIGMOID, UNANSWERED, RIGHT, FAILED, KINDLY, FREE_TEXT, UNLOCATED)
    chosen = questions or every
    pending = sum(c.max_points for q in chosen for c in q.checks if c.points is None)
    return submission(id_, chosen, status=status, points_pending=pending, written=(DOCUMENT, PDF))


def very_wide() -> SubmissionResult:
    """Return a homework whose formulas, words and matrices are wider than any page."""
    wide = SideValues(
        claimed=(("-0.12345",) * 14,) * 14, right=(("0.12345",) * 14,) * 14, instance="w" * 200
    )
    row = "x + " * 100 + "y"
    lines = (
        head(row),
        line(row, "line 123456", remarks=("w" * 200,)),
        line(
            r"\nosuchcommand" * 40,
            "cell 123, line 4567",
            verdict="fails",
            first_wrong=True,
            values=wide,
            why="w" * 200,
            edit="e" * 200,
            mended=row,
        ),
        line(row, "line 7", verdict="cannot-tell", why="w" * 200),
    )
    found = Derivation(final=(row, row), lines=lines, text=f"${row}$ " + "t" * 300)
    changes = {"derivation": found, "message": "m" * 300, "hint": "h" * 300}
    questions = [
        each.model_copy(update={"checks": (each.checks[0].model_copy(update=changes),)})
        for each in (RIGHT, FAILED, FREE_TEXT)
    ]
    return homework("ada", *questions)
