"""A small pack, sealed once for all tests of this folder."""

from pathlib import Path

import pytest

from grader.grading.run import Run, prepare_run
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.rubric.load import load_rubric
from tests.pack.pack_course import write_course


@pytest.fixture(scope="session")
def course_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The small course, prepared from its rubric."""
    return prepare_run(load_rubric(write_course(tmp_path_factory.mktemp("course"))))


@pytest.fixture(scope="session")
def sealed(course_run: Run) -> bytes:
    """The bytes of its pack."""
    return pack_bytes(seal(course_run))


@pytest.fixture
def pack_file(sealed: bytes, tmp_path: Path) -> Path:
    """Its pack as a file."""
    path = tmp_path / "pulls.pack"
    path.write_bytes(sealed)
    return path
