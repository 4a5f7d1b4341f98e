"""A run from a pack: the same engine, with answers where the reference would be asked."""

from collections.abc import Mapping, Sequence

from grader.grading.plan import Choice
from grader.grading.rivals import Rivals
from grader.grading.run import EVERYTHING, Run
from grader.grading.small import SmallCases
from grader.model.case import Case
from grader.model.prepared import Outputs, PreparedQuestion, PreparedRubric
from grader.model.rubric import Question
from grader.pack.contents import Pack, PackedQuestion, PackedVariant


class PackedVariants:
    """The wrong variants of a pack, by question."""

    def __init__(self, questions: Mapping[str, PackedQuestion]) -> None:
        self.questions = questions

    def variants(self, question: Question, reference: str) -> Sequence[PackedVariant]:
        """Return the variants of a reference function, in the order of the catalogue."""
        known = self.questions[question.id].variants
        return [variant for variant in known if variant.reference == reference]

    def outputs(self, question: Question, variant: PackedVariant, case: Case) -> Outputs | None:
        """Return what a variant answers in a case; None where it gives no finite answer."""
        return variant.answers.get(case.number)


def run_of_pack(pack: Pack, name: str, choice: Choice = EVERYTHING) -> Run:
    """Return a run of the wanted questions of a pack.

    name: how the pack is named on the command line.
    """
    rubric = pack.rubric
    wanted = [q for q in pack.questions if choice.needs(q.question.id, rubric.questions)]
    asked = rubric.model_copy(update={"questions": tuple(each.question for each in wanted)})
    by_id = {each.question.id: each for each in wanted}
    prepared = tuple(_with_small(q) if choice.case is not None else q.ordinary for q in wanted)
    return Run(
        prepared=PreparedRubric(asked, pack.seed, prepared),
        reference=None,
        rivals=Rivals(PackedVariants(by_id)),
        small=SmallCases(lambda question: by_id[question.id].small),
        name=name,
        aids=pack.aids,
        rubric_sha256=pack.rubric_sha256,
        show_expected=rubric.show_expected.check,
        choice=choice,
        manifest=pack.manifest if choice.takes_written() else None,
    )


def _with_small(packed: PackedQuestion) -> PreparedQuestion:
    """Return a question with its small cases beside the ordinary ones."""
    ordinary, small = packed.ordinary, packed.small
    return PreparedQuestion(
        packed.question,
        (*ordinary.cases, *small.cases),
        {**ordinary.expected, **small.expected},
        tuple({**a, **b} for a, b in zip(ordinary.accepted, small.accepted, strict=True)),
    )
