"""A pack as the bytes of its file, and back."""

import io
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

from grader import __version__
from grader.grading.run import Aids
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Question, Rubric
from grader.pack.contents import FoundPack, Pack, PackedQuestion, PackedVariant
from grader.pack.envelope import MOST_PACKED, unwrap, wrap
from grader.pack.errors import PackError
from grader.pack.tables import (
    Table,
    answers_frame,
    cases_frame,
    read_answers,
    read_cases,
    read_variant,
    right_answers,
    variant_frame,
)
from grader.rubric.wording import one_line
from grader.sandbox.inside import wire

ENDING = ".pack"
INSIDE = "is damaged inside: ask the course for another one"
UNREADABLE = (wire.WireError, EOFError, LookupError, TypeError, ValueError)
"""What reading raises where the content is not ours; pydantic's errors are ValueErrors."""


def pack_bytes(pack: Pack) -> bytes:
    """Return the bytes of a pack's file: the same for equal packs."""
    return wrap(b"".join(_frames(pack)))


def read_pack(path: Path) -> FoundPack:
    """Read a pack; raises PackError, in one line that begins with its path."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_PACKED + 4096)
    except OSError as error:
        raise PackError(f"{path}: can't be read ({(error.strerror or '').lower()})") from None
    try:
        return FoundPack(pack_of(data), path)
    except PackError as error:
        raise PackError(f"{path} {error}") from None


def pack_of(data: bytes) -> Pack:
    """Return the pack that the bytes of a file hold; raises PackError where they hold none."""
    reader = _Reader(unwrap(data))
    try:
        return reader.pack()
    except UNREADABLE:
        raise PackError(_unreadable(reader.written_by)) from None


def _unreadable(written_by: str) -> str:
    """Say why a content that came whole can't be read: another grader's, or damaged."""
    if written_by in ("", __version__):
        return INSIDE
    return (
        f"was written by grader {one_line(written_by)} and can't be read by {__version__}: "
        "install that version"
    )


def _frames(pack: Pack) -> Iterator[bytes]:
    texts = {path: _text(path, source) for path, source in pack.aids.course.items()}
    probes = pack.aids.probes
    variants = [b"".join(variant_frame(v, each) for v in each.variants) for each in pack.questions]
    yield _header(
        {
            "grader": pack.grader_version,
            "seed": pack.seed,
            "rubric_sha256": pack.rubric_sha256,
            "rubric": json.loads(pack.rubric.model_dump_json(by_alias=True)),
            "course": texts,
            "probes": None if probes is None else _text("probes", probes),
            "written": pack.written,
            "variants": [len(each) for each in variants],
        }
    )
    for each, sealed in zip(pack.questions, variants, strict=True):
        for prepared in (each.ordinary, each.small):
            yield cases_frame(prepared)
            for table in (prepared.expected, *prepared.accepted):
                yield answers_frame(table)
        yield sealed


def _header(header: dict[str, Any]) -> bytes:
    return wire.encode_frame(header)


def _text(path: str, source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        raise PackError(f"the stand-in {path} is no UTF-8 text") from None


class UnreadVariants(Sequence[PackedVariant]):
    """The variants of a question, read when first looked at: a right answer needs none."""

    def __init__(self, sealed: bytes, right: Table) -> None:
        self.sealed = sealed
        self.right = right

    @cached_property
    def read(self) -> tuple[PackedVariant, ...]:
        """All of them; raises PackError where they are none."""
        stream = io.BytesIO(self.sealed)
        found: list[PackedVariant] = []
        try:
            while stream.tell() < len(self.sealed):
                found.append(read_variant(wire.read_frame(stream), self.right))
        except UNREADABLE:
            raise PackError(INSIDE) from None
        return tuple(found)

    @overload
    def __getitem__(self, place: int) -> PackedVariant: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[PackedVariant]: ...

    def __getitem__(self, place: int | slice) -> PackedVariant | Sequence[PackedVariant]:
        """Return one or some of them."""
        return self.read[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.read)


class _Reader:
    """Reads the frames of a pack one after the other."""

    def __init__(self, content: bytes) -> None:
        self.stream = io.BytesIO(content)
        self.written_by = ""
        """The version that wrote the pack, once that was read."""

    def frame(self) -> wire.Frame:
        return wire.read_frame(self.stream)

    def pack(self) -> Pack:
        header = self.frame().header
        self.written_by = str(header["grader"])
        rubric = Rubric.model_validate_json(json.dumps(header["rubric"]))
        pairs = zip(rubric.questions, header["variants"], strict=True)
        questions = tuple(self.question(question, size) for question, size in pairs)
        if self.stream.read(1):
            raise ValueError("more than the header announces")
        probes, written = header["probes"], header.get("written")
        course = {_inside(path): text.encode() for path, text in header["course"].items()}
        return Pack(
            rubric,
            int(header["seed"]),
            self.written_by,
            str(header["rubric_sha256"]),
            questions,
            Aids(course, None if probes is None else probes.encode()),
            None if written is None else str(written),
        )

    def question(self, question: Question, size: int) -> PackedQuestion:
        ordinary, small = self.prepared(question), self.prepared(question)
        sealed = self.stream.read(size)
        if type(size) is not int or len(sealed) != size:
            raise ValueError("fewer variants than the header announces")
        return PackedQuestion(
            ordinary, small, UnreadVariants(sealed, right_answers(ordinary, small))
        )

    def prepared(self, question: Question) -> PreparedQuestion:
        cases = read_cases(self.frame(), question)
        expected, *accepted = (
            read_answers(self.frame()) for _ in range(1 + len(question.accepted))
        )
        for table in (expected, *accepted):
            if {case.number for case in cases} != set(table):
                raise ValueError("cases and answers differ in number")
        return PreparedQuestion(question, cases, expected, tuple(accepted))


def _inside(path: str) -> str:
    """Return the path of a stand-in; raises ValueError where it leads elsewhere."""
    parts = path.split("/")
    if not path.endswith(".py") or "\\" in path or ":" in path or {"", ".", ".."} & set(parts):
        raise ValueError("a stand-in lies outside of its folder")
    return path
