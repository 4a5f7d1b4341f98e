"""Every mutant of a reference function: the same code with one small mistake in it."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.proofs.mutation.inlining import Place, inlined
from tests.proofs.mutation.operators import replacements
from tests.proofs.mutation.students import STUDENTS, Student

REMOVED = "(removed)"
SKIPPED = (ast.Raise, ast.JoinedStr, ast.arguments)
"""What is not mutated: messages of errors, and defaults, which every caller overrides."""


@dataclass(frozen=True)
class Mutant:
    """One small mistake in the code behind a question."""

    question: str
    place: Place
    """The function that it is in."""
    before: str
    """The line as the reference has it."""
    after: str
    """The line as the mutant has it."""
    source: str
    """The student's whole file."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells mutants apart."""
        return self.question, ".".join(self.place), self.before, self.after

    def __str__(self) -> str:
        return f"{self.question}: {'.'.join(self.place)}: {self.before} -> {self.after}"


@cache
def mutants_of(question: str) -> tuple[Mutant, ...]:
    """Return the mutants of all code behind a question."""
    student = STUDENTS[question]
    found: dict[tuple[str, str, str, str], Mutant] = {}
    for mutant in _mutants(question, student):
        found.setdefault(mutant.key, mutant)
    return tuple(found.values())


def unchanged(question: str) -> str:
    """Return the file of a student who hands in the reference as it is."""
    student = STUDENTS[question]
    imports, parts = inlined(student.start, student.folder)
    return _file(imports, parts, student)


def _mutants(question: str, student: Student) -> Iterator[Mutant]:
    imports, parts = inlined(student.start, student.folder)
    for place, node in parts.items():
        if isinstance(node, ast.FunctionDef) and place not in student.given:
            for before, after, mutated in mutated_functions(node):
                source = _file(imports, {**parts, place: mutated}, student)
                yield Mutant(question, place, before, after, source)


def mutated_functions(
    function: ast.FunctionDef,
) -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Yield each mutation of a function: the line before, the line after, the whole function."""
    for number, (node, _) in enumerate(_nodes(function)):
        for choice, _ in enumerate(replacements(node)):
            mutated = copy.deepcopy(function)
            target, statement = _nodes(mutated)[number]
            before = _line(statement)
            new = list(replacements(target))[choice]
            whole = target is statement
            after = _line(new) if whole else ""
            _Replace(target, new).visit(mutated)
            ast.fix_missing_locations(mutated)
            yield before, after or _line(statement), mutated


def _nodes(function: ast.FunctionDef) -> list[tuple[ast.AST, ast.AST]]:
    """List the nodes that may be mutated, each with the statement it stands in."""
    found: list[tuple[ast.AST, ast.AST]] = []

    def walk(node: ast.AST, statement: ast.AST) -> None:
        if isinstance(node, SKIPPED):
            return
        statement = node if isinstance(node, ast.stmt) else statement
        found.append((node, statement))
        for child in ast.iter_child_nodes(node):
            walk(child, statement)

    walk(function, function)
    return found


def _line(statement: ast.AST | None) -> str:
    """Return a statement's text, or the first line of one that holds others."""
    if statement is None:
        return REMOVED
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(statement))).splitlines()[0]


class _Replace(ast.NodeTransformer):
    """Puts one node in another's place."""

    def __init__(self, target: ast.AST, new: ast.AST | None) -> None:
        self.target = target
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST | None:
        if node is not self.target:
            kept: ast.AST | None = self.generic_visit(node)
            return kept
        if self.new is None:
            return ast.Pass()
        return self.new


def _file(imports: list[str], parts: dict[Place, ast.stmt], student: Student) -> str:
    code = [ast.unparse(node) for node in parts.values()]
    return "\n".join([*imports, *code, f"answer = {student.start.name}", student.wrapper, ""])
