"""A rubric is printed for reading in a terminal."""

from pathlib import Path

import pytest

from grader.cli.main import main
from grader.rubric.load import load_rubric
from grader.rubric.show import show_text
from tests.rubric.small_rubric import DATA, changed, written

SHIPPED = sorted(Path("rubrics").glob("*.yaml"))

LIMITS = {
    "call_seconds": 0.5,
    "import_seconds": 20,
    "submission_seconds": 120,
    "memory_mb": 1024,
    "output_kb": 64,
    "file_mb": 5,
}
PRINTED = """\
small: A small rubric
  FILE, sha256 HASH, seed 7

pair                                                                  2.5 points
  A pair (counts when-defined)
  pair(v, o, U, [dataset])
  in pair.py
  or named pair_loss
  judged by words:loss
  judged by words:loss in large

  check          kind      output  suite  points
  loss           value     loss    plain       1
  grad (hidden)  gradient  grad    plain     1.5
  stable         stable    all     large  advice

  suite  sizes         cases
  plain  V 3-6, d 2-4     20
  large  V 3-6, d 2-4     20

limits: a call 0.5 s, an import 20 s, a submission 120 s, memory 1024 MB, output
  64 kB, a file 5 MB
total: 2.5 points in 1 question, 3 checks (1 of them advice), 40 cases
"""


def test_everything_is_printed(tmp_path: Path) -> None:
    """Questions, checks, points, suites, limits and totals are all there."""
    data = changed("questions", 0, "counts", "when-defined")
    data = changed("questions", 0, "arguments", 3, "droppable", True, data=data)
    data = changed("questions", 0, "checks", 1, "hidden", True, data=data)
    data = changed("questions", 0, "suites", "large", "reference", "words:loss", data=data)
    data = changed("limits", LIMITS, data=data)
    loaded = load_rubric(written(tmp_path, data))

    printed = show_text(loaded)

    scrubbed = printed.replace(str(loaded.path), "FILE").replace(loaded.sha256[:12], "HASH")
    assert PRINTED == scrubbed


WRITTEN = """\
written answers                                                       3.5 points
  On paper

  question  kind        labels  points
  slope     derivative  a, 1 a       2
    Derivative of the sigmoid
  why       free-text              1.5
    Why it is small

"""
WRITTEN_TOTAL = "written: 3.5 points in 2 questions (1 for a person); code and written: 6 points\n"
MANIFEST = """\
schema: 1
id: small
title: On paper
questions:
  - {id: slope, title: Derivative of the sigmoid, kind: derivative, labels: [a, 1 a],
     world: sigmoid, targets: [x], expected: {function: "words:loss"}, points: 2}
  - {id: why, title: Why it is small, kind: free-text, points: 1.5, criteria: [SECRET]}
"""


def test_the_written_part_is_printed(tmp_path: Path) -> None:
    """Each question with its labels, kind and points, and both totals; no criteria."""
    (tmp_path / "written.yaml").write_text(MANIFEST)
    loaded = load_rubric(written(tmp_path, changed("written", "written.yaml")))

    printed = show_text(loaded)

    assert WRITTEN in printed
    assert printed.endswith(WRITTEN_TOTAL)
    assert "SECRET" not in printed


def test_lint_counts_the_written_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the checks of the code; a rubric without a written part has no such figures."""
    (tmp_path / "written.yaml").write_text(MANIFEST)
    with_and_without = changed("written", "written.yaml"), DATA

    codes = [main(["rubric", "lint", str(written(tmp_path, each))]) for each in with_and_without]

    assert [0, 0] == codes
    both, code = capsys.readouterr().out.splitlines()
    assert both.endswith("sound; 1 question, 3 checks, 2.5 points, 2 written questions, 3.5 points")
    assert code.endswith("sound; 1 question, 3 checks, 2.5 points")


@pytest.mark.parametrize("command", ["lint", "show", "test"])
def test_a_wrong_written_part_is_told_by_every_command(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By file and line, before anything is tried."""
    (tmp_path / "written.yaml").write_text(MANIFEST.replace("points: 1.5", "points: many"))
    path = written(tmp_path, changed("written", "written.yaml"))

    code = main(["rubric", command, str(path)])

    told = capsys.readouterr()
    assert (2, "") == (code, told.out)
    assert 'written.yaml:7: questions[1].points must be a number, got "many"' in told.err


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_rubrics_fit_a_terminal(path: Path) -> None:
    """No line is wider than 80 columns, and no check is left out."""
    loaded = load_rubric(path)

    lines = show_text(loaded).splitlines()

    assert [] == [line for line in lines if len(line) > 80]
    for question in loaded.rubric.questions:
        for check in question.checks:
            assert [] != [line for line in lines if line.split()[:1] == [check.id]]
    for each in loaded.manifest.questions if loaded.manifest is not None else ():
        assert [] != [line for line in lines if line.split()[:2] == [each.id, each.kind]]
