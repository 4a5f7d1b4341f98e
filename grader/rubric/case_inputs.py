"""The inputs of a question's cases, each with its place in the rubric."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.model.rubric import InputSpec, Question, Suite
from grader.rubric.lint_reference import References
from grader.rubric.signatures import Signature
from grader.rubric.wording import Loc


@dataclass(frozen=True)
class CaseInputs:
    """What a case of a suite is made of."""

    suite: str
    position: int
    entries: Mapping[str, tuple[Loc, InputSpec]]
    """The inputs that the rubric describes, by name, with where each stands."""
    function: Signature | None
    """Of the reference function that answers the suite."""
    open: bool
    """Whether there may be further inputs: annotations that can't be read give them."""

    @property
    def names(self) -> frozenset[str]:
        """Names of all inputs, those included that the function's annotations give."""
        given = self.function
        return frozenset(self.entries) | (given.unsure | set(given.arrays) if given else set())

    @property
    def partly_known(self) -> bool:
        """Whether some input is drawn from an annotation that can't be read here."""
        given = self.function
        return self.open or (given is not None and bool(given.unsure - set(self.entries)))


def telling_cases(question: Question, loc: Loc, references: References) -> Iterator[CaseInputs]:
    """Go through cases of all suites that differ in the inputs they are made of."""
    for name, suite in question.suites.items():
        for position in _telling_positions(suite):
            yield _case(question, loc, name, position, references)


def _telling_positions(suite: Suite) -> tuple[int, ...]:
    """Return positions of cases that differ in the inputs they are made of."""
    turns = range(min(suite.cases, max(1, len(suite.variants))))
    special = [place for place in suite.special_cases if 0 <= place < suite.cases]
    return tuple(sorted({*turns, suite.cases - 1, *special}))


def _case(
    question: Question, loc: Loc, suite: str, position: int, references: References
) -> CaseInputs:
    """Gather a case's inputs as `cases.case_inputs` does, with their places."""
    spec, here = question.suites[suite], (*loc, "suites", suite)
    layers = [((*loc, "inputs"), question.inputs), ((*here, "inputs"), spec.inputs)]
    if spec.variants:
        turn = position % len(spec.variants)
        layers.append(((*here, "variants", turn), spec.variants[turn]))
    special = spec.special_cases.get(position, {})
    layers.append(((*here, "special_cases", str(position)), special))
    entries = {
        name: ((*place, name), each) for place, part in layers for name, each in part.items()
    }
    name = spec.reference or question.reference
    return CaseInputs(
        suite, position, entries, references.signature(name), references.is_open(name)
    )
