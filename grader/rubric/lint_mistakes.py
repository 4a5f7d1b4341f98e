"""The files of wrong variants beside the reference: whether they are Python and find each other."""

import ast
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.model.rubric import Rubric
from grader.rubric.broken_file import seen_from_here
from grader.rubric.errors import RubricProblem
from grader.rubric.positions import Positions
from grader.rubric.reference_names import MISTAKES, reference_names
from grader.rubric.wording import LONGEST_LIST, one_line, quoted


def problems(rubric: Rubric, positions: Positions) -> Iterator[RubricProblem]:
    """Look at the variants of the functions that a rubric names, and at all that they import."""
    folder = Path(os.path.normpath(positions.file.parent / rubric.reference))
    modules = {
        name.partition(":")[0] for each in rubric.questions for name in reference_names(each)
    }
    waiting = [folder / MISTAKES / f"{module}.py" for module in sorted(modules)]
    seen: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file in seen or not os.path.isfile(file):
            continue
        seen.add(file)
        try:
            tree = ast.parse(file.read_bytes(), str(file))
        except SyntaxError as error:
            yield _problem(file, error.lineno, f"is no Python: {error.msg}")
        except (OSError, ValueError) as error:
            yield _problem(file, None, f"can't be read: {error}")
        else:
            imports = list(relative_imports(tree.body, file))
            for line, name, found in imports:
                if not any(map(os.path.exists, found)):
                    expected = f"imports {quoted(name)}, and there is no"
                    yield _problem(file, line, f"{expected} {seen_from_here(found[0])}")
            waiting += [target for _, _, found in imports for target in found]


def relative_imports(
    body: Iterable[ast.stmt], file: Path
) -> Iterator[tuple[int, str, tuple[Path, ...]]]:
    """Yield the relative imports at a file's top level.

    Each with its line, the module as it is written, and the places where that may be: its file or
    its folder. What a bare `from . import name` means, only the import itself can tell.
    """
    for statement in body:
        match statement:
            case ast.ImportFrom(module=str(module), level=level) if 0 < level <= len(file.parents):
                place = file.parents[level - 1].joinpath(*module.split("."))
                yield statement.lineno, "." * level + module, (place.with_suffix(".py"), place)


def _problem(file: Path, line: int | None, expected: str) -> RubricProblem:
    return RubricProblem(seen_from_here(file), line, "", one_line(expected, LONGEST_LIST))
