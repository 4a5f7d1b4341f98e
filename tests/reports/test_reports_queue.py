"""Laws of the queue: what waits for a person, by question, equal answers together."""

from dataclasses import replace
from pickle import dumps
from re import findall

from grader.model.derivation import Derivation
from grader.model.results import QuestionResult
from grader.model.summary import LONGEST_ANSWER, SubmissionSummary, summarise
from grader.reports.index import render_index
from grader.reports.queue_view import SHOWN_GROUPS, Queue, queue_view
from tests.reports import report_fakes
from tests.reports import report_written as fakes
from tests.reports.page_structure import links, text


def gave(id_: str, answer: str = "", *, formula: str = "", why: str = "") -> SubmissionSummary:
    """Return a submission whose one written answer waits, found as text or as formula."""
    found = Derivation(text=answer, final=(formula,) if formula else (), criteria=("a reason",))
    changes: dict[str, object] = {"derivation": found, "message": why}
    changes["reason"] = "cannot-tell" if why else "free-text"
    check = fakes.FREE_TEXT.checks[0].model_copy(update=changes)
    return summarise(fakes.homework(id_, asked(check=check)))


def asked(**changes: object) -> QuestionResult:
    """Return the question on efficiency with another check."""
    return fakes.FREE_TEXT.model_copy(update={"checks": (changes["check"],)})


def queue(*summaries: SubmissionSummary) -> Queue:
    """Return the queue of a class."""
    return queue_view(summaries, ["sigmoid", "written/neg_efficiency", "written/sg_dvw"])


def test_equal_answers_stand_together() -> None:
    """Texts are equal but for white space, formulas without it; the answer of most comes first."""
    (question,) = queue(
        gave("a", "It costs\n less."),
        gave("b", formula="x+y", why="unknown"),
        gave("c", "It costs less."),
        gave("d", formula="x + y", why="unknown"),
        gave("e", "It  costs less. "),
        gave("f", "Itcosts less."),
    ).questions

    assert [["a", "c", "e"], ["b", "d"], ["f"]] == [
        [each.id for each in answer.given] for answer in question.answers
    ]
    assert ("6 answers", "12 points", ("a reason",)) == (
        question.size,
        question.points,
        question.criteria,
    )


def test_answers_that_were_not_found_stand_together_by_why() -> None:
    """Where there is nothing to compare, the reason is what is equal, and is told."""
    (question,) = queue(gave("a", why="a PDF"), gave("b"), gave("c", why="a PDF")).questions

    assert [("a PDF",), ("No answer was found to it: look into what was handed in.",)] == [
        answer.whys for answer in question.answers
    ]


def test_why_is_not_told_of_a_free_text() -> None:
    """A free text waits because it is one: the page does not say so of each."""
    (question,) = queue(gave("a", "because")).questions

    assert ((),) == tuple(answer.whys for answer in question.answers)


def test_questions_come_in_their_order() -> None:
    """The order is the table's, not that in which they were met; code checks wait here, too."""
    code = report_fakes.failed("sigmoid/value", 1.0, "Values", verdict="needs-review", points=None)
    sigmoid = report_fakes.question("sigmoid", "Sigmoid", [code])
    first = summarise(fakes.homework("a", fakes.UNLOCATED))
    second = summarise(fakes.homework("b", sigmoid, fakes.FREE_TEXT))

    assert ["sigmoid/value", "written/neg_efficiency/final", "written/sg_dvw/final"] == [
        question.check for question in queue(first, second).questions
    ]


def test_cut_answers_are_never_called_equal() -> None:
    """Two long answers that begin alike may end differently."""
    long = "word " * LONGEST_ANSWER
    (question,) = queue(gave("a", long), gave("b", long)).questions

    assert 2 == len(question.answers)


def test_long_text_opens_for_the_rest() -> None:
    """A text is cut at a blank and outside of a formula, and nothing of it is lost."""
    told = "word " * 75 + "$" + "x + " * 20 + "y$" + " word" * 60
    (question,) = queue(gave("a", told)).questions
    (answer,) = question.answers
    assert answer.text is not None
    assert answer.rest is not None

    assert 60 + 75 == (str(answer.text) + str(answer.rest)).count("word")
    assert 1 == str(answer.rest).count("<math")


def test_links_lead_to_the_question_in_the_report() -> None:
    """The link goes to the place in the report, the command names submission and check."""
    summary = summarise(fakes.homework("it's ä", fakes.RIGHT, fakes.FREE_TEXT))
    (question,) = queue(summary).questions
    (given,) = question.answers[0].given

    assert "submissions/it%27s%20%C3%A4/report.html#q2" == given.link
    assert "grader override OUT 'it'\"'\"'s ä' written/neg_efficiency/final POINTS" in given.command


def test_page_has_the_queue_in_place_of_a_wall() -> None:
    """Answers, criteria, commands and links are on the class page; nobody is listed twice."""
    rows = [gave("ada", "It costs less."), gave("bo", "It costs less.")]
    page = render_index(rows, assignment="a2")
    said = text(page)

    assert "2 answers, 4 points at stake." in said
    assert "Look for a reason" in said
    assert "2 submissions: ada, bo" in said
    assert 2 == page.count("POINTS --why")
    assert "grader override OUT --waiting marks.csv grader override OUT --from marks.csv" in said
    assert "needs review:" not in said
    assert "scan.md: this is a PDF: hand in its source" in said
    assert 2 == sum(link.endswith("report.html#q1") for link in links(page))


def test_a_page_without_waiting_answers_has_no_queue() -> None:
    """Where all is decided, nothing waits and nothing says so."""
    summary = summarise(report_fakes.full_marks())

    assert "Waiting for a person" not in text(render_index([summary], assignment="a2"))


def test_a_mark_by_hand_leaves_the_queue() -> None:
    """What a person decided waits no more."""
    check = fakes.by_hand(fakes.FREE_TEXT.checks[0], 1.5)

    assert () == summarise(fakes.homework("a", asked(check=check))).waiting


def test_more_answers_than_are_shown_are_named() -> None:
    """Of very many different answers the last are links alone, and all are there."""
    (question,) = queue(*(gave(f"s{n}", f"answer {n}") for n in range(SHOWN_GROUPS + 3))).questions

    assert (SHOWN_GROUPS, 3) == (len(question.answers), len(question.further))


def test_answer_is_set_with_its_own_macros() -> None:
    """Two students may mean different things by one macro; the summary keeps what is used."""
    formula = derived_formula(r"\yh")
    (waiting,) = formula.waiting
    (question,) = queue(formula).questions

    assert [r"\yh"] == [name for name, _ in waiting.macros]
    assert "<mover" in question.answers[0].formulas[0]


def derived_formula(latex: str) -> SubmissionSummary:
    """Return a submission whose formula waits."""
    return gave("a", formula=latex, why="unclear")


def test_summary_stays_small() -> None:
    """However long the answers are, a thousand summaries fit easily in memory."""
    long = gave("a", "x" * 400_000)
    many = replace(long, waiting=long.waiting * 20)

    assert len(dumps(gave("b", "y" * 400_000))) < 4_000
    assert all(len(each.text) <= LONGEST_ANSWER for each in many.waiting)


def test_written_columns_have_short_heads_and_full_titles() -> None:
    """Beside code, columns are grouped; a written one has its short name, the title as a tip."""
    page = render_index([summarise(fakes.homework())], assignment="a2")

    assert ["Code", "Written"] == findall(r'scope="colgroup" colspan="\d">(\w+)<', page)
    assert '<abbr title="Derivative by the center vector">dJ_<wbr>dvc</abbr>' in page
    assert "Derivative by the center vector dJ_dvc" in text(page)
