"""Cells of a table that goes through a spreadsheet, and the texts that they were made of."""

from grader.reports.grades_csv import FORMULA_STARTS


def guarded(text: str) -> str:
    """Return `text` as no formula, as `grades.csv` has it; `unguarded` gives it back.

    A text that looks guarded already gets one more apostrophe: else it came back without its own.
    """
    return "'" + text if _is_formula(text) else text


def unguarded(cell: str) -> str:
    """Return the text of which `guarded` made a cell; any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_STARTS)
