"""One document of written answers, graded."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from grader.grading.merged import Answer
from grader.grading.run import Run
from grader.intake.written import NOTEBOOK
from grader.model.derivation import Macro, Unread, WrittenFile
from grader.model.results import FileRecord
from grader.model.submission import SubmittedFile
from grader.model.written import Manifest
from grader.written.document.macros import read_macros
from grader.written.document.read import Document, Unreadable, read_document
from grader.written.facts import WrittenFacts
from grader.written.grade import grade_document, stopped

LONGEST_MACRO = 300
"""Letters of a macro that the result keeps for the report."""


FEWEST_IN_A_NOTEBOOK = 2


@dataclass(frozen=True)
class Graded:
    """A document of a submission and what was found in it."""

    record: FileRecord
    facts: WrittenFacts
    macros: Mapping[str, Macro]

    @property
    def path(self) -> str:
        """Where it lies inside the submission."""
        return self.record.path

    @property
    def found(self) -> bool:
        """Whether an answer stands in it, readable or not."""
        return any(Answer(self.path, each).found for each in self.facts.answers)

    @property
    def handed_in(self) -> bool:
        """Whether it is a hand-in of written answers.

        A notebook of code has headings and formulas of its own: there a right answer tells, or
        two that were found with their formulas.
        """
        if not self.path.casefold().endswith(NOTEBOOK):
            return True
        formulas = [each for each in self.facts.answers if each.final]
        right = any(each.verdict == "passed" for each in self.facts.answers)
        return right or len(formulas) >= FEWEST_IN_A_NOTEBOOK


def graded(file: SubmittedFile, run: Run, manifest: Manifest) -> Graded:
    """Grade one document; without a reference at hand, say what was found in it."""
    content = file.source.read_bytes()
    record = FileRecord(path=file.path, sha256=hashlib.sha256(content).hexdigest())
    functions = None if run.reference is None else run.reference.reference.function
    seed = run.prepared.seed
    try:
        document = read_document(file.path, content)
        facts = grade_document(document, manifest, functions, seed)
        return Graded(record, facts, _macros(document))
    except Exception as error:  # a fault of ours: a person reads it, and the code is still graded
        unread = Unreadable(file.path, stopped(error))
        return Graded(record, grade_document(unread, manifest, functions, seed), {})


def written_file(document: Graded) -> WrittenFile:
    """Return how a document was read, for the report."""
    facts = document.facts
    return WrittenFile(
        path=document.path,
        refused=facts.refused,
        convention=facts.layout_message,
        repairs=tuple(dict.fromkeys(each.message for each in facts.repairs)),
        unread=tuple(Unread(place=p, source=s, why=w) for p, s, w in facts.unread),
        macros=dict(document.macros),
    )


def _macros(document: Document | Unreadable) -> dict[str, Macro]:
    """Return the student's own macros, but for those that no single formula would hold."""
    if isinstance(document, Unreadable):
        return {}
    _, macros = read_macros(document.text)
    return {
        name: Macro(arguments=macro.arguments, body=macro.body)
        for name, macro in macros.items()
        if len(macro.body) <= LONGEST_MACRO
    }
