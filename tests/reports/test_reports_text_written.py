"""Laws of written answers in the terminal."""

from grader.model.derivation import Derivation, Line, SideValues, Unread, WrittenFile
from grader.model.results import CheckResult, SubmissionResult
from grader.model.summary import summarise
from grader.reports.text import class_table, submission_text
from tests.reports import report_fakes as fakes
from tests.reports.test_reports_text import shown

LINES = (
    Line(source="a", relation="", place="line 9", chain=1, verdict="not-a-claim"),
    Line(source="b", relation="=", place="line 10", chain=2, verdict="not-a-claim"),
    Line(source="c", relation="=", place="line 11", chain=2, verdict="holds"),
    Line(
        source="-c",
        relation="=",
        place="line 12",
        chain=2,
        verdict="fails",
        why="a sign is lost",
        first_wrong=True,
        values=SideValues(claimed=(("-1",), ("2",)), right=(("1",), ("-2",)), instance="2 words"),
        edit="a minus sign is missing",
    ),
    Line(source="d", relation="=", place="line 13", chain=2, verdict="fails"),
)


def answer(name: str, check: CheckResult, derivation: Derivation) -> object:
    """Return a written question with one check."""
    told = check.model_copy(update={"derivation": derivation})
    return fakes.question(f"written/{name}", name.upper(), [told], part="written")


def submission(*questions: object, **more: object) -> SubmissionResult:
    """Return a submission of written answers."""
    result = fakes.submission("ada", list(questions))  # type: ignore[arg-type]
    return result.model_copy(update=more)


def waiting(name: str, reason: str) -> CheckResult:
    """Return a check that waits for a person."""
    return fakes.failed(
        f"written/{name}/final", 2.0, verdict="needs-review", reason=reason, points=None
    )


def text_of(result: SubmissionResult) -> str:
    """Return what the terminal shows, without the blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in shown(submission_text(result)).splitlines())


def test_the_first_wrong_line_is_shown_with_both_sides() -> None:
    """The lines before it in its chain, what it gives, what the one before gives, the edit."""
    check = fakes.failed("written/b/final", 5.0, mistake="sign-flipped")

    text = text_of(submission(answer("b", check, Derivation(final=("-c",), lines=LINES))))

    expected = """\
  line 10  = b
  line 11  = c
> line 12  = -c
  This line does not hold: a sign is lost.
  It gives         [-1, 2]
  the one before   [1, -2]
  (2 words)
  Look for: a minus sign is missing.
"""
    assert expected in text
    assert "line 9" not in text


def test_other_wrong_lines_are_listed_once() -> None:
    """A right answer over a wrong line is told kindly; what was shown above is not told again."""
    wrong = fakes.failed("written/b/final", 5.0)
    right = fakes.passed("written/c/final", 5.0)
    derivation = Derivation(final=("x",), lines=LINES)

    text = text_of(submission(answer("b", wrong, derivation), answer("c", right, derivation)))

    assert "- C: right in the end; on the way, line 12 does not hold: a sign is lost" in text
    assert "- B:" not in text


def test_what_waits_says_why() -> None:
    """Not found, for a person, open, or only found where no right answer was at hand."""
    parts = [
        answer("a", waiting("a", "cannot-tell"), Derivation()),
        answer("b", waiting("b", "free-text"), Derivation(text="it is cheaper")),
        answer("c", waiting("c", "cannot-tell"), Derivation(final=("?",))),
        answer("d", waiting("d", "cannot-tell"), Derivation(final=("?",), judged=False)),
    ]

    rows = [line.split() for line in text_of(submission(*parts)).splitlines()]

    assert ["A", "not", "found", "2", "open"] in rows
    assert ["B", "a", "person", "2", "open"] in rows
    assert ["C", "open", "2", "open"] in rows
    assert ["D", "found", "2", "open"] in rows


def test_what_was_not_found_can_be_marked() -> None:
    """The ids are named, and the marker stands whole in a line."""
    parts = [answer(name, waiting(name, "cannot-tell"), Derivation()) for name in ("dU", "dv")]

    text = text_of(submission(*parts))

    assert "- Not found: dU; dv." in text
    assert "<!-- answer: dU -->" in text


def test_nothing_judged_is_no_mark() -> None:
    """With a pack a written file has no points: zero of so many would frighten."""
    part = answer("d", waiting("d", "cannot-tell"), Derivation(final=("?",), judged=False))

    text = text_of(submission(part, points=0.0))

    assert text.startswith("No mark here. Your answers are judged after you hand them in.")


def test_unread_formulas_and_files_are_listed() -> None:
    """Place, source and why; of many, the number; control characters are made visible."""
    unread = tuple(Unread(place=f"line {n}", source="\\x\x1b[31m", why="no") for n in range(15))
    files = (
        WrittenFile(path="a.md", refused="the file is empty"),
        WrittenFile(path="b.md", unread=unread),
    )
    part = answer("d", waiting("d", "cannot-tell"), Derivation())

    text = text_of(submission(part, written=files))

    assert "- a.md: the file is empty" in text
    assert "- line 0: `\\x" in text
    assert "- and 3 more formulas can't be read" in text
    assert "\x1b" not in text


def test_a_class_has_one_column_for_written_answers() -> None:
    """Too many for a line: their sum, what is open, and how much waits for a person at all."""
    right = answer("a", fakes.passed("written/a/final", 3.0), Derivation(final=("x",)))
    waits = answer("b", waiting("b", "free-text"), Derivation(text="because"))
    code = fakes.question("sigmoid", "Sigmoid", [fakes.passed("sigmoid/value", 1.5)])
    both = fakes.submission("ada", [code, right, waits])  # type: ignore[list-item]
    alone = fakes.submission("bo", [code])

    text = shown(class_table([summarise(both), summarise(alone)]))

    rows = [line.split() for line in text.splitlines()]
    assert ["ada", "1.5", "3", "of", "5,", "2", "open"] == rows[1][:7]
    assert ["bo", "1.5", "-"] == rows[2][:3]
    assert "1 answer worth 2 waits for a person: index.html lists them." in text
    assert "written/a" not in text
