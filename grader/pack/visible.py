"""The part of a rubric that students may have: no hidden check, nothing that only those use."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from grader.intake.bodies import definitions
from grader.model.rubric import Check, Question, Rubric
from grader.pack.errors import PackError

if TYPE_CHECKING:
    from grader.model.written import Manifest

PERSON = ("a person reads this answer",)
"""Stands for the criteria of an answer: they tell it."""
AUTHORS_OWN = {
    "description": "",
    **dict.fromkeys(("stand_ins", "starter", "solutions", "probes", "written")),
}
"""What says nothing about a submission: prose for authors, and paths of their files."""


def visible_rubric(rubric: Rubric) -> Rubric:
    """Return a rubric without its hidden checks.

    A question whose checks are all hidden is left out, and a suite that only hidden checks use.
    Raises PackError where nothing is left.
    """
    hidden = {f"{q.id}/{c.id}" for q in rubric.questions for c in q.checks if c.hidden}
    questions = tuple(
        _visible_question(question, hidden)
        for question in rubric.questions
        if not all(check.hidden for check in question.checks)
    )
    if not questions:
        raise PackError("all checks are hidden, so that a pack would be empty")
    kept = {question.id for question in questions}
    questions = tuple(
        each.model_copy(update={"uses": tuple(name for name in each.uses if name in kept)})
        for each in questions
    )
    return rubric.model_copy(update={**AUTHORS_OWN, "questions": questions})


def visible_manifest(manifest: "Manifest") -> str:
    """Return the written questions as JSON, without what a person looks for in an answer."""
    data = manifest.model_dump(mode="json", by_alias=True)
    for question in data["questions"]:
        question["criteria"] = PERSON if question["criteria"] else ()
    return json.dumps(data)


def handed_out(rubric: Rubric, course: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the stand-ins that define no function that is asked for: those are answers."""
    asked = {name for q in rubric.questions for name in (q.function, *q.aliases)}
    return {
        path: data
        for path, data in course.items()
        if not definitions(data.decode("utf-8", "replace"), asked)
    }


def _visible_question(question: Question, hidden: set[str]) -> Question:
    checks = tuple(
        _without(check, hidden)
        for check in question.checks
        if f"{question.id}/{check.id}" not in hidden
    )
    used = {check.suite for check in checks}
    suites = {name: suite for name, suite in question.suites.items() if name in used}
    return question.model_copy(update={"checks": checks, "suites": suites})


def _without(check: Check, hidden: set[str]) -> Check:
    needs = tuple(name for name in check.needs if name not in hidden)
    return check.model_copy(update={"needs": needs})
