"""Where nobody can answer for a wrong function: tell its callers to mend that one first."""

from collections.abc import Sequence

from grader.model.results import CheckResult
from grader.model.suspects import MEND_FIRST


def suspecting(result: CheckResult, suspects: Sequence[str]) -> CheckResult:
    """Return a check; where it failed, with the advice to mend first what it may fail by.

    suspects: functions that are wrong and that this one may call; whether it does, is not known.
    """
    if not suspects or result.verdict not in ("failed", "errored"):
        return result
    named = " and ".join(f"`{each}`" for each in suspects)
    if len(suspects) == 1:
        first = f"{MEND_FIRST}{named}, mend that first: it isn't right yet."
        then = "With the full rubric this is judged with a right one in its place."
    else:
        first = f"{MEND_FIRST}{named}, mend those first: they aren't right yet."
        then = "With the full rubric this is judged with right ones in their place."
    return result.model_copy(update={"hint": f"{first} {then}\n{result.hint}".rstrip()})
