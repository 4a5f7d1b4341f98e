"""What all submissions of a run share: cases, expected values, the course's own files."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.grading.judge import Settings
from grader.grading.manifest import sound_manifest
from grader.grading.plan import BatchTable, Choice
from grader.grading.rivals import DeclaredVariants, Rivals
from grader.grading.small import SmallCases, drawn_small
from grader.model.prepared import PreparedRubric
from grader.model.results import AskedPart
from grader.model.rubric import Rubric
from grader.rubric.catalogue import check_catalogue
from grader.rubric.expected import prepare_rubric
from grader.rubric.load import LoadedRubric
from grader.rubric.oracle import Oracle, load_oracle
from grader.sandbox.layout import read_course

if TYPE_CHECKING:
    from grader.model.written import Manifest

EVERYTHING = Choice()


@dataclass(frozen=True, eq=False)
class Aids:
    """What of the rubric's own lies beside student code, read once a run."""

    course: dict[str, bytes]
    """The stand-ins, by path."""
    probes: bytes | None


def read_aids(rubric: Rubric, folder: Path) -> Aids:
    """Read a rubric's stand-ins and probes; its own paths start from `folder`."""
    course = read_course(folder / rubric.stand_ins if rubric.stand_ins else None)
    probes = (folder / rubric.probes).read_bytes() if rubric.probes else None
    return Aids(course, probes)


@dataclass(frozen=True, eq=False)
class Run:
    """What all submissions of a run share."""

    prepared: PreparedRubric
    reference: Oracle | None
    """None where it is not at hand: a pack holds no more than its answers."""
    rivals: Rivals
    """The wrong variants of the run's questions."""
    small: SmallCases
    """The small cases of the run's questions."""
    name: str
    """How the rubric is named on the command line."""
    aids: Aids
    rubric_sha256: str
    show_expected: bool
    choice: Choice = EVERYTHING
    path: str = ""
    """How the submission is named on the command line; a report names the bare file."""
    manifest: "Manifest | None" = None
    """The written part, where the rubric has one and it is wanted."""
    part: AskedPart | None = None
    """The part that is wanted; None: the code, and written answers where there are such."""
    batches: BatchTable = field(default_factory=dict, repr=False)
    """The batches made so far: submissions whose files lie alike share them."""

    @property
    def writes(self) -> bool:
        """Whether written answers are looked for."""
        return self.manifest is not None

    @property
    def oracle(self) -> Oracle:
        """The reference, for what can't do without it."""
        assert self.reference is not None, "this run was made from a pack"
        return self.reference

    @property
    def settings(self) -> Settings:
        """What the judge needs to know of the run."""
        prepared = self.prepared
        return Settings(prepared.rubric, self.name, prepared.seed, self.show_expected, self.path)


def prepare_run(
    loaded: LoadedRubric,
    seed: int | None = None,
    show_expected: bool = True,
    choice: Choice = EVERYTHING,
    part: AskedPart | None = None,
) -> Run:
    """Make the cases and compute the expected values of the wanted questions, once for all.

    seed: the rubric's own where it is None.
    show_expected: whether reports print expected values.
    choice: the questions that are wanted; no other is prepared.
    part: the part that is wanted; None: the code, and written answers where there are such.
    Raises CaseError, MissingReferenceError or RubricErrors where what the rubric names is wrong.
    """
    rubric = loaded.rubric
    among = () if part == "written" else rubric.questions
    wanted = tuple(q for q in among if choice.needs(q.id, among))
    asked = rubric.model_copy(update={"questions": wanted})
    seed = rubric.seed if seed is None else seed
    prepared = prepare_rubric(asked, loaded.folder, seed, small=choice.case is not None)
    oracle = load_oracle(rubric, loaded.folder)
    check_catalogue(wanted, oracle.reference)
    aids = read_aids(rubric, loaded.folder)
    name = rubric.id if loaded.path.parent.name == "rubrics" else str(loaded.path)
    rivals = Rivals(DeclaredVariants(oracle))
    small = SmallCases(partial(drawn_small, seed=seed, oracle=oracle))
    sha256 = loaded.sha256
    manifest = None
    if part != "code" and choice.takes_written():
        manifest = sound_manifest(loaded, oracle.reference.function, seed)
    return Run(
        prepared,
        oracle,
        rivals,
        small,
        name,
        aids,
        sha256,
        show_expected,
        choice,
        manifest=manifest,
        part=part,
    )
