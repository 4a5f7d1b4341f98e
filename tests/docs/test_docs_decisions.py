"""Decision notes keep their form, links lead somewhere, and what can be tried of a note holds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.inside.old_numpy import DROPPED
from tests.docs.pages import DOCS, FENCE, NAME

NOTES = sorted((DOCS / "decisions").glob("*.md"))
PAGES = [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
ONE_PAGE = 60
HEADINGS = ["Problem", "Options", "Choice", "How we would know it was wrong"]


def anchors(path: Path) -> set[str]:
    """Return the names under which a page's headings can be linked to."""
    heads = re.findall(r"^#+ (.*)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_notes_are_numbered() -> None:
    """Numbers run on from 1, and the title repeats them."""
    titles = [note.read_text("utf-8").splitlines()[0] for note in NOTES]

    assert list(range(1, len(NOTES) + 1)) == [int(note.name[:4]) for note in NOTES]
    assert all(t.startswith(f"# {number}. ") for number, t in enumerate(titles, start=1))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_note_fits_a_page(note: Path) -> None:
    """Problem, options, choice, and how we would know it was wrong, on one page."""
    text = note.read_text("utf-8")

    assert HEADINGS == re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert ONE_PAGE >= len(text.splitlines())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    """Every file that a page links to is there, and so is the heading in it."""
    for target, anchor in LINK.findall(FENCE.sub("", path.read_text("utf-8"))):
        linked = path.parent / target if target else path
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), anchor


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_files_that_pages_name_exist(path: Path) -> None:
    """A path of ours in a page is a file or folder of this repository, or of its packages."""
    root = DOCS.parent
    for name in NAME.findall(FENCE.sub("", path.read_text("utf-8"))):
        if re.fullmatch(r"(grader|rubric|grading|sandbox|tests|docs)/[\w/-]+\.(py|md|yaml)", name):
            assert (root / name).exists() or (root / "grader" / name).exists(), name


def test_help_loads_no_heavy_package() -> None:
    """Note 2: what a command needs is imported when it runs."""
    code = (
        "import sys; from grader.cli.main import main; main(['--help']); "
        "sys.exit(bool({'numpy', 'pydantic', 'rich', 'typer'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=DOCS.parent)

    assert (0, b"") == (run.returncode, run.stderr)


def test_dropped_names_that_the_note_names_are_given_back() -> None:
    """Note 1: the names in its table are among those that the worker answers for."""
    table = NOTES[0].read_text("utf-8").partition("## Options")[0]
    named = set(re.findall(r"`np\.(\w+)`", table)) - {"array", "sum"}

    assert named
    assert named <= set(DROPPED)
