"""A pack is read back exactly; whatever else lies in a file is refused in one line."""

import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import __version__
from grader.grading.run import Run
from grader.model.case import Probe
from grader.model.facts import ArrayValue
from grader.pack.envelope import MOST_UNPACKED, unwrap, wrap
from grader.pack.errors import PackError
from grader.pack.file import pack_bytes, pack_of, read_pack
from grader.pack.seal import seal
from tests.proofs.classroom import run_of

SHIPPED = ("cs224n-2017-a1", "cs224n-2023-a2")


def same(one: object, other: object) -> bool:
    """Say whether two values are equal in type, shape, kind of number and every bit."""
    if isinstance(one, ArrayValue) and isinstance(other, ArrayValue):
        return one.origin == other.origin and same(one.data, other.data)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        alike = (one.dtype, one.shape) == (other.dtype, other.shape)
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, Probe) and isinstance(other, Probe):
        return (one.name, one.code) == (other.name, other.code) and same(one.options, other.options)
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other)) and type(one) is type(other)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("rubric", SHIPPED)
def test_what_is_read_is_what_was_sealed(rubric: str) -> None:
    """Cases, expected values and the variants' answers come back to the last bit."""
    before = seal(run_of(rubric))
    after = pack_of(pack_bytes(before))

    for one, other in zip(before.questions, after.questions, strict=True):
        for a, b in ((one.ordinary, other.ordinary), (one.small, other.small)):
            assert [c.number for c in a.cases] == [c.number for c in b.cases]
            assert all(same(x.values, y.values) for x, y in zip(a.cases, b.cases, strict=True))
            assert same(dict(a.expected), dict(b.expected))
            assert same([dict(t) for t in a.accepted], [dict(t) for t in b.accepted])
        for v, w in zip(one.variants, other.variants, strict=True):
            assert (v.name, v.slug, v.student) == (w.name, w.slug, w.student)
            assert same(dict(v.answers), dict(w.answers))
    assert before.rubric == after.rubric
    assert (before.aids.course, before.aids.probes) == (after.aids.course, after.aids.probes)


def test_sealing_twice_gives_the_same_bytes(course_run: Run, sealed: bytes) -> None:
    """The same rubric, seed and version are the same file."""
    assert sealed == pack_bytes(seal(course_run))


def refusal(data: bytes) -> str:
    """Return why bytes are refused."""
    with pytest.raises(PackError) as caught:
        pack_of(data)
    return str(caught.value)


def forged(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Return what changes the content of a pack and gives it a checksum that fits."""
    return lambda data: wrap(change(unwrap(data)))


def bomb(data: bytes) -> bytes:
    """Return a small file that says it is small and unpacks to much."""
    packed = zlib.compress(bytes(20_000_000), 9)
    digest = hashlib.sha256(packed).hexdigest()
    return f"grader-pack 1\n{digest} {len(packed)} 1000\n".encode() + packed


def honest_bomb(data: bytes) -> bytes:
    """Return a file that says how much it unpacks to: too much."""
    digest = hashlib.sha256(b"").hexdigest()
    return f"grader-pack 1\n{digest} 0 {MOST_UNPACKED + 1}\n".encode()


REFUSED: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda data: b"", "is not a pack"),
    (lambda data: b"schema: 1\n", "is not a pack"),
    (lambda data: data.replace(b"pack 1", b"pack 2", 1), "is too new"),
    (lambda data: data[:15], "is damaged: its second line"),
    (lambda data: data[:500], "is cut short"),
    (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "was altered"),
    (lambda data: data + b"more", "was altered"),
    (bomb, "unpacks to another size"),
    (honest_bomb, "unpacks to 256 MB"),
    (forged(lambda content: content[:-9]), "is damaged inside"),
    (forged(lambda content: content + content), "is damaged inside"),
    (forged(lambda content: b"[]"), "is damaged inside"),
    (
        forged(
            lambda content: content.replace(
                f'"grader":"{__version__}"'.encode(), b'"grader":"9.9.9"'
            ).replace(b'"follow_through"', b'"follow_thriugh"')
        ),
        "was written by grader 9.9.9",
    ),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_anything_else_is_refused_in_a_line(
    sealed: bytes, change: Callable[[bytes], bytes], words: str
) -> None:
    """Not a pack, too new, cut short, altered, a bomb, or forged: each says which."""
    said = refusal(change(sealed))

    assert words in said
    assert "\n" not in said


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_bit_can_be_changed(sealed: bytes, place: float, bit: int) -> None:
    """Wherever a bit is turned, the pack is refused."""
    data = bytearray(sealed)
    data[int(place * len(data))] ^= 1 << bit

    with pytest.raises(PackError):
        pack_of(bytes(data))


@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_forged_content_does_no_harm(sealed: bytes, place: float, byte: int) -> None:
    """With a checksum that fits, a changed byte is refused or read, and nothing else happens."""
    content = bytearray(unwrap(sealed))
    content[int(place * len(content))] = byte
    try:
        pack = pack_of(wrap(bytes(content)))
        for each in pack.questions:
            list(each.variants)
    except PackError:
        pass


@pytest.mark.parametrize("path", ["../x.py", "/x.py", "a/../../x.py", "a\\x.py", "C:x.py", "x.sh"])
def test_a_stand_in_stays_in_its_folder(path: str) -> None:
    """A pack that names another place is refused."""
    data = wrap(
        unwrap(pack_bytes(seal(run_of("cs224n-2023-a2")))).replace(
            b'"utils/glove.py"', f'"{path}"'.replace("\\", "\\\\").encode()
        )
    )

    assert "is damaged inside" in refusal(data)


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    """One line, which begins with the path."""
    (tmp_path / "x.pack").write_text("no")

    for name, words in (("x.pack", "is not a pack"), ("y.pack", "can't be read (no such file")):
        with pytest.raises(PackError, match="^" + str(tmp_path / name)) as caught:
            read_pack(tmp_path / name)
        assert words in str(caught.value)
