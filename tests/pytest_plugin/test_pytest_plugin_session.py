"""Laws of `pytest` in a repository with homework: what runs, what is told, how it ends."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.pack.pack_course import RIGHT, STUDENTS
from tests.pytest_plugin.conftest import HALF, Pytest

LOSS, GRAD, OWN = "pulls.py::pull::loss", "pulls.py::pull::grad", "test_own.py::test_sums"
ALL = {LOSS: "PASSED", GRAD: "FAILED", OWN: "PASSED"}
IMPORTED = "raise SystemExit('imported where it must not be')\n"


def test_each_check_is_an_item_with_its_points(run: Pytest) -> None:
    """Beside the student's own tests, which run as ever."""
    said = run("-v")

    assert (1, ALL) == (said.code, said.outcomes())
    assert f"{LOSS} PASSED (1 of 1)" in said.out and f"{GRAD} FAILED (0 of 2)" in said.out
    assert f"FAILED {GRAD} - `grad` (returned value 2)" in said.out
    assert "grader: . with pulls.pack" in said.out
    assert "pull   1 of 3\ntotal  1 of 3\n\nPack: advice" in said.out
    assert "<Check grad (2 points)>" in run("--collect-only").out


def test_a_failure_is_what_the_command_tells(run: Pytest) -> None:
    """Message, values, reason, and how to see it again; no frame of ours, no colour."""
    out = run("--color=yes", "-rf", GRAD).out

    body = out.split("pull/grad ")[1].partition("\n")[2].split("\n=====")[0]
    assert body.startswith("`grad` (returned value 2) is wrong in every case.")
    assert "Likely reason: Every sign is turned round." in body
    assert body.endswith("grader check . --rubric pulls.pack --only pull --seed 11 --case 40")
    assert "\x1b" not in body
    assert "Traceback" not in out and "pytest_plugin" not in out and "Told" not in out
    assert "pulls.py:1: `grad` (returned value 2) is wrong" in run("--tb=line", GRAD).out


@pytest.mark.parametrize(
    ("arguments", "nodes"),
    [
        (("-k", "grad"), {GRAD}),
        (("-k", "pull and not grad"), {LOSS}),
        (("-m", "pull"), {LOSS, GRAD}),
        (("-m", "not homework"), {OWN}),
        (("-x", "-k", "pull"), {LOSS, GRAD}),
        (("pulls.py::pull",), {LOSS, GRAD}),
        ((LOSS,), {LOSS}),
        (("test_own.py",), {OWN}),
    ],
)
def test_items_are_chosen_as_any(run: Pytest, arguments: tuple[str, ...], nodes: set[str]) -> None:
    """By keyword, marker, file, node id; and the summary says what it leaves out."""
    said = run("-v", *arguments)

    assert {node: ALL[node] for node in nodes} == said.outcomes()
    ours = len(nodes - {OWN})
    part = f"This is a part: {ours} of the 2 checks that are here ran."
    assert (part in said.out) == (ours == 1)
    assert ("points: pulls" in said.out) == bool(ours)


def test_it_stops_at_the_first_failure(run: Pytest, repository: Path) -> None:
    """With -x; what did not run has no points in the summary."""
    (repository / "pulls.py").write_text(HALF.replace("0.5", "0.7"))

    said = run("-x", "-v")

    assert {LOSS: "FAILED"} == said.outcomes()
    assert "total  0 of 1\nThis is a part: 1 of the 2" in said.out


def test_a_junit_file_carries_points_and_text(run: Pytest, repository: Path) -> None:
    """Properties of each case; the message is the first line, the text all of it."""
    run("--junitxml=out.xml", "-k", "pull")

    cases = {case.get("name"): case for case in ET.parse(repository / "out.xml").iter("testcase")}
    told = {
        name: {each.get("name"): each.get("value") for each in case.iter("property")}
        for name, case in cases.items()
    }
    loss = {"check": "pull/loss", "verdict": "passed", "score": "1.0", "max_score": "1.0"}
    grad = {"check": "pull/grad", "verdict": "failed", "score": "0.0", "max_score": "2.0"}
    assert {"loss": loss, "grad": grad} == told
    assert "pulls.pull" == cases["grad"].get("classname")
    failure = cases["grad"].find("failure")
    assert failure is not None and failure.text is not None
    assert (failure.get("message") or "").startswith("`grad` (returned value 2) is wrong")
    assert "Likely reason" not in (failure.get("message") or "") and "Likely" in failure.text


@pytest.mark.parametrize("dist", ["load", "loadgroup"])
def test_workers_share_the_items(run: Pytest, dist: str) -> None:
    """The same outcomes, texts and points as in one process."""
    said = run("-n", "2", "--dist", dist, "-v")

    assert (1, ALL) == (said.code, said.outcomes())
    assert "pull   1 of 3\ntotal  1 of 3\n\nPack: advice" in said.out
    assert "Likely reason: " in said.out and "pytest_plugin" not in said.out


@pytest.mark.parametrize(("kind", "code"), [("right", 0), ("hanging", 1), ("crashing", 1)])
def test_it_ends_as_the_command_does(run: Pytest, repository: Path, kind: str, code: int) -> None:
    """Warnings being errors: right code is green; code that hangs or crashes fails alone."""
    (repository / "pulls.py").write_text(STUDENTS[kind])

    said = run("-v", "-W", "error")

    assert (code, "PASSED") == (said.code, said.outcomes()[OWN])
    assert {LOSS, GRAD, OWN} == said.outcomes().keys()
    assert ("total  3 of 3" if code == 0 else "total  0 of 3") in said.out
    assert "warning" not in said.out.lower()


@pytest.mark.parametrize("more", [(), ("pulls.py",), ("--doctest-modules", "pulls.py")])
def test_homework_is_never_imported_here(
    run: Pytest, repository: Path, more: tuple[str, ...]
) -> None:
    """Not by its name on the command line, not for doctests, not with its folder."""
    guard = "import sys\nif 'pytest' in sys.modules:\n    "
    (repository / "pulls.py").write_text(f"{guard}{IMPORTED}{RIGHT}")
    (repository / "__init__.py").write_text(IMPORTED)
    (repository / "test_own.py").unlink()

    said = run("-v", *more)

    assert (0, {LOSS: "PASSED", GRAD: "PASSED"}) == (said.code, said.outcomes())


def test_nothing_is_different_where_nothing_is_asked(run: Pytest, repository: Path) -> None:
    """A pack beside the tests is not enough, and nothing heavy of ours is loaded."""
    (repository / "pytest.ini").write_text("[pytest]\n")
    (repository / "test_own.py").write_text(
        "import sys\ndef test_sums():\n"
        "    ours = {name for name in sys.modules if name.startswith('grader')}\n"
        "    assert ours <= {'grader', 'grader.pytest_plugin', 'grader.pytest_plugin.plugin'}\n"
        "    assert not {'pydantic', 'rich', 'numpy', 'yaml'} & set(sys.modules)\n"
    )

    said = run("-v", "--disable-plugin-autoload", "-p", "grader.pytest_plugin.plugin")

    assert (0, {OWN: "PASSED"}) == (said.code, said.outcomes())
    assert "points" not in said.out and "grader:" not in said.out


def test_the_option_names_a_submission(run: Pytest, repository: Path) -> None:
    """Without any configuration; only what it names is collected then."""
    (repository / "pytest.ini").write_text("[pytest]\ntestpaths = test_own.py\n")

    said = run("-v", "--grader", "pulls.py")

    assert (1, {LOSS: "PASSED", GRAD: "FAILED"}) == (said.code, said.outcomes())
    assert "--only pull --seed" in said.out and "grader check pulls.py --rubric" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--grader", "away.py"), "away.py: no such file or folder"),
        (("--grader-rubric", "away.pack"), "away.pack: can't be read"),
        (("--grader-rubric", "test_own.py"), ""),
        (("--grader", "test_own.py"), "test_own.py: nothing of pulls is here"),
    ],
)
def test_what_can_t_be_had_is_one_clear_line(
    run: Pytest, arguments: tuple[str, ...], words: str
) -> None:
    """A usage error of pytest's, before anything is collected."""
    said = run(*arguments)

    (line,) = [line for line in said.err.splitlines() if line.strip()]
    assert (4, True) == (said.code, line.startswith(f"ERROR: {words}"))


def test_a_broken_pack_is_one_clear_line(run: Pytest, repository: Path, pack: bytes) -> None:
    """With workers, too."""
    (repository / "pulls.pack").write_bytes(pack[:-50])

    for arguments in ((), ("-n", "2")):
        said = run(*arguments)
        (line,) = [line for line in said.err.splitlines() if line.strip()]
        assert (4, True) == (said.code, line.startswith("ERROR: pulls.pack "))


def test_several_packs_are_the_user_s_choice(run: Pytest, repository: Path, pack: bytes) -> None:
    """The line says how to choose; the configuration may, too."""
    (repository / "other.pack").write_bytes(pack)

    assert "Name one with --grader-rubric: other.pack, pulls.pack" in run().err
    with (repository / "pytest.ini").open("a") as file:
        file.write("grader_rubric = other.pack\n")
    assert "grader: . with other.pack" in run().out


def test_a_rubric_alone_is_no_submission(run: Pytest, repository: Path) -> None:
    """The option is for another one."""
    (repository / "pytest.ini").write_text("[pytest]\n")

    assert "ERROR: --grader-rubric is for --grader; name the submission, too" in (
        run("--grader-rubric", "pulls.pack").err
    )


def test_hidden_checks_are_not_told(run: Pytest, course: Path) -> None:
    """They count where the rubric itself is there; their name and words stay."""
    said = run("-v", f"--grader-rubric={course}")

    assert {**ALL, "pulls.py::pull::check-3-not-shown": "PASSED"} == said.outcomes()
    assert "secret" not in said.out and "HUSH" not in said.out
    assert "total  2 of 4" in said.out


def test_a_hidden_check_that_fails_says_no_more(
    run: Pytest, repository: Path, course: Path
) -> None:
    """Than that it does."""
    (repository / "pulls.py").write_text(HALF.replace("0.5", "0.7"))

    said = run(f"--grader-rubric={course}", "-k", "not-shown")

    assert 1 == said.code and "This check is not shown." in said.out
    assert "secret" not in said.out and "HUSH" not in said.out and "--case" not in said.out
