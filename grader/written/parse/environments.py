"""Case distinctions, matrices and arrays."""

from grader.written.parse.derivatives import Derivatives
from grader.written.parse.tree import Branches, Dots, Matrix, Node
from grader.written.parse.vocabulary import CONNECTING


class Environments(Derivatives):
    """What stands between \\begin and \\end."""

    def environment(self) -> Node:
        """Parse cases, a matrix or an array."""
        self.take()
        name = self.raw_script().rstrip("*")
        start = self.position
        depth = 1
        index = start
        while index < self.end:
            depth += {r"\begin": 1, r"\end": -1}.get(self.tokens[index].text, 0)
            if depth == 0:
                break
            index += 1
        else:
            raise self.trouble(f"the environment {name} has no end")
        outer_end, outer_open = self.end, self._open
        self.end, self._open = index, ()
        if name in ("cases", "dcases", "rcases"):
            node: Node = self._branches()
        elif name in ("bmatrix", "pmatrix", "matrix", "vmatrix", "smallmatrix", "Bmatrix"):
            node = self._matrix()
        elif name == "array":
            if self.peek() == "{":
                self.position = self._close() + 1
            node = self._matrix()
        else:
            raise self.trouble(f"the environment {name} is not understood inside a formula")
        self.end, self._open = outer_end, outer_open
        self.position = index + 1
        self.raw_script()
        return node

    def _rows(self) -> list[list[tuple[int, int]]]:
        """Return the cells of the present environment as spans of tokens."""
        rows: list[list[tuple[int, int]]] = [[]]
        start, depth = self.position, 0
        for index in range(self.position, self.end):
            token = self.tokens[index]
            depth += {"{": 1, "}": -1, r"\begin": 1, r"\end": -1}.get(token.text, 0)
            if depth:
                continue
            if token.text in ("&", r"\\", r"\cr"):
                rows[-1].append((start, index))
                start = index + 1
                if token.text != "&":
                    rows.append([])
        rows[-1].append((start, self.end))
        self.position = self.end
        return [row for row in rows if any(first < last for first, last in row)]

    def _matrix(self) -> Node:
        rows = []
        for row in self._rows():
            cells = [span for span in row if not self._is_rule(span)]
            rows.append(tuple(self._within(span, self._cell) for span in cells))
        if not rows:
            raise self.trouble("an empty matrix")
        return Matrix(tuple(rows))

    def _is_rule(self, span: tuple[int, int]) -> bool:
        return all(each.text in ("|", r"\hline") for each in self.tokens[span[0] : span[1]]) and (
            span[0] < span[1]
        )

    def _cell(self) -> Node:
        if self.peek() in (r"\dots", r"\vdots") and self.position + 1 == self.end:
            self.take()
            return Dots()
        if self.position >= self.end:
            return Dots()
        return self.expression()

    def _branches(self) -> Node:
        values: list[Node] = []
        conditions: list[tuple[Node, ...] | None] = []
        for row in self._rows():
            spans = [span for span in row if span[0] < span[1]]
            if len(spans) == 1:
                spans = self._split_at_comma(spans[0])
            value, condition = spans[0], spans[-1] if len(spans) > 1 else None
            values.append(self._within(self._trimmed(value), self.expression))
            conditions.append(
                None if condition is None else self._within(condition, self._branch_condition)
            )
        if not values:
            raise self.trouble("an empty case distinction")
        return Branches(tuple(values), tuple(conditions))

    def _trimmed(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        while end > start and self.tokens[end - 1].text in (",", r"\quad", ";", "."):
            end -= 1
        return start, end

    def _split_at_comma(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        depth = 0
        for index in range(*span):
            token = self.tokens[index]
            depth += {"(": 1, ")": -1, "{": 1, "}": -1}.get(token.text, 0)
            if depth == 0 and (
                token.text in (",", r"\quad", "if", "when", "otherwise") or (token.kind == "text")
            ):
                after = index if token.text not in (",", r"\quad") else index + 1
                return [(span[0], index), (after, span[1])]
        return [span]

    def _branch_condition(self) -> tuple[Node, ...] | None:
        found: list[Node] = []
        while self.position < self.end:
            token = self.tokens[self.position]
            lowered = token.text.strip().lower().strip(",.;: ")
            if lowered in ("otherwise", "else", "o.w.", "o.w", "ow", "other"):
                self.position = self.end
                return None
            if (
                (token.kind in ("text", "word") and lowered in CONNECTING)
                or lowered in ("", ",")
                or token.text in (",", r"\quad", r"\land", r"\wedge", ".", ";", ":")
            ):
                self.take()
            else:
                found.append(self.condition())
        return tuple(found)
