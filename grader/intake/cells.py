"""The code cells of a notebook as pieces of one module."""

import ast
import builtins
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DEFINES = re.compile(r"^(?:async\s+def|def|class)\s", re.MULTILINE)
_BUILTIN = frozenset(dir(builtins))
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class CellLine(NamedTuple):
    """A place in a notebook."""

    cell: int
    """The how-manieth code cell, from 1."""
    line: int
    """The line in it, from 1."""


class Cell(NamedTuple):
    """Lines that came from one cell."""

    number: int
    lines: tuple[str, ...]
    origins: tuple[CellLine, ...]
    body: tuple[ast.stmt, ...]
    """The statements; none if the lines are no Python 3."""
    problem: str
    """Why they aren't, or ""."""


class Ordered(NamedTuple):
    """The cells in an order in which defaults are known, and what was moved."""

    cells: list[Cell]
    remarks: list[str]


def cell(number: int, lines: Sequence[str], origins: Sequence[CellLine]) -> Cell:
    """Parse the lines of a cell."""
    body: list[ast.stmt] = []
    problem = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse("\n".join(lines) + "\n").body
    except SyntaxError as error:
        problem = f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        problem = str(error) or type(error).__name__
    return Cell(number, tuple(lines), tuple(origins), tuple(body), problem)


def defines(one: Cell) -> bool:
    """Say whether a cell seems to define something, be it Python 3 or not."""
    return bool(_DEFINES.search("\n".join(one.lines)))


def commented_out(one: Cell) -> Cell:
    """Return the cell with each line as a comment."""
    return cell(one.number, [f"# {line}" for line in one.lines], one.origins)


def in_order(cells: Sequence[Cell]) -> Ordered:
    """Move a later cell's function ahead of the cell whose `def` names it as a default.

    Run by hand in another order the notebook works; read from the top, the name isn't there yet.
    """
    done: list[Cell] = []
    left = list(cells)
    remarks: list[str] = []
    known = set(_BUILTIN)
    movable = {s.name for one in cells for s in one.body if isinstance(s, _Function)}
    while left:
        here = _find(left, known, movable)
        if here is None:
            known.update(_bound(left[0].body))
            done.append(left.pop(0))
            continue
        index, function = here
        rest, piece = _cut(left[index], function)
        remarks.append(
            f"cell {rest.number}: `{function.name}` moved ahead of cell {left[0].number}, "
            "where it is the default of an argument"
        )
        movable.remove(function.name)
        left[index] = rest
        left.insert(0, piece)
    return Ordered(done, remarks)


def _find(left: list[Cell], known: set[str], movable: set[str]) -> tuple[int, _Function] | None:
    """Find the function of a later cell that the first cell's defaults need."""
    names = _missing(left[0].body, known) & movable
    if not names:
        return None
    for index, later in enumerate(left[1:], start=1):
        for statement in later.body:
            if isinstance(statement, _Function) and statement.name in names:
                return index, statement
    return None


def _missing(body: Sequence[ast.stmt], known: set[str]) -> set[str]:
    """Return the names in defaults that nothing has bound by then."""
    missing: set[str] = set()
    bound = set(known)
    for statement in body:
        if isinstance(statement, _Function):
            missing |= _default_names(statement) - bound
        bound.update(_bound([statement]))
    return missing


def _default_names(function: _Function) -> set[str]:
    """Return the names in a function's defaults."""
    defaults = [*function.args.defaults, *(d for d in function.args.kw_defaults if d is not None)]
    nodes = (node for default in defaults for node in ast.walk(default))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _bound(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that the statements bind at the top level, and some below: that is safe."""
    for statement in body:
        if isinstance(statement, _Function | ast.ClassDef):
            yield statement.name
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.alias):
                yield (node.asname or node.name).partition(".")[0]
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, _Function | ast.ClassDef):
                yield node.name


def _cut(one: Cell, function: _Function) -> tuple[Cell, Cell]:
    """Take a function out of a cell: what is left, and the function."""
    first = min([function.lineno, *(d.lineno for d in function.decorator_list)]) - 1
    last = function.end_lineno or function.lineno
    rest = cell(
        one.number,
        one.lines[:first] + one.lines[last:],
        one.origins[:first] + one.origins[last:],
    )
    return rest, cell(one.number, one.lines[first:last], one.origins[first:last])
