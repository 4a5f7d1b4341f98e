"""The formats, by name, and what each of them is written from."""

from dataclasses import dataclass
from typing import Protocol

from grader.exports import autolab, github_classroom, gradescope, prairielearn
from grader.model.results import SubmissionResult


class Text(Protocol):
    """Writes one submission's result as a file's text; hidden checks are withheld."""

    def __call__(self, result: SubmissionResult) -> str:
        """Return the text of the file."""


@dataclass(frozen=True)
class OneEach:
    """A format with a file for each submission."""

    text: Text
    file: str
    """The name under which the other system looks for it, or which tells what it is."""


ONE_EACH: dict[str, OneEach] = {
    "gradescope": OneEach(gradescope.text, "results.json"),
    "github": OneEach(github_classroom.text, "runners.json"),
    "prairielearn": OneEach(prairielearn.text, "results.json"),
    "autolab": OneEach(autolab.text, "autolab.txt"),
}
CLASS = ("canvas", "moodle", "junit", "csv")
"""Formats with one file for the whole class."""
FILLED = ("canvas", "moodle")
"""Those that can fill a file which the other system exported."""
