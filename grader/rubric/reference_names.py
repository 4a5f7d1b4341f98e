"""Which reference functions a question is judged by, and where their wrong variants are."""

from grader.model.rubric import Question

MISTAKES = "mistakes"
"""The folder in the reference that holds, for a module, its wrong variants."""


def reference_names(question: Question) -> tuple[str, ...]:
    """Return all reference functions of a question as `module:function`, each once."""
    suites = (suite.reference for suite in question.suites.values())
    names = (question.reference, *question.accepted, *suites)
    return tuple(dict.fromkeys(name for name in names if name is not None))
