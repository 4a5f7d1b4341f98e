"""Laws of what the terminal shows."""

from io import StringIO

import pytest
from rich.console import Console, RenderableType

from grader.model.results import Counterexample, Shown
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
        "11.5 of 24",
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

    assert "ben okafor     2 4.5 3 0 2 - - - 11.5 of 24 graded, late" in text
    assert "eve            2 ? - - - - - -              ungraded" in text
    assert "8 submissions. Mean 74.7 %, median 100.0 %, over the 6 marks" in text


def test_large_class_is_figures_and_those_who_need_a_look() -> None:
    """Beyond 40 submissions only the questions' figures and the odd ones are printed."""
    text = shown(class_table(a_class(60)))

    assert "Skip-gram                                88 %   46 of 58" in text
    assert "- dora: needs review: 2 checks" in text
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
