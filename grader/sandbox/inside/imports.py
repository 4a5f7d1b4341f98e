"""What student code can import: the standard library, numpy, its own files, stand-ins."""

import difflib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Callable, MutableSequence, Sequence
from pathlib import Path
from typing import Any

NUMPY = "numpy"
USUAL = (
    *("numpy", "scipy", "matplotlib", "random", "math", "itertools", "functools", "collections"),
    *("copy", "time", "pickle", "utils", "word2vec", "sgd"),
)
"""What homework imports: a name near one of these is taken for a slip of the keyboard."""


class NumpyOnly(importlib.abc.MetaPathFinder):
    """Finds numpy in a site-packages folder that is otherwise invisible."""

    def __init__(self, site_packages: str) -> None:
        self.site_packages = [site_packages]

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname != NUMPY:
            return None
        return importlib.machinery.PathFinder.find_spec(fullname, self.site_packages)


def allow_numpy_only(site_packages: str) -> None:
    """Remove installed packages from the import path, then let numpy back in."""
    ours = Path(__file__).resolve().parent
    sys.path[:] = [
        entry
        for entry in sys.path
        if entry
        and not entry.rstrip("/\\").endswith(("site-packages", "dist-packages"))
        and Path(entry).resolve() != ours
    ]
    sys.meta_path.append(NumpyOnly(site_packages))


class SourceLoader(importlib.abc.Loader):
    """Runs a file by a function of ours instead of the plain import."""

    def __init__(self, path: Path, run: Callable[[Path, types.ModuleType], None]) -> None:
        self.path = path
        self.run = run

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        module.__file__ = str(self.path)
        self.run(self.path, module)


class FolderFinder(importlib.abc.MetaPathFinder):
    """Finds modules by their dotted name in a folder, `__init__.py` or not."""

    def __init__(
        self,
        folder: Path,
        run: Callable[[Path, types.ModuleType], None],
        completed_by: Path | None = None,
    ) -> None:
        self.folder = folder
        self.run = run
        self.completed_by = completed_by
        """A folder that may hold more modules of the same packages."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        parts = fullname.split(".")
        if parts[0] == NUMPY:
            return None
        base = self.folder.joinpath(*parts)
        package, module = base / "__init__.py", base.with_name(base.name + ".py")
        has_folder = base.is_dir() and _holds_python(base)
        if package.is_file():
            return self._spec(fullname, package, [str(base)])
        if module.is_file():
            more = self.completed_by is not None and self.completed_by.joinpath(*parts).is_dir()
            return self._spec(fullname, module, [str(base)] if has_folder or more else None)
        return self._spec(fullname, None, [str(base)]) if has_folder else None

    def _spec(self, fullname: str, file: Path | None, locations: list[str] | None) -> Any:
        if file is None:
            spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = locations
            return spec
        return importlib.util.spec_from_file_location(
            fullname,
            file,
            loader=SourceLoader(file, self.run),
            submodule_search_locations=locations,
        )


def _holds_python(folder: Path) -> bool:
    return any(folder.glob("*.py")) or any(folder.glob("*/*.py"))


class AbsentModuleError(ImportError):
    """Student code used a package that is not installed where homework is graded."""


class BrokenImportError(ImportError):
    """Student code used a file of its own that could not be imported."""


class Absent:
    """Stands for anything that could not be imported: quiet at import, loud when judged."""

    judging = False

    def __init__(self, name: str, error: type[ImportError] = AbsentModuleError) -> None:
        self.__dict__["_absent_name"] = name
        self.__dict__["_absent_error"] = error

    def __getattr__(self, name: str) -> "Absent":
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Absent(f"{self._absent_name}.{name}", self._absent_error)  # type: ignore[arg-type]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if Absent.judging:
            name: str = self.__dict__["_absent_name"]
            raise self._absent_error(f"{name} could not be imported here{meant(name)}")
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType | type):
            return args[0]
        return self

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:
        return (object,)

    def __iter__(self) -> Any:
        return iter(())

    def __getitem__(self, key: Any) -> "Absent":
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        return None

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __enter__(self) -> "Absent":
        return self

    def __exit__(self, *exc: Any) -> None:
        return None


def meant(name: str) -> str:
    """Return, in brackets, which usual module a dotted name may be a typo for; else nothing."""
    first = name.partition(".")[0]
    near = difflib.get_close_matches(first, USUAL, n=1, cutoff=0.8)
    return f" (a typo for {near[0]}?)" if near and first not in USUAL else ""


class AbsentModule(types.ModuleType):
    """An empty package whose every name is absent."""

    __path__: MutableSequence[str] = []  # noqa: RUF012 - as ModuleType declares it
    __all__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Absent:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Absent(f"{self.__name__}.{name}")


class AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives an empty module for names that an import has failed on; last in the row."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        parts = fullname.split(".")
        prefixes = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
        if not self.names & prefixes:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: Any) -> types.ModuleType:
        return AbsentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None
