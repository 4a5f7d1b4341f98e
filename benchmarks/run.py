"""Measure our grading beside its floor and its peers, in one run; `python -m benchmarks.run`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.contenders import (
    Classroom,
    floor,
    grade,
    grade_shipped,
    open_classroom,
    pytest_class,
    pytest_each,
)
from benchmarks.machine import machine
from benchmarks.measure import Cost, adopt_orphans, typical
from benchmarks.table import EACH, FLOOR, OURS, REDUCED, RIGHT, WHOLE, WRONG, Row, Table, table_text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
SHIPPED_CLASS = 40
START, END = "<!-- measured -->", "<!-- end of measured -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the page if that is asked."""
    options = parser().parse_args(arguments)
    adopt_orphans()
    sizes = options.class_size or [40, 1000]
    text = f"{machine()}; medians of {options.repeat}.\n"
    print(text, flush=True)
    for size in sizes:
        table = measure(size, options.sample, options.repeat)
        print(table_text(table), flush=True)
        text += "\n" + table_text(table)
    if options.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    made.add_argument("--class-size", type=int, action="append", help="repeatable; 40 and 1000")
    made.add_argument("--repeat", type=int, default=3, help="rounds, of which medians are taken")
    made.add_argument("--sample", type=int, default=20, help="submissions for what is slow")
    made.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return made


def measure(size: int, sample: int, repeat: int) -> Table:
    """Measure every contender `repeat` times, taking turns, so that a noisy minute hits all."""
    few, fifth = min(sample, size), max(size // 5, 1)
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as work:
        room, part, tiny = (
            open_classroom(Path(work, name), count)
            for name, count in (("whole", size), ("fifth", fifth), ("sample", few))
        )
        runs: dict[str, tuple[int, Callable[[], Cost]]] = {
            OURS: (size, lambda: grade(room, "strict")),
            FLOOR: (size, lambda: floor(room)),
            WHOLE: (size, lambda: pytest_class(room)),
            EACH: (few, lambda: pytest_each(tiny)),
            REDUCED: (few, lambda: grade(tiny, "reduced")),
            RIGHT: (SHIPPED_CLASS, lambda: grade_shipped(Path(work), SHIPPED_CLASS, wrong=False)),
            WRONG: (SHIPPED_CLASS, lambda: grade_shipped(Path(work), SHIPPED_CLASS, wrong=True)),
        }
        costs: dict[str, list[Cost]] = {name: [] for name in runs}
        for _ in range(repeat):
            for name, (_, run) in runs.items():
                costs[name].append(run())
        rows = tuple(Row(name, runs[name][0], typical(costs[name])) for name in runs)
        return Table(size, rows, smaller(part))


def smaller(part: Classroom) -> Row:
    """Grade the smaller class once: its peak memory hardly varies."""
    return Row(OURS, len(part.submissions), grade(part, "strict"))


def written(page: str, measured: str) -> str:
    """Return the page with `measured` between its marks."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{measured}\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
