"""The catalogue of mistakes: wrong variants of the reference functions, declared beside them."""

import inspect
from dataclasses import dataclass

from grader.model.case import Case, CaseError
from grader.model.prepared import Outputs
from grader.model.rubric import Question
from grader.rubric.expected import expected_outputs
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import MissingReferenceError, Reference, ReferenceFunction

FOLDER = "mistakes"


@dataclass(frozen=True, eq=False)
class Variant:
    """A wrong variant of one reference function."""

    slug: str
    student: str
    """For the student: points at the idea, gives no formula away."""
    teacher: str
    """For the teacher: what the code does instead of what it should."""
    seen: str
    function: ReferenceFunction

    @property
    def name(self) -> str:
        """The variant's own name; several may share a slug."""
        return self.function.__name__

    def outputs(self, question: Question, case: Case, probes: ProbeFile | None) -> Outputs | None:
        """Return what the variant answers in a case; None where it gives no finite answer."""
        try:
            return expected_outputs(question, case, self.function, probes)
        except CaseError:
            return None


def variants_of(reference: Reference, name: str) -> tuple[Variant, ...]:
    """Return the wrong variants of the reference function `module:function`, in file order.

    They are declared in `mistakes/module.py` beside it; none where there is no such file.
    """
    module_name, _, function_name = name.partition(":")
    try:
        module = reference.module(f"{FOLDER}.{module_name}")
    except MissingReferenceError:
        return ()
    declared = [
        (each.declaration, each)
        for each in vars(module).values()
        if inspect.isfunction(each) and hasattr(each, "declaration")
    ]
    return tuple(
        Variant(told.slug, told.student, told.teacher, told.seen, function)
        for told, function in declared
        if told.of == function_name
    )
