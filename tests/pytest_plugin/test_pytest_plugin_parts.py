"""Laws of the plugin's parts: markers, what is judged together, outcomes, the summary."""

import zipfile
from pathlib import Path

import pytest

from grader.model.results import CheckResult, QuestionResult
from grader.pytest_plugin import outcome
from grader.pytest_plugin.homework import find_homework
from grader.pytest_plugin.hooks import marker_names
from grader.pytest_plugin.judge import Judge, with_helpers
from grader.pytest_plugin.points import Mark, Points, summed
from grader.rubric.load import load_rubric
from tests.pytest_plugin.conftest import ROOT
from tests.pytest_plugin.inside import Recorder, run_inside
from tests.reports.report_fakes import failed, passed

QUESTIONS = load_rubric(ROOT / "rubrics" / "cs224n-2021-a2.yaml").rubric.questions


def question(*checks: CheckResult, **more: object) -> QuestionResult:
    """Return the result of the small course's question."""
    content = {"id": "pull", "part": "code", "title": "Pull", "points": 0, "max_points": 3}
    return QuestionResult.model_validate({**content, "checks": checks, **more})


def run_with(
    result: QuestionResult, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, dict[str, str], Recorder]:
    """Run the repository's items with a result that is there already."""
    monkeypatch.chdir(repository)
    recorder = Recorder({"pull": result})
    code = run_inside(tmp_path, "--grader", "pulls.py", recorder=recorder)
    return code, {item.name: recorder.outcome(item.nodeid) for item in recorder.items}, recorder


def open_(id_: str, verdict: str, **more: object) -> CheckResult:
    """Return a check without a mark."""
    return failed(id_, 2.0, verdict=verdict, points=None, **more)


def test_a_fault_of_ours_is_an_error(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No failure, and no points; the student reads whose fault it is."""
    result = question(passed("pull/loss", 1.0), open_("pull/grad", "ungraded"))

    code, ended, recorder = run_with(result, repository, tmp_path, monkeypatch)

    assert (1, {"loss": "passed", "grad": "error"}) == (code, ended)
    item = recorder.items[1]
    assert outcome.SCORE not in dict(item.user_properties)
    text = recorder.reports[item.nodeid][0].longreprtext
    assert "on our side, not yours" in text and "pytest_plugin" not in text


def test_what_waits_for_a_person_is_skipped(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its message as the reason, at the place of the homework."""
    waiting = open_("pull/grad", "needs-review", message="A person looks at it.")
    result = question(passed("pull/loss", 1.0), waiting)

    code, ended, recorder = run_with(result, repository, tmp_path, monkeypatch)

    assert (0, {"loss": "passed", "grad": "skipped"}) == (code, ended)
    told = recorder.reports[recorder.items[1].nodeid][0].longrepr
    assert (str(repository / "pulls.py"), 1, "Skipped: A person looks at it.") == told


def test_advice_fails_nothing(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check of 0 points is set aside, and its words are kept as advice."""
    advice = failed("pull/grad", 0.0, message="Overflows.", hint="Subtract the maximum.")
    result = question(passed("pull/loss", 1.0), advice)

    code, ended, recorder = run_with(result, repository, tmp_path, monkeypatch)

    assert (0, {"loss": "passed", "grad": "skipped"}) == (code, ended)
    told = ("advice", "Pull: Overflows. Subtract the maximum.")
    assert told in recorder.items[1].user_properties


def test_an_optional_question_left_out_is_skipped(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs nothing and fails nothing."""
    checks = [failed(f"pull/{name}", 0.0) for name in ("loss", "grad")]
    result = question(*checks, counted=False, max_points=0)

    code, ended, recorder = run_with(result, repository, tmp_path, monkeypatch)

    assert (0, {"loss": "skipped", "grad": "skipped"}) == (code, ended)
    assert outcome.OPTIONAL in str(recorder.reports[recorder.items[0].nodeid][0].longrepr)


def test_points_lost_without_a_failure_end_as_the_command_does(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a check that needs advice was not tried, `grader check` ends with 1."""
    untried = failed("pull/grad", 2.0, verdict="skipped", message="Not judged.")
    result = question(failed("pull/loss", 0.0), untried)

    code, ended, _ = run_with(result, repository, tmp_path, monkeypatch)

    assert (1, {"loss": "skipped", "grad": "skipped"}) == (code, ended)


def test_the_summary_says_what_is_open_and_not_counted() -> None:
    """Marks that are missing are no zeros."""
    marks = [
        Mark("a/x", "passed", 1.5, 1.5, ()),
        Mark("a/y", "needs-review", None, 2.0, ()),
        Mark("b/x", "not-counted", 0.0, 0.0, ()),
    ]

    assert "1.5 of 3.5, 2 open" == summed(marks)
    assert "optional, not counted" == summed(marks[2:])


def test_advice_and_what_was_not_tried_are_summed_up(repository: Path) -> None:
    """Each line once."""
    points = Points(find_homework(repository / "pulls.py", None))
    advice = ("Pull: look out.",)
    for name, verdict, score in (("loss", "passed", 1.0), ("grad", "skipped", 0.0)):
        points.marks[name] = Mark(f"pull/{name}", verdict, score, 1.0, advice)

    lines = points.lines()

    assert 1 == lines.count("- Pull: look out.")
    assert "Not tried, for want of what isn't right: pull/grad." in lines


def test_markers_are_ids_and_names() -> None:
    """One that means something else already is left to that."""
    assert ["neg-sampling", "neg_sampling"] == marker_names("neg-sampling", ["skip"])
    assert ["question_skip"] == marker_names("skip", ["skip", "xfail"])
    assert ["question_homework"] == marker_names("homework", [])


def test_a_question_is_judged_with_all_that_it_rests_on() -> None:
    """Through several steps; and none that isn't there is added."""
    by_id = {each.id: each for each in QUESTIONS}
    rests = {"skipgram", "naive-softmax", "neg-sampling", "sigmoid"}

    assert rests == with_helpers(frozenset({"skipgram"}), QUESTIONS)
    assert {"sgd"} == with_helpers(frozenset({"sgd"}), QUESTIONS)
    there = [by_id["skipgram"], by_id["sgd"]]
    assert {"skipgram"} == with_helpers(frozenset({"skipgram"}), there)


def test_a_part_is_judged_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip-gram's advice depends on a wrong loss, also where skip-gram alone was chosen."""
    monkeypatch.chdir(ROOT)
    homework = find_homework(Path("submissions/cs224n-2021-a2/Nils Berg"), "cs224n-2021-a2")
    every = frozenset(each.id for each in homework.questions)
    whole = Judge(homework)

    assert whole.result("skipgram", every) == Judge(homework).result("skipgram", frozenset())


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_files_are_found_where_they_lie(kind: str, repository: Path, tmp_path: Path) -> None:
    """A zip is the file of all that it holds."""
    path = repository
    if kind == "zip":
        path = tmp_path / "hw.zip"
        with zipfile.ZipFile(path, "w") as packed:
            packed.write(repository / "pulls.py", "hw/pulls.py")

    homework = find_homework(path, str(repository / "pulls.pack"))

    expected = path if kind == "zip" else repository / "pulls.py"
    assert [expected.resolve()] == list(homework.files)
