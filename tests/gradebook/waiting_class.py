"""A class on disk whose written answers wait, made by hand, and tables of marks for it."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from grader.gradebook.cells import unguarded
from grader.gradebook.overrides import NAME
from grader.gradebook.store import write_submission
from grader.model.derivation import Derivation
from grader.model.results import ClassResult, QuestionResult, SubmissionResult, SubmissionRow
from grader.model.standing import standing
from grader.reports.results_json import write_class_json
from tests.gradebook.marked_class import Class
from tests.reports import report_fakes, report_written

WHY = "written/neg_efficiency/final"
OTHER = "written/sg_dvw/final"
HEADER = "submission,check,points,why"


def waits(
    id_: str, text: str = "", formulas: tuple[str, ...] = (), *more: QuestionResult
) -> SubmissionResult:
    """Return a submission whose answer on efficiency waits, and further questions."""
    (check,) = report_written.FREE_TEXT.checks
    found = Derivation(text=text, final=formulas)
    own = check.model_copy(update={"derivation": found})
    questions = (report_written.FREE_TEXT.model_copy(update={"checks": (own,)}), *more)
    return report_fakes.submission(id_, questions, **standing(questions)._asdict())


def class_of(folder: Path, *results: SubmissionResult) -> Class:
    """Write results as a graded class; its pages are made with the first marks."""
    out = folder / "out"
    for result in results:
        write_submission(out, result)
    rows = tuple(
        SubmissionRow(id=r.submission, status=r.status, points=r.points, max_points=r.max_points)
        for r in results
    )
    write_class_json(ClassResult(assignment="a2", seed=1, submissions=rows), out / "results.json")
    return Class(folder, out)


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a table of marks as lines typed by hand."""
    path = folder / "marks.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, str]]:
    """Read a table as a spreadsheet does, with the texts that its cells were made of."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]


def fill(path: Path, marks: Mapping[str, tuple[str, str]]) -> None:
    """Fill in points and reasons by submission, leaving each other cell as a spreadsheet has it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for row in rows:
        points, why = marks.get(unguarded(row["submission"]), ("", ""))
        writer.writerow(row | {"points": points, "why": why})
    path.write_bytes(text.getvalue().encode())


def kept(graded: Class) -> list[tuple[str, str, float, str, str]]:
    """Return the marks that are kept, in their order, without their times."""
    path = graded.out / NAME
    entries = json.loads(path.read_text())["overrides"] if path.exists() else []
    return [tuple(each[name] for name in NAMES) for each in entries]


NAMES = ("submission", "check", "points", "why", "author")
