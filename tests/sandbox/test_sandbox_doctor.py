"""Laws of the doctor: every layer holds here, and the absence of each is noticed by name."""

import pytest

from grader.sandbox.doctor import examine
from grader.sandbox.isolation import choose
from grader.sandbox.slot import LAYERS


def test_every_layer_holds_alone() -> None:
    """Each layer refuses what it is there to refuse, without help from the others."""
    found = {finding.layer: finding.holds for finding in examine()}

    assert {**dict.fromkeys(LAYERS, True), "clock": True} == found


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_off_is_named(layer: str) -> None:
    """With one layer switched off, that one is reported, with what to do; the others hold."""
    findings = {finding.layer: finding for finding in examine(without=(layer,))}

    assert [layer] == [name for name, finding in findings.items() if not finding.holds]
    assert findings[layer].mend


def test_auto_takes_strict_where_it_can_be_had() -> None:
    """On this machine `auto` means strict, and `reduced` is never more than it says."""
    assert (True, False) == (choose("auto").strict, choose("reduced").strict)
