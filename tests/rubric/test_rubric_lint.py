"""What a rubric may not say: each contradiction gives its own line."""

from pathlib import Path
from typing import Any

import pytest

from tests.rubric.small_rubric import DATA, changed, problems, said, written

Q = "questions[0]"
PLAIN = ("questions", 0, "suites", "plain")
CHECKS = ("questions", 0, "checks")
TWICE = [*DATA["questions"], {**DATA["questions"][0], "function": "other", "aliases": []}]
SECOND = {**DATA["questions"][0], "id": "second", "function": "second", "aliases": ["pair"]}


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("id",), "large", 'id must be the file\'s own name, `small`, got "large"'),
        (("questions",), TWICE, 'questions[1].id must differ from questions[0].id, got "pair"'),
        (
            (*CHECKS, 1, "id"),
            "loss",
            f'{Q}.checks[1].id must differ from {Q}.checks[0].id, got "loss"',
        ),
        (
            ("questions", 0, "outputs"),
            ["loss", "grad", "loss"],
            f'{Q}.outputs[2] must differ from {Q}.outputs[0], got "loss"',
        ),
        (
            ("questions", 0, "function"),
            "my pair",
            f'{Q}.function must be the name of a Python function, got "my pair"',
        ),
        (
            ("questions", 0, "aliases"),
            ["pair"],
            f'{Q}.aliases[0] must differ from {Q}.function, got "pair"',
        ),
        (
            ("questions", 0, "aliases"),
            ["a", "b", "a"],
            f'{Q}.aliases[2] must differ from {Q}.aliases[0], got "a"',
        ),
        (
            ("questions",),
            [*DATA["questions"], SECOND],
            'questions[1].aliases[0] must not be a name that question `pair` goes by, got "pair"',
        ),
        (
            ("questions", 0, "file"),
            "../pair.py",
            f"{Q}.file must be a path inside the submission, such as `word2vec.py`, "
            'got "../pair.py"',
        ),
        (
            ("questions", 0, "files"),
            ["pair.py"],
            f'{Q}.files[0] must differ from {Q}.file, got "pair.py"',
        ),
        (
            ("questions", 0, "arguments", 1, "name"),
            "v",
            f'{Q}.arguments[1].name must differ from {Q}.arguments[0].name, got "v"',
        ),
        (
            ("questions", 0, "arguments", 1, "name"),
            "2nd",
            f'{Q}.arguments[1].name must be the name of a Python argument, got "2nd"',
        ),
        (
            ("questions", 0, "arguments", 3),
            {"name": "dataset", "own": "pair_los"},
            f"{Q}.arguments[3].own must be a question's function (did you mean `pair_loss`?), "
            'got "pair_los"',
        ),
    ],
)
def test_names_that_clash_or_are_no_names(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, line: str
) -> None:
    """Ids, functions, files, outputs and arguments are unique and well-formed."""
    data = changed(*path, value)
    used = "own" not in str(value)  # an input that goes nowhere is another test's matter

    assert [line] == said(tmp_path, data) if used else line in said(tmp_path, data)


def test_a_shared_function_is_no_clash_in_files_apart(tmp_path: Path) -> None:
    """An alias may be another question's function where the two are never in one file."""
    data = changed("questions", [*DATA["questions"], {**SECOND, "file": "second.py"}])

    assert [] == said(tmp_path, data)


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (
            (*CHECKS, 0, "output"),
            "los",
            f"{Q}.checks[0].output must be one of the question's outputs (did you mean `loss`?), "
            'got "los"',
        ),
        (
            (*CHECKS, 2, "suite"),
            "stable",
            f"{Q}.checks[2].suite must be one of the question's suites (known: large, plain), "
            'got "stable"',
        ),
        (
            (*CHECKS, 2, "kind"),
            "printed-verdict",
            f"{Q}.checks[2].kind can't be judged without `expect: accept` or `expect: reject` in "
            'suite `large`, got "printed-verdict"',
        ),
        (
            (*CHECKS, 2, "needs"),
            ["pair/los"],
            f"{Q}.checks[2].needs[0] must be a check, as question/check "
            '(did you mean `pair/loss`?), got "pair/los"',
        ),
        (
            (*CHECKS, 0, "needs"),
            ["pair/loss"],
            f"{Q}.checks[0].needs must not lead back to its own check: pair/loss needs pair/loss",
        ),
        (
            (*PLAIN, "cases"),
            19,
            f"{Q}.suites.plain.cases must be at least 20, as `loss` earns points, got 19",
        ),
        (
            ("limits",),
            {"call_seconds": 9, "submission_seconds": 8},
            "limits.call_seconds must be at most submission_seconds, which all calls share, "
            "got 9.0",
        ),
        (
            CHECKS,
            [{"id": "loss", "kind": "value", "points": 0}],
            "questions must be worth points: give some check more than 0",
        ),
    ],
)
def test_checks_that_cannot_be_judged(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, line: str
) -> None:
    """A check names what exists, and has what its kind needs."""
    assert [line] == said(tmp_path, changed(*path, value))


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (
            ("questions", 0, "uses"),
            ["pare"],
            f'{Q}.uses[0] must be another question (known: none), got "pare"',
        ),
        (
            (*CHECKS, 0, "mistakes"),
            {"sign-flipped": 99},
            f"{Q}.checks[0].mistakes.sign-flipped must be less than the check's own ",
        ),
    ],
)
def test_mistakes_and_helpers_that_make_no_sense(
    path: tuple[str | int, ...], value: Any, line: str, tmp_path: Path
) -> None:
    """A mistake earns less than being right; a helper is another question."""
    (told,) = said(tmp_path, changed(*path, value))
    assert line in told


def test_advice_may_have_few_cases(tmp_path: Path) -> None:
    """A check that earns no points may be tried as seldom as its author likes."""
    assert [] == said(tmp_path, changed("questions", 0, "suites", "large", "cases", 3))


def test_a_circle_of_needs_names_its_members(tmp_path: Path) -> None:
    """Checks that wait for one another are told once, as they need each other."""
    data = changed(*CHECKS, 0, "needs", ["pair/stable"])
    data = changed(*CHECKS, 2, "needs", ["pair/grad"], data=data)
    data = changed(*CHECKS, 1, "needs", ["pair/loss"], data=data)

    (line,) = said(tmp_path, data)

    circle = "pair/grad needs pair/loss needs pair/stable needs pair/grad"
    assert " must not lead back to its own check: " in line
    assert set(circle.split(" needs ")) == set(line.rpartition(": ")[2].split(" needs "))


def test_values_need_a_reference(tmp_path: Path) -> None:
    """Checks that compare can't be judged where no reference function answers the suite."""
    data = changed("questions", 0, "inputs", "center", {"normal": ["d"]})
    data = changed("questions", 0, "inputs", "outside", {"normal": ["V", "d"]}, data=data)
    del data["questions"][0]["reference"]
    lacking = "can't be judged without a `reference`, of the question or of suite"

    expected = [
        f'{Q}.checks[0].kind {lacking} `plain`, got "value"',
        f'{Q}.checks[1].kind {lacking} `plain`, got "gradient"',
        f'{Q}.checks[2].kind {lacking} `large`, got "stable"',
    ]
    assert sorted(expected) == sorted(said(tmp_path, data))


def test_repeats_need_a_sampler(tmp_path: Path) -> None:
    """Repeated negatives can be told only where the draws are scripted."""
    data = changed("questions", 0, "inputs", "draws", {"indices": "V", "count": 2})
    data = changed(*CHECKS, 2, "kind", "repeats", data=data)

    expected = (
        f"{Q}.checks[2].kind can't be judged without an input of kind `sampler` in suite `large`, "
        'got "repeats"'
    )
    assert [expected] == said(tmp_path, data)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        (
            "reference",
            "answer",
            "reference must be a folder of .py files, or one such file, seen from `FOLDER` "
            '(did you mean `answers`?), got "answer"',
        ),
        (
            "stand_ins",
            "answers/words.py",
            'stand_ins must be a folder, seen from `FOLDER`, got "answers/words.py"',
        ),
        ("starter", "blank", 'starter must be a folder, seen from `FOLDER`, got "blank"'),
        (
            "probes",
            "prbes.py",
            "probes must be a .py file, seen from `FOLDER` (did you mean `probes.py`?), "
            'got "prbes.py"',
        ),
    ],
)
def test_folders_and_files_beside_the_rubric_exist(
    tmp_path: Path, key: str, value: str, line: str
) -> None:
    """A path that leads nowhere is told once, not for everything that stood there."""
    told = said(tmp_path, changed(key, value))

    assert [line] == [each.replace(str(tmp_path), "FOLDER") for each in told]


def test_an_unused_default_reference_need_not_exist(tmp_path: Path) -> None:
    """A rubric whose checks compare nothing needs no reference folder."""
    data = changed("questions", 0, "inputs", "center", {"normal": ["d"]})
    data = changed("questions", 0, "inputs", "outside", {"normal": ["V", "d"]}, data=data)
    data["questions"][0]["checks"] = [{"id": "unmutated", "kind": "unmutated", "points": 1}]
    del data["reference"], data["questions"][0]["reference"]

    assert [] == said(tmp_path, data)


def test_lint_lines_point_into_the_file(tmp_path: Path) -> None:
    """A contradiction is told at the line of the value that should change."""
    path = written(tmp_path, changed(*CHECKS, 1, "output", "gard"))
    number = 1 + path.read_text().splitlines().index('     "output": "gard"')

    expected = (
        f"small.yaml:{number}: questions[0].checks[1].output must be one of the question's outputs "
        '(did you mean `grad`?), got "gard"'
    )
    assert [expected] == problems(path)
