"""A term that is missing (or too many): the difference to the right answer is a known term."""

from collections.abc import Sequence

from grader.model.written import WorldName
from grader.written.compare.outcome import compared
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.value import Value
from grader.written.parse.formula import known_tree

_TERMS: dict[WorldName, tuple[tuple[str, str], ...]] = {
    "naive-softmax": (
        ("true-word-missing", "u_o"),
        ("missing-term", r"\sum_{x \in V} \hat{y}_x u_x"),
        ("missing-term", "v_c"),
        ("missing-term", r"\hat{y}_o v_c"),
        ("missing-term", r"\hat{y}_w v_c"),
        ("missing-term", r"U y"),
        ("missing-term", r"y v_c^T"),
        ("missing-term", r"v_c y^T"),
    ),
    "negative-sampling": (
        ("negatives-missing", r"\sum_{n=1}^{K} \sigma(u_{w_n}^T v_c) u_{w_n}"),
        ("true-word-missing", r"(1 - \sigma(u_o^T v_c)) u_o"),
        ("missing-term", "u_o"),
        ("missing-term", "v_c"),
    ),
    "two-layers": (),
}


def missing_term(
    world: WorldName, claimed: Sequence[Value], right: Sequence[Value], bench: Workbench
) -> tuple[str, str, str] | None:
    """Return (mistake, the term as LaTeX, its sign) where right minus claimed is a known term."""
    if any(a.shape != b.shape for a, b in zip(claimed, right, strict=True)):
        return None
    difference = [Value(b.array - a.array) for a, b in zip(claimed, right, strict=True)]
    for mistake, latex in _TERMS.get(world, ()):
        tree = known_tree(latex)
        values = bench.values(tree)
        for sign in (1.0, -1.0):
            signed = [
                Value(sign * each.array) if isinstance(each, Value) else each for each in values
            ]
            outcome = compared(signed, difference)
            if outcome.truth == "holds" and not outcome.turned:
                return mistake, latex, "+" if sign > 0 else "-"
    return None
