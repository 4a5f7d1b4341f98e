"""A rubric: what an assignment asks, how it is tried and what it is worth."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Points = Annotated[Decimal, Field(ge=0, decimal_places=2, max_digits=8)]
CheckKind = Literal[
    "value", "gradient", "shapes", "stable", "special", "repeats", "unmutated", "printed-verdict"
]
InputSpec = dict[str, Any]
"""One entry names the kind of input (`normal: [V, d]`), the others are its options."""


class Frozen(BaseModel):
    """Base of all rubric parts: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(Frozen):
    """What a submission may use; a call beyond its share is stopped, not the class."""

    call_seconds: float = Field(default=5.0, gt=0, le=600)
    import_seconds: float = Field(default=10.0, gt=0, le=600)
    submission_seconds: float = Field(default=120.0, gt=0, le=3600)
    memory_mb: int = Field(default=512, ge=64, le=65536)
    output_kb: int = Field(default=64, ge=1, le=65536)
    file_mb: float = Field(default=5.0, gt=0, le=1024)


class ShowExpected(Frozen):
    """Whether a report prints the expected values, by command."""

    grade: bool = True
    check: bool = False


class Argument(Frozen):
    """One positional argument of the student's function and where its value comes from."""

    name: str
    value: str | None = None
    """Name of an input of the case (default: the argument's own name)."""
    names: tuple[str, ...] = ()
    """Where the value is a probe: the argument names under which students call it."""
    own: str | None = None
    """Name of another function of the student's own, passed as it is."""
    droppable: bool = False
    """Left out where the student's function has no room for it (set as a module global instead)."""


class Suite(Frozen):
    """A family of random cases: how many, of which sizes, with which inputs."""

    cases: int = Field(default=20, ge=1, le=10_000)
    axes: dict[str, tuple[int, int]] = {}
    inputs: dict[str, InputSpec] = {}
    variants: tuple[dict[str, InputSpec], ...] = ()
    """Inputs that take turns, case after case: say, a vector and a matrix."""
    special_cases: dict[int, dict[str, InputSpec]] = {}
    """Inputs of single cases, by their position in the suite: say, an ill-scaled one."""
    arguments: tuple[Argument, ...] | None = None
    reference: str | None = None
    expect: Literal["accept", "reject"] | None = None


class Check(Frozen):
    """One judged fact of a question."""

    id: Slug
    kind: CheckKind
    points: Points
    suite: str = "plain"
    output: str | None = None
    """Name of the judged output; None judges all outputs."""
    title: str = ""
    hint: str = ""
    hidden: bool = False
    needs: tuple[str, ...] = ()
    """Checks (`question/check`) that must pass first; otherwise this one is skipped."""
    relative: float | None = Field(default=None, gt=0, lt=1)
    """Tolerance instead of the table's, relative to the reference's own scale."""
    mistakes: dict[Slug, Points] = {}
    """What a failed check earns where the mistake behind it has this name."""


class Question(Frozen):
    """What earns points together: one function of the homework."""

    id: Slug
    title: str
    formula: str = ""
    """LaTeX of what the handout defines (never of what it asks for)."""
    file: str
    function: str
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Other file names under which the function was handed in over the years."""
    counts: Literal["always", "when-defined", "when-attempted"] = "always"
    arguments: tuple[Argument, ...]
    outputs: tuple[str, ...]
    reference: str | None = None
    """`module:function` in the reference folder."""
    accepted: tuple[str, ...] = ()
    """Other reference functions whose answers are right too (say, mean instead of sum)."""
    uses: tuple[str, ...] = ()
    """Questions whose functions this one calls: their errors are not charged here again."""
    axes: dict[str, tuple[int, int]] = {}
    inputs: dict[str, InputSpec] = {}
    suites: dict[str, Suite] = Field(min_length=1)
    checks: tuple[Check, ...] = Field(min_length=1)

    @property
    def max_points(self) -> Decimal:
        """All points that the question's checks are worth together."""
        return sum((check.points for check in self.checks), Decimal(0))


class Rubric(Frozen):
    """An assignment: its questions and what they need beside them."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    title: str
    description: str = ""
    seed: int = Field(ge=0, lt=2**32)
    reference: str = "../reference"
    stand_ins: str | None = None
    starter: str | None = None
    solutions: str | None = None
    """A folder of right submissions, one folder each, for the self-test."""
    probes: str | None = None
    written: str | None = None
    """The manifest of the written part: a YAML file."""
    show_expected: ShowExpected = ShowExpected()
    limits: Limits = Limits()
    follow_through: float = Field(default=1.0, ge=0, le=1)
    """Share of its points that a check keeps where only a function that it calls is wrong."""
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def beside(self) -> tuple[str, ...]:
        """The files and folders that it names and that decide marks, seen from its own folder."""
        named = (self.reference, self.stand_ins, self.starter, self.probes, self.written)
        return tuple(each for each in named if each is not None)

    @property
    def max_points(self) -> Decimal:
        """Points of all questions together, optional ones included."""
        return sum((question.max_points for question in self.questions), Decimal(0))
