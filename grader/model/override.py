"""A person's marks: the shape of `overrides.json`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from grader.model.frozen import Frozen

MOST_TEXT = 4000
"""Characters of a reason: a paragraph or two, and no essay in every output."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT)]


class OverrideEntry(Frozen):
    """One thing that a person decided about one check of one submission."""

    submission: str
    check: str
    """`question/check`."""
    points: float | None = Field(default=None, ge=0)
    """None withdraws the mark that stood before: the grader's own holds again."""
    why: Text
    author: Text
    at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
    """When, in UTC: `2026-11-21T17:20:05Z`."""


class Overrides(Frozen):
    """Everything that persons decided about a class, the oldest first; nothing is ever removed."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    overrides: tuple[OverrideEntry, ...] = ()

    def standing(self) -> dict[tuple[str, str], OverrideEntry]:
        """Return by (submission, check) the mark that holds: the latest, if not withdrawn."""
        latest = {(entry.submission, entry.check): entry for entry in self.overrides}
        return {key: entry for key, entry in latest.items() if entry.points is not None}

    def of(self, submission: str) -> tuple[OverrideEntry, ...]:
        """Return the marks that hold for one submission."""
        standing = self.standing().values()
        return tuple(entry for entry in standing if entry.submission == submission)
