"""Which files of a submission are its written part: by their names, and a look at their text."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader.intake.names import base, is_written
from grader.model.submission import Submission, SubmittedFile

NOTEBOOK = ".ipynb"
PDF = ".pdf"
SNIFFED = 256 * 1024
"""Bytes of a text that are looked through for mathematics."""
MOST_NOTEBOOK = 40 * 1024 * 1024
MATHEMATICS = re.compile(
    r"\$[^$\n]*[\\^_=][^$\n]*\$"
    r"|\\(?:frac|partial|nabla|sum|log|sigma|hat|exp|begin|section|mathbf|boldsymbol)\b"
    r"|[∂∇∑∏σŷ]|\bd[JL]\s*/\s*d"
)
"""What tells written answers from a data set, a list of packages or somebody's notes."""
ANSWERS = re.compile(
    r"writ|answer|solution|deriv|theory|homework|assignment|(?:^|[^a-z])(?:hw|a)\d"
)
"""What a file is called that holds answers even where nothing in it can be read."""


MOST_FILES = 20
MOST_BYTES = 2_000_000
"""What is read of one submission at most."""


class Chosen(NamedTuple):
    """The texts of a submission in which written answers are looked for."""

    files: tuple[SubmittedFile, ...]
    """In order of their paths."""
    left: tuple[SubmittedFile, ...]
    """Those beyond what is read of one submission."""


def chosen(submission: Submission, insists: bool) -> Chosen:
    """Return what is read of a submission, files with likely names before others.

    insists: whether written answers are expected: then any text is read where no other holds some.
    """
    files = written_files(submission)
    if insists and not files:
        files = tuple(each for each in submission.files if may_hold_answers(each.path))
    likely = sorted(files, key=lambda file: not ANSWERS.search(base(file.path).casefold()))
    taken: list[SubmittedFile] = []
    room = MOST_BYTES
    for file in likely:
        if len(taken) < MOST_FILES and (file.size <= room or not taken):
            taken.append(file)
            room -= file.size
    return Chosen(
        tuple(each for each in files if each in taken),
        tuple(each for each in files if each not in taken),
    )


def may_hold_answers(path: str) -> bool:
    """Say whether a file may hold written answers by its name: a text or a notebook."""
    return is_written(path) or path.casefold().endswith(NOTEBOOK)


def written_files(submission: Submission) -> tuple[SubmittedFile, ...]:
    """Return the files in which written answers are looked for, in order of their paths."""
    return tuple(file for file in submission.files if holds_answers(file.path, file.source))


def holds_answers(path: str, source: Path) -> bool:
    """Say whether a file of a submission may hold written answers.

    path: POSIX path inside the submission.
    source: where its bytes are.
    """
    if path.casefold().endswith(NOTEBOOK):
        return any(map(MATHEMATICS.search, _markdown_cells(source)))
    if not is_written(path):
        return False
    if path.casefold().endswith(".tex") or ANSWERS.search(base(path).casefold()):
        return True
    try:
        with source.open("rb") as stream:
            text = stream.read(SNIFFED).decode("utf-8", "replace")
    except OSError:
        return False
    return MATHEMATICS.search(text) is not None


def unread_pdfs(submission: Submission) -> tuple[str, ...]:
    """Return the PDFs of a submission, which a person has to read."""
    return tuple(f.path for f in submission.files if f.path.casefold().endswith(PDF))


def _markdown_cells(source: Path) -> Iterable[str]:
    """Return the texts of a notebook's markdown cells; none where it can't be read."""
    try:
        if source.stat().st_size > MOST_NOTEBOOK:
            return []
        cells = json.loads(source.read_text(encoding="utf-8", errors="replace"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell.get("cell_type") == "markdown"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
