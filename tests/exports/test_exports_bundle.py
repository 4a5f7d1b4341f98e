"""Laws of Gradescope's autograder: it grades as we do, and always leaves a results file."""

import io
import json
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.assignment.bundle import PROGRAMS, constraints
from grader.assignment.wheel import own_wheel
from grader.cli.main import main
from tests.docs.pages import blocks, files, page
from tests.exports.autograder import (
    METADATA,
    environment,
    hand_in,
    lay_out,
    results,
    run,
    run_as_ordinary_user,
)
from tests.exports.export_class import marked, write_class
from tests.exports.repacked import write_wheels
from tests.sandbox.ordinary import NOT_HERE, ROOT

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="Gradescope has bash")
EXAMPLE = files(page("rubrics.md"))
RIGHT = EXAMPLE["submissions/logistic/ada/logistic.py"]
WRONG = EXAMPLE["submissions/logistic/bo/logistic.py"]
SOLUTION = ROOT / "tests" / "solutions" / "a2" / "02-vectorised"
STARTER = ROOT / "rubrics" / "starter" / "a2"
Lay = Callable[..., Path]
SNOOPER = """
import os

SAID = [f"root: {os.getuid() == 0}"]
for path, mode in (
    ("ROOT/source/assignment/reference/logistic.py", "r"),
    ("ROOT/source/bundle.json", "r"),
    ("ROOT/results/results.json", "w"),
    (f"/proc/{os.getppid()}/environ", "r"),
):
    try:
        open(path, mode).close()
        SAID.append("opened")
    except OSError:
        SAID.append("refused")


def logistic_loss(X, y, w):
    loss = (X @ w).sum()
    raise ValueError(" ".join(SAID) + str(loss)[:0])
"""
"""A submission that looks around, and says what it found."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual's small course."""
    folder = tmp_path_factory.mktemp("course")
    for path, text in EXAMPLE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bundle(course: Path) -> bytes:
    """The autograder of the manual's rubric."""
    return built(course / "rubrics" / "logistic.yaml", course / "auto.zip")


@pytest.fixture
def lay(bundle: bytes) -> Iterator[Lay]:
    """Lay out Gradescope's folders with a submission of one file; None is no folder at all."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)

        def make(logistic: str | None, with_bundle: bytes = bundle) -> Path:
            submission = None if logistic is None else {"logistic.py": logistic}
            return lay_out(Path(name) / "autograder", with_bundle, submission)

        yield make


def built(rubric: Path, target: Path, *more: str | Path) -> bytes:
    """Return the zip that `grader export --bundle` writes."""
    options = ["--format", "gradescope", "--bundle", str(target), *map(str, more)]

    assert 0 == main(["export", str(rubric), *options])
    return target.read_bytes()


def failed(root: Path) -> None:
    """Check that the file says that the grader failed, and gives no score."""
    content = results(root)

    assert {"score", "tests"}.isdisjoint(content)
    assert "failed on our side" in content["output"]
    assert "hidden" == content["stdout_visibility"]


@pytest.mark.parametrize(
    ("folder", "score"),
    [
        (STARTER, 0.0),
        (ROOT / "submissions" / "cs224n-2021-a2" / "Nils Berg", 18.0),
        (SOLUTION, 24.0),
    ],
    ids=["starter", "partial", "full"],
)
def test_an_ordinary_user_gets_valid_results(folder: Path, score: float, tmp_path: Path) -> None:
    """In Gradescope's folders with its metadata, group and resubmission included."""
    data = built(ROOT / "rubrics" / "cs224n-2021-a2.yaml", tmp_path / "a.zip")
    submission = {file.name: file.read_text() for file in folder.glob("*.py")}
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        root = lay_out(Path(name) / "autograder", data, submission)
        ended = run_as_ordinary_user(root)
        if ended.returncode == NOT_HERE:
            pytest.skip(ended.stderr.strip())
        content = results(root)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert score == content["score"] == sum(test.get("score", 0) for test in content["tests"])
    assert 24.0 == sum(test["max_score"] for test in content["tests"])
    assert f"isolation: {content['extra_data']['isolation']}" in ended.stdout


def test_written_answers_are_graded_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The manifest is in the zip: each answer is a visible test with the mark of `grader check`."""
    rubric = ROOT / "rubrics" / "cs224n-2021-a2.yaml"
    data = built(rubric, tmp_path / "a.zip")
    assert "has 24 points, or 50 where written answers are handed in." in capsys.readouterr().err
    folder = ROOT / "submissions" / "cs224n-2021-a2" / "milan"
    submission = {file.name: file.read_text() for file in folder.iterdir() if file.is_file()}
    submission["written.md"] = submission.pop("answers.md")
    main(["check", str(folder), "--rubric", str(rubric), "--json"])
    expected = json.loads(capsys.readouterr().out)
    with tempfile.TemporaryDirectory() as name:
        root = lay_out(Path(name) / "autograder", data, submission)
        ended = run(root)
        content = results(root)

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    tests = {test["extra_data"]["check"]: test for test in content["tests"]}
    checks = {c["id"]: c for q in expected["questions"] for c in q["checks"] if c["max_points"]}
    assert {id_: check["points"] for id_, check in checks.items()} == {
        id_: test.get("score") for id_, test in tests.items() if test["max_score"]
    }
    written = [test for id_, test in tests.items() if id_.startswith("written/")]
    assert (14, {"visible"}) == (len(written), {test["visibility"] for test in written})
    assert (expected["points"], 50) == (
        content["score"],
        sum(t["max_score"] for t in tests.values()),
    )
    assert "wait" in content["output"] and expected["points_pending"] > 0


def test_a_wrong_written_part_makes_no_autograder(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The author is told by line, not each student's run."""
    folder = shutil.copytree(course, tmp_path / "course")
    rubric = folder / "rubrics" / "logistic.yaml"
    rubric.write_text(rubric.read_text().replace("\nseed:", "\nwritten: written.yaml\nseed:", 1))
    rubric.with_name("written.yaml").write_text("schema: 1\nid: logistic\ntitle: 3\n")

    zip_ = tmp_path / "a.zip"
    code = main(["export", str(rubric), "--format", "gradescope", "--bundle", str(zip_)])

    assert (2, False) == (code, zip_.exists())
    assert "written.yaml:3: title must be" in capsys.readouterr().err


def test_the_grader_is_the_one_of_the_zip(lay: Lay) -> None:
    """Nothing of the project's own folder is used."""
    root = lay(RIGHT)
    python = root / "grader" / "bin" / "python"
    said = subprocess.check_output([python, "-P", "-c", "import grader; print(grader.__file__)"])

    assert str(root / "installed") in said.decode()


def test_expected_values_are_not_told(lay: Lay) -> None:
    """Students read the results at once: as with `grader check`, only their own values are told."""
    root = lay(WRONG)
    run(root)

    content = results(root)
    (wrong,) = [test for test in content["tests"] if test["score"] < test["max_score"]]
    assert content["score"] < 5 and "logistic_loss(" in wrong["output"]
    assert "xpected" not in wrong["output"]


def test_an_empty_submission_is_graded(lay: Lay) -> None:
    """The file is missing: that is the student's zero, and says so."""
    root = lay(None)
    (root / "submission").mkdir()
    run(root)

    content = results(root)
    assert 0 == content["score"] and "logistic.py" in content["tests"][0]["output"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"assignment": {"total_points": "many"}}'])
def test_metadata_that_cannot_be_read_cost_nothing(lay: Lay, text: str) -> None:
    """The submission is graded without them."""
    root = lay(RIGHT)
    (root / "submission_metadata.json").write_text(text)
    run(root)

    assert 5 == results(root)["score"]


def test_another_number_of_points_is_told_to_instructors(lay: Lay) -> None:
    """Gradescope's outline says 24, the rubric 5."""
    assert "outline has 24 points, this submission may have 5." in run(lay(RIGHT)).stdout
    assert "24.0" == METADATA["assignment"]["total_points"]


def test_a_missing_submission_leaves_a_file_without_a_score(lay: Lay) -> None:
    """No folder to grade: not the student's fault."""
    root = lay(None)
    ended = run(root)

    failed(root)
    assert "exit code 3" in ended.stdout and "no such file or folder" in ended.stdout


@pytest.mark.parametrize("name", ["bundle.json", "assignment/rubrics/logistic.yaml"])
def test_a_crash_of_ours_leaves_a_file_without_a_score(lay: Lay, name: str) -> None:
    """What went wrong is on the terminal, which instructors see."""
    root = lay(RIGHT)
    (root / "source" / name).write_text("{")
    ended = run(root)

    failed(root)
    assert 0 == ended.returncode and "The grader ended with exit code" in ended.stdout


def test_no_python_leaves_a_file_without_a_score(lay: Lay) -> None:
    """setup.sh never came to its end."""
    root = lay(RIGHT)
    shutil.rmtree(root / "grader")
    run(root)

    failed(root)


def test_a_full_disk_leaves_a_file_without_a_score(lay: Lay) -> None:
    """Not a byte can be written: the file that says so needs none."""
    root = lay(RIGHT)
    (root / "tmp").mkdir()
    run(root, shell="ulimit -f 0")

    failed(root)


def test_the_end_of_the_time_leaves_a_file_without_a_score(lay: Lay) -> None:
    """Everything is killed while the submission runs."""
    root = lay("while True: pass\n")
    process = subprocess.Popen(
        [root / "run_autograder"],
        env={"PATH": os.defpath, "GRADER_ROOT": str(root), "TMPDIR": str(root / "results")},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 30
        while not (root / "results" / "results.json").exists() and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    failed(root)


def test_results_of_an_earlier_run_do_not_stay(lay: Lay) -> None:
    """A rerun that fails must not show the old score."""
    root = lay(None)
    (root / "results" / "results.json").write_text('{"score": 5}')
    run(root)

    failed(root)


def test_hidden_checks_have_their_visibility(lay: Lay, course: Path) -> None:
    """`hidden: true` in the rubric, and no other check."""
    rubric = course / "rubrics" / "hidden.yaml"
    text = (
        (course / "rubrics" / "logistic.yaml").read_text().replace("id: logistic\n", "id: hidden\n")
    )
    rubric.write_text(
        text.replace("output: loss, points: 2}", "output: loss, points: 2, hidden: true}")
    )
    root = lay(RIGHT, built(rubric, course / "hidden.zip"))
    run(root)

    seen = {test["extra_data"]["check"]: test["visibility"] for test in results(root)["tests"]}
    assert ("hidden", {"visible"}) == (seen.pop("logistic-loss/loss"), set(seen.values()))


def test_the_zip_has_its_programs_at_the_root(bundle: bytes) -> None:
    """Not in a folder, and they may be run."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in PROGRAMS}
        names = archive.namelist()

    assert {"setup.sh", "run_autograder"} == modes.keys()
    assert all(stat.S_ISREG(mode) and mode & 0o111 == 0o111 for mode in modes.values())
    assert (
        "assignment/rubrics/logistic.yaml" in names and "assignment/reference/logistic.py" in names
    )


def test_equal_rubrics_are_equal_zips(course: Path, tmp_path: Path) -> None:
    """With the same wheel, byte for byte."""
    wheel = tmp_path / "mathgrader-9-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    rubric = course / "rubrics" / "logistic.yaml"

    once, again = (built(rubric, course / name, "--wheel", wheel) for name in ("1.zip", "2.zip"))
    assert once == again


def test_the_manual_s_command_builds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instructor's first step, from a folder with `rubrics/` and `reference/`."""
    for name in ("rubrics", "reference"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    block = next(b for b in blocks(page("exports.md"), "sh") if "--bundle" in b)

    assert 0 == main(shlex.split(block)[1:])
    assert zipfile.is_zipfile(tmp_path / "autograder.zip")


def test_results_name_their_rubric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OUT may be a results folder: the autograder is of its assignment."""
    monkeypatch.chdir(ROOT)
    out = write_class(tmp_path / "out", [marked("ada", 17.5)])

    with zipfile.ZipFile(io.BytesIO(built(out, tmp_path / "a.zip"))) as archive:
        manifest = json.loads(archive.read("bundle.json"))

    assert "assignment/rubrics/cs224n-2023-a2.yaml" == manifest["rubric"]


def test_wheels_are_taken_along(course: Path, tmp_path: Path) -> None:
    """From a folder; the grader's own among them is the one that is used."""
    own = own_wheel()
    (tmp_path / "mathgrader-9-py3-none-any.whl").write_bytes(own.data)
    (tmp_path / "numpy-2-x.whl").write_bytes(b"numpy")
    data = built(course / "rubrics" / "logistic.yaml", course / "w.zip", "--wheel", tmp_path)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        wheels = [name for name in archive.namelist() if name.startswith("wheels/")]
    assert ["wheels/mathgrader-9-py3-none-any.whl", "wheels/numpy-2-x.whl"] == wheels


def test_versions_are_pinned() -> None:
    """What setup.sh takes from an index has the version that is here."""
    lines = constraints().splitlines()

    assert {"numpy", "pydantic", "click", "jinja2"} <= {line.partition("==")[0] for line in lines}
    assert all(line.count("==") == 1 for line in lines)
    assert not [line for line in lines if line.startswith("mathgrader")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--format", "junit", "--bundle", "a.zip"],
            "--bundle builds an autograder for gradescope",
        ),
        (["--format", "gradescope", "--bundle", "a.zip", "-o", "b"], "-o is for results"),
        (["--format", "gradescope", "--wheel", "x.whl"], "--wheel is about the zip"),
        (["--format", "gradescope", "--bundle", "."], "is a folder"),
        (["--format", "gradescope", "--bundle", "a.zip", "--wheel", "docs"], "no wheel"),
        (["--format", "gradescope", "--bundle", "a.zip", "--wheel", "x.tgz"], "expected a wheel"),
        (["--format", "gradescope", "--bundle", "a.zip", "--wheel", "x.whl"], "can't be read"),
    ],
)
def test_misfits_are_one_line(export: Any, arguments: list[str], words: str) -> None:
    """Exit code 2, and nothing written."""
    said = export("cs224n-2021-a2", *arguments)

    assert (2, 1) == (said.code, len(said.err.strip().splitlines()))
    assert words in said.err and not (ROOT / "a.zip").exists()


def test_a_rubric_that_is_nowhere_is_one_line(export: Any, tmp_path: Path) -> None:
    """Neither results nor a rubric."""
    said = export("nosuch", "--format", "gradescope", "--bundle", tmp_path / "a.zip")

    assert (2, True) == (said.code, "no rubric `nosuch`" in said.err)


def test_an_absolute_path_in_a_rubric_is_refused(course: Path, export: Any) -> None:
    """No other machine has it."""
    rubric = course / "rubrics" / "absolute.yaml"
    text = (
        (course / "rubrics" / "logistic.yaml")
        .read_text()
        .replace("id: logistic\n", "id: absolute\n")
    )
    rubric.write_text(f"{text}reference: {course}/reference\n")
    said = export(rubric, "--format", "gradescope", "--bundle", course / "x.zip")

    assert (2, True) == (said.code, "use a path that starts from the rubric's folder" in said.err)


@pytest.mark.parametrize("offline", [True, False])
def test_setup_asks_the_index_only_where_wheels_are_missing(
    lay: Lay, tmp_path: Path, offline: bool
) -> None:
    """First without an index, by the wheel's own file; then with the versions that were pinned."""
    root = lay(RIGHT)
    python = tmp_path / "python"
    log = tmp_path / "log"
    fails = "" if offline else 'case "$*" in *--no-index*) exit 1;; esac\n'
    python.write_text(
        f'#!/bin/sh\necho "$@" >> {log}\n{fails}'
        f'[ "$2" != venv ] || {{ mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; }}\n'
    )
    python.chmod(0o755)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "id").write_text("#!/bin/sh\necho 1000\n")
    (programs / "id").chmod(0o755)
    path = f"{programs}:{os.defpath}"
    variables = {"PATH": path, "GRADER_ROOT": str(root), "GRADER_PYTHON": str(python)}
    subprocess.run(["bash", root / "source" / "setup.sh"], env=variables, check=True)

    installs = [line for line in log.read_text().splitlines() if "pip install" in line]
    assert (1 if offline else 2) == len(installs)
    assert "--no-index --find-links" in installs[0]
    assert offline or f"--constraint {root}/source/constraints.txt" in installs[1]
    assert all(f"{root}/source/wheels/mathgrader-" in line.split()[-1] for line in installs)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can do it")
def test_root_runs_student_code_as_another_account(lay: Lay) -> None:
    """Without strict isolation it can't read the rubric, write results or see our variables."""
    root = lay(None)
    hand_in(root, {"logistic.py": SNOOPER.replace("ROOT", str(root))})
    for folder in ("source", "results"):
        (root / folder).chmod(0o700)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.exports.drop_account", str(root)],
        cwd=ROOT,
        env=environment(root) | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if ended.returncode == NOT_HERE:
        pytest.skip(ended.stderr.strip())
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    told = results(root)["tests"][0]["output"]

    assert "Student code runs as nobody" in ended.stdout
    assert "root: False refused refused refused refused" in told


@pytest.mark.prove
def test_setup_installs_from_the_zip_alone(course: Path, tmp_path: Path) -> None:
    """An environment of its own, from wheels in the zip; then a submission is graded in it."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    write_wheels([line.partition("==")[0] for line in constraints().splitlines()], wheels)
    data = built(course / "rubrics" / "logistic.yaml", course / "full.zip", "--wheel", wheels)
    root = lay_out(tmp_path / "autograder", data, {"logistic.py": RIGHT})
    shutil.rmtree(root / "grader")
    variables = environment(root) | {"GRADER_PYTHON": sys.executable, "PIP_NO_INDEX": "1"}
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "id").write_text("#!/bin/sh\necho 1000\n")
    (programs / "id").chmod(0o755)
    variables["PATH"] = f"{programs}:{os.defpath}"

    setup = ["bash", root / "source" / "setup.sh"]
    said = subprocess.run(setup, env=variables, check=True, capture_output=True, text=True)
    run(root)

    assert "Not all wheels" not in said.stdout
    assert 5 == results(root)["score"]
