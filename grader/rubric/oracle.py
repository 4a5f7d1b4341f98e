"""The reference at hand: what is expected of an input that came up during grading."""

from dataclasses import dataclass
from pathlib import Path

from grader.model.case import Case
from grader.model.prepared import Outputs
from grader.model.rubric import Question, Rubric
from grader.rubric.cases import suite_function
from grader.rubric.expected import expected_outputs
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import Reference, load_reference


@dataclass(frozen=True)
class Oracle:
    """Answers for the reference, on the trusted side only."""

    reference: Reference
    probes: ProbeFile | None

    def answer(self, question: Question, case: Case) -> Outputs:
        """Return the reference's outputs for a case; empty where no function answers it."""
        function = suite_function(question, question.suites[case.suite], self.reference)
        return {} if function is None else expected_outputs(question, case, function, self.probes)


def load_oracle(rubric: Rubric, folder: Path) -> Oracle:
    """Return the oracle of a rubric whose own paths start from `folder`."""
    probes = ProbeFile(folder / rubric.probes) if rubric.probes is not None else None
    return Oracle(load_reference(folder / rubric.reference), probes)
