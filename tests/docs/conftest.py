"""The example of docs/rubrics.md as files, ready to be graded."""

from pathlib import Path

import pytest

from tests.docs.pages import files, page


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the example's files and go to their folder."""
    for path, text in files(page("rubrics.md")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
