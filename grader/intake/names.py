"""Names of files and folders: kept verbatim as far as text can hold them."""

import re
from collections.abc import Iterable, Iterator

CODE_ENDINGS = (".py", ".ipynb")
WRITTEN_ENDINGS = (".md", ".markdown", ".tex", ".txt")
NO_HOMEWORK = (
    "readme",
    "license",
    "licence",
    "changelog",
    "requirements",
    "contributing",
    "notice",
)
"""How the names of texts begin that belong to a project, not to its author's answers."""
ARCHIVE_ENDINGS = (".rar", ".7z", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".gz")
_DRIVE = re.compile(r"[A-Za-z]:/")


def is_code(name: str) -> bool:
    """Say whether the name is that of a Python module or a notebook."""
    return name.casefold().endswith(CODE_ENDINGS)


def is_written(name: str) -> bool:
    """Say whether the name may be that of written answers: a text, and no README or licence."""
    low = base(name).casefold()
    return low.endswith(WRITTEN_ENDINGS) and not low.startswith(NO_HOMEWORK)


def is_zip(name: str) -> bool:
    """Say whether the name is that of a zip."""
    return name.casefold().endswith(".zip")


def is_foreign_archive(name: str) -> bool:
    """Say whether the name is that of an archive which is not read."""
    return name.casefold().endswith(ARCHIVE_ENDINGS)


def base(path: str) -> str:
    """Return the last part of a POSIX path."""
    return path.rpartition("/")[2]


def parent(path: str) -> str:
    """Return the folder of a POSIX path, "" at the top."""
    return path.rpartition("/")[0]


def astray(path: str) -> bool:
    """Say whether a path inside a zip starts outside of it: absolute, a drive, or `..`."""
    return path.startswith("/") or path.split("/", 1)[0] == ".." or bool(_DRIVE.match(path))


def verbatim(name: str) -> str:
    """Return the name itself, or `\\xff` in place of bytes that are no UTF-8.

    Such bytes reach Python as lone surrogates, which no report could be written with.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return name


def shown(text: str) -> str:
    """Return the text as one printable line: a line break in a folder's name mustn't fake one."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield the names in order, an equal later one with ` (2)`, ` (3)`, … behind it."""
    taken: set[str] = set()
    for name in names:
        free, count = name, 1
        while free in taken:
            count += 1
            free = f"{name} ({count})"
        taken.add(free)
        yield free
