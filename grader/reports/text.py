"""What the terminal shows: one submission for its student, or a class for the TA."""

from grader.reports.text_class import class_table
from grader.reports.text_submission import check_text, submission_text

__all__ = ["check_text", "class_table", "submission_text"]
