"""Grades hostile hand-ins by the real engine, between two honest ones."""

import dataclasses
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from grader.engines.one import grade_and_write
from grader.gradebook.class_files import write_class
from grader.grading.plan import Choice
from grader.grading.run import Run, prepare_run
from grader.intake.read import read_submission
from grader.model.results import SubmissionResult
from grader.model.rubric import Limits
from grader.model.submission import Submission
from grader.rubric.load import load_rubric
from grader.sandbox.channel import Launcher
from tests.attacks.arena import MOST_GROWN_MB, memory_mb, preamble
from tests.attacks.attack import Bait
from tests.attacks.bait import ROOT
from tests.attacks.homework import Homework, Marks

LIMITS = Limits(
    call_seconds=0.5, import_seconds=1.0, submission_seconds=6, memory_mb=512, output_kb=16
)
PATIENT = Limits(call_seconds=20, import_seconds=20, memory_mb=512)
GRACE_SECONDS = 10.0
MOST_REPORT = 1_000_000
MOST_JSON = 2_000_000
HONEST = {"cs224n-2023-a2": "a2", "cs224n-2021-a2": "a2", "cs224n-2017-a1": "a1"}


@cache
def run_of(rubric: str, questions: tuple[str, ...], limits: Limits) -> Run:
    """Return what all hand-ins share: a few questions of a shipped rubric."""
    loaded = load_rubric(ROOT / "rubrics" / f"{rubric}.yaml")
    short = loaded.rubric.model_copy(update={"limits": limits})
    return prepare_run(dataclasses.replace(loaded, rubric=short), choice=Choice(questions))


class Classroom:
    """One launcher, the bait, and the marks that honest students have."""

    def __init__(self, launcher: Launcher, bait: Bait) -> None:
        self.launcher = launcher
        self.bait = bait
        self.undisturbed: dict[tuple[str, tuple[str, ...]], SubmissionResult] = {}

    def grade(self, homework: Homework) -> Marks:
        """Grade a hostile hand-in after an honest one."""
        key = (homework.rubric, homework.questions)
        if key not in self.undisturbed:
            self.undisturbed[key] = self.honest(*key)
        run = run_of(*key, LIMITS)
        folder = Path(tempfile.mkdtemp(prefix="hand-in-", dir=self.out()))
        packed = self.packed(homework, folder / "in")
        had = memory_mb("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the last peak
        start, spent = time.monotonic(), time.process_time()
        result, fault = None, ""
        try:
            result = self.graded(run, packed, folder)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        seconds, spent = time.monotonic() - start, time.process_time() - spent
        grown = memory_mb("VmHWM") - had
        return Marks(self.bait, result, fault, seconds, spent, grown, folder / "out")

    def packed(self, homework: Homework, folder: Path) -> Path:
        """Write a hand-in to disk and return where it is."""
        folder.mkdir()
        if homework.pack is not None:
            return homework.pack(folder)
        for path, content in homework.files.items():
            target = folder / "mallory" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                content = content.replace("KNOWS", preamble(self.bait)).encode("utf-8")
            target.write_bytes(content)
        return folder / "mallory"

    def graded(self, run: Run, path: Path, folder: Path) -> SubmissionResult:
        """Read a hand-in and grade it, reports included."""
        (folder / "unpacked").mkdir()
        (folder / "out").mkdir()
        submission = read_submission(path, folder / "unpacked")
        return self.written(run, submission, folder / "out")

    def written(self, run: Run, submission: Submission, out: Path) -> SubmissionResult:
        """Grade a submission as the engine does and read back what it wrote."""
        summary = grade_and_write(run, submission, out, True, self.launcher)
        write_class(out, run, [summary], [])
        stored = out / "submissions" / submission.id / "result.json"
        return SubmissionResult.model_validate_json(stored.read_text(encoding="utf-8"))

    def honest(self, rubric: str, questions: tuple[str, ...]) -> SubmissionResult:
        """Return the result of a right solution, which is given all the time it may need."""
        run = run_of(rubric, questions, PATIENT)
        folder = Path(tempfile.mkdtemp(prefix="honest-", dir=self.out()))
        solution = ROOT / "tests" / "solutions" / HONEST[rubric] / "02-vectorised"
        return self.graded(run, solution, folder)

    def out(self) -> Path:
        """Return a folder of the host that is no bait."""
        place = self.bait.folder.with_name(f"{self.bait.folder.name}-out")
        place.mkdir(exist_ok=True)
        return place

    def clean(self) -> None:
        """Remove what was graded."""
        shutil.rmtree(self.out())

    def won(self, homework: Homework, marks: Marks) -> list[str]:
        """Return the ways in which a hand-in won: its own, and those that none may."""
        ways = [homework.wins_if] if homework.won(marks) else []
        ways += faults(marks)
        points = marks.result.points if marks.result else None
        if points is not None and points > homework.points:
            ways.append(f"it got {points} points and deserves {homework.points}")
        limit = LIMITS.submission_seconds + GRACE_SECONDS
        if marks.seconds > limit:
            ways.append(f"it held us for {marks.seconds:.1f} s")
        if marks.grown_mb > MOST_GROWN_MB:
            ways.append(f"it took {marks.grown_mb:.0f} MB of ours")
        if len(marks.report()) > MOST_REPORT or len(marks.json()) > MOST_JSON:
            ways.append(f"a report of {len(marks.report())}, a result of {len(marks.json())} bytes")
        ways += self.bait.changed()
        key = (homework.rubric, homework.questions)
        if self.honest(*key) != self.undisturbed[key]:
            ways.append("the honest neighbour's marks have changed")
        return ways


def faults(marks: Marks) -> list[str]:
    """Say what of a hand-in was taken for our own fault."""
    if marks.fault:
        return [f"our own side failed: {marks.fault}"]
    if marks.result is None or marks.result.status == "ungraded":
        why = marks.result.remarks if marks.result else ""
        return [f"it has no mark at all instead of a zero: {why}"]
    return []
