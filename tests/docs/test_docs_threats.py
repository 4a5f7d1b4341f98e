"""docs/threat-model.md: one page, each promise with the tests that show it, and linked to."""

import re
from pathlib import Path

import pytest

from grader.sandbox.remedy import SETTINGS
from tests.docs.pages import DOCS, NAME, page, section, tables

PAGE = page("threat-model.md")
ROOT = DOCS.parent
ONE_PAGE = 60
(PROMISES,) = tables(section(PAGE, "What is promised"))


def shown_by(row: tuple[str, ...]) -> list[str]:
    """Return the files that a promise names as its proof."""
    return NAME.findall(row[-1])


def is_proof(path: Path) -> bool:
    """Say whether a file holds tests, or the attacks that a test tries."""
    return bool(re.search(r"^(def test_|ATTACKS\b)", path.read_text("utf-8"), re.MULTILINE))


def test_it_is_one_page() -> None:
    """What takes longer to read is not read."""
    assert ONE_PAGE >= len(PAGE.splitlines())


@pytest.mark.parametrize("row", PROMISES.rows, ids=lambda row: row[0][:30])
def test_every_promise_is_shown(row: tuple[str, ...]) -> None:
    """It says what holds in strict and reduced isolation, and names files of tests or attacks."""
    assert "yes" == row[1]
    assert row[2] and row[3]
    assert shown_by(row)
    assert all(is_proof(ROOT / path) for path in shown_by(row))


def test_every_family_of_attacks_has_its_promise() -> None:
    """An attack that is tried is one that the page promises to hold back."""
    named = {path for row in PROMISES.rows for path in shown_by(row)}
    tried = {
        f"tests/attacks/{path.name}"
        for path in (ROOT / "tests" / "attacks").glob("*.py")
        if not path.name.startswith("test_") and is_proof(path)
    }

    assert tried
    assert tried <= named


def test_holes_are_reported_in_private() -> None:
    """By the repository itself: no address of a person that may go stale."""
    text = section(PAGE, "Reporting a hole")

    assert text.strip().startswith("Open a private security advisory on the repository")
    assert not re.search(r"\S@\S", PAGE)


@pytest.mark.parametrize("name", ["README.md", "docs/isolation.md", "docs/architecture.md"])
def test_it_is_linked_to(name: str) -> None:
    """Whoever reads of the border finds what it promises."""
    assert re.search(r"\[threat\smodel\]\((docs/)?threat-model\.md\)", (ROOT / name).read_text())


def test_settings_that_the_manual_names_are_looked_at() -> None:
    """Each kernel setting of the table is one that the doctor reads."""
    (table,) = tables(section(page("isolation.md"), "What this machine has"))
    named = {name for row in table.rows for name in NAME.findall(row[1]) if "." in name}

    assert named
    assert named <= {each.name for each in SETTINGS}
