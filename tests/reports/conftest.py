"""A real browser for the tests marked `browser`."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
"""In a container the tests may run as root, where Chromium's own sandbox can't start."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a browser; skip where there is none, or fail under `REQUIRE_BROWSER=1`."""
    with sync_playwright() as playwright:
        opened = _open(playwright)
        yield opened
        opened.close()


def _open(playwright: Playwright) -> Browser:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    own = playwright.chromium.executable_path
    path = found or (own if Path(own).exists() else None)
    reason = "no browser: set CHROMIUM, or install chromium, or run `playwright install chromium`"
    if path is not None:
        try:
            return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            reason = f"{path} does not start: {error.message.splitlines()[0]}"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
