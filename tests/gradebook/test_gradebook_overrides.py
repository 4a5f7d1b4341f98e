"""`overrides.json`: nothing is lost, whoever writes at the same time; the latest wins."""

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.lock import locked
from grader.gradebook.overrides import NAME, OverridesError, add_overrides, read_overrides
from grader.model.override import Overrides
from tests.gradebook.marked_class import entry

WRITERS = 4
EACH = 15


def write_many(out: Path, author: str) -> None:
    """Add entries one after the other, as one TA."""
    for number in range(EACH):
        with locked(out):
            add_overrides(out, entry(f"q/{number}", 1, author=author))


def test_no_entry_is_lost(tmp_path: Path) -> None:
    """Processes that write at once all get their entries in, each its own in order."""
    context = multiprocessing.get_context("spawn")
    names = [f"ta-{number}" for number in range(WRITERS)]
    writers = [context.Process(target=write_many, args=(tmp_path, name)) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    kept = read_overrides(tmp_path).overrides
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    for name in names:
        own = [each.check for each in kept if each.author == name]
        assert own == [f"q/{number}" for number in range(EACH)]


def test_the_latest_holds_until_it_is_withdrawn() -> None:
    """A second mark takes the place of the first; a withdrawal takes it away."""
    first, second, undone = entry("q/c", 1), entry("q/c", 2), entry("q/c", None)

    assert Overrides(overrides=(first, second)).of("alice") == (second,)
    assert Overrides(overrides=(first, second, undone)).of("alice") == ()
    assert Overrides(overrides=(first, undone, second)).of("alice") == (second,)
    assert Overrides(overrides=(first,)).of("bob") == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_reason_comes_back(tmp_path_factory: pytest.TempPathFactory, why: str) -> None:
    """What is kept is read back as it was given, and the file is plain ASCII."""
    out = tmp_path_factory.mktemp("any")
    given_ = entry("q/c", 1, why=why)
    add_overrides(out, given_)

    assert read_overrides(out).overrides == (given_,)
    assert (out / NAME).read_text(encoding="ascii")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 2}', '{"overrides": [{"why": 1}]}'])
def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    """Marks never go away in silence."""
    (tmp_path / NAME).write_text(text)

    with pytest.raises(OverridesError, match="not readable") as raised:
        read_overrides(tmp_path)
    assert len(str(raised.value).splitlines()) == 1
