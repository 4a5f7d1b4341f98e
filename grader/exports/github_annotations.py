"""Annotations on a student's files: a failure at the file and line where to look."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.exports import prose
from grader.exports.github_commands import command
from grader.model.derivation import line_number
from grader.model.results import CheckResult, QuestionResult, SubmissionResult
from grader.reports.causes import FILE_REASONS, Group, failing, first_cause, grouped, is_advice
from grader.reports.words import check_title

MOST = 10
"""More of one kind GitHub doesn't show for a step."""
UNANSWERED = "unanswered"
_FRAME = re.compile(r"(?P<file>.+):(?P<line>\d{1,7}) in ")
_LINE = re.compile(r"\bline (\d{1,7})\b")


@dataclass(frozen=True)
class Source:
    """A file of the submission, as the workflow sees it."""

    path: str
    """From the repository's root, with `/`."""
    text: str


@dataclass(frozen=True)
class Annotation:
    """One remark on one place; no path where the file isn't in the repository."""

    path: str
    line: int | None
    title: str
    message: str

    @property
    def command(self) -> str:
        """The workflow command that makes it."""
        place: dict[str, str | int] = {"file": self.path} if self.path else {}
        if self.path and self.line is not None:
            place["line"] = self.line
        return command("error", self.message, {**place, "title": self.title})


def annotations(
    result: SubmissionResult,
    sources: Mapping[str, Source],
    functions: Mapping[str, tuple[str, ...]],
) -> tuple[Annotation, ...]:
    """Return at most ten annotations, the failure to mend first at the top.

    sources: the submission's files by their paths in it.
    functions: all names of a question's function, by the question's id.
    """
    cause = first_cause(result)
    found: dict[tuple[str, int | None, str], Annotation] = {}
    groups = list(_groups(result))
    for question, group in groups:
        if group.first.reason == UNANSWERED:
            continue
        names = functions.get(question.id, (question.function,))
        check = group.first
        path, line = place(question, check, sources, names)
        titles = "; ".join(check_title(each) for each in group.checks)
        # A file that can't be read is one thing to mend, however many questions it holds.
        title = f"{prose.title(question)}: {titles}"
        if check.reason in FILE_REASONS:
            title = question.file or title
        made = Annotation(path, line, prose.shortened(title), told(check))
        first = cause is not None and cause.check in group.checks
        key = (path, line, check.message)
        if key not in found:
            found = {key: made, **found} if first else {**found, key: made}
    empty = [question for question, group in groups if group.first.reason == UNANSWERED]
    return (*found.values(), *_not_answered(empty, sources))[:MOST]


def _not_answered(
    questions: Sequence[QuestionResult], sources: Mapping[str, Source]
) -> Iterator[Annotation]:
    """Yield one annotation for each text in which answers are missing, with their questions."""
    for file in dict.fromkeys(question.file for question in questions):
        titles = [prose.title(each) for each in questions if each.file == file]
        path = sources[file].path if file in sources else ""
        message = prose.shortened("; ".join(titles), prose.MOST)
        yield Annotation(path, None, prose.shortened(f"{file}: not answered yet"), message)


def place(
    question: QuestionResult,
    check: CheckResult,
    sources: Mapping[str, Source],
    names: tuple[str, ...],
) -> tuple[str, int | None]:
    """Return the file and line to look at: where it raised, else where the function begins.

    Of a written answer, the first line that does not hold.
    """
    for frame in reversed(check.trace):
        match = _FRAME.match(frame)
        if match and match["file"] in sources:
            source = sources[match["file"]]
            return source.path, _inside(source, int(match["line"]))
    if question.file not in sources:
        return "", None
    source = sources[question.file]
    if check.derivation is not None:
        found = line_number(check.derivation.begins)
        return source.path, None if found is None else _inside(source, found)
    if check.reason in FILE_REASONS:
        match = _LINE.search(check.message)
        return source.path, _inside(source, int(match[1])) if match else None
    return source.path, definition(source.text, names)


def definition(text: str, names: tuple[str, ...]) -> int | None:
    """Return the line on which the last function of one of these names is defined."""
    wanted = "|".join(map(re.escape, names))
    found = [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if re.match(rf"[ \t]*(?:async[ \t]+)?def[ \t]+(?:{wanted})[ \t]*\(", line)
    ]
    return found[-1] if found else None


def told(check: CheckResult) -> str:
    """Return message and hint as they stand in an annotation."""
    lines = [check.message.strip() or prose.first_line(check)]
    if check.hint:
        lines.append(f"Try next: {check.hint.strip()}")
    return "\n".join(lines)


def _groups(result: SubmissionResult) -> Iterator[tuple[QuestionResult, Group]]:
    """Yield what lost points and may be told, checks with the same cause together."""
    for question in prose.counted(result):
        lost = [
            check
            for check in question.checks
            if failing(check) and not is_advice(check) and not check.hidden
        ]
        yield from ((question, group) for group in grouped(lost))


def _inside(source: Source, line: int) -> int | None:
    """Return the line if the file has it: what a message says may be the student's own words."""
    return line if 1 <= line <= len(source.text.splitlines()) else None
