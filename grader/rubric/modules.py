"""Files of the rubric's author, imported under private names and without touching `sys.path`."""

import hashlib
import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType


def import_file(path: Path, name: str) -> ModuleType:
    """Import one file as a module under a name; a second import of the same name reuses it.

    path: the file.
    name: the name under which Python keeps it.
    Raises FileNotFoundError where it isn't there, and whatever the file itself raises.
    """
    if name in sys.modules:
        return sys.modules[name]
    if not path.is_file():
        raise FileNotFoundError(f"no such file: {path}")
    folders = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"not a Python file: {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def import_package(folder: Path, name: str) -> ModuleType:
    """Import a folder as a package under a name, with an `__init__.py` or without one."""
    if (folder / "__init__.py").is_file():
        return import_file(folder / "__init__.py", name)
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return sys.modules[name]


@cache
def private_name(path: Path, purpose: str) -> str:
    """Name a file or folder such that no other one and no module of anybody's shares the name."""
    return f"_grader_{purpose}_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
