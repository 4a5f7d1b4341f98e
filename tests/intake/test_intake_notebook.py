"""Notebooks become modules."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.errors import NotebookError
from grader.intake.notebook import NotebookSource, notebook_source

CELLS = ["import numpy as np\n\nx = 1", "def f(a):\n    return a\n", "", "y = f(x)"]


def test_cells_are_joined_in_their_order(notebook) -> None:
    """The text is the cells' lines one after the other; each line knows its cell and line."""
    source = notebook_source(notebook(*CELLS))

    text = "import numpy as np\n\nx = 1\ndef f(a):\n    return a\ny = f(x)\n"
    origins = ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (4, 1))
    assert NotebookSource(text, origins, ()) == source  # type: ignore[arg-type]
    assert [(2, 2), None, None] == [source.origin(line) for line in (5, 0, 7)]


def test_every_version_of_the_format_is_read() -> None:
    """Versions 1 to 4, with the source as text or as lines, give the same module."""
    v4 = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# a"), *map(nbformat.v4.new_code_cell, CELLS)]
    )
    v3 = nbformat.convert(v4, 3)
    v2 = {"nbformat": 2, "worksheets": [{"cells": [
        {"cell_type": "code", "input": cell.split("\n")} for cell in CELLS]}]}  # fmt: skip
    v1 = {"nbformat": 1, "cells": [{"cell_type": "code", "code": cell} for cell in CELLS]}
    whole = {"cells": [{"cell_type": "code", "source": cell} for cell in CELLS]}

    texts = [nbformat.writes(v4), nbformat.writes(v3, version=3), *map(json.dumps, (v2, v1, whole))]

    expected = "import numpy as np\n\nx = 1\ndef f(a):\n    return a\ny = f(x)\n"
    assert [expected] * 5 == [notebook_source(text.encode()).text for text in texts]
    assert expected == notebook_source(texts[0].encode("utf-8-sig")).text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1\n"),
        ("!pip install numpy\npip install numpy", "# !pip install numpy\n# pip install numpy\n"),
        ("!echo it's \\\n  two lines\nx = 1", "# !echo it's \\\n# two lines\nx = 1\n"),
        ("?np.dot\nnp.dot?\nnp.dot??", "# ?np.dot\n# np.dot?\n# np.dot??\n"),
        ("if x:\n    %time f()", "if x:\n    pass  # %time f()\n"),
        ("files = !ls\nt, u = %time f()", "files = None  # !ls\nt, u = None  # %time f()\n"),
        ("%%time\nx = 1", "# %%time\nx = 1\n"),
        ("\n%%capture out\nx = 1\n!ls", "# \n# %%capture out\nx = 1\n# !ls\n"),
        ("print('%d'\n      % x)", "print('%d'\n      % x)\n"),
        ("y = 7 \\\n  % x", "y = 7 \\\n  % x\n"),
        ("s = '''\n%no magic\n!none\n'''\n%magic", "s = '''\n%no magic\n!none\n'''\n# %magic\n"),
        ("s = 'a\\'(' # ((\n%magic", "s = 'a\\'(' # ((\n# %magic\n"),
        ("x != 1\ny = x % 2", "x != 1\ny = x % 2\n"),
        ("s = 'why?'\n# why?", "s = 'why?'\n# why?\n"),
    ],
)  # fmt: skip
def test_magics_become_comments(notebook, cell: str, expected: str) -> None:
    """What only IPython understands is commented out on its line; operators and strings stay."""
    assert expected == notebook_source(notebook(cell)).text


def test_cells_in_other_languages_are_left_out(notebook) -> None:
    """A shell or HTML cell is commented out as a whole, and that is said."""
    source = notebook_source(notebook("%%bash\nls -l\ndef", "x = 1"))

    assert "# %%bash\n# ls -l\n# def\nx = 1\n" == source.text
    assert ("cell 1 is for %%bash: left out",) == source.remarks


def test_a_cell_that_writes_a_module_is_code(notebook) -> None:
    """`%%writefile word2vec.py` holds homework; its lines are taken, and that is said."""
    source = notebook_source(notebook("%%writefile word2vec.py\nx = 1"))

    assert "# %%writefile word2vec.py\nx = 1\n" == source.text
    assert ("cell 1 writes word2vec.py: taken as code",) == source.remarks


def test_a_broken_cell_without_definitions_is_left_out(notebook) -> None:
    """A scratch cell that doesn't parse stops nobody in a notebook, so it stops nothing here."""
    source = notebook_source(notebook("x = 1", "print x\ny = (", "z = 3"))

    assert "x = 1\n# print x\n# y = (\nz = 3\n" == source.text
    [remark] = source.remarks
    assert remark.startswith("cell 2 is no Python 3 and was left out (line 1: Missing parenthes")


def test_a_broken_cell_with_definitions_stays(notebook) -> None:
    """Python 2 and syntax errors in the homework itself are for the importer to name."""
    cell = "def f(x):\n    print x\n"

    assert (cell, ()) == notebook_source(notebook(cell))[::2]


def test_a_default_defined_later_is_moved_ahead(notebook) -> None:
    """A function that an earlier cell's default names comes first; all lines keep their origin."""
    source = notebook_source(
        notebook(
            "import numpy as np",
            "def skipgram(word, K=np.pi, cost=softmaxCost):\n    return cost(word)",
            "a = 1\ndef softmaxCost(w, k=K):\n    return w\nb = 2",
            "K = 3",
        )
    )

    expected = [
        "import numpy as np", "def softmaxCost(w, k=K):", "    return w",
        "def skipgram(word, K=np.pi, cost=softmaxCost):", "    return cost(word)",
        "a = 1", "b = 2", "K = 3",
    ]  # fmt: skip
    assert expected == source.text.splitlines()
    origins = [(1, 1), (3, 2), (3, 3), (2, 1), (2, 2), (3, 1), (3, 4), (4, 1)]
    assert origins == list(source.line_origin)
    remark = "cell 3: `softmaxCost` moved ahead of cell 2, where it is the default of an argument"
    assert (remark,) == source.remarks


def test_defaults_of_defaults_are_moved_too(notebook) -> None:
    """The order works when a moved function needs a third one, decorators and all."""
    source = notebook_source(
        notebook(
            "def a(f=b): return f()",
            "def b(f=c): return f()",
            "def wrap(f): return f\n@wrap\ndef c(): return 7",
            "answer = a()",
        )
    )
    names: dict[str, object] = {}

    with pytest.raises(NameError, match="wrap"):  # decorators are not followed
        exec(source.text, names)
    exec(source.text.replace("@wrap\n", ""), names)

    assert 7 == names["answer"]


@pytest.mark.parametrize(
    "cells",
    [
        ("def a(f=len): pass", "def len(): pass"),
        ("def b(): pass", "def a(f=b): pass", "def b(): pass"),
        ("from q import *\nfor b in []: pass", "def a(f=b): pass", "def b(): pass"),
        ("def a(f=b): pass", "b = 1"),
        ("def a(f=b): pass\ndef b(): pass",),
    ],
)
def test_what_is_known_or_no_function_is_not_moved(notebook, cells: tuple[str, ...]) -> None:
    """Names that are bound by then, built in, no functions, or in the same cell stay in place."""
    source = notebook_source(notebook(*cells))

    assert ("\n".join(cells) + "\n", ()) == (source.text, source.remarks)


def test_defaults_that_need_each_other_end(notebook) -> None:
    """No order helps two functions that are each other's default; each is moved once at most."""
    source = notebook_source(notebook("x = 1", "def a(f=b): pass", "def b(f=a): pass"))

    assert 3 == source.text.count("\n")
    assert {(1, 1), (2, 1), (3, 1)} == set(source.line_origin)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not a notebook: its JSON is broken (Expecting value: line 1 column 1 (char 0))"),
        (b"[]", "not a notebook: expected a JSON object with cells"),
        (b"{}", "not a notebook: expected a list of cells"),
        (b'{"cells": 3}', "not a notebook: expected a list of cells"),
        (b"[" * 100_000, "not a notebook: its JSON is nested too deeply"),
        (b'{"cells": [], "metadata": {"language_info": {"name": "R"}}}',
         "a notebook in 'R', expected Python"),
        (b'{"cells": [], "metadata": {"kernelspec": {"language": "julia"}}}',
         "a notebook in 'julia', expected Python"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_gets_one_line(data: bytes, problem: str) -> None:
    """Broken JSON, other JSON and other languages: what was expected and what came."""
    with pytest.raises(NotebookError) as caught:
        notebook_source(data)

    assert problem == str(caught.value)


@pytest.mark.parametrize(
    "cell",
    [None, 3, {"cell_type": "code"}, {"cell_type": "code", "source": 5},
     {"cell_type": "code", "source": [1, None]}],
)  # fmt: skip
def test_odd_cells_are_empty(cell: object) -> None:
    """A cell without text adds none."""
    assert "" == notebook_source(json.dumps({"cells": [cell]}).encode()).text


def test_line_ends_and_odd_characters_are_normalised(notebook) -> None:
    """Cells come out with `\\n` line ends, without NUL and lone surrogates, at any version."""
    assert "a = 1\nb = '?'\n" == notebook_source(notebook("a = 1\r\nb = '\ud800'\0")).text


code = st.lists(
    st.sampled_from(["def f(a=g):", "    return a", "%magic", "    !ls", "x = [", "]", "'''", "# c",
                     "@d", "def g(): pass", "y = 1 \\", "", "class A:", "\u2028", "\x0c"])
).map("\n".join)  # fmt: skip


@given(st.lists(code, max_size=5))
def test_no_line_is_lost(cells: list[str]) -> None:
    """Whatever the cells, each of their lines stands in the text once, with its origin."""
    made = [{"cell_type": "code", "source": cell} for cell in cells]
    source = notebook_source(json.dumps({"cells": made}).encode())

    expected = [
        (number, line)
        for number, cell in enumerate(cells, start=1)
        if cell.strip()
        for line in range(1, cell.rstrip("\n").count("\n") + 2)
    ]
    assert expected == sorted(source.line_origin)
    assert len(expected) == source.text.count("\n")
