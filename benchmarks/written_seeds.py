"""Figures of the written grader on labelled documents that stay outside the repository."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from grader.model.written import Manifest
from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.facts import AnswerFacts, WrittenFacts
from grader.written.grade import grade_document

ROOT = Path(__file__).resolve().parents[1]
EDITIONS = {"000": "cs224n-2023-a2", "001": "cs224n-2021-a2", "002": "cs224n-2023-a2"}
EDITIONS |= {"003": "cs224n-2021-a2", "004": "cs224n-2017-a1"}
RIGHT = {"correct", "correct_up_to_convention"}
PERSON = {"free_text", "unanswered", "ambiguous"}


def manifest(name: str) -> Manifest:
    """Return a manifest of ours by name."""
    text = (ROOT / "rubrics" / "written" / f"{name}.yaml").read_text(encoding="utf-8")
    return Manifest.model_validate(yaml.safe_load(text))


def graded(path: Path, seed: int) -> WrittenFacts:
    """Grade one document of the folder by its edition."""
    functions = load_reference(ROOT / "reference").function
    document = read_document(path.name, path.read_bytes())
    return grade_document(document, manifest(EDITIONS[path.name[:3]]), functions, seed)


def main() -> int:
    """Print one line an answer, then the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--lines", action="store_true", help="print every step that is not right")
    options = parser.parse_args()
    truth = json.loads(options.truth.read_text(encoding="utf-8"))
    facts: dict[str, WrittenFacts] = {}
    for path in sorted(options.folder.iterdir()):
        start = time.process_time()
        facts[path.name] = graded(path, options.seed)
        print(f"\n{path.name}: {time.process_time() - start:.2f} s, {facts[path.name].layout}")
        for answer in facts[path.name].answers:
            print_answer(answer, label_of(truth, path.name, answer.question))
    print_answers(truth, facts)
    print_steps(truth, facts, options.lines)
    print_first_wrong(truth, facts)
    return 0


def label_of(truth: dict[str, Any], seed: str, question: str) -> dict[str, Any] | None:
    """Return the label of one answer, if it has one."""
    found = [a for a in truth["answers"] if a["seed"] == seed and a["question_id"] == question]
    return found[0] if found else None


def print_answer(answer: AnswerFacts, label: dict[str, Any] | None) -> None:
    """Print one answer beside its label."""
    wanted = label["verdict"] if label else "-"
    final = " ; ".join(answer.final)[:60].replace("\n", " ")
    print(
        f"  {answer.question:18} {answer.verdict:13} {answer.reason:12} {answer.mistake or '':22}"
        f" [{wanted}] {final} | {answer.message[:70]}"
    )


def verdict_of(answer: AnswerFacts, label: dict[str, Any]) -> str:
    """Return how a verdict stands to its label."""
    wanted = {label["verdict"], *label["also_acceptable"]}
    if label["verdict"] == "unanswered":
        left = answer.verdict == "needs-review" or answer.reason == "unanswered"
        return "unanswered left" if left else "UNANSWERED JUDGED"
    if label["verdict"] == "free_text":
        return "free text left" if answer.verdict == "needs-review" else "free text judged"
    if answer.verdict == "needs-review":
        return "review"
    if answer.verdict == "passed":
        return "right" if wanted & RIGHT else "FALSE ACCEPT"
    return "right" if wanted - RIGHT else "FALSE REJECT"


def print_answers(truth: dict[str, Any], facts: dict[str, WrittenFacts]) -> None:
    """Print the counts of final answers."""
    counts: Counter[str] = Counter()
    for label in truth["answers"]:
        answers = {each.question: each for each in facts[label["seed"]].answers}
        answer = answers.get(label["question_id"])
        counts["not asked" if answer is None else verdict_of(answer, label)] += 1
    print("\nfinal answers:", dict(sorted(counts.items())))


def normal(source: str) -> str:
    """Return a formula without its white space."""
    return "".join(source.split())


def print_steps(truth: dict[str, Any], facts: dict[str, WrittenFacts], show: bool) -> None:
    """Print how the labelled steps were judged."""
    from benchmarks.written_steps import all_lines

    counts: Counter[str] = Counter()
    for name in facts:
        pairs = all_lines(name, facts[name])
        for step in truth["steps"]:
            if step["seed"] != name:
                continue
            verdict = pairs.get((normal(step["A"]), normal(step["B"])), "not found")
            kind = step_kind(step["label"], verdict)
            counts[kind] += 1
            if show and kind not in ("right", "not a claim, left"):
                print(
                    kind,
                    "|",
                    step["key"],
                    step["label"],
                    verdict,
                    "|",
                    step["A"][:90].replace("\n", " "),
                    "||",
                    step["B"][:90].replace("\n", " "),
                )
    print("steps:", dict(sorted(counts.items())))


def step_kind(label: str, verdict: str) -> str:
    """Return how a step's verdict stands to its label."""
    if label in ("definition", "condition", "artefact", "topic_switch", "undecidable"):
        return "not a claim, judged wrong" if verdict == "fails" else "not a claim, left"
    if verdict in ("cannot-tell", "not found", "not-a-claim"):
        return f"{verdict}"
    if label == "fails":
        return "right" if verdict == "fails" else "FALSE ACCEPT"
    if label == "up_to_transpose":
        return "right"
    return "right" if verdict == "holds" else "false alarm"


def print_first_wrong(truth: dict[str, Any], facts: dict[str, WrittenFacts]) -> None:
    """Print for erroneous answers whether the first wrong line is the labelled one."""
    exact = total = 0
    for label in truth["answers"]:
        slips = [s for s in label["steps_with_errors"] if s["severity"] in ("major", "minor")]
        answer = next(
            (a for a in facts[label["seed"]].answers if a.question == label["question_id"]), None
        )
        if not slips or answer is None or label["verdict"] == "free_text":
            continue
        total += 1
        first = next((line for line in answer.lines if line.first_wrong), None)
        hit = first is not None and any(abs(first.line - s["line"]) <= 0 for s in slips[:1])
        exact += hit
        found = first.line if first is not None else None
        where = f"{label['seed'][:3]} {label['question_id']}"
        print(f"  first wrong {where}: line {slips[0]['line']}, found {found}")
    print(f"first wrong line: {exact} of {total}")


if __name__ == "__main__":
    sys.exit(main())
