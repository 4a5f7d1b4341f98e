"""Workflow commands of GitHub Actions: how they are written, and how no one else speaks them."""

import os
from collections.abc import Mapping

from grader.reports.visible import printable

OBEYING = ("GITHUB_ACTIONS", "TF_BUILD")
"""Variables by which a workflow's runner says that it reads what is printed."""

LONGEST = 4000
"""Characters of a command's message."""


def runner_reads(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether what is printed here goes to a runner that obeys commands in it."""
    return any(environment.get(name) for name in OBEYING)


def command(name: str, message: str, properties: Mapping[str, str | int] | None = None) -> str:
    """Return a workflow command as one line: `::error file=a.py,line=3::message`.

    Control characters are made visible; line ends, and what would end a property, are escaped.
    """
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in (properties or {}).items())
    return f"::{name}{' ' if pairs else ''}{pairs}::{_data(printable(message)[:LONGEST])}"


def stopped(text: str, token: str) -> str:
    """Return `text` between lines that keep the runner from obeying anything in it.

    token: what the text can't know; it switches commands back on.
    """
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
