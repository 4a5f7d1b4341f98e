"""Tell places in a converted notebook as cells and lines, as the student sees them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.model.facts import Answer, BatchFacts, Raised


@dataclass
class Origins:
    """For each module made of a notebook: the notebook, and where each line comes from."""

    notebooks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def add(self, module: str, notebook: str, lines: Sequence[tuple[int, int]]) -> None:
        """Note a converted notebook: (cell, line in it) for each line of the module."""
        self.notebooks[module] = notebook
        self.lines[module] = lines

    def retell(self, text: str) -> str:
        """Return a text in which lines of modules are cells of notebooks."""
        for module in self.notebooks:
            text = self._retell_one(module, text)
        return text

    def _retell_one(self, module: str, text: str) -> str:
        name, short = re.escape(module), re.escape(PurePosixPath(module).name)

        def frame(match: re.Match[str]) -> str:
            return self._place(module, match[1], ":")

        def line(match: re.Match[str]) -> str:
            return self._place(module, match[1], " of ")

        text = re.sub(rf"(?:{name}|{short}):(\d{{1,7}})", frame, text)
        text = re.sub(rf"line (\d{{1,7}}) of (?:{name}|{short})", line, text)
        return text.replace(module, self.notebooks[module])

    def _place(self, module: str, line: str, link: str) -> str:
        lines, notebook = self.lines[module], self.notebooks[module]
        if not 1 <= int(line) <= len(lines):
            return notebook
        cell, inner = lines[int(line) - 1]
        place = f"cell {cell}, line {inner}"
        return f"{notebook} {place}" if link == ":" else f"{place} of {notebook}"

    def retell_facts(self, facts: BatchFacts) -> BatchFacts:
        """Return facts whose messages and traces speak of cells."""
        if not self.notebooks:
            return facts
        problem = facts.problem
        if problem is not None:
            message = self.retell(problem.message)
            problem = replace(problem, message=message, file=self.retell(problem.file))
        answers = tuple(self._answer(answer) for answer in facts.answers)
        remarks = tuple(self.retell(remark) for remark in facts.remarks)
        return replace(facts, answers=answers, problem=problem, remarks=remarks)

    def _answer(self, answer: Answer) -> Answer:
        if not isinstance(answer, Raised):
            return answer
        return replace(answer, trace=tuple(self.retell(line) for line in answer.trace))
