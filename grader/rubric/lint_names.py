"""Names that must be unique, well-formed, or agree with one another."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from grader.model.rubric import Argument, Question, Rubric
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.wording import Loc, dotted, near_name, quoted, shown


def problems(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """Look at the ids, functions, files, aliases, outputs and arguments of all questions."""
    if rubric.id != positions.file.stem:
        expected = f"must be the file's own name, {quoted(positions.file.stem)}"
        yield positions.problem(("id",), expected, shown(rubric.id))
    ids = [question.id for question in rubric.questions]
    yield from _repeated(ids, ("questions",), "id", positions)
    for number, question in enumerate(rubric.questions):
        loc = ("questions", number)
        checks = [check.id for check in question.checks]
        yield from _repeated(checks, (*loc, "checks"), "id", positions)
        yield from _repeated(question.outputs, (*loc, "outputs"), None, positions)
        yield from _function_names(question, loc, positions)
        yield from _file_names(question, loc, positions)
        lists: list[tuple[Loc, Sequence[Argument]]] = [((*loc, "arguments"), question.arguments)]
        for name, suite in question.suites.items():
            lists.append(((*loc, "suites", name, "arguments"), suite.arguments or ()))
        for here, arguments in lists:
            yield from _arguments(arguments, here, positions)
            yield from _own_functions(arguments, here, rubric, positions)
    yield from _shared_functions(rubric, positions)


def _repeated(
    names: Sequence[str], loc: Loc, key: str | None, positions: Positions
) -> Iterator[RubricProblem]:
    for number, name in enumerate(names):
        first = names.index(name)
        if first < number:
            end = (key,) if key else ()
            other = dotted((*loc, first, *end))
            yield positions.problem((*loc, number, *end), f"must differ from {other}", shown(name))


def _function_names(question: Question, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    names = [question.function, *question.aliases]
    places = [(*loc, "function"), *((*loc, "aliases", n) for n in range(len(question.aliases)))]
    for place, name in zip(places, names, strict=True):
        if not name.isidentifier():
            yield positions.problem(place, "must be the name of a Python function", shown(name))
        first = places[names.index(name)]
        if first != place:
            yield positions.problem(place, f"must differ from {dotted(first)}", shown(name))


def _file_names(question: Question, loc: Loc, positions: Positions) -> Iterator[RubricProblem]:
    names = [question.file, *question.files]
    places = [(*loc, "file"), *((*loc, "files", n) for n in range(len(question.files)))]
    for place, name in zip(places, names, strict=True):
        path = PurePosixPath(name)
        inside = bool(path.name) and not path.is_absolute() and ".." not in path.parts
        if not inside or "\\" in name or not name.isprintable():
            expected = "must be a path inside the submission, such as `word2vec.py`"
            yield positions.problem(place, expected, shown(name))
        first = places[names.index(name)]
        if first != place:
            yield positions.problem(place, f"must differ from {dotted(first)}", shown(name))


def _arguments(
    arguments: Sequence[Argument], loc: Loc, positions: Positions
) -> Iterator[RubricProblem]:
    names = [argument.name for argument in arguments]
    yield from _repeated(names, loc, "name", positions)
    for number, argument in enumerate(arguments):
        if not argument.name.isidentifier():
            expected = "must be the name of a Python argument"
            yield positions.problem((*loc, number, "name"), expected, shown(argument.name))


def _own_functions(
    arguments: Sequence[Argument], loc: Loc, rubric: Rubric, positions: Positions
) -> Iterator[RubricProblem]:
    """A student's function need not be any question's, but a near miss of one is a slip."""
    known = {name for each in rubric.questions for name in (each.function, *each.aliases)}
    for number, argument in enumerate(arguments):
        near = near_name(argument.own, known) if argument.own is not None else None
        if argument.own not in (None, *known) and near is not None:
            expected = f"must be a question's function (did you mean {quoted(near)}?)"
            yield positions.problem((*loc, number, "own"), expected, shown(argument.own))


def _shared_functions(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """A name can't stand for the functions of two questions where both may be in one file."""
    for number, question in enumerate(rubric.questions):
        for place, alias in enumerate(question.aliases):
            for other in rubric.questions:
                if other.id == question.id or alias not in (other.function, *other.aliases):
                    continue
                if {question.file, *question.files} & {other.file, *other.files}:
                    expected = f"must not be a name that question `{other.id}` goes by"
                    loc = ("questions", number, "aliases", place)
                    yield positions.problem(loc, expected, shown(alias))
