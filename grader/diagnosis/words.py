"""What a student reads about a check: what happened, and what to try next."""

import numpy as np

from grader.checks.finding import Finding, Shortfall
from grader.diagnosis.counterexample import worst_words
from grader.diagnosis.mistakes import Mistake
from grader.model.results import Reason
from grader.model.rubric import Check, Question

HINTS: dict[str, str] = {
    "wrong-shape": "Print the shapes of what you return beside the shapes of the arguments.",
    "wrong-type": "Return numbers and numpy arrays, in the order that the docstring lists.",
    "not-finite": "Look for a division by zero, log of 0, or exp of a large number.",
    "timeout": "Look for a loop that does not end, or one that numpy could do at once.",
    "out-of-memory": "Look for a list or array that grows with every step.",
    "killed": "Homework code must not end the process or start others.",
    "not-implemented": "Write this function; remove the placeholder that the starter put there.",
    "python-2": "Convert the file to Python 3: print(...), range, except ... as e.",
    "syntax-error": "Run `python -m py_compile` on the file: it points at the line.",
    "missing-file": "Hand the file in under the name that the assignment gives it.",
    "missing-function": "Give the function the name that the assignment gives it.",
    "refused-file": "Hand in the code alone, as an ordinary file of ordinary size.",
    "import-failed": "Run `python -c 'import FILE'` (without .py) in an empty folder to see why.",
    "mutated-input": "Work on a copy: the caller still needs its array.",
}
RAISED: dict[str, str] = {
    "NameError": "Look for a typo in that name, or for a line that is skipped before it.",
    "UnboundLocalError": "Look for a path through the function on which that name is never set.",
    "IndexError": "Print the index and the length beside it just before that line: sizes differ "
    "from case to case.",
    "KeyError": "Print the key and the keys that there are: a word and its number are two things.",
    "ValueError": "Print the shapes of what meets in that line: sizes differ from case to case.",
    "TypeError": "Print the type of each thing that meets in that line, and count the arguments.",
    "AttributeError": "Print the type of the object before the dot: it may not be what you expect.",
    "ZeroDivisionError": "Ask which count or length may be zero there.",
    "RecursionError": "The function calls itself and never comes to an end: look for the way out.",
    "AssertionError": "An assert of the file itself did not hold: print what it compares.",
}
"""What to look at first after an exception, by its type."""
STOPPED = "Call it with the inputs shown, and print what goes into the line that fails."


def message(
    question: Question,
    check: Check,
    finding: Finding,
    mistake: Mistake | None,
    show_expected: bool,
) -> str:
    """Return one or two sentences on why a check was not passed; empty if it was."""
    shortfall = finding.shortfall
    if shortfall is None:
        return ""
    happened = _happened(question, check, finding, shortfall, show_expected)
    return f"{happened} {mistake.sentence}" if mistake else happened


def hint(check: Check, finding: Finding) -> str:
    """Return what to look at next."""
    if finding.shortfall is None:
        return ""
    reason = finding.reason or "wrong-value"
    if reason == "raised":
        answer = finding.shortfall.trial.answer
        return RAISED.get(getattr(answer, "type_name", ""), STOPPED)
    if reason in ("wrong-value", "unstable") and check.hint:
        return check.hint
    return HINTS.get(reason, check.hint)


def _happened(
    question: Question, check: Check, finding: Finding, shortfall: Shortfall, expected: bool
) -> str:
    reason = shortfall.reason
    call = f"`{question.function}`"
    if shortfall.verdict == "needs-review":
        return f"{call} could not be judged here: {shortfall.words}. A person will look at it."
    simple = _WITHOUT_OUTPUT.get(reason)
    if simple is not None and (shortfall.output is None or reason == "not-implemented"):
        return simple.format(call=call, words=shortfall.words)
    if shortfall.output is None:
        return f"{call}: {shortfall.words} (case {shortfall.trial.case.number})."
    name = output_name(question, check, shortfall.output)
    share = _share(finding)
    if reason in ("wrong-value", "unstable") and shortfall.outcome is not None:
        return f"{name} is wrong in {share}. {_where(shortfall, expected)}".rstrip()
    return f"{name} is {shortfall.words} ({share})."


_WITHOUT_OUTPUT: dict[Reason, str] = {
    "raised": "{call} raised {words}.",
    "timeout": "{call}: {words}.",
    "out-of-memory": "{call}: {words}.",
    "killed": "{call}: {words}.",
    "not-implemented": "{call} is not written yet: {words}.",
    "import-failed": "{words}.",
    "syntax-error": "{words}.",
    "python-2": "This is Python 2, and the homework is graded with Python 3: {words}.",
    "missing-function": "{words}.",
    "missing-file": "{words}.",
    "refused-file": "{words}.",
}


def output_name(question: Question, check: Check, output: str) -> str:
    """Name an output: its position where a function returns several, else "the answer"."""
    if len(question.outputs) == 1:
        return "The returned value"
    return f"`{output}` (returned value {question.outputs.index(output) + 1})"


def _share(finding: Finding) -> str:
    failed = finding.run - finding.passed
    if failed == finding.run:
        return "every case" if finding.run > 1 else "this case"
    return f"{failed} of {finding.run} cases"


def _where(shortfall: Shortfall, expected: bool) -> str:
    outcome = shortfall.outcome
    number = shortfall.trial.case.number
    if outcome is None or outcome.aligned is None or outcome.wrong is None:
        return f"Case {number} shows it."
    assert shortfall.output is not None
    wanted = np.asarray(shortfall.trial.expected[shortfall.output], dtype=np.float64)
    with np.errstate(all="ignore"):
        error = np.abs(outcome.aligned - wanted)
    error = np.where(np.isfinite(error), error, np.inf)
    worst = worst_words(outcome, wanted, error, expected)
    wrong, size = int(outcome.wrong.sum()), int(outcome.wrong.size)
    if size == 1:
        return f"In case {number}, {worst}."
    how_many = f"all {size} entries are" if wrong == size else _some(wrong, size)
    return f"In case {number}, {how_many} off; the worst is {worst}."


def _some(wrong: int, size: int) -> str:
    return f"{wrong} of {size} entries {'is' if wrong == 1 else 'are'}"
