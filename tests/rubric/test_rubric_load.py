"""A rubric's file becomes a rubric, or one line for each mistake in it."""

from decimal import Decimal
from pathlib import Path

import pytest

from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.load import load_rubric
from tests.rubric.small_rubric import DATA, changed, problems, said, written

SHIPPED = sorted(Path("rubrics").glob("*.yaml"))

THREE_MISTAKES = """\
schema: 1
id: small
title: Three mistakes
seed: 7
reference: answers
questions:
  - id: pair
    title: A pair
    file: pair.py
    function: pair
    arguments: [{name: center}, {name: outside}, {name: target}]
    outputs: [loss]
    reference: words:loss
    axes: {V: [3, 6], d: [2, 4]}
    inputs: {target: {index: V}}
    suites: {plain: {}}
    checks:
      - id: loss
        kind: value
        points: -1
        hiden: true
      - {id: large, kind: stable, points: 1, suite: larg}
"""


def test_a_right_file_gives_its_rubric(tmp_path: Path) -> None:
    """What the file says is what the rubric holds, and the file's folder is where paths start."""
    path = written(tmp_path, DATA)

    loaded = load_rubric(path)

    assert path == loaded.path
    assert tmp_path == loaded.folder
    assert ("small", 7) == (loaded.rubric.id, loaded.rubric.seed)
    assert Decimal("2.5") == loaded.rubric.max_points
    assert {"V": (3, 6), "d": (2, 4)} == loaded.rubric.questions[0].axes


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_rubrics_that_ship_are_right(path: Path) -> None:
    """No shipped rubric has a problem."""
    assert [] == problems(path)


def test_three_mistakes_give_three_lines(tmp_path: Path) -> None:
    """Mistakes of different kinds are told at once, each with its own line, path and value."""
    expected = [
        "small.yaml:20: questions[0].checks[0].points must be at least 0, got -1",
        "small.yaml:21: questions[0].checks[0].hiden is not a known key: did you mean `hidden`?",
        "small.yaml:22: questions[0].checks[1].suite must be one of the question's suites "
        '(known: plain), got "larg"',
    ]

    assert expected == problems(written(tmp_path, THREE_MISTAKES))


def test_problems_are_carried_as_data(tmp_path: Path) -> None:
    """Who catches the error finds file, line, path, what was expected and what came."""
    path = written(tmp_path, THREE_MISTAKES)

    with pytest.raises(RubricErrors) as caught:
        load_rubric(path)

    expected = RubricProblem(
        str(path), 20, "questions[0].checks[0].points", "must be at least 0", "-1"
    )
    assert expected == caught.value.problems[0]


CHECK = "questions[0].checks[0]"
SUITE = "questions[0].suites.plain"
KINDS = "value, gradient, shapes, stable, special, repeats, unmutated, printed-verdict"
WRONG_VALUES = [
    (("questions", 0, "checks", 0, "points"), "two", f'{CHECK}.points must be a number, got "two"'),
    (("questions", 0, "checks", 0, "points"), True, f"{CHECK}.points must be a number, got true"),
    (
        ("questions", 0, "checks", 0, "points"),
        1.125,
        f"{CHECK}.points must have at most 2 decimals, got 1.125",
    ),
    (
        ("questions", 0, "checks", 0, "points"),
        123456789,
        f"{CHECK}.points must have at most 6 digits before the point and 2 after it, got 123456789",
    ),
    (("questions", 0, "checks", 0, "relative"), 0, f"{CHECK}.relative must be more than 0, got 0"),
    (
        ("questions", 0, "checks", 0, "relative"),
        1.5,
        f"{CHECK}.relative must be less than 1, got 1.5",
    ),
    (
        ("questions", 0, "checks", 0, "hidden"),
        "no",
        f'{CHECK}.hidden must be true or false, got "no"',
    ),
    (
        ("questions", 0, "checks", 0, "kind"),
        "valeu",
        f'{CHECK}.kind must be one of {KINDS} (did you mean `value`?), got "valeu"',
    ),
    (
        ("questions", 0, "checks", 0, "id"),
        "Loss_1",
        f'{CHECK}.id must be lower-case words or numbers joined by hyphens, got "Loss_1"',
    ),
    (("questions", 0, "checks"), [], "questions[0].checks must not be empty, got []"),
    (("questions", 0, "checks"), 3, "questions[0].checks must be a list, got 3"),
    (
        ("questions", 0, "checks", 0),
        "loss",
        f'{CHECK} must be a mapping (`key: value`), got "loss"',
    ),
    (("questions", 0, "suites", "plain", "cases"), 0, f"{SUITE}.cases must be at least 1, got 0"),
    (
        ("questions", 0, "suites", "plain", "cases"),
        2.5,
        f"{SUITE}.cases must be a whole number, got 2.5",
    ),
    (
        ("questions", 0, "suites", "plain", "axes"),
        {"V": [3]},
        f"{SUITE}.axes.V must be two whole numbers, [lowest, highest], got [3]",
    ),
    (
        ("questions", 0, "suites", "plain", "axes"),
        {"V": [3, 4, 5]},
        f"{SUITE}.axes.V must be two whole numbers, [lowest, highest], got [3, 4, 5]",
    ),
    (
        ("questions", 0, "suites", "plain", "special_cases"),
        {"last": {}},
        f"{SUITE}.special_cases.last must have a whole number for its key, the position of a case, "
        'got "last"',
    ),
    (
        ("questions", 0, "inputs", "target"),
        "V",
        'questions[0].inputs.target must be a mapping (`key: value`), got "V"',
    ),
    (("title",), 2023, "title must be text (put it in quotes), got 2023"),
    (("title",), None, "title must be text, got nothing"),
    (("schema",), 2, "schema must be 1, got 2"),
    (("seed",), -1, "seed must be at least 0, got -1"),
    (
        ("limits",),
        {"call_seconds": 601},
        "limits.call_seconds must be at most 600, got 601",
    ),
    (
        ("questions", 0, "colour"),
        1,
        "questions[0].colour is not a known key; known: accepted, aliases, arguments, axes, "
        "checks, counts, file, files, formula, function, id, inputs, outputs, reference, suites, "
        "title, uses",
    ),
]


@pytest.mark.parametrize(("path", "value", "line"), WRONG_VALUES)
def test_a_wrong_value_is_told_in_one_line(
    tmp_path: Path, path: tuple[str | int, ...], value: object, line: str
) -> None:
    """The line says where, what was expected and what came; nothing else is said."""
    assert [line] == said(tmp_path, changed(*path, value))


def test_a_missing_key_is_told_at_its_mapping(tmp_path: Path) -> None:
    """What isn't there has no line, so the mapping's own line is given."""
    text = THREE_MISTAKES.replace("        points: -1\n        hiden: true\n", "").replace(
        "larg}", "plain}"
    )

    expected = ["small.yaml:18: questions[0].checks[0].points is missing"]
    assert expected == problems(written(tmp_path, text))


def test_a_misspelt_key_is_read_as_what_was_meant(tmp_path: Path) -> None:
    """A misspelt key isn't missing as well, and what stands under it is looked at."""
    question = {**DATA["questions"][0]}
    question["sutes"] = {"plain": {"cases": -1}, "large": {}}
    del question["suites"]

    expected = [
        "questions[0].sutes is not a known key: did you mean `suites`?",
        "questions[0].suites.plain.cases must be at least 1, got -1",
    ]
    assert expected == said(tmp_path, changed("questions", 0, question))


def test_lists_of_broken_items_are_not_called_empty(tmp_path: Path) -> None:
    """pydantic calls a list empty when its only item is wrong; that isn't repeated."""
    data = changed("questions", 0, "checks", [{"id": "a", "kind": "value", "points": -1}])

    assert ["questions[0].checks[0].points must be at least 0, got -1"] == said(tmp_path, data)


def test_consequences_of_a_mistake_are_not_told(tmp_path: Path) -> None:
    """Points that can't be read don't make the sum of all points 0."""
    data = changed("questions", 0, "checks", DATA["questions"][0]["checks"][:1])
    data = changed("questions", 0, "checks", 0, "points", "many", data=data)

    assert ['questions[0].checks[0].points must be a number, got "many"'] == said(tmp_path, data)


def test_a_mapping_that_stands_twice_has_no_consequences(tmp_path: Path) -> None:
    """What the second of two equal keys holds isn't called missing."""
    text = THREE_MISTAKES.replace("-1\n        hiden: true", "1").replace("larg}", "plain}")
    text = text.replace("    inputs:", "    inputs: {center: {normal: [d]}}\n    inputs:")

    expected = [
        "small.yaml:16: questions[0].inputs stands twice, first in line 15: keep one of the two"
    ]
    assert expected == problems(written(tmp_path, text.replace("{name: center}", "{name: c}")))


def test_what_names_refer_to_is_not_judged_while_names_are_wrong(tmp_path: Path) -> None:
    """With an unreadable id, whoever needs that check isn't blamed."""
    data = changed("questions", 0, "checks", 0, "id", "Loss")
    data = changed("questions", 0, "checks", 1, "needs", ["pair/Loss"], data=data)

    words = "must be lower-case words or numbers joined by hyphens"
    expected = f'questions[0].checks[0].id {words}, got "Loss"'
    assert [expected] == said(tmp_path, data)


def test_an_unreadable_reference_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a named file can't be read for the hash, the rubric is refused in one line."""
    path = written(tmp_path, DATA)
    whole = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.suffix == ".txt":
            raise PermissionError(13, "Permission denied", "notes.txt")
        return whole(file)

    (tmp_path / "answers" / "notes.txt").write_text("")
    monkeypatch.setattr(Path, "read_bytes", refuse)

    expected = "small.yaml: names a file that can't be read: Permission denied (notes.txt)"
    assert [expected] == problems(path)
