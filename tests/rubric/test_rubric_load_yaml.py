"""YAML is read as version 1.2 means it, with every value's line."""

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.rubric.errors import RubricErrors
from grader.rubric.plain_scalars import read_plain
from grader.rubric.yaml_source import read_yaml


def read(folder: Path, text: str) -> Any:
    """Read a text; return its data."""
    path = folder / "a.yaml"
    path.write_text(text)
    return read_yaml(path).data


def refused(folder: Path, content: str | bytes) -> str:
    """Return what is said of a text that can't be read."""
    path = folder / "a.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(RubricErrors) as caught:
        read_yaml(path)
    return str(caught.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-6", 1e-6),
        ("1E6", 1e6),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1_000", "-1_000"),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        ("+3", 3),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("2021-11-03", "2021-11-03"),
        ("12:30", "12:30"),
        ("=", "="),
        ("-.inf", -math.inf),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_unquoted_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    """Numbers, truth values and nothing are what the core schema calls so; all else is text."""
    assert value == read_plain(text)
    assert type(value) is type(read_plain(text))


def test_nan_is_a_number() -> None:
    """`.nan` is read, so that whoever takes numbers can refuse it."""
    assert math.isnan(float(str(read_plain(".nan"))))


def test_quoted_scalars_are_text(tmp_path: Path) -> None:
    """Quotes and blocks make text of anything."""
    text = "a: '1e-6'\nb: \"true\"\nc: |\n  12\nd: >-\n  null\n"

    assert {"a": "1e-6", "b": "true", "c": "12\n", "d": "null"} == read(tmp_path, text)


def test_keys_are_text(tmp_path: Path) -> None:
    """A key is the text it is written as, whatever it would mean as a value."""
    assert {"no": 1, "1": 2, "true": 3, "n": 4} == read(tmp_path, "no: 1\n1: 2\ntrue: 3\nn: 4\n")


def test_aliases_are_written_out(tmp_path: Path) -> None:
    """An alias stands for a copy of what its anchor names."""
    data = read(tmp_path, "a: &a {x: [1, 2]}\nb: *a\n")

    assert {"a": {"x": [1, 2]}, "b": {"x": [1, 2]}} == data
    assert data["a"] is not data["b"]


def test_every_value_has_its_line(tmp_path: Path) -> None:
    """A value's line is that of its key, an item's that of the item; an alias counts in place."""
    path = tmp_path / "a.yaml"
    path.write_text("a: &a\n  x:\n    1\nb:\n  - 2\n  - {y: 3,\n     z: 4}\nc: *a\n")

    expected = {
        (): 1,
        ("a",): 1,
        ("a", "x"): 2,
        ("b",): 4,
        ("b", 0): 5,
        ("b", 1): 6,
        ("b", 1, "y"): 6,
        ("b", 1, "z"): 7,
        ("c",): 8,
        ("c", "x"): 2,
    }
    assert expected == read_yaml(path).positions.lines


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    """A file saved with a byte order mark is read like one without."""
    assert {"a": 1} == read(tmp_path, "\ufeffa: 1\n")


def test_keys_that_stand_twice_are_told_with_both_lines(tmp_path: Path) -> None:
    """Each repetition is a problem, the first value is kept and the rest is read on."""
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb:\n  c: 2\n  c: 3\na: 4\nd: 5\n")

    source = read_yaml(path)

    assert {"a": 1, "b": {"c": 2}, "d": 5} == source.data
    expected = [
        f"{path}:4: b.c stands twice, first in line 3: keep one of the two",
        f"{path}:5: a stands twice, first in line 1: keep one of the two",
    ]
    assert expected == [str(problem) for problem in source.problems]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n<<: {b: 2}\n", "2: must not have a merge key (`<<`): write the keys out"),
        ("a:\n  ? [x]\n  : 1\n", "2: a must have keys that are text, got a list"),
        ("{? {x: 1} : 1}\n", "1: must have keys that are text, got a mapping"),
    ],
)
def test_keys_that_are_no_names_are_told(tmp_path: Path, text: str, line: str) -> None:
    """A merge key or a list for a key is a problem; the rest is read on."""
    path = tmp_path / "a.yaml"
    path.write_text(text)

    assert [f"{path}:{line}"] == [str(problem) for problem in read_yaml(path).problems]


INDENT = "is not YAML: what stands here fits no line above: mind indentation and quotes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1\n", "2: is not YAML: indented with a tab; write spaces"),
        ("a: 1\n\tb: 2\n", "2: is not YAML: indented with a tab; write spaces"),
        (
            "t: Sigmoid: the function\n",
            "1: is not YAML: a `:` where none can be: put text that holds `: ` in quotes, or mind "
            "the indentation",
        ),
        (
            'f: "\\sigma"\n',
            "1: is not YAML: unknown escape in double quotes: write LaTeX in single quotes, or "
            "after `|`",
        ),
        (
            "a:\n  - [1, 2\nb: 3\n",
            "3: is not YAML: a list is not closed with `]`, or lacks a comma (it begins in line 2)",
        ),
        (
            "a: {x: 1\nb: 2\n",
            "2: is not YAML: a mapping is not closed with `}`, or lacks a comma "
            "(it begins in line 1)",
        ),
        ("a: 'b\nc: 1\n", "2: is not YAML: a quote is never closed (it begins in line 1)"),
        (
            "a: @b\n",
            "1: is not YAML: text can't begin with this character: put it in quotes",
        ),
        (
            "a: 1\nb:2\nc: 3\n",
            "3: is not YAML: a key has no `: ` after it (with the space) (it begins in line 2)",
        ),
        ("a:\n  b: 1\n c: 2\n", f"3: {INDENT}"),
        pytest.param(
            "- a\nb: 1\n",
            "2: is not YAML: a list goes on without `- `: mind the indentation",
            marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="libyaml's own finding"),
        ),
        (
            "a: x\u2028y\x85z\nb: ]\n",
            "2: is not YAML: a value is missing, or a bracket is not closed",
        ),
        ("a: ]\n", "1: is not YAML: a value is missing, or a bracket is not closed"),
        (
            "%YAML 3.0\n--- 1\n",
            "1: is not YAML: meant for another YAML: leave out the line `%YAML`",
        ),
        ("", "1: is empty: a rubric begins with `schema: 1` and its `id`"),
        ("# nothing\n", "2: is empty: a rubric begins with `schema: 1` and its `id`"),
        ("a: 1\n---\nb: 2\n", "2: must be one document: a second one begins here"),
        ("a: 1\nb: *c\n", "2: `*c` stands for nothing that ends above it"),
        ("a: &a [*a]\n", "1: `*a` stands for nothing that ends above it"),
        (
            "a: !!python/name:os.system\n",
            "1: the tag `tag:yaml.org,2002:python/name:os.system` is not read here: leave it out",
        ),
        ("a: " + "[" * 40 + "]" * 40, "1: is nested more than 30 deep"),
        ("[" * 100_000, "1: is nested more than 30 deep"),
        (b"a: 1\nb: \xff\n", "2: must be UTF-8 text, got byte 0xff"),
        ("a: 1\nb: 2\x07\n", "2: must be plain text, got character U+0007"),
    ],
)
def test_what_is_no_yaml_is_told_in_one_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    """A text that can't be read gives its line and what to do about it."""
    assert f"a.yaml:{said}" == refused(tmp_path, text)


def test_multiplying_aliases_are_refused(tmp_path: Path) -> None:
    """A document of a few lines that means a billion values isn't written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    expected = "a.yaml:1: must hold at most 20000 values, got more: do aliases (`*name`) multiply?"
    assert expected == refused(tmp_path, "\n".join(lines))


def test_large_files_are_refused_unread(tmp_path: Path) -> None:
    """A file of 10 MB is told by its size."""
    assert "a.yaml: must be at most 1 MB, got 10.0 MB" == refused(tmp_path, b"a: 1\n" * 2_000_000)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.yaml", "none.yaml: no such file"),
        ("folder.yaml", "folder.yaml: must be a file, got a folder"),
        ("a.yaml/b.yaml", "a.yaml/b.yaml: can't be read: Not a directory"),
        ("a\0b.yaml", "a\\x00b.yaml: can't be read: embedded null byte"),
    ],
)
def test_what_is_no_file_is_told_in_one_line(tmp_path: Path, name: str, said: str) -> None:
    """A path that leads to no file gives one line without a line number."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "a.yaml").write_text("a: 1")

    with pytest.raises(RubricErrors) as caught:
        read_yaml(tmp_path / name)

    assert said == str(caught.value).replace(f"{tmp_path}/", "")


def test_devices_are_refused() -> None:
    """What is neither file nor folder isn't read."""
    with pytest.raises(RubricErrors) as caught:
        read_yaml(Path("/dev/zero"))

    assert "/dev/zero: must be a file, got something else" == str(caught.value)
