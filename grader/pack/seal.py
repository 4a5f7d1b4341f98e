"""Seal a rubric: ask the reference for everything a self-check needs, and keep the answers only."""

from collections.abc import Iterator
from itertools import count

from grader import __version__
from grader.grading.rivals import WELL_BEHAVED, suite_references
from grader.grading.run import Aids, Run
from grader.model.case import Case
from grader.model.prepared import PreparedQuestion
from grader.model.rubric import Question
from grader.pack.contents import Pack, PackedQuestion, PackedVariant
from grader.pack.visible import handed_out, visible_manifest, visible_rubric


def seal(run: Run) -> Pack:
    """Return the pack of a rubric.

    run: the whole rubric, prepared with the seed that the pack is to have.
    Raises PackError where all of the rubric is hidden.
    """
    rubric = visible_rubric(run.prepared.rubric)
    return Pack(
        rubric=rubric,
        seed=run.prepared.seed,
        grader_version=__version__,
        rubric_sha256=run.rubric_sha256,
        questions=tuple(_sealed(run, question) for question in rubric.questions),
        aids=Aids(handed_out(run.prepared.rubric, run.aids.course), run.aids.probes),
        written=None if run.manifest is None else visible_manifest(run.manifest),
    )


def _sealed(run: Run, question: Question) -> PackedQuestion:
    whole = run.prepared.question(question.id)
    ordinary = _of_suites(whole, question)
    small = _of_suites(run.small.of(whole.question), question)
    return PackedQuestion(ordinary, small, tuple(_variants(run, ordinary, small)))


def _of_suites(prepared: PreparedQuestion, question: Question) -> PreparedQuestion:
    """Return the cases of the suites that a question still has; they keep their numbers."""
    cases = tuple(case for case in prepared.cases if case.suite in question.suites)
    tables = (prepared.expected, *prepared.accepted)
    if not cases:  # the reference has no answer so small
        tables = ({},) * (1 + len(question.accepted))
    expected, *accepted = ({case.number: table[case.number] for case in cases} for table in tables)
    return PreparedQuestion(question, cases, expected, tuple(accepted))


def _variants(
    run: Run, ordinary: PreparedQuestion, small: PreparedQuestion
) -> Iterator[PackedVariant]:
    """Ask the wrong variants of a question's references in all cases that may show them."""
    question = ordinary.question
    cases: dict[str, list[Case]] = {}
    for suite in question.suites:
        if any(c.suite == suite and c.kind in WELL_BEHAVED for c in question.checks):
            for reference in suite_references(question, suite):
                found = cases.setdefault(reference, [])
                found += [*ordinary.suite_cases(suite), *small.suite_cases(suite)]
    numbers = count(1)
    catalogue = run.rivals.catalogue
    for reference, tried in cases.items():
        for variant in catalogue.variants(question, reference):
            answers = {case.number: catalogue.outputs(question, variant, case) for case in tried}
            name = f"{next(numbers)}"
            yield PackedVariant(name, variant.slug, variant.student, reference, answers)
