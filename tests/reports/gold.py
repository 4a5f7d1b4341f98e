"""Compares a report with the one kept in `gold/`; `UPDATE_GOLD=1` writes it anew."""

import os
from difflib import unified_diff
from pathlib import Path

FOLDER = Path(__file__).parent / "gold"
HOW = "if the change is meant: UPDATE_GOLD=1 python -m pytest tests/reports/test_reports_gold.py"


def assert_gold(actual: str, name: str, folder: Path = FOLDER, *, update: bool = False) -> None:
    """Fail with a diff where `actual` is not, byte for byte, the file `name` of `folder`."""
    path = folder / name
    if update or os.environ.get("UPDATE_GOLD") == "1":
        path.write_bytes(actual.encode())
        return
    if not path.exists():
        raise AssertionError(f"there is no gold file {name}; {HOW}")
    kept = path.read_bytes().decode()
    if kept == actual:
        return
    lines = unified_diff(
        kept.splitlines(keepends=True), actual.splitlines(keepends=True), f"gold/{name}", "actual"
    )
    raise AssertionError(f"{''.join(lines) or 'line ends differ'}\n{HOW}")
