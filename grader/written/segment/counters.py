"""Labels that LaTeX counts by itself: `\\section` and the items of a long enumeration."""

import re

_SECTION = re.compile(r"\s*\\section\s*\{")
_STEP = re.compile(r"\\(begin|end)\s*\{enumerate\}|\\item\b")
_QUESTIONS = 5
"""Items from which on an enumeration lists questions rather than steps."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Counters:
    """Counts the sections and items of one text, line by line."""

    def __init__(self, text: str) -> None:
        lists = [each[1] or "item" for each in _STEP.finditer(text)]
        self.sections = 0
        self._counts: list[int] = []
        self._lists_questions = _longest(lists) >= _QUESTIONS

    def section(self, line: str) -> str:
        """Return the number of a section that starts on this line; empty where none does."""
        if not _SECTION.match(line):
            return ""
        self.sections += 1
        return str(self.sections)

    def item(self, line: str, labelled: bool) -> tuple[str, ...]:
        """Return the label of the item that starts on this line: a letter, then a roman number.

        labelled: whether the line has a label of its own, which counts over the item's number.
        """
        label: tuple[str, ...] = ()
        for step in _STEP.finditer(line):
            if step[1] == "begin":
                self._counts.append(0)
            elif step[1] == "end":
                self._counts = self._counts[:-1]
            elif self._counts:
                self._counts[-1] += 1
                label = self._label()
        return label if self._lists_questions and not labelled else ()

    def _label(self) -> tuple[str, ...]:
        first, *rest = self._counts
        if len(rest) > 1 or not 0 < first <= len(_LETTERS) or any(e > len(_ROMAN) for e in rest):
            return ()
        return (_LETTERS[first - 1], *(_ROMAN[each - 1] for each in rest))


def _longest(steps: list[str]) -> int:
    """Return the largest number of items of an outermost enumeration."""
    depth = count = longest = 0
    for step in steps:
        depth += {"begin": 1, "end": -1}.get(step, 0)
        count = 0 if depth == 0 else count + (step == "item" and depth == 1)
        longest = max(longest, count)
    return longest
