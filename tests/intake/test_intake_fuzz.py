"""Random bytes as zips, notebooks, metadata and names raise nothing but the named errors."""

import io
import json
import random
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake.errors import IntakeError, NotebookError
from grader.intake.gradescope import read_metadata
from grader.intake.locate import locate
from grader.intake.notebook import notebook_source
from grader.intake.read import read_class
from grader.model.submission import Intake

WANTED = ("word2vec.py", "sgd.py")

KEYS = st.sampled_from(
    ["cells", "worksheets", "cell_type", "source", "input", "metadata", "language_info", "name"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | KEYS, inner),
    max_leaves=20,
)


def read_bytes(data: bytes) -> Intake:
    """Read bytes as a zip in place of the class and as a student's zip; return the latter."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for folder in ("class", "first", "second"):
            (root / folder).mkdir()
        for path in (root / "class.zip", root / "class" / "alice.zip"):
            path.write_bytes(data)
        with suppress(IntakeError):
            read_class(root / "class.zip", WANTED, root / "first")
        intake = read_class(root / "class", WANTED, root / "second")
        for submission in intake.submissions:
            locate(submission, ["word2vec.py"], ["sigmoid"], WANTED)
        assert [root / "class", root / "class.zip", root / "first", root / "second"] == sorted(
            root.iterdir()
        )
        return intake


def damaged_zip(seed: int) -> bytes:
    """Make a zip of odd names and change some of its bytes."""
    source = random.Random(seed)
    buffer = io.BytesIO()
    names = ["word2vec.py", "a/sgd.py", "../x", "/y", "a", "é.py", "n.ipynb", "CON", "_" * 99, "./"]
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.sample(names, 5):
            data = source.randbytes(source.randrange(200))
            archive.writestr(name, data, source.choice([0, 8, 12, 14]))
    data = bytearray(buffer.getvalue())
    for _ in range(source.randrange(1, 8)):
        data[source.randrange(len(data))] = source.randrange(256)
    return bytes(data)


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail + b"PK\x05\x06" + tail))
def test_random_bytes_as_a_zip(data: bytes) -> None:
    """Whatever the bytes, the student stays in the list, with files or with a reason."""
    [alice] = read_bytes(data).submissions

    assert "alice.zip" == alice.id
    assert alice.files or alice.refused or zipfile.is_zipfile(io.BytesIO(data))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_zips(seed: int) -> None:
    """A zip with some bytes changed costs files, never the run; nothing lands elsewhere."""
    [alice] = read_bytes(damaged_zip(seed)).submissions

    assert all(not file.path.startswith(("/", "..")) for file in alice.files)
    assert len(alice.files) == len({file.path for file in alice.files})


@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_random_bytes_as_a_notebook(data: bytes) -> None:
    """A notebook gives text with an origin for each line, or NotebookError."""
    with suppress(NotebookError):
        source = notebook_source(data)

        assert len(source.line_origin) == source.text.count("\n")


@settings(deadline=None)
@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_random_bytes_as_metadata(data: bytes) -> None:
    """Whatever the YAML, there are students or a problem in one line."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "submission_metadata.yml")
        path.write_bytes(data)
        found = read_metadata(path)

    assert all(isinstance(key, str) for key in found.students)
    assert found.problem.isprintable()
