"""The files and functions that a rubric's questions name, against the starter handed out."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.model.rubric import Argument, Question, Rubric
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, choice, listed, near_name, quoted, shown

EVERYTHING = "*"
"""Stands among names for all that a module imports from another without naming it."""


@dataclass(frozen=True)
class StarterFile:
    """What a file of the starter defines, read from its text without running it."""

    functions: Mapping[str, ast.FunctionDef]
    """Those at its top level."""
    names: frozenset[str]
    """All that is defined or imported anywhere in it."""


class Starter:
    """The modules of a starter, by file name, each read at most once."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.rglob("*"))
        self.paths = {file.name: file for file in files if file.suffix == ".py"}
        self.is_plain = all(file.suffix != ".ipynb" for file in files)
        """Whether all code is in modules: a notebook may hold any function."""
        self._read: dict[str, StarterFile | None] = {}

    def file(self, name: str) -> StarterFile | None:
        """Return what a file defines; None where that can't be known."""
        if name not in self._read:
            self._read[name] = _read(self.paths[name])
        return self._read[name]


def problems(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """Look whether the starter has what each question asks for; a question may be optional."""
    if rubric.starter is None:
        return
    starter = Starter(positions.file.parent / rubric.starter)
    if not starter.is_plain or not starter.paths:
        return
    others = {name for each in rubric.questions for name in (each.function, *each.aliases)}
    for number, question in enumerate(rubric.questions):
        loc = ("questions", number)
        names = [PurePosixPath(name).name for name in (question.file, *question.files)]
        handed = [name for name in names if name in starter.paths]
        if not handed:
            yield from _misspelt_file(question, loc, starter.paths, positions)
            continue
        files = [starter.file(name) for name in handed]
        known = [each for each in files if each is not None]
        if len(known) == len(files):
            yield from _function(question, loc, known, others, positions)


def _misspelt_file(
    question: Question, loc: Loc, known: Mapping[str, Path], positions: Positions
) -> Iterator[RubricProblem]:
    """A file need not be handed out: students may write all of it. A near miss is a slip."""
    stems = {PurePosixPath(name).stem: name for name in known}
    near = near_name(PurePosixPath(question.file).stem, stems)
    if near is not None:
        expected = f"must be a file of the starter (did you mean {quoted(stems[near])}?)"
        yield positions.problem((*loc, "file"), expected, shown(question.file))


def _function(
    question: Question,
    loc: Loc,
    files: Sequence[StarterFile],
    others: set[str],
    positions: Positions,
) -> Iterator[RubricProblem]:
    names = (question.function, *question.aliases)
    handed = [file.functions[name] for file in files for name in names if name in file.functions]
    if handed:
        yield from _calls(question, loc, handed[0], positions)
        return
    defined = frozenset[str]().union(*(each.names for each in files))
    if defined.intersection(names):
        return
    known = {each for file in files for each in file.functions} - others
    due = question.counts == "always" and EVERYTHING not in defined
    if due or near_name(question.function, known):
        hint = choice(question.function, known)
        expected = f"must be a function of the starter's {quoted(question.file)}{hint}"
        yield positions.problem((*loc, "function"), expected, shown(question.function))


def _calls(
    question: Question, loc: Loc, function: ast.FunctionDef, positions: Positions
) -> Iterator[RubricProblem]:
    """Look whether the starter's function can be called with the arguments of every suite."""
    lists: list[tuple[Loc, Sequence[Argument]]] = [((*loc, "arguments"), question.arguments)]
    for name, suite in question.suites.items():
        if suite.arguments is not None:
            lists.append(((*loc, "suites", name, "arguments"), suite.arguments))
    for place, arguments in lists:
        wrong = _misfit(arguments, function)
        if wrong:
            yield positions.problem(place, f"{wrong} the starter's {quoted(function.name)} takes")


def _misfit(arguments: Sequence[Argument], function: ast.FunctionDef) -> str:
    """Say which arguments a function lacks, or gets too many; empty if it can be called."""
    taken = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    needed = len(taken) - len(function.args.defaults)
    given = [each.name for each in arguments if not each.droppable or each.name in taken]
    missing = [each for each in taken[:needed] if each not in given]
    if len(given) < needed:
        return f"lacks {listed(map(quoted, missing or taken[len(given) : needed]))}, which"
    if len(given) > len(taken) and function.args.vararg is None:
        more = [each for each in given if each not in taken] or given[len(taken) :]
        return f"has {listed(map(quoted, more))} beyond what"
    for name, due in zip(given, taken, strict=False):
        if name != due and name in taken:
            return f"has {quoted(name)} in the place of {quoted(due)}, which"
    return ""


def _read(path: Path) -> StarterFile | None:
    try:
        tree = ast.parse(path.read_bytes(), str(path))
    except (OSError, SyntaxError, ValueError):
        return None
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    return StarterFile(functions, frozenset(_names(tree)))


def _names(tree: ast.Module) -> Iterator[str]:
    """Yield every name that a module may give to something; `*` where it imports everything."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name
