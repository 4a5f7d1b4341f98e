"""Words beside a final formula that take it back, leave it open or offer another."""

import re
from collections.abc import Sequence

from grader.written.compare.judgement import Tried
from grader.written.segment.chain import Chain
from grader.written.session import Session

_MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_OPEN = re.compile(r"(?:\$|\\\(|\\\[)[^$]*$")
"""The formula's own beginning."""
_CLOSE = r"^(?:\\end\{\w+\*?\}|\$\$?|\\\)|\\\]|[\s.,;*_}])*"
_OTHER = re.compile(
    _CLOSE + r"(?:/|\bor\b|\\(?:text|mbox|mathrm|textrm)\s*\{[\s(]*(?:or|resp)\b|\\(?:lor|vee)\b)",
    re.I,
)
"""What offers a second formula right behind the first."""
_EARLIER = re.compile(
    r"(?:\$|\\\)|\\\])\s*(?:,\s*)?(?:or|/)\s*(?:\$\$?|\\\(|\\\[)[^$]*$", re.IGNORECASE
)
"""Another formula that is offered right before it."""
_DENIED = re.compile(
    r"\b(?:is|are|was|be|looks?|seems?|probably|possibly|surely)\s+(?:\w+\s+)?"
    r"(?:wrong|false|incorrect|nonsense|invalid)\b|\b(?:wrong|false|incorrect)\s*[.!?)]"
    r"|\b(?:unsure|maybe|perhaps|possibly|ignore this|scrap(?:ped)? (?:this|that)|crossed out"
    r"|no idea|not sure|not certain|i guess)\b"
    r"|\b(?:(?:do|does|did|is|are|was|were|could|should|must|would)(?:n['’]t|\s+not)"
    r"|can['’]t|cannot|can not|won['’]t|will not)\s+"
    r"(?:it\b|this\b|that\b|be\b|seem|look|hold|work|know|remember|right|correct|true|the answer"
    r"|equal|what)"
    r"|\b(?:is|are)(?:n['’]t|\s+not)\W*$"
    r"|\bnot (?:right|correct|true|the answer|the gradient|so)\b"
    r"|\bbut (?:that|this|it|then) (?:gives|has|is|does|would|can)"
    r"|\b(?:the )?(?:right|correct|real|true) answer is\b|\bcommon mistake\b|\bmy friend\b"
    r"|\bi believe\b|\bup to (?:a |the )?(?:sign|factor|constant)\b"
    r"|^\W*(?:plus|minus|times|multiplied|divided)\b"
    r"|\bno,? wait\b|\bwait[,:]|\bactually\b|\bonly (?:if|when|for)\b|\beither\b"
    r"|\bshould (?:rather |really )?(?:be|have been)\b|\binstead (?:it|of this|we)\b|\bor with\b",
    re.IGNORECASE,
)
_ASKED = re.compile(_CLOSE + r"\s*\?|^[^.!\n]*\?\s*(?:$|\n)", re.IGNORECASE)
_STARTS_ANEW = re.compile(
    r"^\W*(?:no\b|wait\b|actually\b|or\b|this is (?:wrong|not)|that is (?:wrong|not)|scrap|ignore)",
    re.IGNORECASE,
)
_FAR = 300
_TEXT = re.compile(
    r"\\(?:text|mbox|mathrm|textrm|textit|textbf|tag\*?)\s*\{([^{}]*[A-Za-z ]{2}[^{}]*)\}"
)
_UNSURE = re.compile(
    r"\b(?:or|not|wrong|false|times|plus|minus|resp|maybe|twice|half|except|without)\b",
    re.IGNORECASE,
)
_ROW_ENDS = re.compile(r"\$|\\\)|\\\]|\\end\b|\\\\|\n\s*\n|\n(?=\s*[=&])")
"""Where the row of a formula ends."""
_LAYOUT = re.compile(
    r"\\(?:q?quad|,|;|!|:| |tag\*?\s*\{[\w.()*]*\}|label\s*\{[^}]*\}|nonumber|notag|square|Box"
    r"|blacksquare|hspace\s*\{[^}]*\}|right|left|displaystyle|hfill)|&"
)
_BESIDE = re.compile(
    r"(?:for|if|when|where|with|in|since|because|by|as|using|and|otherwise|else|the|which|q\.?e\.?d)\b",
    re.IGNORECASE,
)
"""Words in a formula that say when or why it holds."""
_VECTORS = re.compile(r"(?:^|[^A-Za-z\\])[uvUV](?:_|\b)|\\hat|\\sigma")
_EXPLAINS = re.compile(r"=|\\(?:ne|neq|in|forall|mid|le|leq|ge|geq|mathbb)\b|[<>∈≠≤≥]|\bwhere\b")


def in_doubt(tried: Sequence[Tried], session: Session) -> bool:
    """Tell whether the words beside a final formula leave open that it is the answer."""
    return any(left_open(each.chain, each.expression.source, session) for each in tried)


def left_open(chain: Chain, source: str, session: Session) -> bool:
    """Tell whether the words beside a formula of a chain take it back, or offer another."""
    text = "".join(session.regions[chain.region].words)
    return any(
        bool(_EARLIER.search(before) or _OTHER.match(after))
        or _denied(before, after)
        or _more(source, after)
        for before, after in _places(text, source)
    )


def _more(source: str, after: str) -> bool:
    """Tell what stands in the formula itself beside the answer: words, another formula."""
    if any(_UNSURE.search(words) for words in _TEXT.findall(source)):
        return True
    rest = _LAYOUT.sub(" ", _ROW_ENDS.split(after, maxsplit=1)[0])
    words = " ".join(_TEXT.findall(rest)).strip(" ,.;:(")
    if words and not _BESIDE.match(words):
        return True
    bare = _TEXT.sub(" ", rest).strip(" .,;:&!~{}")
    return bool(_VECTORS.search(bare)) and not _EXPLAINS.search(rest)


def _places(text: str, source: str) -> list[tuple[str, str]]:
    """Return what stands before and behind a formula, at its last place in the text."""
    start = text.rfind(source) if source else -1
    if start < 0:
        return []
    end = start + len(source)
    return [(text[max(0, start - _FAR) : start], text[end : end + _FAR])]


def _denied(before: str, after: str) -> bool:
    """Tell words in the same sentence before, or in the same paragraph behind, that deny it."""
    lead = re.split(r"\n|(?<=[.!?:;])\s", _OPEN.sub("", _MATHS.sub(" ", before)))[-1]
    paragraph, _, following = re.sub(_CLOSE, "", after).partition("\n\n")
    said = _MATHS.sub(" ", paragraph)
    if _DENIED.search(lead) or _DENIED.search(said) or _ASKED.match(said):
        return True
    return not said.strip() and bool(_STARTS_ANEW.match(_MATHS.sub(" ", following)))
