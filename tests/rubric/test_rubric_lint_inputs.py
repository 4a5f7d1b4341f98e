"""Axes, inputs, arguments, probes and reference functions fit each other."""

from pathlib import Path
from typing import Any

import pytest

from tests.rubric.small_rubric import DATA, changed, said, written

Q = "questions[0]"
INPUTS = ("questions", 0, "inputs")
AXES = ("questions", 0, "axes")
PLAIN = ("questions", 0, "suites", "plain")
ARGUMENT = ("questions", 0, "arguments", 3)


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ((*AXES, "V"), [6, 3], f"{Q}.axes.V must be [lowest, highest], got [6, 3]"),
        ((*AXES, "d"), [0, 4], f"{Q}.axes.d must be sizes from 1 to 10000, got [0, 4]"),
        ((*AXES, "V"), [3, 10**6], f"{Q}.axes.V must be sizes from 1 to 10000, got [3, 1000000]"),
        (
            (*AXES, "2d"),
            [1, 9],
            f"{Q}.axes.2d must have a name that can stand in `V*d + 1`: letters and digits",
        ),
        (
            AXES,
            {"V": [3, 3], "d": [3, 3]},
            f"{Q}.axes must leave room for all axes to differ in size, got V: [3, 3], d: [3, 3]",
        ),
        (
            (*PLAIN, "axes"),
            {"V": [3, 4], "d": [3, 4], "n": [3, 4]},
            f"{Q}.suites.plain.axes must leave room for all axes to differ in size, "
            "got V: [3, 4], d: [3, 4], n: [3, 4]",
        ),
        (
            (*INPUTS, "target"),
            {"indx": "V"},
            f'{Q}.inputs.target must name its kind (did you mean `index`?), got {{"indx": "V"}}',
        ),
        (
            (*INPUTS, "target"),
            {"index": "V", "size": "V"},
            f"{Q}.inputs.target must name a single kind, got index, size",
        ),
        (
            (*INPUTS, "draws"),
            {"sampler": "V", "not": "target"},
            f"{Q}.inputs.draws lacks `count`, which `sampler` needs",
        ),
        (
            (*INPUTS, "draws"),
            {"sampler": "V", "not": "target", "cuont": 2},
            f"{Q}.inputs.draws.cuont is no option of `sampler`: did you mean `count`?",
        ),
        (
            (*INPUTS, "draws"),
            {"sampler": "V", "not": ["target"], "count": 2},
            f"{Q}.inputs.draws.not must be the name of an input, or a mapping to such names, "
            'got ["target"]',
        ),
        (
            (*INPUTS, "draws"),
            {"sampler": "V", "not": "tarjet", "count": 2},
            f"{Q}.inputs.draws names an input `tarjet` that isn't there: did you mean `target`?",
        ),
        (
            (*INPUTS, "draws"),
            {"sampler": "V", "not": "draws", "count": 2},
            f"{Q}.inputs.draws must not be made from itself: draws from draws",
        ),
        (
            (*INPUTS, "spare"),
            {"size": "V"},
            f"{Q}.inputs.spare goes nowhere: no argument, other input or reference function "
            "takes it",
        ),
        ((*AXES, "n"), [2, 9], f"{Q}.axes.n measures no input of any suite"),
        (
            (*PLAIN, "axes"),
            {"K": [2, 9]},
            f"{Q}.suites.plain.axes.K measures no input of this suite",
        ),
        (
            (*PLAIN, "special_cases"),
            {"20": {}},
            f"{Q}.suites.plain.special_cases.20 is no case of this suite: they are numbered "
            "0 to 19",
        ),
        (
            (*PLAIN, "variants"),
            [{}] * 21,
            f"{Q}.suites.plain.variants must be at most 20, as many as there are cases, got 21",
        ),
        (
            (*INPUTS, "target"),
            {"index": "W"},
            f"{Q}.inputs.target can't be drawn in suite `plain`: expected one of the axes (V, d), "
            "got 'W'",
        ),
        (
            (*ARGUMENT, "value"),
            "datset",
            f"{Q}.arguments[3].value must be an input of suite `plain` (did you mean `dataset`?), "
            'got "datset"',
        ),
        (
            (*ARGUMENT, "name"),
            "corpus",
            f"{Q}.arguments[3].name must be an input of suite `plain` "
            '(known: center, dataset, draws, outside, target), got "corpus"',
        ),
        (
            ("questions", 0, "arguments", 0, "names"),
            ["v"],
            f"{Q}.arguments[0].names needs `center` to be an input of kind `probe`",
        ),
        (
            ARGUMENT,
            {"name": "dataset", "own": "pair", "value": "dataset"},
            f"{Q}.arguments[3].own must not stand beside `value`: an argument has one "
            'source, got "pair"',
        ),
    ],
)
def test_inputs_that_cannot_be_made(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, line: str
) -> None:
    """Whatever keeps a case from being made is told in one line, at the input that is wrong."""
    assert [line] == said(tmp_path, changed(*path, value))


def test_an_option_that_numpy_refuses_is_told_at_its_input(tmp_path: Path) -> None:
    """Where drawing fails in numpy, the input is named and numpy's own words follow."""
    center = {"normal": ["d"], "scale": "wide"}

    (line,) = said(tmp_path, changed(*PLAIN, "special_cases", {"7": {"center": center}}))

    place = f"{Q}.suites.plain.special_cases.7.center can't be drawn in suite `plain`: "
    assert place == line[: len(place)]


def test_an_argument_from_nowhere_is_told_once(tmp_path: Path) -> None:
    """What is missing in every suite, and for the reference too, is one mistake."""
    data = changed(*INPUTS, "tarjet", {"index": "V"})
    del data["questions"][0]["inputs"]["target"]
    data = changed(*INPUTS, "draws", {"indices": "V", "count": 2}, data=data)

    expected = (
        f"{Q}.arguments[1].value must be an input of suite `plain` (did you mean `tarjet`?), "
        'got "target"'
    )
    assert [expected] == said(tmp_path, data)


def test_annotated_arrays_need_no_input(tmp_path: Path) -> None:
    """Float arrays that the reference's signature gives axes are drawn without being described."""
    assert not {"center", "outside"} & set(DATA["questions"][0]["inputs"])
    assert [] == said(tmp_path, DATA)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("loss", 'must be written `module:function`, got "loss"'),
        (
            "wrods:loss",
            'names no module of the reference (did you mean `words`?), got "wrods:loss"',
        ),
        (
            "words:los",
            'names no function of `words.py` (did you mean `loss`?), got "words:los"',
        ),
        (
            "words:zzz",
            'names no function of `words.py` (known: loss, mean_loss, of_vector), got "words:zzz"',
        ),
        (
            "broken:loss",
            "names a module that can't be read: broken.py:1: '(' was never closed, "
            'got "broken:loss"',
        ),
    ],
)
def test_reference_functions_exist(tmp_path: Path, name: str, line: str) -> None:
    """A reference function is looked up in its file's text, which is never run."""
    data = changed("questions", 0, "reference", name)
    written(tmp_path, data)
    (tmp_path / "answers" / "broken.py").write_text("f(")

    assert [f"{Q}.reference {line}"] == said(tmp_path, data)


def test_suites_and_accepted_answers_name_functions_too(tmp_path: Path) -> None:
    """Every place that names a function is looked at."""
    data = changed("questions", 0, "accepted", ["words:men_loss"])
    data = changed(*PLAIN, "reference", "words:lost", data=data)

    expected = [
        f"{Q}.accepted[0] names no function of `words.py` (did you mean `mean_loss`?), "
        'got "words:men_loss"',
        f"{Q}.suites.plain.reference names no function of `words.py` (did you mean `loss`?), "
        'got "words:lost"',
    ]
    assert sorted(expected) == sorted(said(tmp_path, data))


def test_reference_functions_get_all_parameters(tmp_path: Path) -> None:
    """Each parameter without a default must be an input of the suites that the function answers."""
    data = changed("questions", 0, "suites", "large", "reference", "words:mean_loss")

    expected = [
        f"{Q}.arguments[0].value must be an input of suite `large` "
        '(known: dataset, draws, target), got "center"',
        f"{Q}.arguments[2].value must be an input of suite `large` "
        '(known: dataset, draws, target), got "outside"',
    ]
    assert expected == said(tmp_path, data)

    arguments = [{"name": "o", "value": "target"}, {"name": "dataset"}]
    data = changed("questions", 0, "suites", "large", "arguments", arguments, data=data)
    expected = [
        f"{Q}.suites.large.reference takes `center`, `outside`, no input of suite `large` "
        '(known: dataset, draws, target), got "words:mean_loss"'
    ]
    assert expected == said(tmp_path, data)


def test_annotations_from_other_files_get_the_benefit_of_the_doubt(tmp_path: Path) -> None:
    """Where the text alone doesn't tell what an annotation means, nothing is called missing."""
    question = changed("questions", 0, "reference", "words:of_vector")["questions"][0]
    question["arguments"] = [{"name": "vector"}]
    question["inputs"] = {}

    assert [] == said(tmp_path, changed("questions", 0, question))


@pytest.mark.parametrize(
    ("spec", "line"),
    [
        (
            {"probe": "datset", "with": {"draws": "draws"}},
            '.probe must be a function of the probes file (did you mean `dataset`?), got "datset"',
        ),
        (
            {"probe": "_hidden", "with": {"draws": "draws"}},
            '.probe must be a function of the probes file (known: dataset), got "_hidden"',
        ),
        (
            {"probe": "dataset", "with": {"draw": "draws"}},
            ".with.draw is no parameter of `dataset`: did you mean `draws`?",
        ),
        (
            {"probe": "dataset", "with": {"draws": "draws"}, "options": {"speed": 3}},
            ".options.speed is no parameter of `dataset`; known: draws, names",
        ),
        (
            {"probe": "dataset", "options": {"names": []}},
            " lacks `draws`, which `dataset` needs",
        ),
        (
            {"probe": "dataset", "with": "draws"},
            '.with must be a mapping, got "draws"',
        ),
    ],
)
def test_probes_exist_and_take_what_they_are_handed(
    tmp_path: Path, spec: dict[str, Any], line: str
) -> None:
    """A probe is a public function of the probes file, called with parameters that it has."""
    assert [f"{Q}.inputs.dataset{line}"] == said(tmp_path, changed(*INPUTS, "dataset", spec))


def test_probes_need_their_file(tmp_path: Path) -> None:
    """A probe can't come from a rubric that names no probes file, nor from an unreadable one."""
    data = changed("probes", None)
    expected = (
        f'{Q}.inputs.dataset.probe needs the rubric to name a file of `probes`, got "dataset"'
    )
    assert [expected] == said(tmp_path, data)

    (tmp_path / "broken.py").write_text("f(")
    data = changed("probes", "broken.py")
    expected = "probes can't be read: broken.py:1: '(' was never closed"
    assert [expected] == said(tmp_path, data)
