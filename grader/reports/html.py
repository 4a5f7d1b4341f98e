"""The student's page."""

from grader.model.results import SubmissionResult
from grader.reports.pages import render
from grader.reports.report_view import report_view


def render_report(result: SubmissionResult) -> str:
    """Return `report.html` for one submission: one file, no script, nothing to fetch."""
    return render("report.html.j2", view=report_view(result), result=result)
