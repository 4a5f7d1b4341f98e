"""What a Python file defines, read from its text without running it."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FLOAT_ARRAYS = frozenset({"Float", "Float64", "Inexact", "Num", "Real"})
"""jaxtyping's names for arrays that may hold float64."""
OPEN_MARKS = frozenset(".*#?_=")
"""Marks by which an annotated axis is more, or less, than one size with a name."""


@dataclass(frozen=True)
class Signature:
    """The parameters of a function that is called by keyword."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    takes_any: bool = False
    """Whether it has `**kwargs`."""
    arrays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Axes of the parameters that are annotated as arrays of floats."""
    unsure: frozenset[str] = frozenset()
    """Parameters whose annotation is a name that comes from another file."""

    @property
    def known(self) -> frozenset[str]:
        """All parameters by name."""
        return frozenset(self.required + self.optional)


def read_signatures(file: Path) -> dict[str, Signature | None]:
    """Return what a file defines at its top level.

    file: Python source.
    Returns the signature by name; None for names that aren't functions of this file.
    Raises SyntaxError, ValueError or OSError where it can't be read.
    """
    tree = ast.parse(file.read_bytes(), str(file))
    aliases = _aliases(tree)
    found: dict[str, Signature | None] = {}
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name):
                found[name] = _signature(statement, aliases)
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = None
            case ast.Assign(targets=targets):
                found.update({each.id: None for each in targets if isinstance(each, ast.Name)})
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found.update({each.asname or each.name: None for each in names})
    return found


def _aliases(tree: ast.Module) -> dict[str, ast.expr | None]:
    """Collect names that may stand for an annotation: its expression, None if it is imported."""
    aliases: dict[str, ast.expr | None] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                aliases[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                aliases[name] = value
            case ast.ImportFrom(names=names, level=level) if level > 0:
                aliases.update({each.asname or each.name: None for each in names})
    return aliases


def _signature(function: ast.FunctionDef, aliases: Mapping[str, ast.expr | None]) -> Signature:
    arguments = function.args
    by_place = [*arguments.posonlyargs, *arguments.args]
    first_default = len(by_place) - len(arguments.defaults)
    required = [each.arg for each in by_place[:first_default]]
    optional = [each.arg for each in by_place[first_default:]]
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        (required if default is None else optional).append(each.arg)
    arrays: dict[str, tuple[str, ...]] = {}
    unsure = set()
    for each in [*by_place, *arguments.kwonlyargs]:
        annotation = _resolved(each.annotation, aliases)
        if isinstance(annotation, ast.Name) and aliases.get(annotation.id, annotation) is None:
            unsure.add(each.arg)
        axes = _axes(annotation)
        if axes is not None:
            arrays[each.arg] = axes
    takes_any = arguments.kwarg is not None
    return Signature(tuple(required), tuple(optional), takes_any, arrays, frozenset(unsure))


def _resolved(
    annotation: ast.expr | None, aliases: Mapping[str, ast.expr | None]
) -> ast.expr | None:
    seen: set[str] = set()
    while isinstance(annotation, ast.Name) and annotation.id not in seen:
        seen.add(annotation.id)
        annotation = aliases.get(annotation.id) or annotation
    return annotation


def _axes(annotation: ast.expr | None) -> tuple[str, ...] | None:
    """Read the axes of `Float[np.ndarray, "V d"]`; None for anything else or open axes."""
    text = axes_text(annotation)
    return None if text is None or OPEN_MARKS & set(text) else tuple(text.split())


def axes_text(annotation: ast.expr | None) -> str | None:
    """Return `V d` of `Float[np.ndarray, "V d"]`; None for anything else."""
    match annotation:
        case ast.Subscript(
            value=ast.Name(id=kind) | ast.Attribute(attr=kind),
            slice=ast.Tuple(elts=[_, ast.Constant(value=str(text))]),
        ) if kind in FLOAT_ARRAYS:
            return text
    return None
