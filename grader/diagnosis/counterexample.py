"""The case that shows a failure, laid out for a reader."""

import numpy as np

from grader.checks.finding import Shortfall
from grader.checks.outcome import Outcome
from grader.checks.trial import Trial
from grader.diagnosis.shown import MOST_CELLS, digits, python_text, show
from grader.model.case import Probe
from grader.model.facts import Raised, Returned
from grader.model.results import Counterexample, Difference, Shown
from grader.model.rubric import Question

MOST_CALL = 1500
MOST_CODE = 800


def counterexample(
    question: Question, shortfall: Shortfall, show_expected: bool
) -> Counterexample | None:
    """Return the failing case with inputs, answer and difference; None if nothing was called."""
    trial = shortfall.trial
    output = shortfall.output
    expected = None
    if show_expected and output is not None:
        expected = show(trial.expected[output])
    return Counterexample(
        inputs={name: show(value) for name, value in trial.arguments},
        call=call_text(question, trial),
        output=output or "",
        expected=expected,
        got=got_of(shortfall),
        case=trial.case.number,
        difference=difference(shortfall, show_expected),
    )


def call_text(question: Question, trial: Trial) -> str:
    """Return the call as a student would type it, after what defines the objects in it."""
    arguments = ", ".join(python_text(value) for _, value in trial.arguments)
    text = f"{question.function}({arguments})"
    text = text if len(text) <= MOST_CALL else text[: MOST_CALL - 1] + "…"
    codes = [value.code for _, value in trial.arguments if isinstance(value, Probe)]
    # An empty line ends a definition where lines are pasted one after another.
    return "\n".join([*(f"{code}\n" for code in codes if 0 < len(code) <= MOST_CODE), text])


def got_of(shortfall: Shortfall) -> Shown:
    """Return what came: the output in question, the whole value, or the exception."""
    answer = shortfall.trial.answer
    if isinstance(answer, Raised):
        text = f"{answer.type_name}: {answer.message}".rstrip(": ")
        return Shown(kind="exception", text=text[:400])
    if not isinstance(answer, Returned):
        return Shown(kind="nothing", text=shortfall.words)
    outcome = shortfall.outcome
    if outcome is not None and outcome.got is not None:
        return show(outcome.got)
    names = list(shortfall.trial.expected)
    value = answer.value
    if shortfall.output is None or not isinstance(value, list | tuple) or len(names) < 2:
        return show(value)
    return show(value[names.index(shortfall.output)] if len(names) == len(value) else value)


def difference(shortfall: Shortfall, show_expected: bool) -> Difference | None:
    """Return which entries are wrong and by how much, for answers of the expected shape."""
    outcome, output = shortfall.outcome, shortfall.output
    if outcome is None or output is None or outcome.aligned is None or outcome.wrong is None:
        return None
    if outcome.got is None or outcome.got.shape != outcome.aligned.shape or outcome.ok:
        return None
    wanted = np.asarray(shortfall.trial.expected[output], dtype=np.float64)
    with np.errstate(all="ignore"):
        error = np.abs(outcome.aligned - wanted) / max(float(np.max(np.abs(wanted))), 1e-12)
    error = np.where(np.isfinite(error), error, 1.0)
    return Difference(
        wrong=tuple(tuple(bool(e) for e in row) for row in _table(outcome.wrong)),
        wrong_entries=int(outcome.wrong.sum()),
        entries=int(outcome.wrong.size),
        worst=worst_words(outcome, wanted, error, show_expected),
        relative=_shares(error) if show_expected else (),
    )


def worst_words(outcome: Outcome, wanted: np.ndarray, error: np.ndarray, expected: bool) -> str:
    """Name the entry that is furthest off."""
    assert outcome.aligned is not None
    where = np.unravel_index(int(np.argmax(error)), error.shape)
    place = f"[{', '.join(str(int(i)) for i in where)}]: " if error.ndim else ""
    words = f"{place}got {digits(outcome.aligned[where])}"
    return f"{words}, expected {digits(wanted[where])}" if expected else words


def _shares(error: np.ndarray) -> tuple[tuple[float, ...], ...]:
    clipped = np.clip(np.round(error, 4), 0.0, 1.0)
    return tuple(tuple(float(e) for e in row) for row in _table(clipped))


def _table(array: np.ndarray) -> list[np.ndarray]:
    rows = array.reshape(1, -1) if array.ndim < 2 else array.reshape(-1, array.shape[-1])
    return [row[:MOST_CELLS] for row in rows[:MOST_CELLS]]
