"""Figures of the written grader on documents that have their `NAME.truth.yaml` beside them."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.written_seeds import ROOT, manifest
from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.facts import AnswerFacts, WrittenFacts
from grader.written.grade import grade_document

RIGHT = ("right", "right-up-to-convention")
SEED = 11

WIDER = {
    "wrong-symbol": ("wrong-index", "wrong-row"),
    "off-by-one-window": ("extra-term",),
    "extra-sum": ("extra-term",),
    "extra-factor": ("extra-term",),
    "sum-for-stack": ("shape-violation",),
    "other-shape": ("shape-violation",),
    "averaged-not-summed": ("scaled",),
}
"""Names of the grader that say more than those that the labels had to choose from."""


class Judged(NamedTuple):
    """One labelled answer beside what the grader said."""

    document: str
    truth: dict[str, Any]
    answer: AnswerFacts | None
    first_wrong: int | None

    @property
    def outcome(self) -> str:
        """How the verdict compares with the label."""
        label = self.truth["verdict"]
        verdict = self.answer.verdict if self.answer is not None else "needs-review"
        if label in RIGHT:
            return {"passed": "right", "failed": "FALSE REJECT"}.get(verdict, "left to a person")
        if label == "wrong":
            return {"passed": "FALSE ACCEPT", "failed": "right"}.get(verdict, "left to a person")
        reason = self.answer.reason if self.answer is not None else ""
        if verdict == "needs-review" or reason == "unanswered":
            return "left alone"
        return "FALSE ACCEPT" if verdict == "passed" else "FALSE REJECT"


def main() -> int:
    """Print one line for each answer that is not decided rightly, then the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held-out", choices=["only", "without"], help="which documents")
    options = parser.parse_args()
    judged: list[Judged] = []
    for path in sorted(options.folder.glob("*.truth.yaml")):
        truth = yaml.safe_load(path.read_text(encoding="utf-8"))
        if options.held_out and (options.held_out == "only") != bool(truth.get("held_out")):
            continue
        judged += answers(path, truth)
    for each in judged:
        if each.outcome not in ("right", "left alone"):
            print_one(each)
    print_figures(judged)
    return 0


def answers(path: Path, truth: dict[str, Any]) -> Iterable[Judged]:
    """Grade one document and set its answers beside their labels."""
    name = path.name.removesuffix(".truth.yaml")
    (source,) = (p for p in path.parent.glob(f"{name}.*") if not p.name.endswith(".truth.yaml"))
    functions = load_reference(ROOT / "reference").function
    document = read_document(source.name, source.read_bytes())
    facts: WrittenFacts = grade_document(document, manifest(truth["edition"]), functions, SEED)
    by_question = {answer.question: answer for answer in facts.answers}
    for label in truth["answers"]:
        answer = by_question.get(label["question_id"])
        wrong = [line.line for line in (answer.lines if answer else ()) if line.first_wrong]
        yield Judged(name, label, answer, wrong[0] if wrong else None)


def print_one(judged: Judged) -> None:
    """Print an answer, its label and what was said."""
    truth, answer = judged.truth, judged.answer
    said = f"{answer.verdict} {answer.mistake or ''}: {answer.message}" if answer else "no such id"
    print(f"{judged.outcome}: {judged.document} {truth['question_id']} [{truth['verdict']}]")
    print(f"    {truth.get('final')}\n    {said}")


def print_figures(judged: list[Judged]) -> None:
    """Print how many answers were decided, and how many of them rightly."""
    decidable = [each for each in judged if each.truth["verdict"] in (*RIGHT, "wrong")]
    counts = Counter(each.outcome for each in decidable)
    decided = len(decidable) - counts["left to a person"]
    others = Counter(each.outcome for each in judged if each not in decidable)
    print(f"\n{len(judged)} labelled answers, {len(decidable)} of them gradable")
    print(f"decided: {decided} ({decided / len(decidable):.0%}), right: {counts['right']}")
    print(f"false accepts: {counts['FALSE ACCEPT']}, false rejects: {counts['FALSE REJECT']}")
    print(f"unanswered, free text, not derivable: {dict(others)}")
    wrong = [e for e in decidable if e.truth["verdict"] == "wrong" and e.outcome == "right"]
    named = [e for e in wrong if e.truth["mistake"] not in (None, "other")]
    fitting = [
        e
        for e in named
        if e.answer
        and {e.answer.mistake, *WIDER.get(e.answer.mistake or "", ())}
        & {e.truth["mistake"], *(e.truth.get("mistake_also") or ())}
    ]
    print(f"mistakes named as labelled: {len(fitting)} of {len(named)}")
    lines = [e for e in decidable if isinstance(e.truth.get("first_wrong_line"), int)]
    exact = [e for e in lines if e.first_wrong == e.truth["first_wrong_line"]]
    print(f"first wrong line exact: {len(exact)} of {len(lines)}")


if __name__ == "__main__":
    sys.exit(main())
