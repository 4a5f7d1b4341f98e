"""Turn a student's file into a module, as forgivingly as Python allows."""

import ast
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import python2
from .definitions import run_definitions
from .imports import Absent, AbsentFinder, AbsentModuleError, BrokenImportError, FolderFinder

MOST_ABSENT = 30


class SourceError(ImportError):
    """A file of the student's that no import can read."""

    def __init__(self, reason: str, message: str, file: str, line: int | None) -> None:
        super().__init__(message)
        self.reason = reason
        self.file = file
        self.line = line


class Loader:
    """Imports the files of one submission; remembers what had to be bent to do so."""

    def __init__(self, root: Path, top: Path, stand_ins: Path | None, why_not_whole: str) -> None:
        self.root = root
        self.top = top
        self.stand_ins = stand_ins
        self.why_not_whole = why_not_whole
        self.remarks: dict[str, list[str]] = {}
        self.modules: dict[Path, types.ModuleType] = {}
        self.absent = AbsentFinder()
        self.trees: dict[Path, ast.Module] = {}
        self.current: list[str] = []

    def install(self) -> None:
        """Put the finders in the import system: the student's own files first, stand-ins last."""
        finders: list[Any] = [FolderFinder(self.root, self.run_student, self.stand_ins)]
        if self.top != self.root:
            finders.append(FolderFinder(self.top, self.run_student, self.stand_ins))
        sys.meta_path[:0] = finders
        if self.stand_ins is not None:
            sys.meta_path.append(FolderFinder(self.stand_ins, run_plain))
        sys.meta_path.append(self.absent)
        sys.path.insert(0, str(self.root))

    def load(self, path: Path) -> types.ModuleType:
        """Return the module of a file; raises SourceError if it can't be read at all."""
        if path not in self.modules:
            name = path.stem
            module = types.ModuleType(name)
            module.__file__ = str(path)
            before = sys.modules.get(name)
            sys.modules[name] = module
            try:
                self.run_judged(path, module)
            except BaseException:
                sys.modules.pop(name, None)
                if before is not None:
                    sys.modules[name] = before
                raise
            self.modules[path] = module
        return self.modules[path]

    def run_student(self, path: Path, module: types.ModuleType) -> None:
        """Run a file that another of the student's files imports."""
        self.modules[path] = module
        try:
            self.run_judged(path, module)
        except SourceError as error:
            del self.modules[path]
            stand_in = self.stand_in_for(module.__name__)
            if stand_in is None:
                raise
            self.remark(
                f"{self.relative(path)} can't be imported ({error}); "
                "the course's own version was used in its place"
            )
            run_plain(stand_in, module)

    def replace_functions(self, names: list[str], other: Callable[..., Any]) -> None:
        """Put another function wherever the student's modules hold one defined by such a name."""
        spaces = [module.__dict__ for module in self.modules.values()]
        theirs = {
            id(found): found
            for space in spaces
            for name in names
            if callable(found := space.get(name)) and not isinstance(found, Absent)
        }
        for space in spaces:
            for name, value in list(space.items()):
                if id(value) in theirs:
                    space[name] = other
                elif isinstance(value, types.FunctionType) and value.__defaults__:
                    value.__defaults__ = tuple(
                        other if id(default) in theirs else default
                        for default in value.__defaults__
                    )

    def stand_in_for(self, name: str) -> Path | None:
        """Return the course's own file for a module, if the rubric has one."""
        if self.stand_ins is None:
            return None
        file = self.stand_ins.joinpath(*name.split(".")).with_suffix(".py")
        return file if file.is_file() else None

    def run_judged(self, path: Path, module: types.ModuleType) -> None:
        """Run a whole file, or its definitions alone where that fails."""
        self.current.append(self.relative(path))
        try:
            if not self.why_not_whole:
                problem = self.run_whole(self.compiled(path), path, module)
                if problem is None:
                    return
                self.remark(
                    f"importing {self.relative(path)} failed ({problem}); "
                    "only its imports, functions and constants were taken"
                )
            else:
                self.remark(
                    f"importing {self.relative(path)} did not end ({self.why_not_whole}); "
                    "only its imports, functions and constants were taken"
                )
            clear(module)
            run_definitions(self.parse(path), str(path), module, self.import_missing)
        finally:
            self.current.pop()

    def compiled(self, path: Path) -> types.CodeType:
        """Return the code of a whole file; what is hard to read goes through its syntax tree."""
        try:
            return compile(path.read_bytes().decode("utf-8"), str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return compile(self.parse(path), str(path), "exec", dont_inherit=True)

    def run_whole(self, code: types.CodeType, path: Path, module: types.ModuleType) -> str | None:
        """Run the file as `import` does; return what went wrong in one line, if anything."""
        for _ in range(MOST_ABSENT):
            clear(module)
            try:
                exec(code, module.__dict__)
            except ModuleNotFoundError as error:
                if not error.name or error.name in self.absent.names or error.name == "numpy":
                    return describe(error)
                self.absent.names.add(error.name)
                self.remark(f"{error.name} is not installed here; its import was left empty")
                continue
            except (Exception, SystemExit, KeyboardInterrupt) as error:
                return describe(error, self.top)
            return None
        return "too many packages that are not installed here"

    def parse(self, path: Path) -> ast.Module:
        """Return the file's syntax tree; tabs mixed with spaces are read as Python 2 did."""
        if path not in self.trees:
            text = path.read_text(encoding="utf-8", errors="replace")
            try:
                self.trees[path] = ast.parse(text, str(path))
            except TabError:
                self.remark(f"{self.relative(path)} mixes tabs and spaces; tabs were read as 8")
                self.trees[path] = self.parse_strictly(text.expandtabs(8), path)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                self.trees[path] = self.parse_strictly(text, path)
        return self.trees[path]

    def parse_strictly(self, text: str, path: Path) -> ast.Module:
        """Parse, or raise a SourceError that names the line and tells Python 2 apart."""
        name = self.relative(path)
        try:
            return ast.parse(text, str(path))
        except SyntaxError as error:
            old = python2.python2_syntax(text, error)
            if old is not None:
                line, what = old
                message = f"Python 2: {what} in line {line} of {name}"
                raise SourceError("python-2", message, name, line) from None
            message = f"syntax error in line {error.lineno} of {name}: {error.msg}"
            raise SourceError("syntax-error", message, name, error.lineno) from None
        except (ValueError, RecursionError, MemoryError) as error:
            message = f"{name} can't be read as Python: {type(error).__name__}: {error}"
            raise SourceError("syntax-error", message, name, None) from None

    def import_missing(self, statement: ast.stmt, module: types.ModuleType) -> None:
        """Bind the names of a failed import: what can be found, placeholders for the rest."""
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                self.import_one(f"import {alias.name}" + as_name(alias), alias, "", module)
        elif isinstance(statement, ast.ImportFrom):
            source = statement.module or ""
            for alias in statement.names:
                line = f"from {source} import {alias.name}" + as_name(alias)
                self.import_one(line, alias, source, module)

    def import_one(self, line: str, alias: ast.alias, source: str, module: Any) -> None:
        """Run one import line, from a stand-in if need be; else bind a placeholder."""
        problem: BaseException | None = None
        try:
            exec(line, module.__dict__)
            return
        except (Exception, SystemExit) as error:
            problem = error
        stand_in = self.stand_in_for(source) if source else None
        if stand_in is not None:
            course = types.ModuleType(source)
            run_plain(stand_in, course)
            if hasattr(course, alias.name):
                setattr(module, alias.asname or alias.name, getattr(course, alias.name))
                self.remark(f"`{alias.name}` was taken from the course's own {source}")
                return
        if alias.name == "*":
            return
        bound = alias.asname or alias.name.split(".")[0]
        kind = blame(problem)
        setattr(module, bound, Absent(f"{source}.{alias.name}".strip("."), kind))
        self.remark(f"`{line}` failed ({describe(problem)}); the name was left empty")

    def relative(self, path: Path) -> str:
        """Return the path as the student knows it."""
        try:
            return path.relative_to(self.top).as_posix()
        except ValueError:
            return path.name

    def remark(self, text: str) -> None:
        """Note something that the report should say, for every file being imported."""
        for file in self.current or [""]:
            notes = self.remarks.setdefault(file, [])
            if text not in notes:
                notes.append(text)


def blame(problem: BaseException) -> type[ImportError]:
    """A package that isn't here is nobody's fault; a broken file of one's own is."""
    missing = isinstance(problem, ModuleNotFoundError)
    return AbsentModuleError if missing else BrokenImportError


def as_name(alias: ast.alias) -> str:
    """Return the ` as x` of an import, if it has one."""
    return f" as {alias.asname}" if alias.asname else ""


def clear(module: types.ModuleType) -> None:
    """Empty a module but for what the import system put there."""
    kept = {k: v for k, v in module.__dict__.items() if k.startswith("__") and k.endswith("__")}
    module.__dict__.clear()
    module.__dict__.update(kept)


def run_plain(path: Path, module: types.ModuleType) -> None:
    """Run a file of the course's own."""
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)


def describe(error: BaseException, top: Path | None = None) -> str:
    """Say in one line what was raised, and where if it was in the student's own code."""
    try:
        text = str(error).strip().splitlines()
    except Exception:
        text = []
    said = f"{type(error).__name__}: {text[0][:200]}" if text else type(error).__name__
    if top is not None:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(str(top))
        ]
        if frames:
            said += f", line {frames[-1].lineno} of {Path(frames[-1].filename).name}"
    return said
