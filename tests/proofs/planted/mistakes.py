"""The mistakes to plant: what a student who makes one writes, in each of three styles."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.proofs.classroom import SOLUTIONS, SOLUTIONS_OF

FOLDER = Path(__file__).parent
STYLES = ("01-loops", "02-vectorised", "05-objects")
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
        if self.spoils & other.spoils:
            return False
        source = self.source()
        places = [
            (source.index(old), source.index(old) + len(old)) for old, _ in self.edits + other.edits
        ]
        return all(
            end <= start for (_, end), (start, _) in zip(sorted(places), sorted(places)[1:])
        )


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
        )
        for each in data["mistakes"]
        for style in STYLES
        if not isinstance(each["edits"][style], str)
    ]


def _read(question: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{question}.yaml").read_text("utf-8"))
    return data
