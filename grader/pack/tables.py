"""Cases and answers as frames of the wire, and back."""

from collections.abc import Mapping
from typing import Any

from grader.model.case import Case
from grader.model.facts import ArrayValue
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Question
from grader.pack.contents import PackedQuestion, PackedVariant
from grader.pack.values import Same, reader, to_wire
from grader.sandbox.inside import wire

Table = Mapping[int, Outputs | None]


def cases_frame(prepared: PreparedQuestion) -> bytes:
    """Return the frame of a question's cases."""
    header = {
        "cases": [
            {"suite": c.suite, "number": c.number, "sizes": c.sizes, "seed": c.seed}
            for c in prepared.cases
        ]
    }
    return wire.encode_frame(header, {str(c.number): to_wire(c.values) for c in prepared.cases})


def read_cases(frame: wire.Frame, question: Question) -> tuple[Case, ...]:
    """Return the cases of a frame."""
    value = reader(frame, bare=True)
    return tuple(
        Case(
            question.id,
            each["suite"],
            each["number"],
            each["sizes"],
            value(str(each["number"])),
            each["seed"],
        )
        for each in frame.header["cases"]
    )


def answers_frame(table: Table, header: Mapping[str, Any] | None = None) -> bytes:
    """Return the frame of answers by case number."""
    values = {str(number): to_wire(outputs) for number, outputs in table.items()}
    return wire.encode_frame(dict(header or {}), values)


def read_answers(frame: wire.Frame) -> dict[int, Any]:
    """Return the answers of a frame by case number."""
    value = reader(frame, bare=False)
    return {int(number): value(number) for number in frame.header["values"]}


def variant_frame(variant: PackedVariant, question: PackedQuestion) -> bytes:
    """Return the frame of a variant, with a mark in the place of what is as expected."""
    right = right_answers(question.ordinary, question.small)
    told = {
        "name": variant.name,
        "slug": variant.slug,
        "student": variant.student,
        "reference": variant.reference,
    }
    marked = {n: _marked(outputs, right.get(n)) for n, outputs in variant.answers.items()}
    return answers_frame(marked, told)


def read_variant(frame: wire.Frame, right: Table) -> PackedVariant:
    """Return the variant of a frame.

    right: what is expected by case number, for the places of marks.
    """
    header = frame.header
    answers = {n: _unmarked(outputs, right.get(n)) for n, outputs in read_answers(frame).items()}
    return PackedVariant(
        header["name"], header["slug"], header["student"], header["reference"], answers
    )


def right_answers(ordinary: PreparedQuestion, small: PreparedQuestion) -> Table:
    """Return what is expected in all cases, the small ones included."""
    return {**ordinary.expected, **small.expected}


def _marked(outputs: Outputs | None, right: Outputs | None) -> Any:
    if outputs is None or right is None:
        return outputs
    return {
        name: Same() if name in right and _equal(value, right[name]) else value
        for name, value in outputs.items()
    }


def _unmarked(outputs: Any, right: Outputs | None) -> Any:
    if outputs is None or right is None:
        return outputs
    return {
        name: right[name] if isinstance(value, Same) else value for name, value in outputs.items()
    }


def _equal(one: Any, other: Any) -> bool:
    """Say whether two outputs are equal to the last bit; records are not looked into."""
    if isinstance(one, ArrayValue) and isinstance(other, ArrayValue):
        same = one.data.dtype == other.data.dtype and one.data.shape == other.data.shape
        return same and one.origin == other.origin and one.data.tobytes() == other.data.tobytes()
    return isinstance(one, float) and isinstance(other, float) and one.hex() == other.hex()
