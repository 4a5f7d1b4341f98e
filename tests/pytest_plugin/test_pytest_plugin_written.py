"""Laws of written questions as items: where they stand, how they end, how they are chosen."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.grading.run import prepare_run
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from tests.pytest_plugin.conftest import Pytest
from tests.pytest_plugin.written_course import RIGHT, WRONG, write_written_course

FINAL = "theory.md::written/sigmoid_deriv::final"
WHY = "theory.md::written/why::final"
CODE = {"pulls.py::pull::loss": "PASSED", "pulls.py::pull::grad": "FAILED"}
OWN = {"test_own.py::test_sums": "PASSED"}


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rubric of the course."""
    return write_written_course(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="session")
def pack(course: Path) -> bytes:
    """Its pack, which knows the questions and no answer."""
    return pack_bytes(seal(prepare_run(load_rubric(course))))


@pytest.fixture
def repository(repository: Path, course: Path) -> Path:
    """The repository with a wrong answer, and the rubric as what it is checked with."""
    (repository / "theory.md").write_text(WRONG)
    with (repository / "pytest.ini").open("a") as file:
        file.write(f"grader_rubric = {course}\n")
    return repository


def chosen(said: dict[str, str]) -> dict[str, str]:
    """Return how the items ended whose names may be told."""
    return {node: word for node, word in said.items() if "not-shown" not in node}


def test_written_questions_are_items_of_their_text(run: Pytest) -> None:
    """Judged and told as by `grader check`; what a person reads is skipped and open."""
    said = run("-v", "-rs")

    assert (1, {**CODE, **OWN, FINAL: "FAILED", WHY: "SKIPPED"}) == (
        said.code,
        chosen(said.outcomes()),
    )
    assert f"{FINAL} FAILED (0 of 2)" in said.out
    assert "Begin at line 4: the first line that does not hold." in said.out
    assert "--only written/sigmoid_deriv --seed 11" in said.out
    assert "A person marks this answer." in said.out
    assert "written/sigmoid_deriv  0 of 2\nwritten/why            0 of 1, 1 open\n" in said.out
    assert "total                  2 of 7, 1 open" in said.out


def test_a_right_answer_passes(run: Pytest, repository: Path) -> None:
    """And earns its points."""
    (repository / "theory.md").write_text(RIGHT)

    said = run("-v", "theory.md")

    assert (0, {FINAL: "PASSED", WHY: "SKIPPED"}) == (said.code, said.outcomes())
    assert "total                  2 of 3, 1 open" in said.out


@pytest.mark.parametrize(
    ("arguments", "nodes"),
    [
        (("-k", "sigmoid_deriv"), {FINAL}),
        (("-k", "written and not why"), {FINAL}),
        (("-m", "written_why"), {WHY}),
        (("-m", "written/why"), {WHY}),
        (("theory.md::written/why",), {WHY}),
        ((FINAL,), {FINAL}),
        (("-x", "theory.md"), {FINAL}),
    ],
)
def test_they_are_chosen_as_any(run: Pytest, arguments: tuple[str, ...], nodes: set[str]) -> None:
    """By keyword, marker, file and node id; -x stops at a wrong one."""
    said = run("-v", *arguments)

    assert nodes == said.outcomes().keys()
    assert f"This is a part: {len(nodes)} of the 5 checks that are here ran." in said.out


def test_a_junit_file_has_them(run: Pytest, repository: Path) -> None:
    """With verdict and points; what has no mark yet has no score."""
    run("--junitxml=out.xml", "theory.md")

    told = [
        {each.get("name"): each.get("value") for each in case.iter("property")}
        for case in ET.parse(repository / "out.xml").iter("testcase")
    ]
    final = {"check": "written/sigmoid_deriv/final", "score": "0.0", "max_score": "2.0"}
    why = {"check": "written/why/final", "verdict": "needs-review", "max_score": "1.0"}
    assert [{**final, "verdict": "failed"}, why] == told


@pytest.mark.parametrize("dist", ["load", "loadgroup"])
def test_workers_share_them(run: Pytest, dist: str) -> None:
    """All of them list the same."""
    said = run("-n", "2", "--dist", dist, "-v")

    assert {**CODE, **OWN, FINAL: "FAILED", WHY: "SKIPPED"} == chosen(said.outcomes())
    assert "total                  2 of 7, 1 open" in said.out


def test_with_a_pack_they_are_found_and_not_judged(run: Pytest, repository: Path) -> None:
    """No answer travels in it: even a wrong one waits, and its place is told."""
    with (repository / "pytest.ini").open("w") as file:
        file.write("[pytest]\ngrader_submission = .\ngrader_rubric = pulls.pack\n")

    said = run("-v", "-rs", "theory.md")

    assert (0, {FINAL: "SKIPPED", WHY: "SKIPPED"}) == (said.code, said.outcomes())
    assert "Found at line 4" in said.out and "0 of 3, 3 open" in said.out


def test_a_text_alone_is_homework(run: Pytest, repository: Path) -> None:
    """No code is asked for, and nothing is said of how code runs."""
    (repository / "pytest.ini").write_text("[pytest]\n")

    said = run("-v", "--grader", "theory.md", "--grader-rubric=pulls.pack")

    assert (0, {FINAL: "SKIPPED", WHY: "SKIPPED"}) == (said.code, said.outcomes())
    assert "Isolation" not in said.out


def test_a_notebook_holds_both(run: Pytest, repository: Path, course: Path) -> None:
    """Its file lists the questions of its code first, then those of its text."""
    import json

    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [
        {**code, "source": (repository / "pulls.py").read_text()},
        {"cell_type": "markdown", "metadata": {}, "source": RIGHT},
    ]
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (repository / "pulls.py").unlink()
    (repository / "theory.md").unlink()
    (repository / "hw.ipynb").write_text(json.dumps(book))

    said = run("-v", "-m", "homework")

    assert [
        "hw.ipynb::pull::loss",
        "hw.ipynb::pull::grad",
        "hw.ipynb::written/sigmoid_deriv::final",
        "hw.ipynb::written/why::final",
    ] == list(chosen(said.outcomes()))
