"""Plan a submission: where each question's function is, and the calls to make."""

import hashlib
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.grading.origins import Origins
from grader.grading.room import room_for
from grader.intake.decode import decode_source
from grader.intake.errors import NotebookError
from grader.intake.locate import Located, locate
from grader.intake.notebook import notebook_source
from grader.model.batch import Batch, Call, OwnFunction
from grader.model.case import Case, Probe
from grader.model.facts import LoadProblem
from grader.model.prepared import PreparedQuestion, PreparedRubric
from grader.model.results import WRITTEN, FileRecord
from grader.model.rubric import Argument, Question, Rubric, Suite
from grader.model.submission import Refused, Submission, SubmittedFile
from grader.sandbox.layout import fits, folders_of

BatchTable = dict[tuple[str, str], tuple[Batch, ...]]
"""The batches of a question, by its id and the file that they call."""


@dataclass(frozen=True)
class Choice:
    """Which part of a rubric is wanted: some questions, or a single case."""

    questions: Collection[str] | None = None
    case: int | None = None
    insists: bool = False
    """Whether the questions were named: then written ones count though none was handed in."""

    def takes(self, question: str) -> bool:
        """Say whether a question is wanted."""
        return self.questions is None or question in self.questions

    def takes_written(self) -> bool:
        """Say whether a written question may be wanted."""
        return self.questions is None or any(each.startswith(WRITTEN) for each in self.questions)

    def needs(self, question: str, among: Sequence[Question]) -> bool:
        """Say whether a question is wanted, or used by one that is."""
        users = (each.id for each in among if question in each.uses)
        return self.takes(question) or any(map(self.takes, users))

    def wants(self, case: Case) -> bool:
        """Say whether a case is to be tried: a question that is merely used is tried whole."""
        return self.case in (None, case.number) or not self.takes(case.question)


@dataclass(frozen=True, eq=False)
class PlannedQuestion:
    """A question of one submission: the cases to run, or why none can be."""

    prepared: PreparedQuestion
    cases: tuple[Case, ...]
    file: str
    """Path inside the submission, or the file's expected name where there is none."""
    laid: str = ""
    """Path in the scratch folder; empty where nothing is run."""
    problem: LoadProblem | None = None
    missing: Refused | None = None
    text: str = field(default="", repr=False)
    """The source in which the question's function was found."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything to lay out and to run for one submission."""

    questions: tuple[PlannedQuestion, ...]
    texts: dict[str, str]
    root: str
    files: tuple[FileRecord, ...]
    origins: Origins = field(default_factory=Origins)

    def batches(self, made: BatchTable) -> tuple[Batch, ...]:
        """Return the calls, one batch for each question and suite, from `made` where they are."""
        questions = [planned.prepared.question for planned in self.questions]
        wanted: list[Batch] = []
        for planned in self.questions:
            if planned.laid:
                key = planned.prepared.question.id, planned.laid
                if key not in made:
                    made[key] = question_batches(planned, questions)
                wanted += made[key]
        return tuple(wanted)


def plan_submission(submission: Submission, prepared: PreparedRubric, choice: Choice) -> Plan:
    """Find every question's file and read all code of the submission."""
    reader = Reader(submission, prepared.rubric)
    questions = tuple(reader.question(each, choice) for each in prepared.questions)
    reader.read_all_modules()
    files = tuple(FileRecord(path=p, sha256=h) for p, h in sorted(reader.hashes.items()))
    return Plan(questions, reader.texts, reader.root, files, reader.origins)


class Reader:
    """Reads the code files of one submission, each once."""

    def __init__(self, submission: Submission, rubric: Rubric) -> None:
        self.submission = submission
        self.by_path = {file.path: file for file in submission.files}
        self.taken = set(self.by_path).union(*map(folders_of, self.by_path))
        self.all_names = frozenset(
            name for question in rubric.questions for name in (question.file, *question.files)
        )
        self.most_bytes = int(rubric.limits.file_mb * 2**20)
        self.texts: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        self.origins = Origins()
        self.decode_remarks: dict[str, str] = {}
        self.root = ""

    def question(self, prepared: PreparedQuestion, choice: Choice) -> PlannedQuestion:
        """Plan one question."""
        question = prepared.question
        cases = tuple(case for case in prepared.cases if choice.wants(case))
        names = (question.file, *question.files)
        functions = (question.function, *question.aliases)
        located = locate(self.submission, names, functions, self.all_names)
        if not isinstance(located, Located):
            return PlannedQuestion(prepared, cases, question.file, missing=located)
        self.root = self.root or located.root
        return self.located(prepared, cases, located)

    def located(
        self, prepared: PreparedQuestion, cases: tuple[Case, ...], located: Located
    ) -> PlannedQuestion:
        """Plan a question whose file was found."""
        file = self.by_path[located.path]
        if file.size > self.most_bytes:
            megabytes = file.size / 2**20
            why = f"{megabytes:.0f} MB, and code files may have {self.most_bytes / 2**20:g} MB"
            refused = Refused(file.path, why)
            return PlannedQuestion(prepared, cases, file.path, missing=refused)
        try:
            laid, notes = self.lay(file, located)
        except NotebookError as error:
            problem = LoadProblem("syntax-error", str(error), file.path)
            return PlannedQuestion(prepared, cases, file.path, problem=problem)
        if not fits(laid):
            refused = Refused(file.path, "its name or path is too long; use shorter names")
            return PlannedQuestion(prepared, cases, file.path, missing=refused)
        remarks = tuple(note for note in (located.remark, *notes) if note)
        text = self.texts[laid]
        return PlannedQuestion(prepared, cases, file.path, laid, text=text, remarks=remarks)

    def lay(self, file: SubmittedFile, located: Located) -> tuple[str, tuple[str, ...]]:
        """Read a code file; return its path in the scratch folder and remarks."""
        if located.kind == "module":
            self.read_module(file)
            return file.path, (self.decode_remarks.get(file.path, ""),)
        laid = notebook_module_path(file.path, self.taken)
        data = self.read(file)
        source = notebook_source(data)
        self.texts[laid] = source.text
        self.origins.add(laid, file.path, source.line_origin)
        return laid, tuple(source.remarks)

    def read(self, file: SubmittedFile) -> bytes:
        """Return a file's bytes and note their hash."""
        data = file.source.read_bytes()
        self.hashes[file.path] = hashlib.sha256(data).hexdigest()
        return data

    def read_module(self, file: SubmittedFile) -> None:
        """Decode a Python file, once."""
        if file.path not in self.texts:
            decoded = decode_source(self.read(file))
            self.texts[file.path] = decoded.text
            if decoded.remark:
                self.decode_remarks[file.path] = decoded.remark

    def read_all_modules(self) -> None:
        """Read the other Python files too: students' own helper modules travel along."""
        for file in self.submission.files:
            if file.path.endswith(".py") and file.size <= self.most_bytes:
                try:
                    self.read_module(file)
                except OSError:
                    continue  # a helper that can't be read; the import will say so


def notebook_module_path(path: str, taken: Collection[str]) -> str:
    """Return the path of the module that a notebook becomes, which no file or folder has."""
    pure = PurePosixPath(path)
    stem = "".join(c if c.isalnum() or c == "_" else "_" for c in pure.stem[:60]) or "notebook"
    module = str(pure.with_name(f"{stem}.py"))
    while module in taken:
        stem += "_notebook"
        module = str(pure.with_name(f"{stem}.py"))
    return module


def question_batches(planned: PlannedQuestion, questions: Sequence[Question]) -> tuple[Batch, ...]:
    """Return the calls of a question, one batch for each suite that has cases."""
    suites = planned.prepared.question.suites
    cases = {name: [case for case in planned.cases if case.suite == name] for name in suites}
    return tuple(
        make_batch(planned.prepared, planned.laid, name, each, questions)
        for name, each in cases.items()
        if each
    )


def make_batch(
    prepared: PreparedQuestion,
    laid: str,
    suite: str,
    cases: Sequence[Case],
    questions: Sequence[Question],
) -> Batch:
    """Return the calls of some cases of a suite, with room for their answers.

    prepared: tells what right answers of these cases hold, where it has the cases.
    """
    question = prepared.question
    return Batch(
        batch_key(question.id, suite),
        laid,
        (question.function, *question.aliases),
        tuple(make_call(question, question.suites[suite], case, questions) for case in cases),
        room_for([right_values(prepared, case) for case in cases]),
    )


def right_values(prepared: PreparedQuestion, case: Case) -> list[object]:
    """Return all that a right answer may hold: what is expected, and the arguments again."""
    tables = (prepared.expected, *prepared.accepted)
    return [case.values, *(table[case.number] for table in tables)]


def batch_key(question: str, suite: str) -> str:
    """Return the name under which a batch's facts are kept."""
    return f"{question}/{suite}"


def make_call(
    question: Question, suite: Suite, case: Case, questions: Sequence[Question] = ()
) -> Call:
    """Return the call of one case."""
    arguments = suite.arguments if suite.arguments is not None else question.arguments
    return Call(
        make_arguments(question, case, questions),
        tuple(each.droppable for each in arguments),
        zlib.crc32(f"{case.seed}/{case.question}/{case.number}".encode()) & 0x7FFFFFFF,
        want_after=any(c.kind == "unmutated" and c.suite == case.suite for c in question.checks),
    )


def make_arguments(
    question: Question, case: Case, questions: Sequence[Question] = ()
) -> tuple[tuple[str, object], ...]:
    """Return the positional arguments of a case's call, by the student's own names."""
    suite = question.suites[case.suite]
    arguments = suite.arguments if suite.arguments is not None else question.arguments
    return tuple((each.name, argument_value(each, case, questions)) for each in arguments)


def argument_value(argument: Argument, case: Case, questions: Sequence[Question]) -> object:
    """Return what a positional argument is given in a case."""
    if argument.own is not None:
        return OwnFunction(own_names(questions, argument.own))
    value = case.values[argument.value or argument.name]
    if isinstance(value, Probe) and argument.names:
        return replace(value, options={**value.options, "names": list(argument.names)})
    return value


def own_names(questions: Sequence[Question], name: str) -> tuple[str, ...]:
    """Return all names under which a student's own function may be found."""
    for question in questions:
        if name in (question.function, *question.aliases):
            return (question.function, *question.aliases)
    return (name,)
