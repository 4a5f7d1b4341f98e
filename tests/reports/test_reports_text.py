"""Laws of what the terminal shows."""

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from grader.model.results import Counterexample, Shown, SubmissionResult
from grader.reports.text import check_text, class_table, submission_text
from tests.reports import report_fakes as fakes
from tests.reports.report_class import a_class


def shown(content: RenderableType, width: int = 80) -> str:
    """Return what a terminal without colours shows."""
    console = Console(file=StringIO(), width=width, color_system=None, legacy_windows=False)
    console.print(content)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_first_cause_comes_with_all_that_helps() -> None:
    """Mark, cause, call at the margin, what came, wrong entries, next step, command."""
    lines = [line.rstrip() for line in shown(submission_text(fakes.partial())).splitlines()]
    expected = [
        "11.5 of 24. 2 of 5 questions are all right.",
        "Start here: Gradient by the center vector (Naive softmax: loss and gradients)",
        "naiveSoftmaxLossAndGradient(np.array([1.0, -2.0, 0.0]), 1, np.array([[0.0, 1.0,",
        "Your gradCenterVec (array of shape (3,)):",
        "  [ 0.0474* -0.0474* -0.1423*]",
        "Likely reason: Every sign is turned round.",
        "Try next: The gradient of the loss is U(ŷ − y), not U(y − ŷ).",
        "grader check word2vec.py --rubric cs224n-2023-a2 --only naive-softmax \\",
        "  --seed 20231 --case 3",
    ]

    assert expected == [line for line in lines if line in expected]


@pytest.mark.parametrize(
    "make", [fakes.full_marks, fakes.partial, fakes.crashed, fakes.needs_review, fakes.nasty]
)
def test_nothing_is_wider_than_the_screen_or_an_escape(make: object) -> None:
    """At 80 columns no line is longer, and nothing a student wrote reaches the terminal raw."""
    assert callable(make)
    text = shown(submission_text(make()))

    assert max(map(len, text.splitlines())) <= 80
    assert not set(text) & set("\x1b\x00\u202e")


def test_the_mark_comes_first_and_a_right_question_is_one_row() -> None:
    """A homework that is all right is told in a row for each question, and no check is named."""
    result = fakes.full_marks()
    lines = shown(submission_text(result)).splitlines()

    assert lines[0].startswith("24 of 24. Everything that carries points is right.")
    rows = [line.split("  ")[0] for line in lines[3 : 3 + len(result.questions)]]
    assert [question.title for question in result.questions] == rows
    assert not any(check.title in "\n".join(lines) for check in result.questions[0].checks)
    assert len(lines) <= len(result.questions) + 7


def test_what_went_wrong_has_a_row_and_the_rest_of_its_question_one() -> None:
    """Right checks beside wrong ones are named where that is short, else counted."""
    short = [fakes.failed("a/x", 1.0, "Bad"), fakes.passed("a/y", 1.0, "Good")]
    long = [fakes.passed(f"b/{n}", 1.0, f"A rather long title {n}") for n in range(3)]
    questions = [
        fakes.question("a", "One", short),
        fakes.question("b", "Two", [*long, fakes.failed("b/x", 1.0, "Worse")]),
        fakes.question("c", "Three", [fakes.failed("c/x", 1.0, "Untold")]),
    ]

    lines = shown(submission_text(fakes.submission("s", questions))).splitlines()

    words = [" ".join(line.split()) for line in lines[3:10]]
    assert ["One 1 of 2", "Bad WRONG 0 of 1", "Good right 1 of 1"] == words[:3]
    assert ["Worse WRONG 0 of 1", "The other 3 checks right 3 of 3"] == words[4:6]
    assert "Three WRONG 0 of 1" == words[6]


@pytest.mark.parametrize("make", [fakes.full_marks, fakes.partial, fakes.crashed])
def test_a_wide_terminal_gets_no_wider_lines(make: Callable[[], SubmissionResult]) -> None:
    """Beyond 80 columns there is only what is to be pasted."""
    result = make()
    pasted = [c.counterexample.call for q in result.questions for c in q.checks if c.counterexample]
    lines = shown(submission_text(result), width=200).splitlines()

    wide = [line.rstrip() for line in lines if len(line.rstrip()) > 80]
    assert all(line in "\n".join(pasted) for line in wide)


def test_a_wide_array_is_cut_between_its_entries() -> None:
    """No entry is cut in two, and it is said that there are more."""
    entries = [[f"-1.2345{n}e-05" for n in range(10)]]
    got = fakes.array(entries, (10,))
    example = Counterexample(inputs={}, expected=None, got=got, case=0)
    text = shown(check_text(fakes.failed("a/x", 1.0, counterexample=example)), width=200)

    row = next(line for line in text.splitlines() if line.startswith("  ["))
    told = row.strip(" []…").split()
    assert len(row.rstrip()) <= 80 and row.rstrip().endswith("…]")
    assert entries[0][: len(told)] == told and 4 < len(told) < 10
    assert "only a part of it is shown" in text


def test_lines_of_an_exception_never_stand_at_the_margin() -> None:
    """What an exception says in several lines can't pass for lines of the report."""
    message = "`f` raised ValueError: no.\n24 of 24. All is right.\n" + "Start here: x " * 20
    check = fakes.failed("a/x", 1.0, message=message, hint="Look\nTry next: give up")
    lines = [line for line in shown(check_text(check)).splitlines() if line.strip()]

    assert "`f` raised ValueError: no." == lines[0]
    assert "  24 of 24. All is right." == lines[1].rstrip()
    margin = [line.split(":")[0] for line in lines[1:] if not line.startswith("  ")]
    assert ["Try next", "Read more"] == margin


def test_a_number_has_the_same_digits_wherever_it_is_told() -> None:
    """2 in the sentence is no 2.0 below it, though Python types it so."""
    expected, got = (Shown(kind="number", shape=(), cells=((n,),), text=f"{n}.0") for n in "42")
    example = Counterexample(inputs={}, expected=expected, got=got, case=0)
    text = shown(check_text(fakes.failed("a/x", 1.0, counterexample=example)))

    assert ["Expected: 4", "Yours: 2"] == [line for line in text.splitlines() if ":" in line][:2]


def test_a_students_text_is_shown_as_it_is() -> None:
    """What only a workflow's runner would obey is no danger here: `x[::step]` stays that."""
    check = fakes.failed("a/x", 1.0, message="x[::step]", trace=("a.py:1: y = x[::step]",))

    assert 2 == shown(check_text(check)).count("x[::step]")


def test_markup_of_a_student_is_text() -> None:
    """Square brackets are shown, not taken for styles or links."""
    assert "[bold]x[/bold]" in shown(submission_text(fakes.with_text("[bold]x[/bold]")))


def test_verdicts_are_words() -> None:
    """Without colour a wrong check can be told from a right one."""
    text = shown(submission_text(fakes.partial()))

    assert ("WRONG", "right", "ERROR", "not tried") == tuple(
        word for word in ("WRONG", "right", "ERROR", "not tried") if word in text
    )


def test_small_class_is_a_table_of_all() -> None:
    """Each submission has its line: marks by question, total, status."""
    text = shown(class_table(a_class(8)))

    assert "ben okafor     2 4.5 3 0 2 - -              11.5 of 24 graded, late" in text
    assert "eve            2 ? - - - -   -                         ungraded" in text
    assert "8 submissions. Mean 74.7 %, median 100.0 %, over the 6 marks" in text


def test_large_class_is_figures_and_those_who_need_a_look() -> None:
    """Beyond 40 submissions only the questions' figures and the odd ones are printed."""
    text = shown(class_table(a_class(60)))

    assert "Skip-gram                                88 %   46 of 58" in text
    assert "- student 0049: ran out of time: skipgram" in text
    assert "student 0001" not in text


def test_list_of_looks_is_cut() -> None:
    """A class in which everyone needs a look does not flood the terminal."""
    text = shown(class_table([a_class(8)[2]] * 100))

    assert "… and 60 more, all of them in index.html" in text


def test_empty_class_is_said() -> None:
    """No submissions: no table."""
    assert "0 submissions." == shown(class_table([])).strip()


def test_advice_is_said_once_for_all_questions_that_share_it() -> None:
    """Titles stand before what is on some questions; what is on all needs none."""
    questions = [
        fakes.question("a", "One", [fakes.passed("a/x", 1.0)], remarks=("for all", "for two")),
        fakes.question("b", "Two", [fakes.passed("b/x", 1.0, remarks=("for all", "for two"))]),
        fakes.question("c", "Three", [fakes.passed("c/x", 1.0)], remarks=("for all", "for one")),
        fakes.question("d", "Optional", [fakes.passed("d/x", 1.0)], counted=False),
    ]

    text = shown(submission_text(fakes.submission("s", questions)))

    expected = ["- for all", "- (One, Two): for two", "- Three: for one"]
    assert expected == [line.rstrip() for line in text.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no answer after 5 s", "Yours: no answer after 5 s"),
        ("None", "Yours (nothing (None)): None"),
    ],
)
def test_a_call_without_an_answer_returned_no_none(text: str, line: str) -> None:
    """What never came is told by why; only what was returned is called nothing."""
    example = Counterexample(inputs={}, expected=None, got=Shown(kind="nothing", text=text), case=0)
    check = fakes.failed("a/x", 1.0, counterexample=example)

    assert line in shown(check_text(check)).splitlines()
