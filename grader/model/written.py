"""A manifest: the written questions of an assignment, what is right and what it is worth."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from grader.model.rubric import Frozen, Points, Slug

QuestionKind = Literal["derivative", "value", "proof", "condition", "free-text"]
"""derivative, value: a final formula is judged; proof: a chain of equalities from one side to the
other; condition: an equation; free-text: a person reads it."""
WorldName = Literal[
    "naive-softmax",
    "negative-sampling",
    "repeated-negatives",
    "skip-gram",
    "cbow",
    "cross-entropy",
    "two-layers",
    "sigmoid",
    "leaky-relu",
]
MISTAKES = frozenset(
    """
    sign-flipped transposed row-for-column shape-violation other-shape sum-for-stack missing-term
    extra-term extra-sum extra-factor scaled averaged-not-summed wrong-index wrong-symbol
    wrong-range wrong-function off-by-one-window repeats-lost true-word-missing negatives-missing
    sufficient-only inverted derivative-not-taken
    """.split()
)
"""Names that a wrong answer's mistake may have."""
Form = Literal["derivative", "sum", "exp", "loss"]
WrittenId = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9]+(_[a-zA-Z0-9]+)*$")]


class Expected(Frozen):
    """Where the right answer comes from: an output of a reference function."""

    function: str
    """`module:function` in the reference folder."""
    output: str | None = None
    """Field of what the function returns; None takes all of it."""
    differentiate: str | None = None
    """Argument by which the output, a loss, is differentiated numerically."""


class Conventions(Frozen):
    """What an answer costs that is right in another layout, as a share of its points."""

    turned: float = Field(default=0.0, ge=0, le=1)
    """The transpose of the right answer: a row for a column, rows for columns of U."""
    notation: float = Field(default=0.0, ge=0, le=1)
    """Right after reading a slip of notation kindly."""
    contradicted: Literal["needs-review", "failed"] = "needs-review"
    """An answer that is right only in the other layout of U than the one that the student states:
    a person looks, or it fails as a shape violation."""
    other_symbols: float = Field(default=0.0, ge=0, le=1)
    """Right, but not in the symbols that the handout asks for."""


class WrittenQuestion(Frozen):
    """One question of the written part."""

    id: WrittenId
    title: str
    kind: QuestionKind
    labels: tuple[str, ...] = ()
    """Labels under which it stands: `b(i)`, `2 b`."""
    keywords: tuple[str, ...] = ()
    """Words of a heading that mean it."""
    world: WorldName | None = None
    targets: tuple[str, ...] = ()
    """LaTeX of what is differentiated by (or, of a proof, of both its sides)."""
    when: Literal["", "true-word", "other-word", "sample", "offset", "not-center"] = ""
    """The case that is asked for, where there are several."""
    expected: Expected | None = None
    points: Points
    in_terms_of: tuple[str, ...] = ()
    """Symbols that the handout allows in a final answer; empty allows all."""
    refused: tuple[Form, ...] = ("derivative",)
    """Forms that no final answer may have."""
    conventions: Conventions = Conventions()
    mistakes: Mapping[Slug, Points] = {}
    """What an answer earns that fails with this mistake; the others have the manifest's shares."""
    criteria: tuple[str, ...] = ()
    """What a person looks for in a free text."""

    @model_validator(mode="after")
    def _complete(self) -> "WrittenQuestion":
        """Refuse a question that can't be judged as its kind says."""
        judged = self.kind in ("derivative", "value", "condition")
        if judged and (self.world is None or self.expected is None):
            raise ValueError(f"a {self.kind} needs a world and an expected value")
        if self.kind == "derivative" and not self.targets:
            raise ValueError("a derivative needs what it is taken by (targets)")
        if self.kind == "proof" and (self.world is None or len(self.targets) != 2):
            raise ValueError("a proof needs a world and its two sides (targets)")
        if self.kind == "free-text" and not self.criteria:
            raise ValueError("a free text needs criteria")
        _refuse_unknown(self.mistakes)
        over = [slug for slug, points in self.mistakes.items() if points > self.points]
        if over:
            raise ValueError(f"mistakes worth more than the question: {', '.join(over)}")
        return self


def _refuse_unknown(marks: Iterable[str]) -> None:
    for slug in marks:
        if slug not in MISTAKES:
            near = get_close_matches(slug, MISTAKES, 1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(MISTAKES))}"
            raise ValueError(f"{slug} is no mistake of written answers; {hint}")


class Manifest(Frozen):
    """The written part of an assignment."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    title: str
    shares: Mapping[Slug, Annotated[Decimal, Field(ge=0, le=1)]] = {}
    """What an answer earns that fails with this mistake, as a share of its question's points,
    where the question itself does not say."""
    questions: tuple[WrittenQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> "Manifest":
        """Refuse marks for a mistake that nobody names."""
        _refuse_unknown(self.shares)
        return self

    @model_validator(mode="after")
    def _unique(self) -> "Manifest":
        """Refuse two questions of one id."""
        ids = [each.id for each in self.questions]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"question ids used twice: {', '.join(twice)}")
        return self

    def earned(self, question: WrittenQuestion, mistake: str | None) -> Decimal:
        """Return what a wrong answer earns; nothing where its mistake has no name of ours."""
        if mistake is None:
            return Decimal(0)
        if mistake in question.mistakes:
            return question.mistakes[mistake]
        share = self.shares.get(mistake, Decimal(0))
        return (question.points * share).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def max_points(self) -> Decimal:
        """Points of all questions together."""
        return sum((each.points for each in self.questions), Decimal(0))
