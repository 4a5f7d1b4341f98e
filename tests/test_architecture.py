"""The house: who may import whom, read from the syntax trees."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "manual": frozenset(),
    "rubric": frozenset({"model"}),
    "intake": frozenset({"model"}),
    "sandbox": frozenset({"model"}),
    "checks": frozenset({"model"}),
    "written": frozenset({"model"}),
    "diagnosis": frozenset({"model", "checks"}),
    "reports": frozenset({"model", "manual"}),
    "exports": frozenset({"model", "reports"}),
    "assignment": frozenset({"model", "rubric", "reports", "exports"}),
    "grading": frozenset(
        {"model", "rubric", "intake", "sandbox", "checks", "diagnosis", "written"}
    ),
    "pack": frozenset({"model", "rubric", "intake", "sandbox", "grading"}),
    "own_loss": frozenset({"model", "checks"}),
    "desk": frozenset({"model", "rubric", "intake", "sandbox", "grading", "pack"}),
    "pytest_plugin": frozenset({"model", "sandbox", "pack", "reports", "exports", "desk"}),
    "selftest": frozenset(
        {"model", "rubric", "intake", "sandbox", "checks", "diagnosis", "grading"}
    ),
    "gradebook": frozenset({"model", "reports", "grading"}),
    "engines": frozenset({"model", "sandbox", "grading", "gradebook"}),
    "cli": frozenset(
        {"model", "manual", "rubric", "intake", "sandbox", "grading", "gradebook", "engines"}
        | {"reports", "exports", "assignment", "selftest", "pack", "own_loss", "desk"}
    ),
}
"""Arrows point down: each package may use those named here, and itself."""


def imports_of(file: Path) -> Iterator[tuple[str, int]]:
    """Yield (dotted module, relative level) of every import in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


def violations(package: Path, name: str) -> list[str]:
    """Return the imports of a package of ours that it may not make."""
    allowed = MAY_IMPORT[name] | {name}
    return [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in sorted(package.rglob("*.py"))
        for module, level in imports_of(file)
        if level == 0 and module.startswith("grader.") and module.split(".")[1] not in allowed
    ]


@pytest.mark.parametrize("name", sorted(MAY_IMPORT))
def test_arrows_point_down(name: str) -> None:
    """No package imports one above it."""
    assert [] == violations(ROOT / "grader" / name, name)


def test_every_package_has_a_place() -> None:
    """A package that this file does not know is not part of the house."""
    folders = {p.name for p in (ROOT / "grader").iterdir() if (p / "__init__.py").is_file()}

    assert set(MAY_IMPORT) == folders


def test_the_harness_never_imports_the_answers() -> None:
    """Nothing under `grader/` imports the reference or anything beside a rubric."""
    found = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in sorted((ROOT / "grader").rglob("*.py"))
        for module, _ in imports_of(file)
        if module.split(".")[0] in ("reference", "rubrics", "submissions", "tests")
    ]

    assert [] == found


def test_the_worker_side_knows_nothing_of_ours() -> None:
    """What runs beside student code imports the standard library, numpy and its own folder."""
    inside = ROOT / "grader" / "sandbox" / "inside"
    found = [
        f"{file.name} imports {module}"
        for file in sorted(inside.glob("*.py"))
        for module, level in imports_of(file)
        if level == 0 and module.split(".")[0] not in {*sys.stdlib_module_names, "numpy"}
    ]

    assert [] == found


def test_the_reference_stands_alone() -> None:
    """The mathematics imports numpy, jaxtyping and itself."""
    found = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in sorted((ROOT / "reference").rglob("*.py"))
        for module, level in imports_of(file)
        if level == 0
        and module.split(".")[0] not in {*sys.stdlib_module_names, "numpy", "jaxtyping"}
    ]

    assert [] == found


def test_a_planted_violation_is_seen(tmp_path: Path) -> None:
    """The test that reads imports finds one that points up."""
    (tmp_path / "bad.py").write_text("from grader.cli.main import main\nimport reference.softmax\n")

    assert [("grader.cli.main", 0), ("reference.softmax", 0)] == list(
        imports_of(tmp_path / "bad.py")
    )
