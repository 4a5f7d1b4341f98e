"""Tell a function that still is the starter's skeleton from one that was written."""

import ast
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

MOST_PARSED = 300_000
"""Longer files are not looked into on our side: homework is a tenth of that."""
PLACEHOLDER_ERRORS = frozenset(("NotImplementedError", "NotImplemented"))
PLACEHOLDER_CALLS = frozenset(("zeros", "zeros_like", "empty", "getNegativeSamples", "extend"))


def is_untouched(text: str, names: Collection[str]) -> bool:
    """Say whether the first function of one of these names does no work at all.

    Placeholders, asserts and returns are no work, but raising an exception of one's own is; a
    file that Python 3 can't parse is taken for written (the import tells what is the matter).
    """
    functions = [node for node in function_definitions(text) if node.name in names]
    return bool(functions) and _does_nothing(functions[-1])


def _does_nothing(function: ast.FunctionDef) -> bool:
    """Say whether a function only holds places: what it returns, it has not made."""
    if not all(map(_is_idle, function.body)):
        return False
    given = {a.arg for a in (*function.args.posonlyargs, *function.args.args)}
    if any(isinstance(line, ast.Raise) for line in ast.walk(function)):
        given = set()  # the starter's `raise NotImplementedError` stands before the return
    return not any(
        _returns_work(line.value, given)
        for line in ast.walk(function)
        if isinstance(line, ast.Return)
    )


def _returns_work(value: ast.expr | None, given: Collection[str]) -> bool:
    match value:
        case None | ast.Constant(value=None):
            return False
        case ast.Name(id=name):
            return name in given
        case ast.Tuple(elts=parts):
            return any(_returns_work(part, given) for part in parts)
    return True


@lru_cache(maxsize=4)
def function_definitions(text: str) -> tuple[ast.FunctionDef, ...]:
    """Return the functions of a file, one in another included; none if it can't be parsed."""
    if len(text) > MOST_PARSED:
        return ()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(_functions_in(tree.body))


def _functions_in(statements: Iterable[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """Yield the functions that statements define, however deep, in the order of the file."""
    waiting = [*statements][::-1]
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.FunctionDef):
            yield statement
        waiting += [*_inner(statement)][::-1]


def _inner(statement: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements in the blocks of a statement; expressions hold none."""
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ()), statement):
        for block in ("body", "orelse", "finalbody"):
            yield from getattr(part, block, ())


def _is_idle(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Assert():
            return True
        case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
            return name in PLACEHOLDER_ERRORS
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=value) | ast.Assign(value=value):
            return _is_placeholder(value)
        case ast.Return(value=value):
            return value is None or _is_placeholder(value)
        case ast.If(body=body, orelse=orelse):
            return all(map(_is_idle, [*body, *orelse]))
    return False


def _is_placeholder(value: ast.expr) -> bool:
    match value:
        case ast.Constant() | ast.Name():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return all(map(_is_placeholder, parts))
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in PLACEHOLDER_CALLS
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            lists = isinstance(left, ast.List) or isinstance(right, ast.List)
            return lists and _is_placeholder(left) and _is_placeholder(right)
        case ast.Attribute(value=inner):
            return _is_placeholder(inner)
        case ast.Subscript(value=inner, slice=index):
            computed = any(isinstance(part, ast.Call) for part in ast.walk(index))
            return _is_placeholder(inner) and not computed
    return False
