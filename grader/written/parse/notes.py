"""What was repaired or read kindly on the way to a meaning."""

from typing import Literal, NamedTuple

Severity = Literal["spelling", "notation", "guess"]
"""spelling: another way to write the same; notation: a slip that changes nothing a reader would
doubt; guess: a repair that could mend a real error, so nothing is scored on it alone."""


class Note(NamedTuple):
    """One repair or kind reading, in words for the student."""

    slug: str
    severity: Severity
    message: str
