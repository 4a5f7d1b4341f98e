"""A class of copies of the sample submissions, graded by the command in a process of its own."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.proofs.classroom import ROOT

RUBRIC = "cs224n-2021-a2"
SAMPLES = ROOT / "submissions"
# Not ru_maxrss: a child of a big process begins with that one's peak.
DRIVER = """
import sys
from pathlib import Path
from grader.cli.main import main
code = main(sys.argv[1:])
status = Path("/proc/self/status")
for line in status.read_text().splitlines() if status.is_file() else ():
    if line.startswith("VmHWM:"):
        print("peak", line.split()[1])
raise SystemExit(code)
"""


class Graded(NamedTuple):
    """What a run of `grader grade` left."""

    code: int
    out: Path
    said: str
    peak_kb: int
    """Largest memory of the parent process."""

    def ids(self) -> list[str]:
        """Return the ids in `results.json`."""
        data = json.loads((self.out / "results.json").read_text("utf-8"))
        return [row["id"] for row in data["submissions"]]

    def rows(self) -> list[str]:
        """Return the ids in `grades.csv`."""
        with (self.out / "grades.csv").open(newline="", encoding="utf-8") as table:
            return [row[0] for row in csv.reader(table)][1:]

    def files(self) -> dict[str, bytes]:
        """Return every student's `result.json` and `report.html`, by path."""
        paths = sorted((self.out / "submissions").glob("*/*"))
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in paths}


def own_samples() -> list[Path]:
    """Return the sample submissions for the rubric."""
    return sorted(path for path in (SAMPLES / RUBRIC).iterdir() if path.is_dir())


def copy_class(samples: list[Path], copies: int, folder: Path) -> list[str]:
    """Fill a folder with so many copies, the samples in turn; return their names in order."""
    names = [
        f"{samples[number % len(samples)].name} {number // len(samples)}"
        for number in range(copies)
    ]
    for number, name in enumerate(names):
        shutil.copytree(samples[number % len(samples)], folder / name)
    return sorted(names)


def grade_class(folder: Path, out: Path, *options: str) -> Graded:
    """Run `grader grade` on a class as a user would, from the repository."""
    arguments = ["grade", str(folder), "--rubric", RUBRIC, "--out", str(out), *options]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    peak = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("peak ")]
    return Graded(done.returncode, out, done.stderr, int(peak[0]) if peak else 0)
