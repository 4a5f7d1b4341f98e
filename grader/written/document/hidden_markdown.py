"""What Markdown does not show as text: comments, code, hidden elements, links' definitions."""

import bisect
import re

from grader.written.document.indented import code_lines
from grader.written.document.spans import ANSWER_MARKER, Hidden, Span

_QUOTED = r"\"[^\"<]{0,500}\"|'[^'<]{0,500}'"
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|{_QUOTED}){{0,500}})>")
_START = re.compile(
    r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<comment><!--)|(?P<escaped>\\`)|(?P<ticks>`+)"
    r"|(?P<definition>^ {0,3}\[[^\]\n]{1,80}\]:[ \t]{0,9}(?:#|<[^>\n]{0,200}>|\w{2,9}://\S{0,200})"
    r"[ \t]{0,9}(?:\n?[ \t]{0,9}(?:\"(?:[^\"\n]|\n(?![ \t]*\n)){0,2000}\""
    r"|'(?:[^'\n]|\n(?![ \t]*\n)){0,2000}'|\([^\n]{0,2000}\)))?[ \t]{0,9}$)"
    r"|(?P<picture>!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\))",
    re.MULTILINE,
)
_UNSEEN = {"script", "style", "template", "title", "head", "noscript", "del", "strike"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_HIDDEN = re.compile(r"(?:^|\s)hidden(?=\s|=|/|$)", re.IGNORECASE)
_STYLED = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|(?<![\w-])color\s*[:=]\s*[\"']?\s*(?:white|transparent|#f{3,8}\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"\n[ \t]*(?=\n)")


def hidden_markdown(text: str, rendered: bool) -> Hidden:
    """Return what a Markdown document does not show as text.

    rendered: whether it is shown as Markdown; a plain text keeps its back ticks and indents.
    """
    return _Markdown(text, rendered).hidden()


class _Markdown:
    def __init__(self, text: str, rendered: bool) -> None:
        self.text = text
        self.rendered = rendered
        self.ends = [each.start() for each in _PARAGRAPHS.finditer(text)] if rendered else []
        self.runs: dict[int, list[int]] = {}
        for each in re.finditer("`+", text) if rendered else ():
            self.runs.setdefault(len(each[0]), []).append(each.start())
        self.no_comment_ends = False

    def hidden(self) -> Hidden:
        """Return comments, code and hidden elements in one walk: what comes first counts."""
        found = Hidden([], [])
        indented = iter(code_lines(self.text) if self.rendered else ())
        block = next(indented, None)
        position = 0
        while True:
            match = _START.search(self.text, position)
            while block is not None and block[0] < position:
                block = next(indented, None)
            if block is not None and (match is None or block[0] <= match.start()):
                found.aside.append(block)
                position = block[1]
                continue
            if match is None:
                break
            position = match.end()
            span = self._span(match)
            if span is None:
                continue
            position = max(position, span[1])
            comment = (match["comment"] and span[1] < len(self.text)) or match["definition"]
            if match["comment"] and self._is_marker(span):
                continue
            (found.comments if comment else found.aside).append(span)
        found.aside.extend(self._elements(found))
        return found

    def _span(self, match: re.Match[str]) -> Span | None:
        """Return what is hidden from here on; None where it is text."""
        start, after = match.span()
        if match["fence"]:
            return match.start("fence"), self._fence_end(match)
        if match["comment"]:
            end = -1 if self.no_comment_ends else self.text.find("-->", after)
            if end >= 0:
                return start, end + 3
            self.no_comment_ends = True
            line = self.text.rfind("\n", 0, start) + 1
            # One that is never closed hides the rest, where it starts its line.
            return None if self.text[line:start].strip() else (start, len(self.text))
        if match["ticks"]:
            return self._inline_code(start, after)
        return None if match["escaped"] else (start, after)

    def _fence_end(self, match: re.Match[str]) -> int:
        sign = match["fence"]
        closing = re.compile(rf"^ {{0,3}}{sign[0]}{{{min(len(sign), 60)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(self.text, match.end())
        return len(self.text) if end is None else end.end()

    def _inline_code(self, start: int, after: int) -> Span | None:
        """Return a span of code; `$`...`$` is a formula."""
        if not self.rendered:
            return None
        starts = self.runs.get(after - start, [])
        place = bisect.bisect_left(starts, after)
        if place == len(starts):
            return None
        end = starts[place] + after - start
        paragraph = bisect.bisect_left(self.ends, after)
        if paragraph < len(self.ends) and self.ends[paragraph] < end:
            return None
        formula = self.text[start - 1 : start] == "$" and self.text[end : end + 1] == "$"
        return None if formula else (start, end)

    def _is_marker(self, span: Span) -> bool:
        """Tell an answer marker, which is alone on its line."""
        first = self.text.rfind("\n", 0, span[0]) + 1
        last = self.text.find("\n", span[1])
        line = self.text[first : last if last >= 0 else len(self.text)]
        return len(line) < 300 and ANSWER_MARKER.fullmatch(line) is not None

    def _elements(self, found: Hidden) -> list[Span]:
        """Return the HTML elements that are not shown, outside of code and comments."""
        opened: dict[str, list[tuple[int, bool]]] = {}
        spans: list[Span] = []
        taken = sorted([*found.comments, *found.aside])
        starts = [each[0] for each in taken]
        for tag in _TAG.finditer(self.text):
            place = bisect.bisect_right(starts, tag.start()) - 1
            if place >= 0 and tag.start() < taken[place][1]:
                continue
            name = tag[2].lower()
            if tag[1]:
                start, hidden = (opened.get(name) or [(0, False)]).pop()
                if hidden:
                    spans.append((start, tag.end()))
            elif name not in _VOID and not tag[3].endswith("/"):
                opened.setdefault(name, []).append((tag.start(), _is_hidden(name, tag[3])))
        for waiting in opened.values():
            spans.extend((start, len(self.text)) for start, hidden in waiting if hidden)
        return spans


def _is_hidden(name: str, attributes: str) -> bool:
    bare = re.sub(_QUOTED, "", attributes)
    return bool(name in _UNSEEN or _HIDDEN.search(bare) or _STYLED.search(attributes))
