"""A pytest in this process, and what its items reported."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

APART = ("cacheprovider", "xdist", "faulthandler", "timeout", "terminal")
"""Plugins that an inner pytest must not have: they belong to the outer one, or print."""


@dataclass
class Recorder:
    """Keeps the reports of each item, and the items."""

    prepare: dict[str, object] = field(default_factory=dict)
    """Results that are there before anything runs, by question."""
    items: list[pytest.Item] = field(default_factory=list)
    reports: dict[str, list[pytest.TestReport]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the items."""
        self.items = list(items)
        for item in items:
            item.judge.results |= self.prepare  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a report."""
        self.reports.setdefault(report.nodeid, []).append(report)

    def outcome(self, nodeid: str) -> str:
        """Return how an item ended: an error is a failure before or after the call."""
        for report in self.reports[nodeid]:
            if report.failed:
                return "failed" if report.when == "call" else "error"
            if report.skipped:
                return "skipped"
        return "passed"


def run_inside(empty: Path, *arguments: str, recorder: Recorder) -> int:
    """Run pytest here with `empty` as its folder of configuration; return the exit code."""
    (empty / "pytest.ini").write_text("[pytest]\n")
    without = [word for name in APART for word in ("-p", f"no:{name}")]
    options = ["-c", str(empty / "pytest.ini"), "--rootdir", os.getcwd(), "--capture=no", *without]
    return int(pytest.main([*options, *arguments], plugins=[recorder]))
