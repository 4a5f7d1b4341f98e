"""The file around a pack's content: what it is, its version, its checksum, then the bytes packed.

    grader-pack 1
    <SHA-256 of the rest> <bytes of the rest> <bytes when unpacked>
    <the rest: zlib>

All is checked before anything is unpacked, and no more is unpacked than was announced.
"""

import hashlib
import re
import zlib

from grader.pack.errors import PackError

MAGIC = b"grader-pack "
VERSION = 1
MOST_PACKED = 64 * 2**20
MOST_UNPACKED = 256 * 2**20
SUMMARY = re.compile(rb"([0-9a-f]{64}) ([0-9]{1,12}) ([0-9]{1,12})")
AGAIN = "download it again"


def wrap(content: bytes) -> bytes:
    """Return the bytes of a pack's file; raises PackError where it would be too large."""
    packed = zlib.compress(content, 9)
    if len(content) > MOST_UNPACKED or len(packed) > MOST_PACKED:
        raise PackError(f"the pack would be too large ({len(content) / 2**20:.0f} MB unpacked)")
    digest = hashlib.sha256(packed).hexdigest()
    head = f"{VERSION}\n{digest} {len(packed)} {len(content)}\n"
    return MAGIC + head.encode("ascii") + packed


def unwrap(data: bytes) -> bytes:
    """Return the content of a pack's file.

    Raises PackError where it is none, too new, cut short, altered, or unpacks to too much.
    """
    first, _, rest = data.partition(b"\n")
    version = first.removeprefix(MAGIC)
    if not first.startswith(MAGIC) or not re.fullmatch(rb"[0-9]{1,6}", version):
        raise PackError("is not a pack")
    if int(version) > VERSION:
        raise PackError(
            f"is too new: a pack of version {int(version)}, and this grader reads up to {VERSION}; "
            "update the grader"
        )
    line, newline, packed = rest.partition(b"\n")
    told = SUMMARY.fullmatch(line)
    if told is None or not newline:
        raise PackError(f"is damaged: its second line is no checksum; {AGAIN}")
    size, unpacked = int(told[2]), int(told[3])
    if len(packed) < size:
        raise PackError(f"is cut short: {len(packed)} of {size} bytes are there; {AGAIN}")
    if len(packed) > size or hashlib.sha256(packed).hexdigest().encode("ascii") != told[1]:
        raise PackError(f"was altered: its checksum is another one; {AGAIN}")
    return _unpacked(packed, unpacked)


def _unpacked(packed: bytes, size: int) -> bytes:
    if size > MOST_UNPACKED:
        raise PackError(f"unpacks to {size / 2**20:.0f} MB, which no pack does")
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(packed, size + 1)
    except zlib.error:
        raise PackError(f"is damaged: it can't be unpacked; {AGAIN}") from None
    if len(content) != size or not reader.eof or reader.unused_data:
        raise PackError("is damaged: it unpacks to another size than it says; " + AGAIN)
    return content
