"""Every public function says its formula, domain and source, and carries parseable shapes."""

import inspect
import pkgutil
import re
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import jaxtyping
import numpy as np
import pytest

import reference

PROMISED = {
    "activations": {"relu", "relu_grad", "leaky_relu", "leaky_relu_grad"},
    "cbow": {"cbow", "cbow_naive", "cbow_negative_sampling"},
    "cross_entropy": {"cross_entropy"},
    "gradcheck": {"check_gradient", "gradient_is_right"},
    "loss_and_gradient": set(),
    "model_choice": {"choose_best_model"},
    "naive_softmax": {"naive_softmax"},
    "negative_sampling": {"negative_sampling"},
    "normalize_rows": {"normalize_rows"},
    "sentence_features": {"sentence_features"},
    "sgd": {"sgd"},
    "sigmoid": {"sigmoid", "log_sigmoid", "sigmoid_grad"},
    "skipgram": {"skipgram", "skipgram_naive", "skipgram_negative_sampling"},
    "softmax": {"softmax", "log_softmax"},
    "softmax_regression": {"softmax_regression", "accuracy"},
    "two_layer_network": {"two_layer_network", "two_layer_network_mean", "parameter_count"},
    "word2vec_result": set(),
}


def modules() -> Iterator[ModuleType]:
    """Import every module of the reference; the wrong variants are a package of their own."""
    for info in pkgutil.iter_modules(reference.__path__):
        if info.ispkg:
            continue
        yield import_module(f"reference.{info.name}")


def functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Give the public functions that a module defines itself."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def hints_of(annotated: Any) -> dict[str, Any]:
    """Return annotations as what they name: jaxtyping is imported there for type checkers only."""
    names = vars(sys.modules[annotated.__module__])
    return typing.get_type_hints(annotated, {**vars(jaxtyping), **names})


def leaves(hint: Any) -> Iterator[Any]:
    """Walk into unions, sequences and callables down to plain types."""
    # A jaxtyping annotation is itself a leaf.
    inner = () if hasattr(hint, "dim_str") else typing.get_args(hint)
    if not inner:
        yield hint
    for part in inner:
        for piece in part if isinstance(part, list) else [part]:
            yield from leaves(piece)


EVERY_FUNCTION = [
    pytest.param(function, id=f"{module.__name__}.{name}")
    for module in modules()
    for name, function in functions(module).items()
]
EVERY_RESULT = [
    pytest.param(value, id=value.__name__)
    for module in modules()
    for value in vars(module).values()
    if inspect.isclass(value) and value.__module__ == module.__name__
]


def test_the_reference_holds_what_rubrics_refer_to() -> None:
    """Modules and public functions are exactly those promised."""
    actual = {module.__name__.split(".")[1]: set(functions(module)) for module in modules()}

    assert actual == PROMISED


@pytest.mark.parametrize("function", EVERY_FUNCTION)
def test_docstrings_give_formula_domain_singular_points_and_source(
    function: Callable[..., Any],
) -> None:
    """One sentence first, then the four labels in order; the source names a year."""
    text = inspect.getdoc(function) or ""
    labels = re.findall(r"^(Formula|Domain|Singular points|Source): \S", text, re.MULTILINE)
    summary, _, _ = text.partition("\n\n")

    assert labels == ["Formula", "Domain", "Singular points", "Source"]
    assert summary.endswith(".")
    assert "\n" not in summary
    assert re.search(r"\b(19|20)\d\d\b", text.partition("Source: ")[2])


@pytest.mark.parametrize("function", EVERY_FUNCTION)
def test_array_annotations_expose_their_axes(function: Callable[..., Any]) -> None:
    """Every argument and result is annotated, and arrays name their axes and numbers."""
    hints = hints_of(function)
    assert set(inspect.signature(function).parameters) | {"return"} == set(hints)

    for name, hint in hints.items():
        if name in {"pair_loss", "postprocessing", "objective", "f"}:
            continue
        for leaf in leaves(hint):
            assert leaf is not np.ndarray, f"{name} is an array without axes"
            if hasattr(leaf, "dim_str"):
                assert issubclass(leaf.array_type, np.ndarray)
                assert re.fullmatch(r"(\*?\w+)( \w+)*", leaf.dim_str)
                assert leaf.dtypes


@pytest.mark.parametrize("result", EVERY_RESULT)
def test_results_are_named_tuples_with_a_docstring(result: type) -> None:
    """More than one value comes back by name, arrays with their axes."""
    assert issubclass(result, tuple)
    assert result.__doc__
    for hint in hints_of(result).values():
        assert np.ndarray not in set(leaves(hint))


def test_to_compute_jaxtyping_is_not_needed() -> None:
    """It takes as long to load as numpy, for every student who checks homework."""
    names = [module.__name__ for module in modules()]
    code = f"import sys, {', '.join(names)}; sys.exit('jaxtyping' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_array_axes_can_be_read_by_name() -> None:
    """What generates inputs finds the axes' names in the annotations."""
    hints = hints_of(functions(import_module("reference.naive_softmax"))["naive_softmax"])

    assert (hints["center"].dim_str, hints["outside"].dim_str) == ("d", "V d")
    assert hints["target"] is int


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_module_docstrings_are_one_line(module: ModuleType) -> None:
    """A module says in one line what it is about."""
    text = module.__doc__ or ""

    assert text.endswith(".")
    assert "\n" not in text
