"""An assignment's repository: what students get, and what checks their pushes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.assignment.wheel import NAME, Wheel
from grader.exports.github_actions import output_name
from grader.exports.github_classroom import runner_ids
from grader.model.results import WRITTEN
from grader.model.rubric import Question, Rubric
from grader.model.written import Manifest, WrittenQuestion
from grader.reports.visible import one_line
from grader.reports.words import number

TEMPLATES = Path(__file__).with_name("repository")
WORKFLOW = ".github/workflows/check.yml"
ANSWERS = "written.md"
"""Where written answers go."""
WHEELS = ".grader"
"""The folder of the wheel. None named `grader`: Python would take it for the package."""


@dataclass(frozen=True)
class Row:
    """A question, as the README lists it."""

    file: str
    function: str
    points: str


@dataclass(frozen=True)
class Section:
    """A written question, as the README lists it and as its answer's place begins."""

    id: str
    label: str
    title: str
    points: str

    @property
    def heading(self) -> str:
        """What stands above the answer."""
        return f"{self.label}: {self.title}" if self.label else self.title


@dataclass(frozen=True)
class Reported:
    """A question, as the reporter of GitHub Classroom looks for it."""

    variable: str
    output: str


def repository(
    rubric: Rubric,
    manifest: Manifest | None,
    pack: bytes,
    starter: Mapping[str, bytes],
    grader: Wheel | str,
) -> dict[str, bytes]:
    """Return the repository's files by path; what the starter brings itself is left as it is.

    rubric, manifest: what students may know of them, as in the pack.
    pack: the rubric's self-check.
    grader: the wheel to install, which is laid beside, or its version in a package index.
    """
    written = () if manifest is None else manifest.questions
    name = f"{rubric.id}.pack"
    requirement = f"{WHEELS}/{grader.name}" if isinstance(grader, Wheel) else f"{NAME}=={grader}"
    visible = [each for each in rubric.questions if not all(c.hidden for c in each.checks)]
    values = {
        "title": one_line(rubric.title),
        "rows": [_row(question) for question in visible],
        "first": visible[0].id,
        "requirement": requirement,
        "pack": name,
        "runners": _reported(visible, written),
        "answers": ANSWERS,
        "sections": [_section(question) for question in written],
        "written_points": number(float(sum(question.points for question in written))),
    }
    files = {
        "README.md": _filled("README.md.j2", values),
        ".gitignore": (TEMPLATES / "gitignore").read_bytes(),
        WORKFLOW: _filled("workflow.yml.j2", values),
        "pytest.ini": _filled("pytest.ini.j2", values),
        name: pack,
    }
    if written:
        files[ANSWERS] = _filled("written.md.j2", values)
    files |= starter
    if isinstance(grader, Wheel):
        files[requirement] = grader.data
    return files


def _filled(template: str, values: Mapping[str, object]) -> bytes:
    """Return a template with its values; `${{ }}` in it is GitHub's own."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    return environment.get_template(template).render(values).encode()


def _row(question: Question) -> Row:
    points = sum(float(check.points) for check in question.checks if not check.hidden)
    optional = "" if question.counts == "always" else " (optional)"
    return Row(question.file, question.function, f"{number(points)}{optional}")


def _section(question: WrittenQuestion) -> Section:
    label = one_line(next(iter(question.labels), ""))
    return Section(question.id, label, one_line(question.title), number(float(question.points)))


def _reported(questions: list[Question], written: Sequence[WrittenQuestion]) -> list[Reported]:
    """Return the questions that may have a result: those with points, hidden ones left out.

    Ids are given over all questions, as in a result.
    """
    scored = {q.id: any(c.points for c in q.checks if not c.hidden) for q in questions}
    scored |= {WRITTEN + question.id: question.points > 0 for question in written}
    ids = zip(runner_ids(scored), scored.values(), strict=True)
    return [Reported(f"{id_.upper()}_RESULTS", output_name(id_)) for id_, any_ in ids if any_]
