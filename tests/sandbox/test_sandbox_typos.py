"""Laws of misspelt imports: a name near a usual module's is told with it."""

import pytest

from grader.sandbox.inside.imports import meant


@pytest.mark.parametrize(
    ("name", "usual"),
    [("nunpy.zeros", "numpy"), ("numppy", "numpy"), ("radnom", "random"), ("utls.x.y", "utils")],
)
def test_a_slip_of_the_keyboard_is_told(name: str, usual: str) -> None:
    """It names the module that was meant."""
    assert f" (a typo for {usual}?)" == meant(name)


@pytest.mark.parametrize("name", ["torch.tensor", "cupy", "scipy.special", "utils.gone", "pandas"])
def test_a_package_that_is_not_here_is_no_typo(name: str) -> None:
    """Neither another package nor a usual one that is not installed."""
    assert "" == meant(name)
