"""The instructor's reference functions, found by name beside the rubric."""

import ast
import difflib
import importlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.rubric.broken_file import blaming
from grader.rubric.modules import import_file, import_package, private_name
from grader.rubric.signatures import axes_text

ReferenceFunction = Callable[..., Any]


class MissingReferenceError(LookupError):
    """A rubric names a reference function that isn't there."""


@dataclass(frozen=True)
class Reference:
    """A folder of reference modules, or a single one."""

    path: Path

    def function(self, name: str) -> ReferenceFunction:
        """Return the function that `module:function` names.

        Raises MissingReferenceError with what was looked for and what is there instead.
        """
        module_name, colon, function_name = name.partition(":")
        if not colon:
            raise MissingReferenceError(f"expected module:function, got {name!r}")
        module = _module(self, module_name)
        found = getattr(module, function_name, None)
        if not callable(found):
            known = [key for key, value in vars(module).items() if inspect.isfunction(value)]
            raise MissingReferenceError(
                _near(f"no function {function_name!r} in {name!r}", function_name, known)
            )
        function: ReferenceFunction = found
        return function

    def module(self, name: str) -> Any:
        """Return a module of the folder, by its dotted name.

        Raises MissingReferenceError with what was looked for and what is there instead,
        RubricErrors where the module itself is broken.
        """
        private = private_name(self.path, "reference")
        if self.path.is_file():
            if name != self.path.stem:
                raise MissingReferenceError(f"expected module {self.path.stem!r}, got {name!r}")
            with blaming(self.path):
                return import_file(self.path, private)
        parts = name.split(".")
        file = self.path.joinpath(*parts).with_suffix(".py")
        if not all(map(str.isidentifier, parts)) or not file.is_file():
            known = sorted(file.stem for file in self.path.glob("[!_]*.py"))
            raise MissingReferenceError(_near(f"no module {name!r} in {self.path}", name, known))
        with blaming(self.path):
            import_package(self.path, private)
            return importlib.import_module(f"{private}.{name}")


@cache
def _module(reference: Reference, name: str) -> Any:
    """Return a module, looked for once: it is asked for with every case."""
    return reference.module(name)


def load_reference(path: Path) -> Reference:
    """Return the reference functions of a folder or of one file.

    path: the folder of modules (relative imports among them work), or a single `.py` file.
    Raises MissingReferenceError where there is neither.
    """
    if not path.is_dir() and not (path.is_file() and path.suffix == ".py"):
        raise MissingReferenceError(
            f"expected a folder or a .py file of reference functions: {path}"
        )
    return Reference(path.resolve())


@cache
def parameter_names(function: ReferenceFunction) -> dict[str, bool]:
    """Return the names of a function's parameters, and of each whether it must be given."""
    parameters = inspect.signature(function).parameters.values()
    return {each.name: each.default is inspect.Parameter.empty for each in parameters}


@cache
def float_axes(function: ReferenceFunction) -> dict[str, tuple[str, ...]]:
    """Return the axes of the parameters that are annotated as arrays of floats.

    A parameter whose annotation leaves its axes open (`...`) is left out.
    """
    annotations = inspect.get_annotations(function)
    annotations.pop("return", None)
    names = getattr(inspect.unwrap(function), "__globals__", {})
    axes = {name: _annotated_axes(each, names) for name, each in annotations.items()}
    return {n: each for n, each in axes.items() if each is not None and all(map(_is_size, each))}


def _annotated_axes(annotation: Any, names: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the axes of an annotation, None if it is no array of floats.

    One that was left as text is read as such: what it names need not be imported, and jaxtyping
    takes long to load.
    names: what a name in the text may stand for.
    """
    if isinstance(annotation, str):
        text = axes_text(ast.parse(annotation, mode="eval").body)
        if text is not None:
            return tuple(text.split())
        annotation = names.get(annotation)
    floats = "float64" in getattr(annotation, "dtypes", ())
    return tuple(str(annotation.dim_str).split()) if floats else None


def _is_size(axis: str) -> bool:
    """Tell a named or computed axis from those that jaxtyping leaves open."""
    return not axis.startswith("_") and not any(mark in axis for mark in ".*#?=")


def _near(sentence: str, name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"{sentence}; did you mean {close[0]!r}?" if close else sentence
