"""Laws of the doctor: every layer holds here, and the absence of each is noticed by name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.doctor import row
from grader.cli.main import main
from grader.sandbox.doctor import Finding, examine
from grader.sandbox.isolation import NotStrictError, choose
from grader.sandbox.slot import LAYERS

ROWS = (*LAYERS, "clock", "together")
COLUMNS = 80
ROOT = Path(__file__).resolve().parents[2]


def told(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def rows_of(output: str) -> dict[str, str]:
    """Return the rows that the doctor printed, each on one line, by the layer's name."""
    table = output.partition("\n\n")[0]
    rows = [told(part) for part in re.split(r"\n(?! )", table)[1:]]
    return {line.split()[0]: line for line in rows}


def test_every_layer_holds_alone() -> None:
    """Each layer refuses what it is there to refuse, without help from the others."""
    assert dict.fromkeys(ROWS, True) == {each.layer: each.holds for each in examine()}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_off_is_named(layer: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With one layer switched off, exit 3 and its row says so, what came of it, what to do."""
    code = main(["doctor", "--without", layer])
    out = capsys.readouterr().out
    rows = rows_of(out)

    assert 3 == code
    assert [layer] == [name for name, line in rows.items() if line.split()[1] != "yes"]
    assert re.match(rf"{layer} NO switched off: student code could \w+", rows[layer])
    assert f"To do: leave out --without {layer}; on a machine that lacks it: " in rows[layer]
    assert f"Strict isolation is not to be had: {layer}." == out.splitlines()[-1]


def test_landlock_that_is_off_lets_through_all_that_it_is_for() -> None:
    """A row tells every attempt that got through, not the first alone."""
    (finding,) = (each for each in examine(without=("landlock",)) if not each.holds)

    words = "student code could read a file of this machine and write outside its folder"
    assert f"switched off: {words}" == finding.tried


def test_a_layer_that_is_off_is_missing_even_where_the_account_is_limited() -> None:
    """Limits that the user had before don't stand in for a layer."""
    code = (
        "import resource, sys; from grader.cli.main import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2**30, 2**30)); "
        "resource.setrlimit(resource.RLIMIT_AS, (2**33, 2**33)); "
        "sys.exit(main(['doctor', '--without', 'rlimits']))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert 3 == run.returncode, run.stderr
    assert rows_of(run.stdout)["rlimits"].startswith("rlimits NO switched off: ")


def test_where_all_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0; each row says what was tried, none what to do; the last line says what follows."""
    code = main(["doctor"])
    out = capsys.readouterr().out
    rows = rows_of(out)

    assert 0 == code
    assert list(ROWS) == list(rows)
    assert all(re.match(rf"{name} yes .*student code", line) for name, line in rows.items())
    assert "To do" not in out
    assert "Strict isolation holds: `grader grade` uses it." == out.splitlines()[-1]


def test_several_layers_that_are_off_are_all_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The last line names them in the order of the table."""
    main(["doctor", "--without", "seccomp", "--without", "landlock"])

    last = capsys.readouterr().out.splitlines()[-1]
    assert "Strict isolation is not to be had: landlock, seccomp." == last


def test_rows_fit_a_terminal() -> None:
    """However much there is to say, no line is wider than 80 columns and no word is lost."""
    tried, to_do = "could not be put up " * 20, "as root, run sysctl -w user.max=15000 " * 9
    text = row(Finding("namespaces", False, tried, to_do.strip()))

    assert max(map(len, text.splitlines())) <= COLUMNS
    assert told(f"namespaces NO {tried}To do: {to_do.strip()}.") == told(text)


def test_another_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no Linux, every layer is missing and nothing is tried."""
    monkeypatch.setattr(sys, "platform", "darwin")
    findings = list(examine())

    assert dict.fromkeys(LAYERS, "needs Linux") == {each.layer: each.tried for each in findings}
    assert not any(each.holds for each in findings)
    assert "it needs Linux" == choose("auto").why_not
    with pytest.raises(NotStrictError, match="it needs Linux"):
        choose("strict")


def test_auto_takes_strict_where_it_can_be_had() -> None:
    """On this machine `auto` means strict, and `reduced` is never more than it says."""
    assert (True, False) == (choose("auto").strict, choose("reduced").strict)
