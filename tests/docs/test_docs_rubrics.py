"""docs/rubrics.md is true: its example grades as it says, and no key is left out or made up."""

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from grader.checks.kinds import KINDS as CHECK_KINDS
from grader.cli.main import main
from grader.model.rubric import Argument, Check, Limits, Question, Rubric, ShowExpected, Suite
from grader.rubric.inputs import INPUT_KINDS, KINDS, kind_of
from tests.docs.grading import checks, grade, result
from tests.docs.pages import blocks, files, names, page, section, tables

PAGE = page("rubrics.md")
LIMITS = "key of `limits`"
SECTIONS: list[tuple[str, type[BaseModel]]] = [
    ("The rubric", Rubric),
    ("A question", Question),
    ("An argument", Argument),
    ("A suite", Suite),
    ("A check", Check),
]
SLIPS = {
    "outputs:": "output:",
    "labels: [n, 2]": "labels: [m, 2]",
    "cases: 20}": "cases: 10}",
    "kind: gradient": "kind: gradent",
    "points: 1}": "points: 1.555}",
}


def test_the_example_is_small() -> None:
    """An author sees a whole rubric, its reference and a class in under 60 lines."""
    assert 60 > sum(len(text.splitlines()) for text in files(PAGE).values())


def test_the_example_is_sound(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`rubric lint` and `rubric show` take it."""
    codes = [main(["rubric", command, "logistic"]) for command in ("lint", "show")]

    assert [0, 0] == codes
    assert "rubrics/logistic.yaml: sound" in capsys.readouterr().out


def test_the_example_gives_the_marks_that_the_page_says(example: Path) -> None:
    """The right homework gets all points, the wrong one loses the gradient's and no others."""
    code = grade(example)

    told = {
        student: {
            name: (check["points"], check["reason"], check["mistake"])
            for name, check in checks(example, student).items()
        }
        for student in ("ada", "bo")
    }
    right = {
        "loss": (2.0, None, None),
        "grad": (2.0, None, None),
        "shapes": (1.0, None, None),
        "stable": (0.0, "unstable", None),
    }
    assert (0, [5.0, 3.0]) == (code, [result(example, each)["points"] for each in told])
    assert {"ada": right, "bo": {**right, "grad": (0.0, "wrong-value", "sign-flipped")}} == told


def test_slips_are_told_as_the_page_shows(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page's lines are what `rubric lint` prints, and its exit code is 2."""
    rubric = example / "rubrics" / "logistic.yaml"
    text = rubric.read_text(encoding="utf-8")
    for right, wrong in SLIPS.items():
        text = text.replace(right, wrong)
    rubric.write_text(text, encoding="utf-8")

    code = main(["rubric", "lint", "logistic"])

    assert (2, blocks(PAGE, "text")) == (code, [capsys.readouterr().err])


def test_what_lint_cannot_see_ends_the_run(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reference that returns too few outputs is sound to lint and grades nobody."""
    reference = example / "reference" / "logistic.py"
    text = reference.read_text(encoding="utf-8")
    reference.write_text(text.replace("return loss, X.T", "return X.T"), encoding="utf-8")

    codes = [main(["rubric", "lint", "logistic"]), grade(example)]

    assert [0, 2] == codes
    assert "case 0: expected 2 outputs of logistic_loss, got 1" in capsys.readouterr().err
    assert not (example / "reports" / "logistic" / "grades.csv").exists()


@pytest.mark.parametrize(("heading", "model"), SECTIONS)
def test_every_key_has_a_row(heading: str, model: type[BaseModel]) -> None:
    """A section's table lists the model's keys, each once, and tells the required ones."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    table = tables(section(PAGE, heading))[0]

    assert sorted(fields) == sorted(table.names)
    required = sorted(name for name, field in fields.items() if field.is_required())
    assert required == sorted(name for name in fields if "required" in table.row(name)[1])


def test_limits_have_the_defaults_that_the_page_says() -> None:
    """The numbers of the table are those of the model."""
    (table,) = [each for each in tables(PAGE) if each.titles[0] == LIMITS]
    fields = Limits.model_fields

    assert {name: float(field.default) for name, field in fields.items()} == {
        name: float(table.row(name)[1]) for name in table.names
    }


def test_what_is_shown_by_default_is_told() -> None:
    """`show_expected` has the defaults that the page says."""
    for name, field in ShowExpected.model_fields.items():
        assert f"`{name}` (default {str(field.default).lower()})" in PAGE


def test_every_kind_of_input_has_a_row() -> None:
    """The table lists the kinds, each once."""
    (table,) = tables(section(PAGE, "Inputs"))

    assert sorted(INPUT_KINDS) == sorted(table.names)


@pytest.mark.parametrize("kind", sorted(INPUT_KINDS))
def test_a_kind_of_input_tells_its_options(kind: str) -> None:
    """A row names all options, and its example is an entry of that kind."""
    (table,) = tables(section(PAGE, "Inputs"))
    _, _, options, example = table.row(kind)

    asked = KINDS[kind]
    assert frozenset((*asked.needed, *asked.options)) <= names(options)
    assert bool(asked.needed) == ("required" in options)
    assert kind == kind_of(yaml.safe_load(example.strip("`")))


def test_every_kind_of_check_has_a_row() -> None:
    """The table lists the kinds, each once."""
    (table,) = tables(section(PAGE, "Kinds of check"))

    assert sorted(CHECK_KINDS) == sorted(table.names)
