"""Laws of what makes hidden characters visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.visible import defused, one_line, printable, visible, visible_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text\twith a tab\nand a line", "plain text\twith a tab\nand a line"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b[31mred\x1b[0m\x00\x7f\x85", "�[31mred�[0m���"),
        ("exe.\u202egnp", "exe.⟨U+202E⟩gnp"),
        ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩"),
        ("\udc80", "⟨U+DC80⟩"),
        ("نیم‌فاصله 👩‍🔬 Émile", "نیم‌فاصله 👩‍🔬 Émile"),
    ],
)
def test_what_hides_or_reorders_is_shown(text: str, expected: str) -> None:
    """Controls and direction overrides are shown; line ends, tabs and honest text stay."""
    assert expected == visible(text)


@given(st.text(st.characters()))
def test_visible_text_is_safe_and_stays(text: str) -> None:
    """The outcome can be written as UTF-8, has no override left, and a second pass is idle."""
    shown = visible(text)

    assert not set(shown) & set("\x00\x1b\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert shown == visible(shown)
    assert shown == shown.encode().decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ::error file=a.py::x", "  : :error file=a.py: :x"),
        ("a\u00a0:::Warning::", "a\u00a0:: :Warning::"),
        ("##[group]a ##vso[task] ###[", "# #[group]a # #vso[task] ## #["),
        ("x[::2], x[::-1], ## a comment", "x[::2], x[::-1], ## a comment"),
    ],
)
def test_no_line_commands_a_workflow(text: str, expected: str) -> None:
    """A blank breaks commands wherever they stand, for long lines are broken later on."""
    assert expected == printable(text)
    assert expected == printable(expected) == defused(text)
    assert text == visible(text)


def test_one_line_has_no_line_ends() -> None:
    """Runs of white space become one blank."""
    assert "a b ⟨U+2028⟩ c" == one_line(" a\r\n\tb \u2028 c\n")
    assert "a b::c ⟨U+2028⟩" == visible_line(" a\r\n\tb::c \u2028")
