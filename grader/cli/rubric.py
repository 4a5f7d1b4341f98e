"""`grader rubric lint`, `grader rubric test` and `grader rubric show`."""

from rich.console import Console

from grader.cli.failure import OK, OURS, USAGE, CommandError
from grader.cli.rubrics import load_whole, prepared
from grader.reports.words import plural
from grader.rubric.load import LoadedRubric
from grader.rubric.show import show_text
from grader.sandbox.channel import SandboxError
from grader.sandbox.isolation import choose, launcher
from grader.sandbox.leftovers import temporary
from grader.selftest.kill_table import LEGEND, shown
from grader.selftest.self_test import Proof, SelfTest

WIDTH = 80


def lint(name: str) -> int:
    """Print that a rubric is sound; what is wrong with it ends the command."""
    loaded = load_whole(name)
    rubric, manifest = loaded.rubric, loaded.manifest
    checks = sum(len(question.checks) for question in rubric.questions)
    parts = [
        plural(len(rubric.questions), "question"),
        plural(checks, "check"),
        plural(float(rubric.max_points), "point"),
    ]
    if manifest is not None:
        parts.append(plural(len(manifest.questions), "written question"))
        parts.append(plural(float(manifest.max_points), "point"))
    print(f"{loaded.path}: sound; {', '.join(parts)}")
    return OK


def test(name: str) -> int:
    """Prove a rubric and print mutants × checks; what is wrong with it ends the command."""
    loaded = load_whole(name)
    proof = proven(loaded)
    console = Console(width=WIDTH)
    for table in proof.tables:
        console.print(shown(table), highlight=False)
    console.print(f"\n{LEGEND}\n", highlight=False)
    if proof.problems:
        raise CommandError(USAGE, "\n".join(map(str, proof.problems)))
    print(summary(loaded, proof))
    return OK


def proven(loaded: LoadedRubric) -> Proof:
    """Run the self-test and say on the terminal what is being tried."""
    run = prepared(loaded, None, show_expected=True)
    started = launcher(choose("auto"))
    try:
        with temporary("intake") as unpack, Console(stderr=True).status("") as status:
            return SelfTest(loaded, run, started, unpack).proof(status.update)
    except SandboxError as error:
        raise CommandError(OURS, f"the rubric could not be tested: {error}") from None
    finally:
        started.close()


def summary(loaded: LoadedRubric, proof: Proof) -> str:
    """Say in one line what was proven, and what was not tried."""
    solutions = f"{proof.solutions} right solutions all of them"
    parts = [
        f"the reference earns all {float(loaded.rubric.max_points):g} points",
        solutions if proof.solutions is not None else "no `solutions` to try",
        "the starter none" if proof.starter else "no `starter` to try",
        f"{proof.mistakes} mistakes cost what they should",
        "every check can fail",
    ]
    return f"{loaded.path}: proven; {', '.join(parts)}"


def show(name: str) -> int:
    """Print a rubric for a reader."""
    Console().print(show_text(load_whole(name)), markup=False, highlight=False, end="")
    return OK
