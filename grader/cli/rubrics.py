"""From a rubric's name on the command line to a rubric that can be graded with."""

from grader.cli.failure import USAGE, CommandError
from grader.grading.plan import Choice
from grader.grading.run import EVERYTHING, Run, prepare_run
from grader.model.case import CaseError
from grader.model.results import AskedPart
from grader.rubric.errors import RubricErrors, RubricNotFound
from grader.rubric.find import find_rubric, known_rubrics, rubric_folder
from grader.rubric.load import LoadedRubric, load_rubric
from grader.rubric.reference import MissingReferenceError


def load_named(name: str) -> LoadedRubric:
    """Load a rubric by name or path; a wrong one ends the command with all its problems.

    A name is looked for in `rubrics/` here and in the folders above.
    """
    try:
        return load_rubric(find_rubric(name, near=rubric_folder()))
    except (RubricNotFound, RubricErrors) as error:
        raise CommandError(USAGE, str(error)) from None


def load_whole(name: str) -> LoadedRubric:
    """Load a rubric with its written part, which is else read where it is asked for."""
    loaded = load_named(name)
    try:
        _ = loaded.manifest
    except RubricErrors as error:
        raise CommandError(USAGE, str(error)) from None
    return loaded


def prepared(
    loaded: LoadedRubric,
    seed: int | None,
    show_expected: bool,
    choice: Choice = EVERYTHING,
    part: AskedPart | None = None,
) -> Run:
    """Prepare a run; a reference that can't answer the cases is a wrong rubric."""
    try:
        return prepare_run(loaded, seed, show_expected, choice, part)
    except (CaseError, MissingReferenceError) as error:
        raise CommandError(USAGE, f"{loaded.path}: {error}") from None
    except RubricErrors as error:
        raise CommandError(USAGE, str(error)) from None


def known() -> tuple[str, ...]:
    """Return the names of the rubrics in the nearest `rubrics/`, here or above."""
    return known_rubrics(rubric_folder())
