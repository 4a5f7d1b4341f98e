"""What stands beside an inline formula on its line: is it an answer, a case, an aside?"""

import re
from typing import NamedTuple

from grader.written.locate.labels import label_of

_CLOSE = re.compile(r"^(?:\$\$?|\\\)|\\\])")
_OPEN = re.compile(r"(?:\$\$?|\\\(|\\\[)$")
_LEADS = re.compile(
    r"^\W*(?:item\b(?:\[[^\]]*\])?\W*)?(?:(?:the\s+)?(?:answer|result|derivative|gradient|formula)(?:\s+is)?|answer|thus|so|hence"
    r"|therefore|we\s+(?:get|have)|finally)?\W*(?:\\displaystyle)?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^\s*(?:$|[.,;:]|\(|parameters?\b|where\b|with\b|because\b|since\b|for\b|if\b|when\b|e\.g|\[|\|)"
    r"|^\s*(?:in total|altogether)\b",
    re.IGNORECASE,
)
_TO_VALUE = re.compile(
    r"^\s*(?:,|:|;|\||-+|=|then)*\s*(?:(?:then\s+)?(?:it|this|that|the\s+\w+)\s+(?:is|becomes|equals|gives)"
    r"|we\s+(?:get|have|find|obtain)|gives|gets|then)?\s*:?\s*$",
    re.IGNORECASE,
)
_TO_CASE = re.compile(
    r"^\s*,?\s*(?:\(\s*)?(?:for|if|when|where|with|in (?:the )?case)?\s*(?:all\s*)?$", re.IGNORECASE
)
_EXAMPLE = re.compile(r"(?:e\.\s?g\.|example|for instance|check|test)[^.]*$", re.IGNORECASE)


_SAID = re.compile(
    r"\b(?:answer|result|gradient|derivative|total|together|finally|overall|simplifies to|hence"
    r"|therefore)\b[^.$=]{0,25}(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bfor )(?<!\bwith )$",
    re.IGNORECASE,
)
"""Words that announce a final formula."""
_OPENS = re.compile(
    r"^[\W_]*(?:and\s+|now\s+|but\s+)*(?:when|if|for|case|in (?:the )?case|suppose|assume|let)\W*$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"^\s*(?:[:.,]|\*\*|then\b|we\b)", re.IGNORECASE)


_GOES_ON = re.compile(
    r"^\s*,?\s*(?:(?:and|then|but|all)\s+)*(?:plus|minus|less|times|divided\s+by|multiplied\s+by)\b",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(
    r"^\s*,?\s*(?:(?:and|then|but)\s+)*(?:except|unless|apart\s+from|other\s+than|without)\b",
    re.IGNORECASE,
)
_FAR = 500
"""Characters of a line that are looked at on each side of a formula."""


class Surroundings(NamedTuple):
    """The words before and behind an inline formula on its line."""

    before: str
    after: str

    @property
    def alone(self) -> bool:
        """Tell a formula that starts its line, behind a label at most, as an answer does."""
        if self.example or not _ENDS.match(self.after):
            return False
        if _SAID.search(self.before):
            return True
        label = label_of(self.before)
        return bool(_LEADS.match(self.before if label is None else label.rest))

    @property
    def example(self) -> bool:
        """Tell a formula in brackets or behind `e.g.`."""
        words = re.sub(r"\$[^$]*\$", " ", self.before)
        words = re.sub(r"\([^()]*\)", " ", re.sub(r"^\s*\(?\w{1,3}\)", " ", words))
        return "(" in words or bool(_EXAMPLE.search(words))

    @property
    def opens_case(self) -> bool:
        """Tell `When $w = o$:` and `If $w = o$ then`, whatever follows on the line."""
        return bool(_OPENS.match(self.before) and _OPENED.match(self.after))


def around(text: str, start: int, end: int) -> Surroundings:
    """Return what stands before `start` and behind `end` on their lines, delimiters apart."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = min(last if last >= 0 else len(text), end + _FAR)
    after = _CLOSE.sub("", text[end:last])
    return Surroundings(_OPEN.sub("", text[max(first, start - _FAR) : start]), after)


def leads_to_value(between: str) -> bool:
    """Tell the words between a condition and the value that it is about: `: `, ` it is `."""
    return bool(_TO_VALUE.match(between)) and "\n" not in between


def leads_to_case(between: str) -> bool:
    """Tell the words between a value and the condition that it is about: ` if `, ` (`."""
    return between.strip(" ,") != "" and bool(_TO_CASE.match(between))


def goes_on_in_words(behind: str) -> bool:
    """Tell words that carry a formula on: `, minus one more if ...`, ` times the same`."""
    return bool(_GOES_ON.match(behind))


def makes_exception(behind: str) -> bool:
    """Tell words that take a case out of a formula: `, except for the true word`."""
    return bool(_EXCEPTS.match(behind))


def names_target(after: str) -> bool:
    """Tell `$v_c$: $...$`, also in a table: a left-hand side apart from its formula."""
    return bool(re.match(r"\s*(?:(?:[:|]|is|=)\s*)?(?:\$|\\\()", after))
