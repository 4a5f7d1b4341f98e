"""Laws of what a workflow step gets: summary, outputs, annotations, no one else's commands."""

import base64
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from grader.exports.github_actions import outputs, step_report
from grader.exports.github_annotations import MOST, Source, annotations, definition
from grader.exports.github_classroom import runners
from grader.exports.github_commands import command, stopped
from grader.exports.github_summary import summary
from grader.model.derivation import Derivation
from grader.model.results import FollowThrough, SubmissionResult
from tests.exports.export_class import ALL, HOSTILE, faulty, scored, waiting
from tests.reports import report_fakes as fakes
from tests.reports import report_written as fakes_written

SOURCE = "import numpy as np\n\ndef f(x):\n    return x\n"
SOURCES = {"word2vec.py": Source("hw/word2vec.py", SOURCE)}
TOKEN = "0123456789abcdef"
LINE = re.compile(r"::(error|notice)( [a-z]+=[^,:]*(?:,[a-z]+=[^,:]*)*)?::(.*)")


def one(check: Any, **more: Any) -> SubmissionResult:
    """Return a submission with one question and this check."""
    return fakes.submission("ada", [fakes.question("q", "Q", [check], **more)])


def report(result: SubmissionResult, text: str = "the report\n") -> Any:
    """Return what a step writes about a result."""
    return step_report(result, text, TOKEN, SOURCES, {})


def commands(log: str) -> list[str]:
    """Return the commands that a runner obeys in a log, as it reads them."""
    obeyed, stop = [], ""
    for line in log.splitlines():
        if stop:
            stop = "" if line == f"::{stop}::" else stop
        elif line.startswith("::stop-commands::"):
            stop = line.removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or re.search(r"##\w*\[", line):
            obeyed.append(line)
    return obeyed


class Tags(HTMLParser):
    """The tags of a page, and what stands outside of preformatted blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.outside = ""
        self.within = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Note a tag that opens."""
        self.tags.add(tag)
        self.within += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.within -= tag == "pre"

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.outside += "" if self.within else data


def rendered(text: str) -> Tags:
    """Return the summary as a page, after checking that it has no markup but ours."""
    page = Tags(MarkdownIt("commonmark").enable("table").render(text))
    ours = {"h2", "h3", "p", "pre", "table", "thead", "tbody", "tr", "th", "td"}

    assert ours >= page.tags
    assert not re.search(r"@\w|https?:/|www\.\w", page.outside)
    return page


@pytest.mark.parametrize("make", ALL)
def test_the_summary_has_a_row_for_each_question(make: Any) -> None:
    """Title, points and how it went, whatever the status."""
    result = make()

    page = rendered(summary(result))
    rows = [line for line in summary(result).splitlines() if line.startswith("|")][2:]

    assert len(result.questions) == len(rows)
    assert not rows or {4} == {row.count("|") for row in rows}
    assert all(question.title in page.outside for question in result.questions)


def test_the_summary_tells_the_first_cause() -> None:
    """Its message, the example and what to try, below the table."""
    text = summary(one(fakes.failed("q/c", 2.0, "Loss", message="It is off.", hint="Look again.")))

    assert "### Start here: Q&#58; Loss" in text
    assert "In word2vec.py:" in text and "It is off." in text and "Try next: Look again." in text


def test_the_summary_of_a_right_submission_has_nothing_to_mend() -> None:
    """Only the marks and the table."""
    assert "Start here" not in summary(fakes.full_marks())


def test_the_summary_of_our_fault_shows_no_mark() -> None:
    """No points, and whose fault it is."""
    text = summary(faulty("ada"))

    assert "no mark yet" in text and "failed on our side" in text


def test_what_is_not_final_is_said() -> None:
    """Points so far, and how many wait."""
    assert "so far" in summary(waiting("ada")) and "24 points still wait" in summary(waiting("ada"))


@given(HOSTILE)
def test_hostile_text_gives_no_markup(text: str) -> None:
    """Neither table, nor HTML, nor link, nor mention comes of what a student wrote."""
    check = fakes.failed("q/c", 2.0, text, message=text, output=text, hint=text, trace=(text,))
    result = fakes.submission("a", [fakes.question("q", text, [check], file=text)], remarks=(text,))

    assert 1 == sum(line == "|---|---:|---|" for line in summary(result).splitlines())
    rendered(summary(result))


@pytest.mark.parametrize(
    "text",
    [
        "</pre><script>x</script>",
        "@octocat look",
        "see https://evil.example/x and www.evil.example",
        "a | b\n|---|---|\n| c | d |",
        "[x](javascript:y) ![](http://e/x.png) <img src=x>",
        "```\n~~~\n# head\n- [ ] list",
        "mail me@evil.example",
    ],
)
def test_tricks_of_markdown_give_no_markup(text: str) -> None:
    """Each of them is shown as it was written."""
    check = fakes.failed("q/c", 2.0, "C", message=text, output=text)

    rendered(summary(fakes.submission("a", [fakes.question("q", text, [check])], remarks=(text,))))


def test_a_summary_stays_below_its_limit() -> None:
    """GitHub drops a step's summary of more than 1 MiB."""
    long = "@<|\u20ac" * 50_000
    check = fakes.failed("q/c", 2.0, long, message=long, output=long, hint=long)
    questions = [fakes.question(f"q{n}", long, [check], file=long) for n in range(400)]

    text = summary(fakes.submission("a", questions, remarks=(long,) * 400))

    assert 2**20 > len(text.encode("utf-8"))
    assert "200 questions more" in text


def test_student_output_speaks_no_commands() -> None:
    """It stands between a stop and a random word that it can't know."""
    evil = "::error::x\n::stop-commands::me\n::me::\n##[error]y\n::add-path::/tmp\n"

    log = report(one(scored(2.0, 2.0)), evil).log

    assert log.startswith(f"::stop-commands::{TOKEN}\n") and f"\n::{TOKEN}::\n" in log
    assert all(line.startswith("::notice ") for line in commands(log))


@given(HOSTILE)
def test_hostile_text_stays_one_command(text: str) -> None:
    """Messages, titles and file names are escaped: as many lines as annotations and notices."""
    check = fakes.failed("q/c", 2.0, text, message=text, hint=text, trace=(text,))
    result = fakes.submission("ada", [fakes.question("q", text, [check], file=text)])

    found = commands(step_report(result, text, TOKEN, {text: Source(text, "")}, {}).log)

    assert ["error", "notice", "notice"] == [LINE.fullmatch(line)[1] for line in found]  # type: ignore[index]


def test_a_command_escapes_what_the_manual_says() -> None:
    """Per cent and line ends everywhere, colon and comma in properties."""
    assert "::error file=a%3A%2C%25.py,line=3::50%25%0Anext" == command(
        "error", "50%\nnext", {"file": "a:,%.py", "line": 3}
    )


def test_nothing_to_say_still_resumes_commands() -> None:
    """An empty text leaves commands switched on."""
    assert "::stop-commands::t\n\n::t::\n" == stopped("", "t")


def test_a_wrong_answer_is_annotated_at_its_function() -> None:
    """File from the repository's root, line of the definition."""
    (made,) = annotations(one(fakes.failed("q/c", 2.0)), SOURCES, {"q": ("g", "f")})

    assert ("hw/word2vec.py", 3) == (made.path, made.line)


def test_an_exception_is_annotated_where_it_was_raised() -> None:
    """The innermost frame of the student's that is in the repository."""
    trace = ("word2vec.py:3 in f: def f(x):", "word2vec.py:4 in f: return x", "x.py:9 in g: ?")

    (made,) = annotations(one(fakes.failed("q/c", 2.0, trace=trace)), SOURCES, {})

    assert ("hw/word2vec.py", 4) == (made.path, made.line)


@pytest.mark.parametrize(("said", "line"), [("line 2", 2), ("line 99", None), ("no line", None)])
def test_a_broken_file_is_annotated_once_at_the_line_that_is_named(said: str, line: Any) -> None:
    """However many questions it holds; a line that the file doesn't have is not believed."""
    message = f"invalid syntax, {said} of word2vec.py"
    checks = [
        fakes.failed(f"{q}/c", 2.0, verdict="errored", reason="syntax-error", message=message)
        for q in ("a", "b")
    ]
    questions = [fakes.question(c.id[0], c.id[0], [c]) for c in checks]

    (made,) = annotations(fakes.submission("ada", questions), SOURCES, {})

    assert ("hw/word2vec.py", line, "word2vec.py") == (made.path, made.line, made.title)


def test_a_file_that_is_not_in_the_repository_has_no_place() -> None:
    """A missing file, or one out of a zip: the annotation is the step's."""
    (made,) = annotations(one(fakes.failed("q/c", 2.0), file="gone.py"), SOURCES, {})

    assert ("", None) == (made.path, made.line)
    assert made.command.startswith("::error title=")


def test_the_first_cause_comes_first_and_ten_are_the_most() -> None:
    """GitHub shows no more; what rests on a wrong helper is not the first."""
    told = FollowThrough(helper="h", own="failed", with_right_helper="passed")
    rests = fakes.failed("a/c", 2.0, message="rests", follow_through=told)
    others = [fakes.failed(f"q{n}/c", 2.0, message=f"m{n}") for n in range(12)]
    questions = [fakes.question(c.id.split("/")[0], c.id, [c]) for c in (rests, *others)]

    made = annotations(fakes.submission("ada", questions), SOURCES, {})

    assert (MOST, "m0", "rests") == (len(made), made[0].message, made[1].message)


def test_hidden_checks_and_advice_are_not_annotated() -> None:
    """Nor what waits for a person or passed."""
    checks = [
        fakes.failed("q/a", 2.0, hidden=True, message="secret"),
        fakes.failed("q/b", 0.0),
        fakes.failed("q/c", 2.0, points=None, verdict="needs-review"),
        fakes.passed("q/d", 2.0),
    ]
    result = fakes.submission("ada", [fakes.question("q", "Q", checks)])

    assert () == annotations(result, SOURCES, {})
    assert "secret" not in summary(result)


TEXT = Source("hw/homework.tex", "a\n" * 9)


@pytest.mark.parametrize(("file", "line"), [("homework.tex", 5), ("hw.ipynb", None)])
def test_a_wrong_answer_on_paper_is_annotated_at_its_first_wrong_line(file: str, line: Any) -> None:
    """In a notebook the message says the cell: a line of its file tells a reader nothing."""
    check = fakes_written.FAILED.checks[0]
    if file.endswith(".ipynb"):
        wrong = fakes_written.WRONG.model_copy(update={"place": "cell 3, line 2"})
        found = check.derivation.model_copy(update={"lines": (wrong,)})  # type: ignore[union-attr]
        check = check.model_copy(update={"derivation": found})
    question = fakes_written.FAILED.model_copy(update={"file": file, "checks": (check,)})
    sources = {file: Source(f"hw/{file}", TEXT.text)}

    (made,) = annotations(fakes.submission("ada", [question]), sources, {})

    assert (f"hw/{file}", line) == (made.path, made.line)
    assert "The whole answer has the wrong sign." in made.message


def test_a_final_answer_alone_is_annotated_where_it_stands() -> None:
    """No line before it is wrong; a line that the file doesn't have is not believed."""
    check = fakes_written.FAILED.checks[0]
    for place, line in (("line 6", 6), ("line 99", None), ("", None)):
        found = Derivation(place=place)
        question = fakes_written.written("q", "Q", check.model_copy(update={"derivation": found}))

        (made,) = annotations(fakes.submission("a", [question]), {"homework.tex": TEXT}, {})

        assert ("hw/homework.tex", line) == (made.path, made.line)


def test_answers_that_are_missing_are_one_annotation() -> None:
    """With all their titles, behind what is wrong: an empty template leaves room for the rest."""
    empty = [
        fakes_written.written(f"q{n}", f"Question {n}", fakes_written.UNANSWERED.checks[0])
        for n in range(12)
    ]
    result = fakes_written.homework("ada", *empty, fakes_written.FAILED)

    wrong, missing = annotations(result, {"homework.tex": TEXT}, {})

    assert 5 == wrong.line and "Question" not in wrong.title
    assert ("hw/homework.tex", None) == (missing.path, missing.line)
    assert "homework.tex: not answered yet" == missing.title
    assert all(f"Question {n}" in missing.message for n in range(12))


def test_the_summary_lists_written_questions() -> None:
    """Right, wrong, empty and waiting, each in its row; the first wrong line below."""
    text = summary(fakes_written.homework())

    rows = {
        line.split("|")[1].strip(): line.split("|")[3].strip()
        for line in text.splitlines()
        if line.startswith("| ")
    }
    assert "right" == rows["Derivative by the center vector"]
    assert "to mend" == rows["Derivative by the true outside vector"]
    assert "to do" == rows["When normalised vectors lose information"]
    assert "waits for a person" == rows["Why negative sampling is cheaper"]
    assert "&gt; line 5" in text and "In homework.tex:" in text


def test_a_definition_is_found_by_any_name() -> None:
    """The last one counts, as in Python; another name's beginning does not."""
    text = "def ff(): pass\nclass A:\n    def  g (self): pass\ndef f(): pass\ndef f (x): pass\n"

    assert (5, 3, None) == (definition(text, ("f",)), definition(text, ("h", "g")), None)
    assert definition(text, ("F",)) is None


@pytest.mark.parametrize("make", [fakes.full_marks, fakes.partial, fakes.crashed])
def test_points_agree_everywhere(make: Any) -> None:
    """Notices, outputs, and the sum over the runners are the submission's points."""
    result = make()
    lines = dict(line.split("=", 1) for line in outputs(result).splitlines())
    found = [LINE.fullmatch(each) for each in commands(report(result).log)]
    told = [match[3] for match in found if match and match[1] == "notice"]
    total = sum(test["score"] for each in runners(result) for test in each.result["tests"])

    assert result.points == pytest.approx(total) == pytest.approx(float(lines["points"]))
    assert f"Points {lines['points']}/{lines['max-points']}" == told[0]
    assert {"totalPoints": result.points, "maxPoints": result.max_points} == json.loads(told[1])


def test_what_waits_is_no_lower_score() -> None:
    """It is in neither number of Classroom's score, is told, and is an output of its own."""
    checks = [fakes.failed("q/a", 3.0, points=None, verdict="needs-review"), scored(1.0, 1.0)]
    result = fakes.submission("ada", [fakes.question("q", "Q", checks)])
    result = result.model_copy(update={"status": "needs-review", "points_pending": 3.0})

    made = report(result)

    assert "::Points 1/1\n" in made.log and '{"totalPoints": 1.0, "maxPoints": 1.0}' in made.log
    assert "title=Not final::In no score yet, for a person to decide: 3 of 4 points." in made.log
    assert "points=1\nmax-points=4\npoints-pending=3\n" in made.outputs


def test_nothing_but_what_waits_is_no_score() -> None:
    """Classroom keeps the one that it had."""
    made = report(waiting("ada"))

    assert "totalPoints" not in made.log and "for a person to decide: 24 of 24" in made.log


def test_each_runner_is_an_output() -> None:
    """Under its own name and in `results`, as base64 of a result with `tests`."""
    lines = dict(line.split("=", 1) for line in outputs(fakes.partial()).splitlines())

    names = lines["runners"].split(",")
    results = json.loads(lines["results"])
    assert names == list(results)
    for name in names:
        assert results[name] == lines[f"result-{name}"]
        assert json.loads(base64.b64decode(lines[f"result-{name}"]))["tests"] is not None


def test_our_fault_has_no_score_for_the_classroom() -> None:
    """No points, no runners, no notice of a score: an error that says whose fault it is."""
    made = report(faulty("ada"))

    assert "" == made.outputs
    assert "Points" not in made.log and "totalPoints" not in made.log
    assert "::error title=Not graded::The grader failed on our side" in made.log
