"""What a pack holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.grading.run import Aids
from grader.model.prepared import Outputs, PreparedQuestion
from grader.model.rubric import Question, Rubric
from grader.pack.errors import PackError

if TYPE_CHECKING:
    from grader.model.written import Manifest


@dataclass(frozen=True)
class PackedVariant:
    """A wrong variant without its code: its name and what it answers."""

    name: str
    """A number; the function's own name stays with the instructor."""
    slug: str
    student: str
    """For the student: points at the idea, gives no formula away."""
    reference: str
    """The reference function that it is a variant of, by name."""
    answers: Mapping[int, Outputs | None] = field(repr=False)
    """Its outputs by case number; None where it gives no finite answer."""


@dataclass(frozen=True, eq=False)
class PackedQuestion:
    """One question: its cases with what is expected of each, and the mistakes known of it."""

    ordinary: PreparedQuestion
    small: PreparedQuestion
    variants: Sequence[PackedVariant]

    @property
    def question(self) -> Question:
        """The question, without what is hidden."""
        return self.ordinary.question


@dataclass(frozen=True, eq=False)
class Pack:
    """All of a rubric that a student's self-check needs."""

    rubric: Rubric
    """Without hidden checks, and without the paths of the author's files."""
    seed: int
    grader_version: str
    """The version that wrote the pack."""
    rubric_sha256: str
    questions: tuple[PackedQuestion, ...]
    aids: Aids
    written: str | None = None
    """The manifest of the written part as JSON, without what a person looks for."""

    @cached_property
    def manifest(self) -> "Manifest | None":
        """The written questions; read when asked for. Raises PackError where they are none."""
        if self.written is None:
            return None
        from grader.model.written import Manifest  # many checks go without

        try:
            return Manifest.model_validate_json(self.written)
        except ValueError:
            raise PackError("holds written questions that can't be read here") from None


@dataclass(frozen=True)
class FoundPack:
    """A pack, and the file that it was read from."""

    pack: Pack
    path: Path
