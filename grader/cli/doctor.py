"""`grader doctor`: which isolation layers hold here."""

from rich.console import Console
from rich.table import Table

from grader.cli.failure import OK, OURS
from grader.sandbox.doctor import examine


def doctor(without: tuple[str, ...]) -> int:
    """Print a table of layers; 0 if all hold, 3 if strict isolation is not to be had."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading in ("layer", "holds", "how it was tried"):
        table.add_column(heading)
    missing = []
    for finding in examine(without):
        table.add_row(finding.layer, "yes" if finding.holds else "NO", finding.tried)
        if not finding.holds:
            missing.append(finding)
    console = Console()
    console.print(table)
    for finding in missing:
        console.print(f"\n{finding.layer}: {finding.mend}", markup=False, highlight=False)
    if missing:
        names = ", ".join(finding.layer for finding in missing)
        console.print(f"\nstrict isolation is not to be had: {names}", highlight=False)
        return OURS
    console.print("\nstrict isolation holds: `grade` uses it", highlight=False)
    return OK
