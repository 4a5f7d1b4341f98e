"""What a student waits for: the command line, and `grader check`; `python -m benchmarks.desk`.

Each is a fresh process, measured by the wall clock, in turns; the floor is Python that imports
numpy, which a check can't do without.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "submissions" / "cs224n-2021-a2"
RUBRIC = "cs224n-2021-a2"
RIGHT, WRONG = "ada", "emeka"
BARE = "floor: python -c pass"
NUMPY = "floor: python -c 'import numpy'"
ROUNDS = 11


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    made.add_argument("--repeat", type=int, default=ROUNDS, help="rounds, of which medians count")
    rounds = made.parse_args(arguments).repeat
    with tempfile.TemporaryDirectory(prefix="grader-desk-") as work:
        pack = Path(work, "a2.pack")
        run([sys.executable, "-m", "grader", "pack", RUBRIC, "-o", str(pack)])
        print(f"{machine()}; medians of {rounds}.\n")
        print(table(measured(commands(pack), rounds)), flush=True)
    return 0


def commands(pack: Path) -> dict[str, list[str]]:
    """Return what is measured, by name."""
    python = sys.executable
    check = [python, "-m", "grader", "check"]
    return {
        BARE: [python, "-c", "pass"],
        NUMPY: [python, "-c", "import numpy"],
        "the command line alone": [python, "-c", "import grader.cli.main"],
        "check, all right, rubric": [*check, str(SAMPLES / RIGHT), "--rubric", RUBRIC],
        "check, all right, pack": [*check, str(SAMPLES / RIGHT), "--rubric", str(pack)],
        "check, a function wrong, rubric": [*check, str(SAMPLES / WRONG), "--rubric", RUBRIC],
        "check, a function wrong, pack": [*check, str(SAMPLES / WRONG), "--rubric", str(pack)],
    }


def measured(wanted: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each command; one round more warms the caches."""
    seconds: dict[str, list[float]] = {name: [] for name in wanted}
    for turn in range(rounds + 1):
        for name, command in wanted.items():
            took = run(command)
            if turn:
                seconds[name].append(took)
    return {name: median(each) for name, each in seconds.items()}


def run(command: list[str]) -> float:
    """Return the seconds that a command takes; anything but 0 or 1 is an error."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: {done.stderr.decode()}")
    return took


def table(seconds: dict[str, float]) -> str:
    """Return a table in Markdown, each with its multiple of the numpy floor."""
    lines = ["| what a student waits for | wall, ms | times `import numpy` |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {1000 * each:.0f} | {each / seconds[NUMPY]:.1f} |"
        for name, each in seconds.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
