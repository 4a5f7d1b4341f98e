"""One case that was run: what came back, sorted into values and faults of the code."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from grader.checks.outcome import Outcome, judge_output
from grader.model.case import Case
from grader.model.facts import Answer, Ended, NotRun, Raised, Returned, Value
from grader.model.results import Reason, Verdict


class Fault(NamedTuple):
    """A call that brought no value to judge."""

    verdict: Verdict
    reason: Reason
    words: str


@dataclass(frozen=True, eq=False)
class Trial:
    """One case that was run: what came back and what was expected, output by output."""

    case: Case
    answer: Answer
    expected: dict[str, Any]
    """In the order in which the function returns its outputs."""
    arguments: tuple[tuple[str, Any], ...] = ()
    """What the student's function was called with, by the name of its own argument."""
    judged: dict[str, Outcome] = field(default_factory=dict, repr=False)
    """Outcomes by output, kept because several checks look at the same answer."""

    @cached_property
    def fault(self) -> Fault | None:
        """Why the call brought no value, or None if it returned."""
        answer = self.answer
        if isinstance(answer, Returned):
            return None
        if isinstance(answer, Ended | NotRun):
            return Fault("errored", answer.kind, answer.detail)
        return _raised(answer)

    @cached_property
    def outputs(self) -> dict[str, Value] | Fault:
        """The returned outputs by name; a fault if there are none, or not as many as are due."""
        return self.fault or _named(self.answer, list(self.expected))

    def outcome(self, name: str) -> Outcome:
        """Judge an output of a call that returned, once for all the checks that ask."""
        if name not in self.judged:
            assert isinstance(self.outputs, dict)
            self.judged[name] = judge_output(self.outputs[name], self.expected[name])
        return self.judged[name]


def _named(answer: Answer, names: list[str]) -> dict[str, Value] | Fault:
    assert isinstance(answer, Returned)
    if len(names) == 1:
        return {names[0]: answer.value}
    if answer.value is None:
        return Fault(
            "failed", "not-implemented", "it returned None, as a function without `return` does"
        )
    if not isinstance(answer.value, list | tuple):
        return Fault("failed", "wrong-type", f"it returned one value where {len(names)} are due")
    if len(answer.value) != len(names):
        count = len(answer.value)
        return Fault(
            "failed", "wrong-type", f"it returned {count} values where {len(names)} are due"
        )
    return dict(zip(names, answer.value, strict=True))


def _raised(answer: Raised) -> Fault:
    said = f"{answer.type_name}: {answer.message}".rstrip(": ")
    if answer.type_name == "NotImplementedError":
        return Fault("failed", "not-implemented", "raise NotImplementedError is still there")
    if answer.type_name == "MemoryError":
        return Fault("errored", "out-of-memory", "it asked for more memory than allowed")
    if answer.type_name == "AbsentModuleError":
        return Fault("needs-review", "import-failed", answer.message)
    if answer.type_name == "BrokenImportError":
        return Fault("errored", "import-failed", answer.message)
    if answer.python2 is not None:
        line = f" (line {answer.line})" if answer.line else ""
        return Fault("errored", "python-2", f"{answer.python2} exists in Python 2 only{line}")
    if "can't start new thread" in answer.message:
        said += " (homework runs in one thread here)"
    return Fault("errored", "raised", said)
