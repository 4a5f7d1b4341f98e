"""Laws of documents that stop the engine: a person reads them, and the code is still graded."""

from pathlib import Path

import pytest

from grader.grading import documents
from grader.grading.run import prepare_run
from grader.model.submission import SubmittedFile
from grader.rubric.load import load_rubric
from grader.written.grade import FAULT, grade_document

ROOT = Path(__file__).resolve().parents[2]


def test_a_fault_of_ours_leaves_the_file_to_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer is judged, none is a zero, and the reason stands in each."""
    text = tmp_path / "a2.md"
    text.write_text("### (b)\n$x = 1$\n")
    run = prepare_run(load_rubric(ROOT / "rubrics" / "cs224n-2021-a2.yaml"), part="written")
    tries = iter([True])

    def breaking(*arguments: object) -> object:
        if next(tries, False):
            raise KeyError("of ours")
        return grade_document(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "grade_document", breaking)
    assert run.manifest is not None

    graded = documents.graded(SubmittedFile("a2.md", text, 20), run, run.manifest)

    verdicts = {(each.verdict, each.points) for each in graded.facts.answers}
    assert {("needs-review", None)} == verdicts
    assert all(FAULT in each.message for each in graded.facts.answers)
