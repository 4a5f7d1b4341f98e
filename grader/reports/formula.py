"""Turns LaTeX, a rubric's or a student's, into MathML that is safe to put on a page."""

import re
from functools import lru_cache
from typing import Literal
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup, escape

from grader.reports.visible import visible

ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mpadded", "mphantom", "mstyle"}
    | {"mfrac", "msqrt", "mroot", "menclose", "mtable", "mtr", "mtd"}
    | {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
)
ATTRIBUTES = frozenset(
    {"display", "displaystyle", "scriptlevel", "mathvariant", "notation", "linethickness"}
    | {"stretchy", "fence", "form", "separator", "symmetric", "largeop", "movablelimits"}
    | {"accent", "accentunder", "lspace", "rspace", "maxsize", "minsize", "linebreak"}
    | {"width", "height", "depth", "columnalign", "columnlines", "columnspacing", "rowspacing"}
)
COLOURS = frozenset({"mathcolor", "mathbackground"})
"""Attributes that are left out: a page has its own colours."""
LENGTHS = ("lspace", "rspace", "maxsize", "minsize", "width", "height", "depth", "linethickness")
LONGEST = 4.0
"""Longest blank or sign, in em: what is longer, or shorter than nothing, would cover other text."""
LETTERS = 1_500
"""Longest source that is set; a long line of homework has 300."""
DEPTH = 40
"""Deepest nesting that is set, of braces as of elements."""
LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
LARGE = frozenset("∑∏⋃⋂")
MINUS = frozenset("−-+±")
BOLD_ITALIC = {0x41: 0x1D468, 0x61: 0x1D482}
_EM = {"em": 1.0, "ex": 0.5, "px": 1 / 16, "pt": 1 / 12, "mu": 1 / 18}


class UnsafeFormulaError(ValueError):
    """The converter produced something that is no formula."""


Style = Literal["block", "row", "inline"]
"""block: centred on a line of its own; row: as large, and set where it stands; inline: in text."""


@lru_cache(maxsize=2048)
def formula(latex: str, style: Style = "block") -> Markup:
    """Return `latex` as MathML, or its source as code where it can't be converted."""
    try:
        math = _converted(latex, style)
        _polish(math)
        return Markup(ElementTree.tostring(math, encoding="unicode"))  # checked while converted
    except Exception:  # the converter raises anything, IndexError included
        return Markup('<code class="formula">') + escape(visible(latex)) + Markup("</code>")


def _converted(latex: str, style: Style) -> ElementTree.Element:
    """Return the formula as elements that are known to be harmless."""
    if len(latex) > LETTERS or _depth(latex) > DEPTH:
        raise UnsafeFormulaError("too long or too deep")
    # The converter passes `\\text{<script>}` and `\\href` through as they are: what it
    # wrote is parsed again, and only known elements and attributes are written anew.
    display = "block" if style == "block" else "inline"
    math = ElementTree.fromstring(convert(latex, xmlns="", display=display))
    if style == "row":
        math.set("displaystyle", "true")
    _require_safe(math)
    return math


def _depth(latex: str) -> int:
    depth = deepest = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest


def _require_safe(math: ElementTree.Element) -> None:
    level = [math]
    for _ in range(2 * DEPTH):
        for element in level:
            _require_known(element)
        level = [child for element in level for child in element]
    if level:
        raise UnsafeFormulaError("too deep")


def _require_known(element: ElementTree.Element) -> None:
    for name in ("xmlns", *COLOURS):
        element.attrib.pop(name, None)
    unknown = set(element.attrib) - ATTRIBUTES
    if element.tag not in ELEMENTS or unknown or (element.tail or "").strip():
        raise UnsafeFormulaError(f"<{element.tag}> {sorted(unknown)}")
    if re.match(r"\\[A-Za-z]", element.text or ""):
        raise UnsafeFormulaError(f"no such command: {element.text}")
    if not all(_is_short(element.get(name, "0em")) for name in LENGTHS):
        raise UnsafeFormulaError("a length that would cover other text")
    element.text = visible(element.text or "")


def _is_short(length: str) -> bool:
    """Say whether a length is a small multiple of the letters' size."""
    found = re.fullmatch(r"(-?[0-9]{0,4}(?:\.[0-9]{0,9})?)(em|ex|px|pt|mu)?", length)
    if found is None or not any(sign.isdigit() for sign in length):
        return False
    return -1.0 < float(found[1]) * _EM.get(found[2], 1.0) <= LONGEST


def _polish(parent: ElementTree.Element) -> None:
    """Set what TeX would do and the converter doesn't: limits, upright words, signs, spaces."""
    for child in parent:
        _polish(child)
    _merge_upright(parent)
    for child in parent:
        if child.tag == "mo" and len(child.text or "") > 1 and (child.text or "").isalpha():
            child.tag = "mi"
        if child.tag in LIMITS and child[0].text in LARGE:
            child.tag = LIMITS[child.tag]
        if child.get("mathvariant") == "bold-italic":
            child.text = _bold_italic(child.text or "")
            del child.attrib["mathvariant"]
    if parent.tag in ("mrow", "math", "mtd"):
        _space_row(parent)


def _merge_upright(row: ElementTree.Element) -> None:
    previous: ElementTree.Element | None = None
    for child in list(row):
        upright = child.tag == "mi" and child.get("mathvariant") == "normal"
        if upright and previous is not None:
            previous.text = (previous.text or "") + (child.text or "")
            row.remove(child)
            if "mathvariant" in previous.attrib:
                del previous.attrib["mathvariant"]
        else:
            previous = child if upright else None


def _space_row(row: ElementTree.Element) -> None:
    previous: ElementTree.Element | None = None
    for child in list(row):
        after_word = previous is not None and _is_word(previous)
        if after_word and child.tag not in ("mo", "mspace"):
            space = ElementTree.Element("mspace", {"width": "0.17em"})
            row.insert(list(row).index(child), space)
        if child.text in MINUS and previous is not None and _is_operator(previous):
            child.set("form", "prefix")
        previous = child


def _is_word(element: ElementTree.Element) -> bool:
    return element.tag == "mi" and len(element.text or "") > 1


def _is_operator(element: ElementTree.Element) -> bool:
    return element.tag == "mo" and element.text not in (")", "]", "}", "|", "!", "⊤")


def _bold_italic(text: str) -> str:
    return "".join(_bold_italic_letter(letter) for letter in text)


def _bold_italic_letter(letter: str) -> str:
    if not (letter.isascii() and letter.isalpha()):
        return letter
    first = 0x41 if letter.isupper() else 0x61
    return chr(BOLD_ITALIC[first] + ord(letter) - first)
