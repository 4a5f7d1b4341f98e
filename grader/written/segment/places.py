"""Where the reader stands: lines, labelled places, and the words that fill them."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.written import limits
from grader.written.document.allowance import Allowance
from grader.written.document.macros import Macros
from grader.written.document.spans import ANSWER_MARKER, Span
from grader.written.locate.labels import label_of
from grader.written.locate.paths import path_after
from grader.written.parse.notes import Note
from grader.written.parse.tree import Node
from grader.written.segment.chain import Chain, Expression, Region
from grader.written.segment.counters import Counters
from grader.written.segment.surroundings import Surroundings

_ANSWER = re.compile(
    r"^[\W_]*(?:my\s+)?(?:answer|solution|ans|proof|a)[\W_]*(?:[:.][\W_]*.*)?$", re.IGNORECASE
)
LONG_LINE = 20_000
"""Characters of a line beyond which it is not searched for headings and comments."""


@dataclass
class Reading:
    """Regions and chains of a document, and what could not be read."""

    regions: list[Region] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    unread: list[tuple[int, str, str]] = field(default_factory=list)
    repairs: list[tuple[int, Note]] = field(default_factory=list)


class Places:
    """Opens a region at each label and keeps what is known at the present line."""

    def __init__(self, text: str, macros: Macros, aside: Sequence[Span] = ()) -> None:
        self.text = text
        self.aside = aside
        self.macros = macros
        self.allowance = Allowance(limits.DOCUMENT_TOKENS)
        self.breaks = [0] + [found.end() for found in re.finditer("\n", text)]
        self.counters = Counters(text)
        self.reading = Reading()
        self.reading.regions.append(Region(0, (), (), "", 1))
        self.last_path: tuple[str, ...] = ()
        self.last_others: tuple[tuple[str, ...], ...] = ()
        self.conditions: tuple[Node, ...] = ()
        self.line_here = 0
        self.condition_line = 0
        self.condition_at = 0, 0
        self.unclear = False
        self.words_before = ""
        self.adjacent = False
        """Whether only white space stands between the last display and here."""
        self.around = Surroundings("", "")
        self.plain = False
        """Whether the text has no TeX, so that formulas were found among its words."""
        self.case_at = -1
        """Where the last condition in running text ends."""
        self.announced: Expression | None = None
        """The derivative by a symbol that stands before a colon: `$v_c$: $...$`."""
        self.broken = False
        """Whether a formula that could not be segmented stands just before."""

    @property
    def region(self) -> Region:
        """Return the region that is being filled."""
        return self.reading.regions[-1]

    def line(self, offset: int) -> int:
        """Return the line number of a place in the text."""
        return bisect.bisect_right(self.breaks, offset)

    def _line_start(self, whole: str, offset: int) -> None:
        if len(whole) > LONG_LINE or not whole.strip() or self.line(offset) > limits.LINES:
            return
        marker = ANSWER_MARKER.fullmatch(whole)
        if marker:
            self._open((marker[1],), (), whole, offset)
            self.region.marker = marker[1]
            return
        if _ANSWER.match(whole.split("$")[0]) and not label_of(whole):
            self.region.answer_from = len(self.reading.chains)
            behind = whole.partition(":")[2].strip(" *_")
            self.region.text_from = len(self.region.words) + (not behind)
            self.conditions, self.adjacent = (), False
            return
        label = label_of(whole)
        section, item = self.counters.section(whole), self.counters.item(whole, label is not None)
        if item:
            number = self.last_path[:1] if self.last_path and self.last_path[0].isdigit() else ()
            self._open((*number, *item), (), whole, offset)
        elif label is not None:
            path, others = path_after(self.last_path, label.parts, self.last_others)
            self._open(path, others, label.rest, offset)
        elif re.match(r"\s*(?:#{1,6}\s|\\(?:sub)*section)", whole):
            title = re.sub(r"^\s*(?:#+|\\(?:sub)*section\*?\{)\s*", "", whole).rstrip("} ")
            self._open((section,) if section else (), (), title, offset)

    def _open(
        self,
        path: tuple[str, ...],
        others: tuple[tuple[str, ...], ...],
        heading: str,
        offset: int,
    ) -> None:
        number = len(self.reading.regions)
        if number >= limits.REGIONS:
            return
        if path:
            self.last_path, self.last_others = path, others
        self.reading.regions.append(Region(number, path, others, heading, self.line(offset)))
        self.conditions, self.adjacent, self.words_before = (), False, ""
        self.unclear = False
