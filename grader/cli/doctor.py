"""`grader doctor`: which isolation layers hold here."""

import textwrap

from grader.cli.failure import OK, OURS
from grader.sandbox.doctor import Finding, examine

WIDTH = 80
INDENT = 18
HEADING = f"{'layer':12}{'holds':6}how it was tried"


def doctor(without: tuple[str, ...]) -> int:
    """Print a row for each layer; 0 if all hold, 3 if strict isolation is not to be had."""
    print(HEADING)
    missing = []
    for finding in examine(without):
        print(row(finding), flush=True)
        if not finding.holds:
            missing.append(finding.layer)
    if missing:
        print(f"\nStrict isolation is not to be had: {', '.join(missing)}.")
        return OURS
    print("\nStrict isolation holds: `grader grade` uses it.")
    return OK


def row(finding: Finding) -> str:
    """Return the lines on one layer: whether it holds, how that was tried, what to do if not."""
    head = f"{finding.layer:12}{'yes' if finding.holds else 'NO':6}"
    lines = wrapped(finding.tried, head)
    if finding.to_do:
        lines += wrapped(f"To do: {finding.to_do}.", " " * INDENT)
    return "\n".join(lines)


def wrapped(text: str, head: str) -> list[str]:
    """Return a text in lines of at most 80 columns, behind a head and below it."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * INDENT,
        break_on_hyphens=False,
    )
