"""The student's page."""

from grader.model.results import SubmissionResult
from grader.reports.pages import render
from grader.reports.report_view import report_view
from grader.reports.withheld import withheld


def render_report(result: SubmissionResult) -> str:
    """Return `report.html` for one submission: one file, no script, nothing to fetch.

    Students read it: of hidden checks it tells nothing but the points.
    """
    told = withheld(result)
    return render("report.html.j2", view=report_view(told), result=told)
