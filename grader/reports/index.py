"""The class page for the TA."""

from collections.abc import Sequence

from grader.model.summary import SubmissionSummary
from grader.reports.index_view import index_view
from grader.reports.pages import render


def render_index(
    summaries: Sequence[SubmissionSummary],
    *,
    assignment: str,
    title: str = "",
    notes: Sequence[str] = (),
) -> str:
    """Return `index.html` for a class.

    `summaries` are shown in their order; `title` defaults to the assignment's id; `notes` are
    lines on what is nobody's submission (a refused file, a folder with no files in it).
    """
    return render(
        "index.html.j2",
        view=index_view(summaries),
        assignment=assignment,
        title=title or assignment,
        notes=notes,
    )
