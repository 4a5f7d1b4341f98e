"""Import a file's definitions alone: no training, plotting or tests at module level."""

import ast
import types
from collections.abc import Callable, Iterator

LIGHT_CALLS = frozenset(
    "int float bool str list dict tuple set frozenset range len type object max min abs sum "
    "sorted zip enumerate round namedtuple defaultdict partial getattr".split()
)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


def kept_statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that only define: imports, functions, classes, light constants."""
    for statement in tree.body:
        if is_light(statement):
            yield statement


def is_light(statement: ast.stmt) -> bool:
    """Say whether a statement defines something without doing work."""
    if isinstance(statement, DEFINITIONS + IMPORTS):
        return True
    if isinstance(statement, ASSIGNMENTS):
        return statement.value is None or _is_light_expression(statement.value)
    if isinstance(statement, ast.If):
        return not _is_main_guard(statement.test) and _all_light(statement.body, statement.orelse)
    if isinstance(statement, ast.Try):
        handlers = [line for handler in statement.handlers for line in handler.body]
        return _all_light(statement.body, handlers, statement.orelse, statement.finalbody)
    return isinstance(statement, ast.Pass)


def _all_light(*blocks: list[ast.stmt]) -> bool:
    return all(is_light(line) or isinstance(line, ast.Pass) for block in blocks for line in block)


def _is_main_guard(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _is_light_expression(value: ast.expr) -> bool:
    return all(
        _is_light_call(node)
        for node in ast.walk(value)
        if isinstance(node, ast.Call | ast.Await | ast.Yield)
    )


def _is_light_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Name):
        return function.id in LIGHT_CALLS
    while isinstance(function, ast.Attribute):
        function = function.value
    return isinstance(function, ast.Name) and function.id in ("np", "numpy", "math")


def run_definitions(
    tree: ast.Module,
    filename: str,
    module: types.ModuleType,
    import_missing: Callable[[ast.stmt, types.ModuleType], None],
) -> list[str]:
    """Run what only defines, one statement at a time; return the names that could not be made.

    `import_missing` is called for an import statement that failed, to bind what it can.
    """
    waiting = list(kept_statements(tree))
    for last_round in (False, True):
        failed = []
        for statement in waiting:
            try:
                _run_one(statement, filename, module)
            except Exception:
                if isinstance(statement, IMPORTS):
                    import_missing(statement, module)
                else:
                    failed.append(statement)
        waiting = failed
        if not waiting or last_round:
            break
    return [name for statement in waiting for name in _names(statement)]


def _run_one(statement: ast.stmt, filename: str, module: types.ModuleType) -> None:
    code = compile(ast.Module([statement], type_ignores=[]), filename, "exec")
    exec(code, module.__dict__)


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, DEFINITIONS):
        return [statement.name]
    return [
        n.id
        for n in ast.walk(statement)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
