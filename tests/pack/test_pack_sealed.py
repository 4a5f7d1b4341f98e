"""What a pack must not hold: a hidden check, code of the reference or of a variant, asides."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.intake.bodies import definitions
from grader.pack.envelope import unwrap
from grader.pack.errors import PackError
from grader.pack.file import pack_bytes, pack_of
from grader.pack.seal import seal
from grader.pack.visible import visible_rubric
from grader.rubric.catalogue import variants_of
from tests.pack.pack_course import MISTAKES, REFERENCE
from tests.proofs.classroom import run_of

ROOT = Path(__file__).resolve().parents[2]
RUBRICS = ("cs224n-2017-a1", "cs224n-2021-a2", "cs224n-2023-a2")
NONTRIVIAL = 24
"""Shorter lines (`return loss`) are anybody's."""
HANDED_OUT = ("rubrics/stand_ins", "rubrics/starter", "rubrics/probes.py", "grader")


def code_lines(text: str) -> Iterator[str]:
    """Yield the lines of a module's statements: no imports, no docstrings, no comments."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        whole = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
        told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.stmt) and not whole and not told:
            lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
            yield from (line.strip() for line in lines)


def secrets(folder: Path) -> set[str]:
    """Return the lines of a reference that say something and are handed out nowhere else."""
    public = "\n".join(
        file.read_text(encoding="utf-8")
        for name in HANDED_OUT
        for file in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))
    )
    lines = {
        line
        for file in sorted(folder.rglob("*.py"))
        for line in code_lines(file.read_text(encoding="utf-8"))
    }
    return {line for line in lines if len(line) >= NONTRIVIAL and line not in public}


def content(data: bytes) -> str:
    """Return all text of a pack, with what JSON escapes as it was written."""
    text = unwrap(data).decode("latin-1")
    return text + re.sub(r'\\(["\\/])', r"\1", text)


@pytest.mark.parametrize("rubric", RUBRICS)
def test_no_line_of_the_reference_is_in_a_pack(rubric: str) -> None:
    """Nor of a variant; and none of the sentences that are the teacher's."""
    run = run_of(rubric)
    text = content(pack_bytes(seal(run)))
    sentences = {
        words
        for question in run.prepared.rubric.questions
        if question.reference is not None
        for variant in variants_of(run.oracle.reference, question.reference)
        for words in (variant.teacher, variant.seen, f'"{variant.name}"')
        if len(words) >= NONTRIVIAL and words not in variant.student
    }
    found = secrets(ROOT / "reference")

    assert len(found) > 500 and len(sentences) > 50
    assert [] == [line for line in sorted(found | sentences) if line in text]


def test_the_search_finds_what_is_there() -> None:
    """A line of the reference in a pack would be seen."""
    planted = sorted(secrets(ROOT / "reference"))[0]

    assert planted in content(pack_bytes_with(planted))


def pack_bytes_with(line: str) -> bytes:
    """Return a pack among whose stand-ins a line slipped."""
    pack = seal(run_of("cs224n-2023-a2"))
    pack.aids.course["slip.py"] = line.encode()
    try:
        return pack_bytes(pack)
    finally:
        del pack.aids.course["slip.py"]


def test_nothing_of_a_hidden_check_is_in_a_pack(sealed: bytes) -> None:
    """Neither its name and hint, nor its cases, nor the function that answers them."""
    text = content(sealed)
    pack = pack_of(sealed)
    (question,) = pack.questions

    for word in ("secret", "HUSH", "kept", 'hidden":true', "PROSE FOR AUTHORS", "TEACHER", "1987"):
        assert word not in text, word
    assert {"plain"} == {case.suite for case in question.ordinary.cases}
    assert {"plain"} == {case.suite for case in question.small.cases}
    assert ["loss", "grad"] == [check.id for check in question.question.checks]
    for line in (*code_lines(REFERENCE), *code_lines(MISTAKES)):
        assert len(line) < NONTRIVIAL or "student=" in line or line not in text, line


def test_a_rubric_that_hides_all_makes_no_pack() -> None:
    """An empty pack would tell every student that all is well."""
    rubric = run_of("cs224n-2021-a2").prepared.rubric
    hidden = tuple(
        question.model_copy(
            update={"checks": tuple(c.model_copy(update={"hidden": True}) for c in question.checks)}
        )
        for question in rubric.questions
    )

    with pytest.raises(PackError, match="all checks are hidden"):
        visible_rubric(rubric.model_copy(update={"questions": hidden}))


@pytest.mark.parametrize("rubric", RUBRICS)
def test_no_stand_in_answers_a_question(rubric: str) -> None:
    """The course's own q1_softmax.py stays with the course: it is what is asked for."""
    run = run_of(rubric)
    asked = {name for q in run.prepared.rubric.questions for name in (q.function, *q.aliases)}
    kept = seal(run).aids.course

    assert "utils/treebank.py" in kept and "q1_softmax.py" not in kept
    assert [] == [path for path, data in kept.items() if definitions(data.decode(), asked)]
