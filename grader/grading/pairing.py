"""Two questions apart: is it the reference's gradient, and is it that of the student's own loss?"""

from collections.abc import Mapping, Sequence

from grader.diagnosis.mistakes import SENTENCES
from grader.model.results import CheckResult
from grader.model.rubric import Check


def tell_loss_from_gradients(
    judged: Sequence[tuple[Check, CheckResult]], own_gradients: Mapping[str, bool]
) -> tuple[CheckResult, ...]:
    """Name, where nothing more special is known, which of loss and gradients is to be mended.

    own_gradients: for wrong gradients beside a wrong loss, whether they belong to that loss.
    """
    losses = [r for c, r in judged if c.kind == "value" and c.output and c.suite == "plain"]
    gradients = [r for c, r in judged if c.kind == "gradient" and c.output and c.suite == "plain"]
    if len(losses) != 1 or not gradients:
        return tuple(result for _, result in judged)
    loss_right = losses[0].verdict == "passed"
    gradients_right = all(result.verdict == "passed" for result in gradients)
    told = []
    for check, result in judged:
        slug = ""
        if result.verdict == "failed" and result.reason == "wrong-value" and not result.mistake:
            if result is losses[0] and gradients_right:
                slug = "wrong-loss-right-gradient"
            elif any(result is each for each in gradients) and loss_right:
                slug = "wrong-gradient-right-loss"
            elif any(result is each for each in gradients) and own_gradients.get(
                check.output or ""
            ):
                slug = "wrong-loss-own-gradient"
        told.append(_named(result, slug) if slug else result)
    return tuple(told)


def _named(result: CheckResult, slug: str) -> CheckResult:
    message = f"{result.message} {SENTENCES[slug]}"
    return result.model_copy(update={"mistake": slug, "message": message})
