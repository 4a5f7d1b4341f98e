"""A rubric is printed for reading in a terminal."""

from pathlib import Path

import pytest

from grader.rubric.load import load_rubric
from grader.rubric.show import show_text
from tests.rubric.small_rubric import changed, written

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


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_rubrics_fit_a_terminal(path: Path) -> None:
    """No line is wider than 80 columns, and no check is left out."""
    loaded = load_rubric(path)

    lines = show_text(loaded).splitlines()

    assert [] == [line for line in lines if len(line) > 80]
    for question in loaded.rubric.questions:
        for check in question.checks:
            assert [] != [line for line in lines if line.split()[:1] == [check.id]]
