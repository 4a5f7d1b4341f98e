"""Laws against passes that nobody earned: what a hopeful or cunning hand writes."""

import pytest

from tests.written.conftest import Answers

D = r"\frac{\partial J}{\partial v_c}"
R = r"U(\hat y-y)"
W = r"U(y-\hat y)"

NAMED = [
    rf"Let $g = {D}$. $${D} = g$$",
    rf"$$g := {D}$$ $${D} = g$$",
    rf"Let $D=\nabla_{{v_c}} J$ and $E = 2D - D$. $${D} = E$$",
    rf"We call $G = {D}$. $${D} = G$$",
    rf"Let $z=U^\top v_c$ and $\delta=\frac{{\partial J}}{{\partial z}}$. $${D} = U\delta$$",
]
"""The derivative is named and never taken."""
OTHER_HEADS = [
    rf"$$-{D} = {R}$$",
    rf"$$2{D} = {R}$$",
    rf"$${D} + 3u_o = {R}$$",
    rf"$$0\cdot {D} = {R}$$",
    rf"$$1/{D} = {R}$$",
    rf"$$J = {R}$$",
    rf"$$\frac{{\partial(-J)}}{{\partial v_c}} = {R}$$",
    rf"$$\frac{{\partial(2J)}}{{\partial v_c}} = {R}$$",
    rf"$$\frac{{\partial^2J}}{{\partial v_c^2}} = {R}$$",
    rf"$$\frac{{\partial J}}{{\partial v_o}} = {R}$$",
    rf"$$\frac{{\partial\log\hat y_o}}{{\partial v_c}} = {R}$$",
    rf"$$-\nabla_{{v_c}}J = {R}$$",
]
"""Another derivative, or a multiple of it, has the right side."""
HEDGED = [
    rf"$${D} = {R} \text{{ or }} {W}$$",
    rf"$${D} = {R}, {W}$$",
    rf"$${D} = {R} \quad {W}$$",
    rf"$${D} = {R};\ {W}$$",
    rf"$${D} = {R} \text{{ resp. }} {W}$$",
    rf"$${D} = {R} \tag{{or minus that}}$$",
    rf"$${D} = \underbrace{{{R}}}_{{\text{{or }}{W}}}$$",
    rf"Either ${D}={W}$ or ${D}={R}$",
    rf"$${D}={W}$$ or $${D}={R}$$",
    rf"$${D}={R} \text{{ is wrong}}$$",
    rf"$${D}={R} \text{{ times }} 3$$",
    rf"$${D}={R} \mbox{{ plus }} u_o$$",
    rf"$${D}={R}$$ multiplied by two.",
    rf"$${D}={R}$$ up to a sign.",
    rf"$${D}={R}?$$",
    rf"It is not true that ${D} = {R}$. In fact it is something else.",
    rf"A common mistake is $${D} = {R}$$ The right answer is zero.",
    rf"I believe ${D}=\hat y$ but my friend says ${D}={R}$.",
]
"""Right only if the reader picks."""
ACCIDENTS = [
    rf"$${D} = {R} + 10^{{-12}}u_o$$",
    rf"$${D} = {R} + e^{{-100}}u_o$$",
    rf"$${D} = {R} + (1-\sigma(50))U\hat y$$",
    rf"$${D} = {R}\tanh(40)$$",
]
"""Equal to the tolerance, and not equal."""
NONSENSE = [rf"$${D} = {each}$$" for each in ("5", "y", "U", r"u_o^\top v_c", r"\hat y-y")]


@pytest.mark.parametrize("text", [*NAMED, *OTHER_HEADS, *HEDGED, *ACCIDENTS])
def test_it_does_not_pass(answers: Answers, text: str) -> None:
    """A person decides, or it is wrong; nothing is earned by itself."""
    answer = answers(f"## (b)\n### i\n{text}\n", "2023")["dJ_dvc"]

    assert "passed" != answer.verdict


@pytest.mark.parametrize("text", NONSENSE)
def test_another_kind_of_thing_earns_nothing(answers: Answers, text: str) -> None:
    """Marks for a slip of shape are for the right entries in another shape."""
    answer = answers(f"## (b)\n### i\n{text}\n", "2023")["dJ_dvc"]

    assert ("failed", 0) == (answer.verdict, answer.points)


@pytest.mark.parametrize(
    "text",
    [
        rf"$$-{D} = {W}$$",
        rf"$$2{D} = 2{R}$$",
        rf"$${R} = {D}$$",
        rf"$${D} - {R} = 0$$",
    ],
)
def test_a_true_equation_of_another_form_loses_nothing_by_itself(
    answers: Answers, text: str
) -> None:
    """It says the right thing, if a person agrees that it says it."""
    answer = answers(f"## (b)\n### i\n{text}\n", "2023")["dJ_dvc"]

    assert "needs-review" == answer.verdict


@pytest.mark.parametrize(
    "text",
    [
        rf"$${D} = {R} \quad \text{{for all }} c$$",
        rf"$${D} = {R} \tag{{3}}$$",
        rf"$${D} = {R} \qquad \square$$",
        rf"$${D} = U\delta, \quad \delta = \hat y - y$$",
        rf"$${D} = {R}, \quad \text{{where }} \hat y = \mathrm{{softmax}}(U^\top v_c)$$",
    ],
)
def test_what_explains_an_answer_leaves_it_right(answers: Answers, text: str) -> None:
    """Numbers of equations, ends of proofs and definitions are no second answer."""
    assert "passed" == answers(f"## (b)\n### i\n{text}\n", "2023")["dJ_dvc"].verdict


@pytest.mark.parametrize(
    "text",
    [
        rf"$${D} = 0$$",
        rf"${R} = 0$ or $U(\hat y+y)=0$",
        rf"Never! Unless ${R}=0$ is false.",
    ],
)
def test_a_condition_has_to_say_something(answers: Answers, text: str) -> None:
    """The question restated, one of two, or denied: no point by itself."""
    assert "passed" != answers(f"## (b)\n### ii\n{text}\n", "2023")["dJ_dvc_zero"].verdict


def test_a_condition_that_says_it_passes(answers: Answers) -> None:
    """With the derivative before it or without."""
    for text in (rf"$${R} = 0$$", rf"$${D} = {R} = 0$$"):
        assert "passed" == answers(f"## (b)\n### ii\n{text}\n", "2023")["dJ_dvc_zero"].verdict
