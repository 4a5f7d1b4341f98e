"""What lies in a zip: its table of contents, judged before a byte is unpacked."""

import re
import stat
import struct
import zipfile
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from grader.intake.entry import Entry, Packed
from grader.intake.limits import Limits
from grader.intake.names import astray, base, is_code, parent, verbatim
from grader.intake.noise import is_noise, is_venv, worth

_END_SIZE, _END64_SIZE, _LOCATOR_SIZE, _LONGEST_COMMENT = 22, 56, 20, 0xFFFF
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
_LONGEST_PART, _LONGEST_PATH = 255, 2_048


class DamagedError(Exception):
    """A zip, or a file in it, that can't be read; the message says why."""


def open_zip(path: Path, directory_bytes: int) -> ZipFile:
    """Open a zip unless its table of contents is larger than that: it is read into memory whole.

    Raises DamagedError whatever is wrong with it.
    """
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            size = file.tell()
            file.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE - _END64_SIZE - _LOCATOR_SIZE))
            stated = _directory_size(file.read())
        if stated > directory_bytes:
            raise DamagedError("a zip of too many files")
        return ZipFile(path)
    except DamagedError:
        raise
    except Exception as error:  # zipfile raises whatever its parsers raise on hostile bytes
        raise DamagedError(f"not a readable zip ({_reason(error)})") from error


def list_zip(archive: ZipFile, limits: Limits) -> tuple[Entry, ...]:
    """List a zip, noise left out, refusing what no honest zip holds; an equal later path wins."""
    entries: dict[tuple[str, bool], Entry] = {}
    refused: list[Entry] = []
    strays: list[Entry] = []
    for info in archive.infolist():
        name = _name(info)
        parts = _parts(name)
        if not parts or any(map(is_noise, parts)):
            continue
        if why := _unsound(name, limits):
            strays.append(Entry(name, "other", why=why))
            continue
        entry = _entry(archive, info, "/".join(parts), limits)
        before = entries.pop((entry.path, entry.kind == "folder"), None)
        if before is not None and before.kind == entry.kind == "file":
            refused.append(before._replace(why="twice in the zip; the later one is taken"))
        entries[entry.path, entry.kind == "folder"] = entry
    seen = _visible([entry.path for entry in entries.values()])
    kept = [entry for entry in (*entries.values(), *refused) if entry.path in seen]
    return (*_laid_out(kept), *strays)


def chunks(packed: Packed) -> Iterator[bytes]:
    """Yield a packed file's bytes, never more than the size it states. Raises DamagedError."""
    try:
        with packed.archive.open(packed.info) as stream:
            while chunk := stream.read(1 << 16):
                yield chunk
    except Exception as error:  # wrong checksums, cut streams, lying headers, …
        raise DamagedError(f"damaged in its zip ({_reason(error)})") from error


def _parts(name: str) -> list[str]:
    return [part for part in name.split("/") if part not in ("", ".")]


def _unsound(name: str, limits: Limits) -> str:
    """Return why nothing can be laid out under this name, "" when it can."""
    parts = _parts(name)
    if astray(name) or ".." in parts:
        return "its path leads out of the zip"
    if len(parts) > limits.folder_depth or len(name) > _LONGEST_PATH:
        return "its path is too long"
    if any(len(part.encode()) > _LONGEST_PART for part in parts):
        return "its name is too long"
    return ""


def _entry(archive: ZipFile, info: ZipInfo, path: str, limits: Limits) -> Entry:
    """Judge one line of the table of contents."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return Entry(path, "other", why="a symbolic link, which is not followed")
    if kind == stat.S_IFDIR or _name(info).endswith("/"):
        return Entry(path, "folder")
    if kind not in (0, stat.S_IFREG):
        return Entry(path, "other", why="not a regular file (a pipe, socket or device)")
    why = _refusal(path, info, limits)
    return Entry(path, "file", info.file_size, Packed(archive, info), why)


def _refusal(path: str, info: ZipInfo, limits: Limits) -> str:
    """Return why a packed file isn't unpacked, "" when it is."""
    if info.flag_bits & 0x1:
        return "encrypted: it needs a password"
    if base(path).split(".")[0].rstrip().casefold() in _DEVICES and not is_code(path):
        return "its name is that of a device"
    if why := limits.too_large(path, info.file_size):
        return why
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # bzip2 and LZMA streams unpack a block at a time, however large: memory has no bound
        return f"packed by method {info.compress_type}; only stored and deflated files are read"
    packed = max(info.compress_size, 1)
    if info.file_size > limits.ratio_from and info.file_size > packed * limits.ratio:
        return f"a zip bomb: {info.file_size:,} bytes packed into {info.compress_size:,}"
    return ""


def _name(info: ZipInfo) -> str:
    """Return the name with `/` between its parts, read as UTF-8 where it is.

    Some zippers write UTF-8 and forget the flag that says so; zipfile then reads CP437.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return verbatim(name.replace("\\", "/"))


def _laid_out(entries: list[Entry]) -> Iterator[Entry]:
    """Refuse a file that is at once the folder of others: only one of them can be laid out."""
    folders = {entry.path for entry in entries if entry.kind == "folder"}
    for entry in entries:
        path = parent(entry.path)
        while path and path not in folders:
            folders.add(path)
            path = parent(path)
    for entry in entries:
        both = entry.kind == "file" and not entry.why and entry.path in folders
        yield entry._replace(why="both a file and a folder") if both else entry


def _visible(paths: Iterable[str]) -> set[str]:
    """Return the paths, folders included, on which no part is noise."""
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        while path and base(path) not in inside[parent(path)]:
            inside[parent(path)].add(base(path))
            path = parent(path)
    visible: set[str] = set()
    queue = deque([""])
    while queue:
        folder = queue.popleft()
        for name in worth(inside[folder]):
            path = f"{folder}/{name}" if folder else name
            if path in inside and is_venv(inside[path]):
                continue
            visible.add(path)
            if path in inside:
                queue.append(path)
    return visible


def _directory_size(tail: bytes) -> int:
    """Return the largest size that the end of a zip could state for its table of contents."""
    stated = [0]
    for mark, record, at, form in (
        (b"PK\x05\x06", _END_SIZE, 12, "<I"),
        (b"PK\x06\x06", _END64_SIZE, 40, "<Q"),
    ):
        for hit in re.finditer(mark, tail):
            if hit.start() + record <= len(tail):
                stated.append(struct.unpack_from(form, tail, hit.start() + at)[0])
    return max(size for size in stated if size != 0xFFFFFFFF)


def _reason(error: Exception) -> str:
    """Return zipfile's own words, or the error's name where it has none."""
    return str(error).split("\n")[0].rstrip(".") or type(error).__name__
