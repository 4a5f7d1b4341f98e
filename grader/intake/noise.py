"""What lies in students' folders without being part of the homework."""

from collections.abc import Collection

NOISE_NAMES = frozenset(
    {
        "__macosx", ".ds_store", "thumbs.db", "desktop.ini", "__pycache__", ".ipynb_checkpoints",
        ".git", ".hg", ".svn", ".idea", ".vscode", "node_modules", ".pytest_cache", ".mypy_cache",
        ".ruff_cache", ".tox", ".venv",
    }
)  # fmt: skip
NOISE_ENDINGS = (".pyc", ".pyo", ".egg-info")
VENV_MARK = "pyvenv.cfg"
VENV_PARTS = frozenset(
    {VENV_MARK, "bin", "include", "lib", "lib64", "share", "scripts", "etc", "cachedir.tag"}
)


def is_noise(name: str) -> bool:
    """Say whether a file or folder of this name is never looked at."""
    low = name.casefold()
    return low in NOISE_NAMES or name.startswith("._") or low.endswith(NOISE_ENDINGS)


def worth(names: Collection[str]) -> set[str]:
    """Return those of a folder's names that may belong to the homework.

    In a folder that was made a virtual environment only the environment's own parts go: some
    students run `python -m venv .` in the folder of their homework.
    """
    parts = VENV_PARTS if VENV_MARK in names else frozenset[str]()
    return {name for name in names if not is_noise(name) and name.casefold() not in parts}


def is_venv(names: Collection[str]) -> bool:
    """Say whether a folder with these names is a virtual environment and nothing else."""
    return VENV_MARK in names and all(name.startswith(".") for name in worth(names))
