"""Of a hidden check students see its points, and nothing that tells what it looks at."""

from grader.reports.html import render_report
from grader.reports.results_json import result_json
from grader.reports.text import submission_text
from tests.reports import report_fakes as fakes
from tests.reports.page_structure import text
from tests.reports.test_reports_text import shown

SECRET = "the-secret-check"


def test_hidden_checks_keep_their_secret() -> None:
    """Title, message, hint, mistake and example are left out of page and terminal."""
    hidden = fakes.failed(
        f"q/{SECRET}",
        2.0,
        title=SECRET,
        message=SECRET,
        hint=SECRET,
        mistake="sign-flipped",
        replay=SECRET,
        hidden=True,
    )
    result = fakes.submission("s", [fakes.question("q", "Q", [fakes.passed("q/a", 1.0), hidden])])
    page, terminal = render_report(result), shown(submission_text(result))

    for told in (page, terminal):
        assert SECRET not in told
        assert "sign" not in told
        assert "A check that is not shown" in told
    assert "0 of 2" in text(page)
    assert SECRET in result_json(result)
