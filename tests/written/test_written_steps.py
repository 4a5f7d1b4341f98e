"""Steps: what holds, what fails, what claims nothing, and how kindly it was read."""

import pytest

from grader.written.facts import LineFacts
from tests.written.conftest import GradeText

HEAD = r"\frac{\partial J}{\partial v_c}"
FULL = r"-\frac{\partial}{\partial v_c} \log \frac{\exp(u_o^T v_c)}{\sum_w \exp(u_w^T v_c)}"


def lines(grade_text: GradeText, rows: list[str], label: str = "b") -> list[LineFacts]:
    """Return the lines of a derivation with one row for each step."""
    body = " \\\\\n&= ".join(rows)
    text = f"## {label}\n\n$$\\begin{{aligned}} {body} \\end{{aligned}}$$\n"
    return [each for each in grade_text(text).lines if each.relation]


def test_right_steps_hold(grade_text: GradeText) -> None:
    """Every step of a right derivation holds."""
    rows = [
        HEAD,
        FULL,
        r"-u_o + \sum_x \frac{\exp(u_x^T v_c)}{\sum_w \exp(u_w^T v_c)} u_x",
        r"-u_o + \sum_x P(x|c) u_x",
        r"U(\hat{y} - y)",
    ]

    assert ["holds"] * 4 == [each.verdict for each in lines(grade_text, rows)]


def test_errors_that_cancel_are_both_seen(grade_text: GradeText) -> None:
    """Neighbours show where it broke and where it was repaired; the head shows what is wrong."""
    rows = [HEAD, r"u_o + \sum_x \hat{y}_x u_x", r"-u_o + \sum_x \hat{y}_x u_x"]
    found = lines(grade_text, rows)

    assert ["fails", "fails"] == [each.verdict for each in found]
    assert ["fails", "holds"] == [each.against_head for each in found]


def test_a_wrong_step_shows_values_and_the_edit(grade_text: GradeText) -> None:
    """Both sides on one instance, and the single edit that mends the line."""
    text = f"## b\n\n$${HEAD} = -u_o + \\sum_x \\hat{{y}}_x u_x = U(y - \\hat{{y}})$$\n"
    (answer,) = [each for each in grade_text(text).answers if each.question == "dJ_dvc"]
    (line,) = [each for each in answer.lines if each.first_wrong]

    assert line.values is not None and line.values.claimed != line.values.right
    assert line.edit is not None and "sign-flipped" == line.edit.mistake


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"z = U^T v_c", "not-a-claim"),
        (r"\hat{y}_o = P(o|c) = \frac{\exp(u_o^T v_c)}{\sum_w \exp(u_w^T v_c)}", "holds"),
        (r"\sum_w \hat{y}_w = 1", "holds"),
        (r"\sum_w y_w u_w = u_o", "holds"),
        (r"y_1 + y_2 + \dots + y_{|V|} = 1", "holds"),
        (r"U y = u_o", "holds"),
        (r"\sum_{w'} \hat{y}_{w'} = 1", "holds"),
        (r"U \hat{y} = u_o", "fails"),
        (r"\hat{y} = \mathrm{softmax}(v_c)", "fails"),
        (r"v_c := v_c - \alpha u_o", "not-a-claim"),
        (r"\sum_{w \neq o} \hat{y}_w = 1 - \hat{y}_o", "holds"),
        (r"q(x) = r(x)", "not-a-claim"),
        (r"\hat{y}_o = \beta", "cannot-tell"),
    ],
)
def test_single_claims(claim: str, verdict: str, grade_text: GradeText) -> None:
    """Identities, definitions, updates, unknown symbols."""
    found = [each for each in grade_text(f"## b\n\n$${claim}$$\n").lines if each.relation]

    assert verdict == found[-1].verdict


def test_a_derivative_by_the_students_own_scores(grade_text: GradeText) -> None:
    """z = U^T v_c varies both where it is written and inside the loss."""
    text = (
        "## b\n\n$$z = U^T v_c$$\n\nso\n\n"
        r"$$\frac{\partial J}{\partial z} = \frac{\partial}{\partial z}"
        r"\left(-z_o + \log \sum_w e^{z_w}\right) = \hat{y} - y$$"
    )
    found = [each.verdict for each in grade_text(text).lines if each.relation]

    assert ["not-a-claim", "holds", "holds"] == found


def test_an_index_out_of_its_sum_is_wrong(grade_text: GradeText) -> None:
    """A letter that a sum bound before and nothing binds now."""
    rows = [r"\sum_x \hat{y}_x u_x", r"\hat{y}_x \sum_w u_w"]
    (line,) = lines(grade_text, rows)

    assert ("fails", True) == (line.verdict, "not bound" in line.why)


def test_one_term_alone_claims_nothing(grade_text: GradeText) -> None:
    """A display that goes on with one term of the sum before it switches the topic."""
    second = r"\log \sum_w \exp(u_w^T v_c)"
    text = f"## b\n\n$$J = -u_o^T v_c + {second}$$\n$${second}$$\n"
    found = [each for each in grade_text(text).lines if each.relation]

    assert ["holds", "not-a-claim"] == [each.verdict for each in found]
