"""What an unquoted YAML scalar means, by the core schema of YAML 1.2."""

import re

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
TRUTH = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
WHOLE = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
NOT_A_NUMBER = frozenset({".nan", ".NaN", ".NAN"})
MOST_DIGITS = 100
"""Longer whole numbers are kept as text: no field takes one, and reading them gets slow."""

Plain = None | bool | int | float | str


def read_plain(text: str) -> Plain:
    """Return what an unquoted scalar stands for.

    Unlike in YAML 1.1, `no` and `on` are text, `1e-6` is a number, `012` is twelve, and dates
    stay text.
    """
    if text in NOTHING:
        return None
    if text in TRUTH:
        return TRUTH[text]
    if len(text) <= MOST_DIGITS:
        number = _whole(text)
        if number is not None:
            return number
    if DECIMAL.fullmatch(text) and not WHOLE.fullmatch(text):
        return float(text)
    if INFINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return float("nan") if text in NOT_A_NUMBER else text


def _whole(text: str) -> int | None:
    if WHOLE.fullmatch(text):
        return int(text)
    if OCTAL.fullmatch(text):
        return int(text[2:], 8)
    return int(text[2:], 16) if HEXADECIMAL.fullmatch(text) else None
