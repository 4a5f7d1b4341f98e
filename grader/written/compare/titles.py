"""Whether a heading says more than its question's title: then an answer may stand in it."""

import re
from collections.abc import Sequence

from grader.model.written import WrittenQuestion

_POINTS = re.compile(r"[(\[]?\s*\d+\s*(?:points?|pts?|marks?)\b\s*[)\]]?", re.IGNORECASE)
_FORMULA = re.compile(r"\$([^$]*)\$")
_DERIVATIVE = re.compile(r"\s*\\(?:[dt]?frac\s*\{\s*(?:\\partial|d)|partial|nabla)")
_MORE = re.compile(r"=|\+|\\sum|\\cdot|\\sigma|\\hat|frac.*frac|partial.*partial.*partial")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_PLAIN = set(
    "the a an of by with respect to wrt w r t and or for in on as partial derivative derivatives"
    " gradient gradients jacobian loss cost function j l question problem part exercise task answer"
    " solution proof derivation written bonus optional".split()
)


def restates(heading: str, questions: Sequence[WrittenQuestion]) -> bool:
    """Tell a heading of which every word belongs to the questions' titles or keywords."""
    said = _FORMULA.sub(lambda found: _target(found, questions), _POINTS.sub(" ", heading))
    titles = " ".join(words for each in questions for words in (each.title, *each.keywords))
    known = _PLAIN | {_stem(each) for each in _WORD.findall(titles.lower())}
    known |= {_bare(target).lower() for each in questions for target in each.targets}
    return all(word in _PLAIN or _stem(word) in known for word in _WORD.findall(said.lower()))


def _target(found: re.Match[str], questions: Sequence[WrittenQuestion]) -> str:
    """Return nothing for what is asked for, a formula's source for any other."""
    formula = found[1]
    if _DERIVATIVE.match(formula) and not _MORE.search(formula):
        return " "
    symbols = {_bare(target) for each in questions for target in each.targets}
    return " " if _bare(formula) in symbols else found[0] + " formula"


def _bare(formula: str) -> str:
    return re.sub(r"[\s{}]", "", formula)


def _stem(word: str) -> str:
    """Return a word without its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
