"""Laws of answers that their own words take back: no pass is earned by hedging."""

from collections.abc import Callable
from typing import Any

import pytest

F = r"\frac{\partial J}{\partial v_c} = U(\hat y - y)"
Grade = Callable[..., Any]


@pytest.mark.parametrize(
    "line",
    [
        f"${F}$ is wrong.",
        f"${F}$ is false.",
        rf"${F}$ or $U(y - \hat y)$",
        rf"${F}$ / $U(y - \hat y)$",
        rf"${F} \text{{ or }} U(y - \hat y)$",
        f"${F}$ or maybe $U y$.",
        rf"${F}$, but that gives the wrong shape, so $U^T(y - \hat y)$.",
        f"I am not sure if ${F}$ or with a transpose.",
        f"The answer is not ${F}$.",
        f"Is it ${F}$? I don't know.",
        f"${F}$?",
        f"${F}$. No wait, this is only for small $x$.",
        f"${F}$ only if $x > 0$",
        f"${F}$ does not seem right.",
        f"${F}$ can't be.",
        f"$${F}$$\n\nNo, this is not it.",
        f"Either ${F}$ or zero.",
    ],
)
def test_a_right_formula_that_is_taken_back_is_left_to_a_person(
    grade_text: Grade, line: str
) -> None:
    """Denied, doubted, asked, or one of two: a person decides what was meant."""
    (answer,) = [
        each
        for each in grade_text(f"### (b)\n{line}\n", "2021").answers
        if each.question == "dJ_dvc"
    ]

    assert "needs-review" == answer.verdict


@pytest.mark.parametrize(
    "line",
    [
        f"${F}$",
        f"${F}$.",
        f"For any wrong word the same holds, so ${F}$ and we are done.",
        f"This does not change for other words. Hence ${F}$, which has the shape of $v_c$.",
        f"Why does it matter? Because ${F}$ pulls the vectors together.",
        f"$${F}$$\n\nNote that it vanishes for a perfect prediction.",
    ],
)
def test_other_words_beside_an_answer_leave_it_right(grade_text: Grade, line: str) -> None:
    """Words that explain are no doubt."""
    (answer,) = [
        each
        for each in grade_text(f"### (b)\n{line}\n", "2021").answers
        if each.question == "dJ_dvc"
    ]

    assert "passed" == answer.verdict
