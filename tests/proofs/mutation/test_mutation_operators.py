"""The mutation machinery itself: what it changes, and that it changes nothing else."""

import ast

import pytest

from tests.proofs.mutation.equivalents import read_equivalents
from tests.proofs.mutation.inlining import Place, inlined
from tests.proofs.mutation.mutants import mutants_of, mutated_functions, unchanged
from tests.proofs.mutation.students import STUDENTS


def mutations(body: str) -> set[str]:
    """Return the lines that take the place of a function's only one."""
    tree = ast.parse(f"def f(a, b, c):\n    {body}")
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    return {after for _, after, _ in mutated_functions(function)}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("c = a + b", {"c = a - b"}),
        ("c = a - b", {"c = a + b", "c = b - a"}),
        ("c = a @ b", {"c = a * b", "c = a.T @ b", "c = a @ b.T", "c = b @ a"}),
        ("c = a ** 2", {"c = a * 2", "c = 2 ** a", "c = a ** 3", "c = a ** 1"}),
        ("c = a < b", {"c = a <= b", "c = a > b"}),
        ("c = -a", {"c = a"}),
        ("c = a.T", {"c = a"}),
        ("c = a[b]", {"c = a[b - 1]"}),
        ("a[b] = c", {"(removed)", "a[b - 1] = c"}),
        ("a += b", {"a = b", "a -= b", "(removed)"}),
        ("c = np.outer(a, b)", {"c = np.outer(b, a)"}),
        ("c = np.exp(a)", {"c = a"}),
        ("c = a.sum()", {"c = a.mean()"}),
        ("c = a.max(axis=1)", {"c = a.min(axis=1)", "c = a.max(axis=2)", "c = a.max(axis=0)"}),
        ("np.add.at(a, b, c)", {"a[b] += c", "a[b] = c", "np.add.at(b, a, c)", "(removed)"}),
        ("raise ValueError(1 + 2)", set()),
    ],
)
def test_a_line_has_these_mutants(body: str, wanted: set[str]) -> None:
    """Each kind of mistake is made, and nothing is mutated in the text of errors."""
    assert wanted == mutations(body) & wanted
    assert bool(wanted) == bool(mutations(body))


@pytest.mark.parametrize("question", STUDENTS)
def test_a_mutant_differs_from_the_reference_in_one_function(question: str) -> None:
    """Every mutant is a file of its own that Python can read, and each is there once."""
    sources = [mutant.source for mutant in mutants_of(question)]

    assert sources
    assert unchanged(question) not in sources
    assert len(sources) == len(set(sources))
    assert all(ast.parse(source) for source in sources)


def test_an_inlined_function_brings_what_it_calls() -> None:
    """Helpers come along from other files, in front of who calls them; annotations don't."""
    imports, parts = inlined(Place("naive_softmax", "naive_softmax"))
    names = [place.name for place in parts]

    assert "import numpy as np" in imports
    assert ["_shifted", "log_softmax"] == [n for n in names if n in ("_shifted", "log_softmax")]
    assert "naive_softmax" == names[-1]
    assert "Float" not in unchanged("naive-softmax")


def test_an_entry_of_the_list_is_read_part_by_part() -> None:
    """Questions, function, the line before and after, and a reason over several lines."""
    (entry,) = read_equivalents("# said\n@ q, r: m.f\n- a\n+ b\n+ c\nfor this\nreason\n")

    assert [(q, "m.f", "a", after) for q in "qr" for after in "bc"] == list(entry.keys)
    assert (("q", "r"), "m.f", "a", ("b", "c"), "for this reason") == entry


def test_an_entry_without_a_reason_is_refused() -> None:
    """Whoever lists a survivor says why."""
    with pytest.raises(ValueError, match="expected lines that begin with @, -, \\+ and a reason"):
        read_equivalents("@ q: m.f\n- a\n+ b\n")
