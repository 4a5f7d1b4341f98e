"""What runs inside Gradescope: one submission in, `results.json` out.

    python -P -m grader.cli.gradescope /autograder

The file is written last and whole. Whatever goes wrong before leaves the one that is there, which
says that the grader failed; what is printed here is shown to instructors only.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.assignment.bundle import MANIFEST
from grader.cli.failure import OK, OURS, CommandError
from grader.cli.rubrics import load_named, prepared
from grader.exports import gradescope
from grader.grading.run import Run
from grader.grading.submission import grade_submission
from grader.intake.errors import IntakeError
from grader.intake.read import read_submission
from grader.model.results import SubmissionResult
from grader.model.submission import Submission
from grader.reports.atomic import write_atomically
from grader.reports.visible import one_line
from grader.reports.words import number
from grader.sandbox.channel import Launcher
from grader.sandbox.isolation import choose
from grader.sandbox.leftovers import temporary
from grader.sandbox.process import Account, ProcessLauncher
from grader.sandbox.slot import ForkLauncher

try:
    import pwd
except ImportError:  # Windows has no accounts of this kind
    pwd = None  # type: ignore[assignment]

ACCOUNT = "grader-student"
"""The account that setup.sh makes for student code."""
TRIES = 2
NOISE = (".", "__MACOSX")
"""How names begin that no student gave."""


def grade_here(root: Path) -> str:
    """Grade the submission below `root` and return what `results.json` is to say."""
    source = root / "source"
    manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    loaded = load_named(str(source / manifest["rubric"]))
    # Students read the results at once, as with `grader check`.
    run = prepared(loaded, None, loaded.rubric.show_expected.check)
    metadata = read_metadata(root / "submission_metadata.json")
    with temporary("intake") as unpacked:
        submission = submitted(root / "submission", str(metadata.get("id", "")), unpacked)
        result = graded(run, submission)
    tell(f"{number(result.max_points)} points in all; isolation: {result.isolation.level}")
    for line in doubts(result, metadata):
        tell(line)
    return gradescope.text(result)


def read_metadata(path: Path) -> dict[str, Any]:
    """Return what Gradescope says of the submission; nothing where that can't be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        tell(f"{path}: can't be read ({error}); graded without it")
        return {}
    return content if isinstance(content, dict) else {}


def submitted(folder: Path, id_: str, unpacked: Path) -> Submission:
    """Read the submission. A folder with nothing in it is one, too: each file is missing then."""
    if folder.is_dir() and all(each.name.startswith(NOISE) for each in folder.iterdir()):
        return Submission(id_ or folder.name, ())
    try:
        found = read_submission(folder, unpacked)
    except IntakeError as error:
        raise CommandError(OURS, str(error)) from None
    return found if not id_ else Submission(id_, found.files, (), False, found.refused)


def graded(run: Run, submission: Submission) -> SubmissionResult:
    """Grade; a fault of the grader is tried again once."""
    launcher = choose_launcher()
    try:
        for left in reversed(range(TRIES)):
            try:
                return grade_submission(run, submission, launcher)
            except Exception as error:
                if not left:
                    raise
                tell(f"tried again after {type(error).__name__}: {error}")
        raise AssertionError("never tried")
    finally:
        launcher.close()


def choose_launcher() -> Launcher:
    """Return the strictest way to run student code here, and say which one it is."""
    chosen = choose("auto")
    if chosen.strict:
        return ForkLauncher()
    tell(f"Strict isolation is not to be had here: {chosen.why_not}")
    account = student_account()
    if account is None:
        tell(
            "Student code runs as the grader's own user: it could read the rubric and its answers."
        )
    else:
        tell(f"Student code runs as {ACCOUNT}, which can't read the rubric. It has the network.")
    return ProcessLauncher(account)


def student_account() -> Account | None:
    """Return the account that setup.sh made for student code; None where we can't use it."""
    if pwd is None or os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None
    return Account(found.pw_uid, found.pw_gid)


def doubts(result: SubmissionResult, metadata: dict[str, Any]) -> list[str]:
    """Return what an instructor should put right: the outline's points differ from the rubric's."""
    assignment = metadata.get("assignment")
    total = assignment.get("total_points") if isinstance(assignment, dict) else None
    try:
        told = float(str(total))
    except ValueError:
        return []
    if abs(told - result.max_points) < 0.005:
        return []
    ours = number(result.max_points)
    return [f"Gradescope's outline has {number(told)} points, this submission may have {ours}."]


def tell(text: str) -> None:
    """Print a line for the instructors."""
    print(one_line(text), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Grade below the folder that is named; return 0 if `results.json` is written."""
    (root,) = map(Path, arguments)
    try:
        text = grade_here(root)
    except CommandError as error:
        print(error.text, flush=True)
        return error.code
    write_atomically(root / "results" / "results.json", text)
    return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
