"""The grader as a wheel: the one that runs, packed anew from where it is installed."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from grader.assignment.archive import zip_bytes
from grader.assignment.errors import AssignmentError

NAME = "mathgrader"
"""The distribution's name."""
PACKAGE = Path(__file__).resolve().parents[1]
TAG = "py3-none-any"
KEPT = re.compile(r"METADATA|entry_points\.txt|licenses/.+")
"""What of the distribution's own notes goes into a wheel; installers write the others."""
WHEEL = f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: true\nTag: {TAG}\n"


@dataclass(frozen=True)
class Wheel:
    """A wheel: its file name, which installers read, and its bytes."""

    name: str
    data: bytes


def own_wheel() -> Wheel:
    """Return the installed grader as a wheel; raises AssignmentError where it isn't installed."""
    try:
        installed = distribution(NAME)
    except PackageNotFoundError:
        text = "the grader runs without being installed: install it, or name a wheel with --wheel"
        raise AssignmentError(text) from None
    stem = f"{NAME}-{installed.version}"
    files = {**dict(_package()), **dict(_notes(installed, f"{stem}.dist-info"))}
    files[f"{stem}.dist-info/WHEEL"] = WHEEL.encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{path},{_hash(data)},{len(data)}\n" for path, data in files.items()]
    files[record] = "".join([*lines, f"{record},,\n"]).encode()
    return Wheel(f"{stem}-{TAG}.whl", zip_bytes(files))


def read_wheel(path: Path) -> Wheel:
    """Return the wheel in a file; raises AssignmentError where it can't be one."""
    if path.suffix != ".whl":
        raise AssignmentError(f"{path}: expected a wheel (a .whl file)")
    try:
        return Wheel(path.name, path.read_bytes())
    except OSError as error:
        raise AssignmentError(f"{path}: can't be read ({error.strerror})") from None


def is_own(wheel: Wheel) -> bool:
    """Say whether a wheel is of the grader, of whatever version."""
    return wheel.name.partition("-")[0].lower() == NAME


def _package() -> Iterator[tuple[str, bytes]]:
    """Yield the package's files by their paths in a wheel."""
    for file in sorted(PACKAGE.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(PACKAGE.parent).as_posix(), file.read_bytes()


def _notes(installed: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield what the distribution says of itself, by paths in a wheel."""
    for file in sorted(installed.files or ()):
        path = file.as_posix().partition(".dist-info/")[2]
        if path and KEPT.fullmatch(path):
            yield f"{folder}/{path}", Path(str(file.locate())).read_bytes()


def _hash(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"sha256={digest}"
