"""What the self-test expects of a check, and what it answers in a student's place."""

from pathlib import Path

import numpy as np
import pytest

from grader.cli.main import main
from grader.grading.run import Run, prepare_run
from grader.model.facts import ArrayValue, Returned
from grader.model.results import CheckResult
from grader.rubric.load import load_rubric
from grader.selftest.answers import draws_taken, right_answers
from grader.selftest.expectation import compared, must_see
from grader.selftest.fault import Fault, some_of
from grader.selftest.mistakes import due_points, must_name
from grader.selftest.mutants import NUMBERS, repeats, spoilt, turned
from grader.selftest.planted import planted_mistakes
from grader.selftest.stage import Stage
from tests.docs.pages import files, page
from tests.selftest.spoilt_rubric import check, cut_down, written


@pytest.fixture(scope="module")
def sampling(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a run of negative sampling alone, with its marks for a flipped sign."""
    file = written(cut_down("neg-sampling"), tmp_path_factory.mktemp("sampling"))
    return prepare_run(load_rubric(file))


def test_a_mistake_earns_the_mark_of_its_name(sampling: Run) -> None:
    """A flipped gradient keeps what `mistakes` says, under its name; the loss keeps its points."""
    (prepared,) = sampling.prepared.questions
    (flipped,) = [
        each
        for each in planted_mistakes(sampling, prepared)
        if each.variant.name == "sign_of_grad_center"
    ]
    result = Stage(sampling).judge(prepared, flipped.answers, named=True)

    loss, center = result.checks[:2]
    spec = prepared.question.checks[1]
    assert (1.0, 0.5, "sign-flipped") == (loss.points, center.points, center.mistake)
    assert 0.5 == due_points(spec, center, "sign-flipped")
    assert 0.0 == due_points(spec, center, "scaled")


@pytest.mark.parametrize(
    ("kind", "verdict", "reason", "mistake", "named"),
    [
        ("gradient", "failed", "wrong-value", None, True),
        ("value", "failed", "not-finite", None, True),
        ("value", "failed", "wrong-type", None, True),
        ("value", "failed", "not-implemented", None, False),
        ("value", "failed", "not-implemented", "scaled", True),
        ("value", "skipped", "wrong-value", None, False),
        ("stable", "failed", "not-finite", None, False),
    ],
)
def test_a_mistake_keeps_its_name_unless_it_looks_like_a_placeholder(
    sampling: Run, kind: str, verdict: str, reason: str, mistake: str | None, named: bool
) -> None:
    """Answers that are not finite, or no numbers, are no excuse; kinds of their own words are."""
    (prepared,) = sampling.prepared.questions
    spec = next(each for each in prepared.question.checks if each.kind == kind)
    more = {"kind": kind, "verdict": verdict, "reason": reason, "mistake": mistake}
    came = CheckResult.model_validate(
        {"id": "q/c", "points": 0, "max_points": 1, "cases": {"run": 20, "passed": 0}, **more}
    )

    assert named is must_name(spec, came)


def test_what_must_be_seen_is_worked_out_by_check(sampling: Run) -> None:
    """A gradient doubled in ordinary cases is to be seen by its own check and no other."""
    (prepared,) = sampling.prepared.questions
    outputs = {
        case.number: {
            name: NUMBERS["doubled"](value) if name == "gradCenterVec" else value
            for name, value in (prepared.expected[case.number] or {}).items()
        }
        for case in prepared.suite_cases("plain")
    }
    table = compared(prepared, outputs)

    seeing = [c.id for c in prepared.question.checks if must_see(c, prepared, table, outputs)]
    assert ["grad-center"] == seeing


def test_right_answers_tell_how_much_was_drawn(sampling: Run) -> None:
    """A draw of the true word counts as drawn; only the repeats suite repeats in every case."""
    (prepared,) = sampling.prepared.questions
    question = prepared.question
    answers = right_answers(prepared)

    for case in prepared.cases:
        answer, wanted = answers[case.number], case.values["K"]
        assert isinstance(answer, Returned) and isinstance(wanted, int)
        drawn = answer.notes["drawn"]
        assert (drawn > wanted) == (case.suite == "redraw" and drawn != wanted)
        assert drawn == draws_taken(question, case) >= wanted
        assert repeats(question, case) == (case.suite == "repeats")
    assert any(
        draws_taken(question, case) > case.sizes["K"] for case in prepared.suite_cases("redraw")
    )


def test_a_mutant_spoils_one_output_of_one_suite(sampling: Run) -> None:
    """All else stays as the reference has it."""
    (prepared,) = sampling.prepared.questions
    right, wrong = right_answers(prepared), spoilt(prepared, NUMBERS["doubled"], "loss", "plain")

    for case in prepared.cases:
        was, now = right[case.number], wrong[case.number]
        assert isinstance(was, Returned) and isinstance(now, Returned)
        assert isinstance(was.value, tuple) and isinstance(now.value, tuple)
        factor = 2.0 if case.suite == "plain" else 1.0
        assert now.value[0] == pytest.approx(factor * was.value[0])
        assert np.array_equal(was.value[1].data, now.value[1].data)


def test_axes_are_turned_where_there_are_any() -> None:
    """A vector becomes a row, a matrix its transpose, a number stays."""
    vector, matrix = ArrayValue(np.arange(3.0)), ArrayValue(np.ones((2, 3)))

    assert [(1, 3), (3, 2)] == [turned(each).data.shape for each in (vector, matrix)]
    assert 1.5 == turned(1.5)


def test_many_mutants_are_told_by_the_first() -> None:
    """A line names three, each once, and counts the rest."""
    assert "a, b, c and 2 more" == some_of(["a", "b", "a", "c", "d", "e"])
    assert ("a", "") == (some_of(["a"]), Fault((), "").who)


def test_the_example_of_the_manual_is_proven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rubric of an author's own, without a catalogue, passes too."""
    for path, text in files(page("rubrics.md")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["rubric", "test", "logistic"])
    assert "the reference earns all 5 points" in capsys.readouterr().out


def test_a_checker_that_changes_its_arguments_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A question that no reference answers may ask for unchanged arguments all the same."""
    data = cut_down("gradcheck", "cs224n-2017-a1")
    data["questions"][0]["checks"].append(
        {
            "id": "unmutated",
            "kind": "unmutated",
            "suite": next(iter(data["questions"][0]["suites"])),
            "points": 0,
        }
    )
    del data["solutions"]

    assert 0 == main(["rubric", "test", str(written(data, tmp_path))]), capsys.readouterr().err


def test_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `starter` and `solutions` the summary says that neither was tried."""
    data = cut_down("sigmoid")
    del data["starter"], data["solutions"]
    code = main(["rubric", "test", str(written(data, tmp_path))])

    line = capsys.readouterr().out.splitlines()[-1]
    assert 0 == code
    assert "no `solutions` to try, no `starter` to try" in line


def test_a_reference_that_raises_ends_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What can't even be prepared is the author's to mend: exit code 2."""
    data = cut_down("naive-softmax")
    data["questions"][0]["outputs"] = ["loss", "gradCenterVec"]
    for name in ("grad-outside",):
        data["questions"][0]["checks"].remove(check(data, name))
    check(data, "stable")["needs"] = []
    code = main(["rubric", "test", str(written(data, tmp_path))])

    assert (2, True) == (code, "expected 2 outputs" in capsys.readouterr().err)


def test_a_missing_solutions_folder_matters_to_the_self_test_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has no right solutions at hand can grade with the rubric all the same."""
    data = cut_down("sigmoid")
    data["solutions"] = "nowhere"
    file = str(written(data, tmp_path))
    codes = [main(["rubric", command, file]) for command in ("lint", "test")]

    assert [0, 2] == codes
    assert "solutions must hold a folder for each right submission" in capsys.readouterr().err
