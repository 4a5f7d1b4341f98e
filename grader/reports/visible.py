"""Makes visible what would hide or reorder text, and harmless what a log would obey."""

import re

_LINE_ENDS = re.compile("\r\n?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TRICKS = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_ANY = re.compile(f"\r|{_CONTROL.pattern}|{_TRICKS.pattern}")
_COMMAND = re.compile(r"::(?=[A-Za-z])|##(?=\w*\[)")
"""What a workflow's runner looks for in the lines of a log, however they are broken."""


def visible(text: str) -> str:
    """Return `text` with control characters as � and direction overrides as ⟨U+202E⟩.

    Line ends become a line feed and tabs stay. Half surrogates, which no file can hold, are
    spelt out too. Marks that right-to-left names need (U+200E, U+200F, joiners) are left alone.
    """
    if _ANY.search(text) is None:
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("\ufffd", text)
    return _TRICKS.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def visible_line(text: str) -> str:
    """Return `text` made visible and with every run of white space as one blank."""
    return " ".join(visible(text).split())


def defused(text: str) -> str:
    """Return `text` with a blank in what a workflow's runner would obey.

    `::error::` and `##[group]` are commands to it, at the beginning of a line or anywhere in it.
    """
    return _COMMAND.sub(lambda match: f"{match[0][0]} {match[0][1]}", text)


def printable(text: str) -> str:
    """Return `text` made visible and defused, for files and logs that programs read."""
    return defused(visible(text))


def one_line(text: str) -> str:
    """Return `text` printable and with every run of white space as one blank."""
    return " ".join(printable(text).split())
