"""The reference functions and probes that a rubric names, as their files' text has them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.model.rubric import Question, Rubric
from grader.rubric.errors import RubricProblem
from grader.rubric.lint_paths import reference_files
from grader.rubric.positions import Positions
from grader.rubric.signatures import Signature, read_signatures
from grader.rubric.wording import Loc, choice, one_line, quoted, shown

Definitions = Mapping[str, Signature | None]


class References:
    """The files beside a rubric, each read at most once."""

    def __init__(self, rubric: Rubric, positions: Positions) -> None:
        folder = positions.file.parent
        self._positions = positions
        self._modules = reference_files(folder / rubric.reference)
        self._probes = None if rubric.probes is None else folder / rubric.probes
        self._read: dict[Path, Definitions | str] = {}

    def problems(self, question: Question, loc: Loc) -> Iterator[RubricProblem]:
        """Look whether the functions exist that a question names."""
        names: list[tuple[Loc, str | None]] = [((*loc, "reference"), question.reference)]
        names += [((*loc, "accepted", n), each) for n, each in enumerate(question.accepted)]
        names += [
            ((*loc, "suites", name, "reference"), suite.reference)
            for name, suite in question.suites.items()
        ]
        for place, name in names:
            wrong = self.wrong(name) if name is not None else ""
            if wrong:
                yield self._positions.problem(place, wrong, shown(name))

    def signature(self, name: str | None) -> Signature | None:
        """Return the signature of a reference function; None where it can't be known."""
        module, _, function = (name or "").partition(":")
        file = (self._modules or {}).get(module)
        definitions = {} if file is None else self._definitions(file)
        return None if isinstance(definitions, str) else definitions.get(function)

    def is_open(self, name: str | None) -> bool:
        """Tell whether a function is named whose parameters can't be known."""
        return name is not None and self.signature(name) is None

    def probes(self) -> Definitions | str | None:
        """Return what the probes' file defines, or why it can't be read; None without a file."""
        if self._probes is None or not os.path.isfile(self._probes):
            return None
        return self._definitions(self._probes)

    def wrong(self, name: str) -> str:
        """Say what is wrong with `module:function`; empty if nothing is."""
        if self._modules is None:
            return ""
        module, colon, function = name.partition(":")
        if not colon:
            return "must be written `module:function`"
        file = self._modules.get(module)
        if file is None:
            return f"names no module of the reference{choice(module, self._modules)}"
        definitions = self._definitions(file)
        if isinstance(definitions, str):
            return f"names a module that can't be read: {definitions}"
        if function not in definitions:
            public = [each for each, known in definitions.items() if known is not None]
            hint = choice(function, public)
            return f"names no function of {quoted(file.name)}{hint}"
        return ""

    def _definitions(self, file: Path) -> Definitions | str:
        if file not in self._read:
            try:
                self._read[file] = read_signatures(file)
            except SyntaxError as error:
                self._read[file] = f"{file.name}:{error.lineno}: {one_line(error.msg)}"
            except (OSError, ValueError) as error:
                self._read[file] = one_line(str(error))
        return self._read[file]
