"""Laws of the remark about what was handed in instead of code."""

import json
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.grading.instead import handed_in_instead
from grader.model.submission import Refused, Submission, SubmittedFile
from grader.model.summary import REASON_LENGTH, summarise
from tests.reports.report_fakes import submission
from tests.rubric.doubling import doubling, hand_in


def handed_in(*paths: str, refused: tuple[Refused, ...] = ()) -> list[str]:
    """Return the remarks on a submission of these files."""
    files = tuple(SubmittedFile(path, Path(path), 1) for path in paths)
    return list(handed_in_instead(Submission("ada", files, refused=refused)))


def test_three_names_at_most() -> None:
    """Up to three files are named, more are counted."""
    assert ["not read: a2.rar, answers.pdf"] == handed_in("a2.rar", "answers.pdf")
    assert ["not read: a, b, c and 2 more"] == handed_in("a", "b", "c", "d", "e")


def test_code_is_read() -> None:
    """Beside code, read or refused, other files are nothing to remark; no files neither."""
    assert [] == handed_in("answers.pdf", "word2vec.py")
    assert [] == handed_in("answers.pdf", "a2.ipynb")
    assert [] == handed_in("answers.pdf", refused=(Refused("word2vec.py", "200 MB"),))
    assert [] == handed_in()


def test_a_long_name_is_cut_among_the_reasons() -> None:
    """A reason stays one line of bounded length, whatever a file is called."""
    remark = f"not read: {'x' * 250}.pdf"
    result = submission("s", []).model_copy(update={"remarks": (remark, "`a.py` taken for b.py")})

    (reason,) = summarise(result).reasons

    assert (REASON_LENGTH, True) == (len(reason), reason.startswith("not read: xxx"))


def test_it_is_in_the_result_and_among_the_reasons_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`result.json`, the report and the class page name what was handed in."""
    doubling(tmp_path)
    hand_in(tmp_path / "class" / "ada", "return 2 * x")
    for name in ("a2.rar", "a2.tar.gz", "answers.pdf", "notes.txt"):
        (tmp_path / "class" / "bo").mkdir(exist_ok=True)
        (tmp_path / "class" / "bo" / name).write_text("...")
    monkeypatch.chdir(tmp_path)

    code = main(["grade", "class", "--rubric", "small.yaml"])

    line = "not read: a2.rar, a2.tar.gz, answers.pdf and 1 more"
    folder = tmp_path / "reports" / "submissions" / "bo"
    assert 0 == code
    assert line in json.loads((folder / "result.json").read_text())["remarks"]
    assert line in (folder / "report.html").read_text()
    assert line in (tmp_path / "reports" / "index.html").read_text()
