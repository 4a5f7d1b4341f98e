"""The catalogue of mistakes: wrong variants of the reference functions, declared beside them."""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.model.case import Case, CaseError
from grader.model.prepared import Outputs
from grader.model.rubric import Question
from grader.rubric.broken_file import seen_from_here
from grader.rubric.errors import RubricErrors, RubricProblem
from grader.rubric.expected import expected_outputs
from grader.rubric.probes import ProbeFile
from grader.rubric.reference import MissingReferenceError, Reference, ReferenceFunction
from grader.rubric.reference_names import MISTAKES, reference_names
from grader.rubric.wording import choice, quoted


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
    Raises RubricErrors where that file is broken.
    """
    module_name, _, function_name = name.partition(":")
    return tuple(
        Variant(told.slug, told.student, told.teacher, told.seen, function)
        for told, function in declared(reference, module_name)
        if told.of == function_name
    )


def declared(reference: Reference, module_name: str) -> list[tuple[Any, ReferenceFunction]]:
    """Return what is declared beside a module of the reference, each with its function."""
    try:
        module = reference.module(f"{MISTAKES}.{module_name}")
    except MissingReferenceError:
        return []
    functions = filter(inspect.isfunction, vars(module).values())
    return [(each.declaration, each) for each in functions if hasattr(each, "declaration")]


def check_catalogue(questions: Iterable[Question], reference: Reference) -> None:
    """Import the variants of all functions that questions name.

    Raises RubricErrors where a file of them is broken, or declares a variant of what isn't there.
    """
    names = (name for question in questions for name in reference_names(question))
    modules = dict.fromkeys(name.partition(":")[0] for name in names)
    problems = [each for module in modules for each in _astray(reference, module)]
    if problems:
        raise RubricErrors(problems)


def _astray(reference: Reference, module_name: str) -> Iterator[RubricProblem]:
    """Yield the variants of a module that are declared for no function of it."""
    for told, function in declared(reference, module_name):
        right = vars(reference.module(module_name))
        if not callable(right.get(told.of)):
            code = inspect.unwrap(function).__code__
            known = [each for each, value in right.items() if inspect.isfunction(value)]
            what = f"must be a mistake in a function of {quoted(module_name)}"
            expected = f"{what}{choice(told.of, known)}"
            file = seen_from_here(Path(code.co_filename))
            yield RubricProblem(file, code.co_firstlineno, "", expected, quoted(told.of))
