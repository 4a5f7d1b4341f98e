"""A reference function and all it calls, put into one file such as a student hands in."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

REFERENCE = Path(__file__).parents[3] / "reference"


class Place(NamedTuple):
    """A definition by the module that holds it."""

    module: str
    name: str


@dataclass(frozen=True)
class Module:
    """What a file of reference functions defines, and where its other names come from."""

    definitions: dict[str, ast.stmt]
    borrowed: dict[str, Place]
    """Names from other files of the reference."""
    imports: dict[str, str]
    """Names from elsewhere, with the line that imports each."""


def inlined(start: Place, folder: Path = REFERENCE) -> tuple[list[str], dict[Place, ast.stmt]]:
    """Return the import lines and the definitions that a function needs, its helpers first.

    Annotations and docstrings are left out: they are no part of what is computed.
    """
    imports: dict[str, None] = {}
    parts: dict[Place, ast.stmt] = {}

    def collect(place: Place) -> None:
        module = read_module(folder / f"{place.module}.py")
        if place in parts:
            return
        node = module.definitions[place.name]
        for name in names_in(node):
            if name in module.borrowed:
                collect(module.borrowed[name])
            elif name in module.definitions and name != place.name:
                collect(Place(place.module, name))
            elif name in module.imports:
                imports[module.imports[name]] = None
        parts[place] = node

    collect(start)
    assert len(parts) == len({place.name for place in parts}), "two definitions of one name"
    return list(imports), parts


def names_in(node: ast.stmt) -> list[str]:
    """Return every name that a definition mentions, in the order in which it does."""
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]


@cache
def read_module(file: Path) -> Module:
    """Parse a file, without its annotations and docstrings."""
    tree = _Bare().visit(ast.parse(file.read_text("utf-8")))
    found = Module({}, {}, {})
    for node in tree.body:
        for name in _defined(node):
            found.definitions[name] = node
        if isinstance(node, ast.ImportFrom) and node.level:
            for alias in node.names:
                found.borrowed[alias.name] = Place(str(node.module), alias.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found.imports[alias.asname or alias.name] = ast.unparse(node)
    return found


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    if isinstance(node, ast.Assign):
        for each in ast.walk(node.targets[0]):
            if isinstance(each, ast.Name):
                yield each.id


class _Bare(ast.NodeTransformer):
    """Takes annotations and docstrings away."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        node.body = _without_docstring(node.body)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.body = _without_docstring(node.body)
        for field in node.body:  # a NamedTuple's fields are told by their annotations
            if isinstance(field, ast.AnnAssign):
                field.annotation = ast.Name("object")
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return ast.Pass()
        return ast.copy_location(ast.Assign([node.target], node.value), node)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    described = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if described else body
