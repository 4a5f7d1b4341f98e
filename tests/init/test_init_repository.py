"""Laws of `grader init`: a repository that passes its own workflow, and nothing overwritten."""

import base64
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import __version__
from grader.assignment.repository import WORKFLOW
from grader.cli.main import main
from tests.docs.pages import NAME, blocks
from tests.init.conftest import ROOT, RUBRIC
from tests.init.workflow import (
    SECRETS,
    Machine,
    commands,
    read,
    run_check,
    run_job,
    workflow_commands,
)

SOLUTION = ROOT / "tests" / "solutions" / "a2" / "02-vectorised"
ON_PAPER = ROOT / "submissions" / "cs224n-2021-a2" / "milan" / "answers.md"
PARTIAL = ROOT / "submissions" / "cs224n-2021-a2" / "Nils Berg"
WHEEL = f".grader/mathgrader-{__version__}-py3-none-any.whl"
PACK = "cs224n-2021-a2.pack"
Init = Callable[..., tuple[int, str, str]]


@pytest.fixture
def init(capsys: pytest.CaptureFixture[str]) -> Init:
    """Run `grader init`; return exit code, output and errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["init", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def files(folder: Path) -> set[str]:
    """Return the paths of all files in a folder."""
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def hand_in(folder: Path, repository: Path) -> None:
    """Copy a student's files over the starter's."""
    for file in folder.glob("*.py"):
        shutil.copy(file, repository / file.name)


@pytest.mark.parametrize(
    ("submission", "points", "code"),
    [(None, 0, 1), (PARTIAL, 18, 1), (SOLUTION, 24, 0)],
    ids=["starter", "partial", "full"],
)
def test_the_repository_passes_its_own_workflow(
    bare_machine: Machine, repository: Path, submission: Path | None, points: int, code: int
) -> None:
    """Its commands, as the file says them: marks, summary, and one result for each question.

    Written answers, which no pack can judge, are in no score: neither full nor empty ones.
    """
    if submission is not None:
        hand_in(submission, repository)
    if submission is SOLUTION:
        shutil.copy(ON_PAPER, repository / "written.md")

    step = run_job(bare_machine, repository)

    assert code == step.code, step.log
    told = [step.outputs[name] for name in ("points", "max-points", "points-pending")]
    assert [f"{points}", "50", "26"] == told
    assert f"::notice title=Autograding complete::Points {points}/24\n" in step.log
    assert "for a person to decide: 26 of 50 points." in step.log
    assert f"{points} of 50 so far" in step.summary
    scores = [
        test["score"]
        for runner in step.outputs["runners"].split(",")
        for test in json.loads(base64.b64decode(step.outputs[f"result-{runner}"]))["tests"]
    ]
    assert points == pytest.approx(sum(scores))


def test_the_workflow_reports_every_question(machine: Machine, repository: Path) -> None:
    """The reporter's variables are the outputs that a step writes where all is decided."""
    outputs = machine.run(f"grader check . --rubric {RUBRIC} --ci github", repository).outputs
    (job,) = read(repository / WORKFLOW)["jobs"].values()
    (reporter,) = [step for step in job["steps"] if "reporter" in step.get("uses", "")]

    expected = {
        f"{id_.upper()}_RESULTS": f"${{{{ steps.check.outputs.result-{id_} }}}}"
        for id_ in outputs["runners"].split(",")
    }
    assert expected == reporter["env"]
    assert {name.removeprefix("result-") for name in outputs if name.startswith("result-")} == (
        set(outputs["runners"].split(","))
    )
    assert "${{ steps.check.outputs.runners }}" == reporter["with"]["runners"]


def test_a_deleted_file_does_not_raise_the_mark(machine: Machine, repository: Path) -> None:
    """In a workflow all questions count, with a file or without one."""
    hand_in(SOLUTION, repository)
    (repository / "sgd.py").unlink()

    step = run_check(machine, repository)

    assert ("20", "50", 1) == (step.outputs["points"], step.outputs["max-points"], step.code)


def test_student_code_sees_nothing_of_the_workflow(machine: Machine, repository: Path) -> None:
    """No variable of GitHub's, and none of the files that a step may write to."""
    hand_in(SOLUTION, repository)
    with (repository / "sgd.py").open("a") as file:
        file.write(
            "\nimport os\nKEYS = sorted(os.environ)\n"
            "def sgd(f, x0, step, iterations, *more, **rest):\n"
            "    total = x0 * 2\n"
            "    print('::error::seen', KEYS, flush=True)\n"
            "    print('::set-output name=points::99')\n"
            "    raise ValueError(' '.join(KEYS) + str(total)[:0])\n"
        )

    step = run_check(machine, repository)

    assert "ValueError" in step.log and "PYTHONHASHSEED" in step.log
    assert not re.search(r"GITHUB_|ACTIONS_|RUNNER_", step.log + step.summary)
    assert not [secret for secret in SECRETS.values() if secret in step.log + step.summary]
    assert "20" == step.outputs["points"]


def test_student_output_gives_no_commands(machine: Machine, repository: Path) -> None:
    """All that it printed stands where the runner obeys nothing; what is obeyed is ours."""
    hand_in(SOLUTION, repository)
    with (repository / "sgd.py").open("a") as file:
        file.write(
            "\ndef sgd(f, x0, step, iterations, *more, **rest):\n"
            "    print('::add-mask::1\\n::stop-commands::x\\n::x::\\n##[error]no')\n"
            "    return x0 * 2 + 1\n"
        )

    log = run_check(machine, repository).log

    match = re.match(r"::stop-commands::([0-9a-f]{32})\n", log)
    assert match
    inside, _, after = log.partition(f"\n::{match[1]}::\n")
    assert not re.search(r"^\s*(::|##\[)", inside.partition("\n")[2], re.MULTILINE)
    assert {"::error", "::notice"} == {line.split(" ")[0] for line in after.splitlines()}


def test_annotations_are_on_the_student_s_lines(machine: Machine, repository: Path) -> None:
    """Where it raised; paths from the repository's root."""
    folder = repository / "hw"
    folder.mkdir()
    for name in ("word2vec.py", "sgd.py"):
        shutil.move(repository / name, folder / name)
    hand_in(SOLUTION, folder)
    text = "def sgd(f, x0, step, n, *more, **rest):\n    x = x0 * 2\n    return x[None][7]\n"
    (folder / "sgd.py").write_text(text)

    step = machine.run(f"grader check hw --rubric {PACK} --ci github", repository)

    errors = [line for line in step.log.splitlines() if line.startswith("::error")]
    assert errors and all(line.startswith("::error file=hw/sgd.py,line=3,") for line in errors)


def test_annotations_are_on_the_lines_of_written_answers(
    machine: Machine, repository: Path
) -> None:
    """With the rubric itself: the text and its first wrong line; the summary lists each answer."""
    hand_in(SOLUTION, repository)
    text = (repository / "written.md").read_text()
    marker = "<!-- answer: sigmoid_deriv -->\n"
    wrong = "\n$\\sigma'(x) = \\sigma(x) (1 + \\sigma(x))$\n"
    (repository / "written.md").write_text(text.replace(marker, marker + wrong))
    line = text[: text.index(marker)].count("\n") + 3

    step = machine.run(f"grader check . --rubric {RUBRIC} --ci github", repository)

    first, missing = [each for each in step.log.splitlines() if each.startswith("::error")]
    title = "title=Derivative of the sigmoid%3A Final answer"
    assert first.startswith(f"::error file=written.md,line={line},{title}::")
    assert missing.startswith("::error file=written.md,title=written.md%3A not answered yet::")
    assert "| Derivative of the sigmoid | 1&#46;5 of 3 | to mend |" in step.summary
    assert "| Why negative sampling is cheaper | 0 of 1 | to do |" in step.summary
    assert "::Points 25.5/50\n" in step.log and "Not final" not in step.log


def test_a_repository_without_a_text_is_checked_on_its_code(
    machine: Machine, repository: Path
) -> None:
    """As everywhere: written answers count where there is a text for them."""
    hand_in(SOLUTION, repository)
    (repository / "written.md").unlink()

    step = run_check(machine, repository)

    assert ("24", "24", 0) == (step.outputs["points"], step.outputs["max-points"], step.code)


def test_without_github_it_prints(machine: Machine, repository: Path) -> None:
    """No variable names a file: the log is all, and the exit code is the same."""
    unset = {"GITHUB_STEP_SUMMARY": "", "GITHUB_OUTPUT": "", "GITHUB_WORKSPACE": ""}

    step = machine.run(f"grader check . --rubric {PACK} --ci github", repository, unset)

    assert (1, "", {}) == (step.code, step.summary, step.outputs)
    assert "Points 0/24" in step.log


@pytest.mark.parametrize("option", ["--json", "--watch", "--own-loss=m:f"])
def test_misfits_of_ci_are_refused(
    option: str, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What prints otherwise has no place in a step."""
    code = main(["check", str(template), "--ci", "github", option])

    told = capsys.readouterr().err
    assert (2, True) == (code, f"leave out {option.partition('=')[0]}" in told)


def test_everything_of_an_assignment_is_there(template: Path) -> None:
    """Starter, pack, grader, workflow, settings, README; no reference and no rubric."""
    ours = {"README.md", ".gitignore", "pytest.ini", WORKFLOW, PACK, WHEEL, "written.md"}
    expected = {*ours, "word2vec.py", "sgd.py"}

    assert expected == files(template)
    for name in ("word2vec.py", "sgd.py"):
        assert (ROOT / "rubrics" / "starter" / "a2" / name).read_bytes() == (
            (template / name).read_bytes()
        )


def test_the_readme_s_commands_are_the_grader_s(machine: Machine, repository: Path) -> None:
    """A student who types them gets what it says; every option is in the help."""
    text = (repository / "README.md").read_text()
    install, check = (block.strip() for block in blocks(text, "sh"))

    assert install == workflow_commands(repository)[0].replace("--disable-pip-version-check ", "")
    assert "0 of 50" in machine.run(check, repository).log
    told = machine.run("grader check --help", repository).log
    spoken = [name for name in NAME.findall(text) if name.startswith("grader check")]
    assert spoken and all(
        word in told for name in spoken for word in name.split() if word.startswith("--")
    )
    assert 0 == machine.run("grader explain", repository).code


def test_the_readme_lists_every_question(template: Path) -> None:
    """File, function and points, and of written ones label and title; they add up."""
    rows = re.findall(
        r"^\| `(.+)` \| `(.+)` \| ([\d.]+) \|$", (template / "README.md").read_text(), re.M
    )

    assert ("word2vec.py", "sigmoid", "2") == rows[0]
    assert (5, 24.0) == (len(rows), sum(float(points) for *_, points in rows))

    text = (template / "README.md").read_text()
    written = re.findall(r"^\| ([a-z]) \| ([^|]+) \| ([\d.]+) \|$", text, re.M)
    assert ("e", "Derivative of the sigmoid", "3") in written
    assert (14, 26.0) == (len(written), sum(float(points) for *_, points in written))
    assert "26 points more: write these answers into `written.md`" in text


def graded(folder: Path, rubric: Path, out: Path) -> Any:
    """Return the result of a submission, graded with the rubric itself."""
    assert 0 == main(["grade", str(folder), "--rubric", str(rubric), "--out", str(out)])
    (path,) = out.glob("submissions/*/result.json")
    return json.loads(path.read_text())


@pytest.mark.parametrize("edition", ["cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2"])
def test_an_untouched_template_is_unanswered(edition: str, init: Init, tmp_path: Path) -> None:
    """Each place is found and empty: no points, and nothing that waits for a person."""
    rubric = RUBRIC.with_name(f"{edition}.yaml")
    init(tmp_path / "class" / "ada", "--rubric", rubric)

    result = graded(tmp_path / "class", rubric, tmp_path / "out")

    written = [question for question in result["questions"] if question["part"] == "written"]
    assert ("graded", 0.0, 0.0) == (result["status"], result["points"], result["points_pending"])
    assert written and {"unanswered"} == {q["checks"][0]["reason"] for q in written}
    assert {"written.md"} == {question["file"] for question in written}


def test_the_template_s_places_take_answers(template: Path, tmp_path: Path) -> None:
    """What is written below a marker is judged as the answer to that question."""
    text = (template / "written.md").read_text()
    for id_, answer in (
        ("sigmoid_deriv", r"$\sigma(x) (1 - \sigma(x))$"),
        ("dJ_dvc", r"$\frac{\partial J}{\partial v_c} = U(\hat y + y)$"),
        ("neg_efficiency", "Only K + 1 products are needed."),
    ):
        marker = f"<!-- answer: {id_} -->\n"
        assert marker in text
        text = text.replace(marker, f"{marker}\n{answer}\n")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "written.md").write_text(text)

    result = graded(tmp_path / "class", RUBRIC, tmp_path / "out")

    checks = {each["id"]: each["checks"][0] for each in result["questions"]}
    told = {
        id_: checks[f"written/{id_}"]["verdict"]
        for id_ in ("sigmoid_deriv", "dJ_dvc", "neg_efficiency", "sg_dU")
    }
    assert ["passed", "failed", "needs-review", "failed"] == list(told.values())
    assert "unanswered" == checks["written/sg_dU"]["reason"]


def test_the_template_gives_away_nothing(template: Path) -> None:
    """A heading and a marker for each question, and no formula but an empty example."""
    _, *sections = (template / "written.md").read_text().split("\n## ")

    assert 14 == len(sections)
    for section in sections:
        assert re.fullmatch(r"[a-z]: [\w :,-]+\n\n<!-- answer: \w+ -->\n?\n?", section)


def test_a_rubric_without_a_written_part_has_no_template(
    init: Init, small: Path, tmp_path: Path
) -> None:
    """Nor a word of it in the README."""
    init(tmp_path / "a", "--rubric", small)

    assert not (tmp_path / "a" / "written.md").exists()
    assert "written" not in (tmp_path / "a" / "README.md").read_text().lower()


def test_the_workflow_gives_away_nothing(template: Path) -> None:
    """Few permissions, no token left beside student code, no expression in a shell's text."""
    workflow = read(template / WORKFLOW)
    (job,) = workflow["jobs"].values()

    assert {"actions": "read", "checks": "write", "contents": "read"} == workflow["permissions"]
    assert "false" == job["steps"][0]["with"]["persist-credentials"]
    assert "github.actor != 'github-classroom[bot]'" == job["if"]
    assert not [command for command in commands(job["steps"]) if "${{" in command]


def test_nothing_is_overwritten(init: Init, small: Path, tmp_path: Path) -> None:
    """One error names what is in the way, and nothing at all is written."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".github").write_text("a file where a folder is due")
    (tmp_path / "logistic.pack").symlink_to("nowhere")

    code, out, err = init(tmp_path, "--rubric", small)

    assert (2, "", 1) == (code, out, len(err.splitlines()))
    assert "are there already: .github, README.md, logistic.pack" in err
    assert {"README.md", ".github"} == files(tmp_path)
    assert "mine" == (tmp_path / "README.md").read_text()


def test_a_folder_with_other_things_is_fine(init: Init, small: Path, tmp_path: Path) -> None:
    """Say, a repository that was just made; what is there stays."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("mine")

    assert 0 == init(tmp_path, "--rubric", small)[0]
    assert "mine" == (tmp_path / "LICENSE").read_text()


def test_a_wheel_of_one_s_own_is_taken(init: Init, small: Path, tmp_path: Path) -> None:
    """The workflow and the README install it."""
    wheel = tmp_path / "mathgrader-7.0-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")

    init(tmp_path / "a", "--rubric", small, "--wheel", wheel)

    assert b"a wheel" == (tmp_path / "a" / ".grader" / wheel.name).read_bytes()
    for name in ("README.md", WORKFLOW):
        assert f".grader/{wheel.name}" in (tmp_path / "a" / name).read_text()


def test_an_index_may_have_the_grader(init: Init, small: Path, tmp_path: Path) -> None:
    """This very version, and no wheel lies beside."""
    init(tmp_path / "a", "--rubric", small, "--from-index")

    assert not (tmp_path / "a" / ".grader").exists()
    for name in ("README.md", WORKFLOW):
        assert "install" in (tmp_path / "a" / name).read_text()
        assert f"mathgrader=={__version__}" in (tmp_path / "a" / name).read_text()


def test_another_seed_is_another_pack(init: Init, small: Path, tmp_path: Path) -> None:
    """The cases differ; the same seed gives the same pack."""
    init(tmp_path / "a", "--rubric", small, "--seed", "8")
    init(tmp_path / "b", "--rubric", small)
    init(tmp_path / "c", "--rubric", small)

    packs = [(tmp_path / name / "logistic.pack").read_bytes() for name in "abc"]
    assert packs[0] != packs[1] == packs[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rubric", str(RUBRIC), "--from-index", "--wheel", "x.whl"], "choose one"),
        (["--rubric", str(RUBRIC), "--wheel", "x.whl"], "x.whl: can't be read"),
        (["--rubric", str(RUBRIC), "--wheel", "README.md"], "expected a wheel"),
        (["--rubric", "nosuch"], "no rubric `nosuch`"),
        ([], "which rubric?"),
    ],
)
def test_wrong_usage_is_one_line(
    init: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, words: str
) -> None:
    """Exit code 2, and nothing written."""
    monkeypatch.chdir(ROOT)

    code, _, err = init(tmp_path / "a", *arguments)

    assert (2, 1, True) == (code, len(err.splitlines()), words in err)
    assert not (tmp_path / "a").exists()


def test_a_file_is_no_folder(init: Init, small: Path, tmp_path: Path) -> None:
    """DIR names a file."""
    (tmp_path / "a").write_text("")

    assert "is a file; expected a folder" in init(tmp_path / "a", "--rubric", small)[2]
