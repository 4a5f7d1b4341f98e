"""On every sample, the plugin's items, points and failures are those of `grader check --json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import main
from grader.pytest_plugin import outcome
from tests.pytest_plugin.conftest import ROOT
from tests.pytest_plugin.inside import Recorder, run_inside

SAMPLES = sorted(
    (folder.name, sample.name)
    for folder in (ROOT / "submissions").iterdir()
    if folder.is_dir()
    for sample in folder.iterdir()
)


def wanted(question: dict[str, Any], check: dict[str, Any]) -> str:
    """Return how a check of the JSON should end in pytest."""
    if not question["counted"] or check["verdict"] in ("skipped", "needs-review"):
        return "skipped"
    if check["verdict"] == "ungraded":
        return "error"
    if check["verdict"] == "passed":
        return "passed"
    return "failed" if check["max_points"] else "skipped"


def some_in_ci(samples: list[tuple[str, str]], step: int) -> list[Any]:
    """Return all samples; but for every so manieth they are left to the long proofs."""
    late = pytest.mark.prove
    return [
        each if at % step == 0 else pytest.param(*each, marks=late)
        for at, each in enumerate(samples)
    ]


@pytest.mark.parametrize(("rubric", "sample"), some_in_ci(SAMPLES, 4))
def test_the_items_equal_the_command_s_json(
    rubric: str,
    sample: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Which there are, in which file and order, their points, how they end, what they say."""
    monkeypatch.chdir(ROOT)
    path = f"submissions/{rubric}/{sample}"
    recorder = Recorder()
    code = main(["check", path, "--rubric", rubric, "--json"])
    result = json.loads(capsys.readouterr().out)

    assert code == run_inside(
        tmp_path, "--grader", path, "--grader-rubric", rubric, recorder=recorder
    )

    # An answer that is in no file is listed under the one in which it was looked for.
    texts = [each["path"] for each in result["files"] if not each["path"].endswith(".py")]
    expected = {
        f"{path}/{question['file'] or texts[0]}::{question['id']}::{check['id'].split('/')[-1]}": (
            wanted(question, check),
            check["points"],
            check["max_points"],
            check["message"].split() if wanted(question, check) == "failed" else [],
        )
        for question in result["questions"]
        for check in question["checks"]
    }
    got = {}
    for item in recorder.items:
        told = dict(item.user_properties)
        failed = recorder.outcome(item.nodeid) == "failed"
        text = recorder.reports[item.nodeid][1].longreprtext.split() if failed else []
        got[item.nodeid] = (
            recorder.outcome(item.nodeid),
            told.get(outcome.SCORE),
            told[outcome.MAX_SCORE],
            text[: len(expected[item.nodeid][3])],
        )
    assert expected == got
    order = {file: [n for n in expected if n.startswith(f"{file}::")] for file in files(expected)}
    assert order == {file: [n for n in got if n.startswith(f"{file}::")] for file in files(got)}


def files(nodes: dict[str, Any]) -> set[str]:
    """Return the files of some node ids."""
    return {node.split("::")[0] for node in nodes}
