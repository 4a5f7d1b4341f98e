"""The mistakes to plant: what a student who makes one writes, in each of three styles."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tests.proofs.classroom import SOLUTIONS, SOLUTIONS_OF

FOLDER = Path(__file__).parent
STYLES = ("01-loops", "02-vectorised", "05-objects")
OUTPUTS = frozenset(("loss", "grad-center", "grad-outside", "grad", "predictions"))
"""Checks of one output each; others look at several."""
Edits = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Planted:
    """A mistake in one style of a right solution."""

    rubric: str
    question: str
    file: str
    name: str
    slug: str
    spoils: frozenset[str]
    """Names of the checks (the part after the question) that must carry the slug."""
    style: str
    edits: Edits
    """Old texts, each of which occurs once, and what stands there instead."""
    alone: bool = False
    """Whether it is no mistake any more where another output is wrong too."""

    @property
    def id(self) -> str:
        """Name the mistake, the question and the style."""
        return f"{self.question}, {self.name}, {self.style}"

    def source(self) -> str:
        """Return the right solution's file."""
        path = SOLUTIONS / SOLUTIONS_OF[self.rubric] / self.style / self.file
        return path.read_text(encoding="utf-8")

    def edited(self) -> str:
        """Return the file with the mistake in it."""
        return edited(self.source(), self.edits)

    def fits(self, other: "Planted") -> bool:
        """Say whether both can be planted at once, in different outputs."""
        if self.alone or other.alone:
            return False
        if self.spoils & other.spoils or not self.spoils | other.spoils <= OUTPUTS:
            return False
        places = sorted(self._places() + other._places())
        return all(end <= start for (_, end), (start, _) in pairwise(places))

    def _places(self) -> list[tuple[int, int]]:
        source = self.source()
        return [(source.index(old), source.index(old) + len(old)) for old, _ in self.edits]


def edited(source: str, edits: Edits) -> str:
    """Return a file with some texts replaced, each of which occurs exactly once.

    raises ValueError: one of the texts is missing, or occurs more than once.
    """
    for old, new in edits:
        if source.count(old) != 1:
            raise ValueError(f"{source.count(old)} times, expected once: {old!r}")
        source = source.replace(old, new)
    return source


def questions() -> list[str]:
    """Return the names of all questions that have mistakes to plant."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def skipped(question: str) -> dict[tuple[str, str], str]:
    """Return why a mistake isn't planted in a style, by mistake and style."""
    return {
        (each["name"], style): each["edits"][style]
        for each in _read(question)["mistakes"]
        for style in STYLES
        if isinstance(each["edits"][style], str)
    }


def mistakes_of(question: str) -> list[Planted]:
    """Return a question's mistakes in every style in which they can be written."""
    data = _read(question)
    return [
        Planted(
            data["rubric"],
            question,
            data["file"],
            each["name"],
            each["slug"],
            frozenset(each["spoils"]),
            style,
            tuple((old, new) for old, new in each["edits"][style]),
            each.get("alone", False),
        )
        for each in data["mistakes"]
        for style in STYLES
        if not isinstance(each["edits"][style], str)
    ]


def slugs(question: str) -> set[str]:
    """Return the slugs of a question's mistakes, planted or not."""
    return {each["slug"] for each in _read(question)["mistakes"]}


def _read(question: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{question}.yaml").read_text("utf-8"))
    return data
