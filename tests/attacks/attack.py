"""What an attack on the sandbox is: hostile homework, what winning would be, and who decides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.model.facts import Answer, ArrayValue, BatchFacts, Opaque, Raised, Returned
from grader.model.rubric import Limits

QUICK = Limits(
    call_seconds=0.4, import_seconds=0.6, submission_seconds=4, memory_mb=300, output_kb=8
)
PATIENT = QUICK.model_copy(update={"call_seconds": 2.0, "import_seconds": 2.0})
"""For attacks that must not lose to the clock alone."""


@dataclass(frozen=True)
class Bait:
    """Things of the host that an attacker would like to have, touch or end."""

    secret: str
    """Planted in files, environment and descriptors of the host; no attack is told it."""
    folder: Path
    """Holds a neighbour's homework and other files; attacks know where it is."""
    knows: Mapping[str, Any] = field(default_factory=dict)
    """Names that every attack may use: where the bait is, who the parent is, which port listens."""
    changed: Callable[[], list[str]] = list
    """Says what of the bait is no longer as it was: files, processes, connections."""


@dataclass(frozen=True)
class Evidence:
    """What can be seen from outside once an attack is over."""

    bait: Bait
    facts: Mapping[str, BatchFacts]
    fault: str
    """The exception that our own side raised, if any: a student must not be able to cause one."""
    seconds: float
    grown_mb: float
    """How much memory our own process took at its peak, beyond what it had."""

    def answers(self) -> list[Answer]:
        """Return all answers, in the order of the calls."""
        return [answer for facts in self.facts.values() for answer in facts.answers]

    def values(self) -> list[Any]:
        """Return what the calls returned."""
        return [answer.value for answer in self.answers() if isinstance(answer, Returned)]

    def said(self) -> str:
        """Return everything that student code could say, as one text."""
        return "\n".join(text for facts in self.facts.values() for text in _texts_of(facts))

    def text(self) -> str:
        """Return all texts that calls returned."""
        return " ".join(value for value in self.values() if isinstance(value, str))


Judge = Callable[[Evidence], bool]


@dataclass(frozen=True)
class Attack:
    """One hostile homework, run in the sandbox by itself."""

    name: str
    wins_if: str
    """What winning would be, as the end of the sentence "It wins if …"."""
    code: str
    won: Judge
    """Decides from outside; a fault, a hang or memory taken on our side wins in any case."""
    functions: tuple[str, ...] = ("f",)
    calls: int = 1
    limits: Limits = QUICK
    files: Mapping[str, str] = field(default_factory=dict)


def nothing_else(evidence: Evidence) -> bool:
    """For attacks that win only by what is looked at after every attack."""
    return False


def tells_the_secret(evidence: Evidence) -> bool:
    """Say whether the planted secret came back in any fact."""
    return evidence.bait.secret in evidence.said()


def touches_the_host(evidence: Evidence) -> bool:
    """Say whether files, processes or listeners of the host have changed."""
    return bool(evidence.bait.changed())


def says(*words: str) -> Judge:
    """Win if any of these words came back in a returned text (a trace would quote the code)."""
    return lambda evidence: any(word in evidence.text() for word in words)


def returns(value: Any) -> Judge:
    """Win if a call returned this plain value."""
    return lambda evidence: any(type(v) is type(value) and v == value for v in evidence.values())


def _texts_of(facts: BatchFacts) -> Iterator[str]:
    yield from facts.remarks
    yield repr(facts.defaults)
    if facts.problem is not None:
        yield facts.problem.message
    for answer in facts.answers:
        if isinstance(answer, Returned):
            yield answer.stdout
            yield from _texts_in(answer.value)
        elif isinstance(answer, Raised):
            yield from (answer.type_name, answer.message, answer.stdout, *answer.trace)
        else:
            yield answer.detail


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts_in(item)
    elif isinstance(value, ArrayValue):
        yield value.data.tobytes()[:100_000].decode("latin-1")
        yield value.origin
    elif isinstance(value, Opaque):
        yield f"{value.type_name} {value.text}"
    elif isinstance(value, str):
        yield value
    else:
        yield repr(value)[:200]
