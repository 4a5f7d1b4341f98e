"""Laws of the pages as a browser shows them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from grader.model.submission import Student
from grader.model.summary import summarise
from grader.reports.html import render_report
from grader.reports.index import render_index
from tests.reports import report_fakes as fakes
from tests.reports import report_written as written
from tests.reports.report_class import a_class

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")


class Opened(NamedTuple):
    """A page that was opened, what it asked for and what it complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


Open = Callable[..., Opened]


def _index() -> str:
    rows = [*a_class(), summarise(fakes.nasty(), [Student(name=fakes.NASTY)])]
    return render_index(rows, assignment="cs224n-2023-a2", title="word2vec", notes=["stray.pdf"])


def _queue() -> str:
    """Return a class page with answers that wait, all of them open."""
    rows = [summarise(written.homework(name)) for name in ("ada", "bo", "w" * 120)]
    page = render_index(rows, assignment="cs224n-2023-a2", title="word2vec")
    return page.replace("<details", "<details open")


def _wide() -> str:
    """Return a report with arrays as wide as they get and words that can't be broken."""
    cells = [[f"{row * column - 60}.1234" for column in range(12)] for row in range(12)]
    example = {"inputs": {}, "expected": fakes.array(cells, (40, 30)), "case": 0}
    example |= {"got": fakes.array(cells, (40, 30)), "call": "f(" + "x" * 400 + ")"}
    check = fakes.failed("q/a", 1.0, "x" * 300, counterexample=example, output="y" * 300)
    question = fakes.question("q", "z" * 200, [check], formula=fakes.NEGATIVE * 3)
    return render_report(fakes.submission("w" * 300, [question]))


def _written() -> str:
    """Return a report of written answers, everything open."""
    return render_report(written.homework()).replace("<details>", "<details open>")


PAGES: dict[str, Callable[[], str]] = {
    "index": _index,
    "full-marks": lambda: render_report(fakes.full_marks()),
    "partial": lambda: render_report(fakes.partial()),
    "crashed": lambda: render_report(fakes.crashed()),
    "needs-review": lambda: render_report(fakes.needs_review()),
    "nasty": lambda: render_report(fakes.nasty()),
    "wide": _wide,
    "written": _written,
    "written-wide": lambda: render_report(written.very_wide()),
    "queue": _queue,
}


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Yield a function that writes a page, opens it from the disk and listens to it."""
    contexts = []

    def open_(
        html: str, size: str = "desktop", scheme: str = "light", script: bool = True
    ) -> Opened:
        path = tmp_path / "page ü.html"
        path.write_text(html, "utf-8")
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        opened = Opened(context.new_page(), [], [])
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        opened.page.goto(path.as_uri())
        return opened

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(open_page: Open, name: str, size: str, scheme: str) -> None:
    """Axe finds nothing, nothing scrolls sideways, nothing is fetched, nothing complains."""
    opened = open_page(PAGES[name](), size, scheme)
    width = opened.page.evaluate("document.documentElement.scrollWidth")

    assert [] == opened.complaints
    assert 1 == len(opened.requests)
    assert width <= SIZES[size][0]
    assert [] == _violations(opened.page)


def test_axe_would_find_a_violation(open_page: Open) -> None:
    """The inspection itself works: a page with faint text and no language fails it."""
    opened = open_page(
        "<!DOCTYPE html><title>x</title><p style='color:#ccc;background:#fff'>faint</p>"
    )

    assert {"color-contrast", "html-has-lang"} <= {
        line.split(":")[0] for line in _violations(opened.page)
    }


def test_columns_sort_both_ways(open_page: Open) -> None:
    """A click sorts by numbers as numbers, a second turns it round, and aria-sort says so."""
    page = open_page(PAGES["index"]()).page
    total = page.get_by_role("button", name="Total")
    seen = []
    for _ in range(2):
        total.click()
        seen.append((total.locator("..").get_attribute("aria-sort"), _totals(page)))

    assert ("ascending", sorted(seen[0][1])) == seen[0]
    assert ("descending", sorted(seen[1][1], reverse=True)) == seen[1]


def test_names_sort_with_their_numbers(open_page: Open) -> None:
    """Text columns sort as people count, and sorting works from the keyboard."""
    page = open_page(PAGES["index"]()).page
    page.get_by_role("button", name="Submission").focus()
    page.keyboard.press("Enter")
    ids = page.locator("#class tbody th").all_inner_texts()
    students = [id_ for id_ in ids if id_.startswith("student ")]

    assert sorted(students) == students
    assert 1 == page.locator("#class [aria-sort]").count()


def test_filter_leaves_matching_rows(open_page: Open) -> None:
    """Typing hides the rows without the words and tells how many are left."""
    page = open_page(PAGES["index"]()).page
    page.get_by_label("Show only rows with").fill("OKAFOR")

    assert 1 == page.locator("#class tbody tr:visible").count()
    assert "1 of 42" == page.locator("#filter output").inner_text()


def test_class_page_is_whole_without_script(open_page: Open) -> None:
    """Without script the table is a plain table, with no dead control."""
    page = open_page(PAGES["index"](), script=False).page

    assert 42 == page.locator("#class tbody tr").count()
    assert 0 == page.locator("button:visible, input:visible").count()


def test_policy_stops_a_foreign_script(open_page: Open) -> None:
    """A script that slipped into the page would not run."""
    html = PAGES["index"]().replace("</main>", "<script>document.title = 'owned'</script></main>")
    opened = open_page(html)

    assert "owned" != opened.page.title()
    assert ["Content Security Policy" in text for text in opened.complaints] == [True]


def test_printed_page_holds_its_tables(open_page: Open) -> None:
    """On paper nothing scrolls: no box is wider than the sheet's measure."""
    page = open_page(PAGES["partial"]()).page
    page.set_viewport_size({"width": 672, "height": 950})  # A4 less its margins, in CSS pixels
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.scroll, pre, table')]"
        ".filter(box => box.getBoundingClientRect().right > innerWidth + 1).length"
    )

    assert 0 == cut


def test_first_wrong_line_is_seen_without_opening_anything(open_page: Open) -> None:
    """It stands out by its ground, a rule at its edge and its words, and both sides are seen."""
    page = open_page(render_report(written.homework())).page
    line = page.locator("li.line.first:visible").first
    other = page.locator("li.line.holds:visible").first

    assert _ground(line) != _ground(other)
    assert 4 <= float(line.evaluate("row => parseFloat(getComputedStyle(row).borderLeftWidth)"))
    assert line.get_by_text("Line 5 is the first that does not hold").is_visible()
    assert 2 == line.locator("table.matrix:visible").count()


def test_folds_open_from_the_keyboard(open_page: Open) -> None:
    """A right answer shows its lines on Enter, and no script is needed for it."""
    page = open_page(render_report(written.homework()), script=False).page
    fold = page.locator(".written.passed details").first
    lines = fold.locator(".line")
    before = lines.first.is_visible()
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")

    assert (False, True) == (before, lines.first.is_visible())


def test_first_column_stays_in_sight(open_page: Open) -> None:
    """However far the table of a class is scrolled, the names are seen."""
    page = open_page(_queue(), "phone").page
    box = page.locator(".scroll", has=page.locator("#class"))
    name = page.locator("#class tbody th").first
    before = name.evaluate("cell => cell.getBoundingClientRect().left")
    box.evaluate("box => { box.scrollLeft = 300; }")

    assert before == name.evaluate("cell => cell.getBoundingClientRect().left")


def _ground(row: Locator) -> str:
    return str(row.evaluate("row => getComputedStyle(row).backgroundColor"))


def _totals(page: Page) -> list[float]:
    return [
        float(cell)
        for cell in page.evaluate(
            "[...document.querySelectorAll('#class tbody tr')]"
            ".map(row => row.cells[row.cells.length - 3].dataset.value)"
        )
    ]


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
