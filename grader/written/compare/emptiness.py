"""Whether nothing stands where an answer should: the one finding that earns a zero unseen."""

import re
from collections.abc import Iterator, Sequence

from grader.model.written import WrittenQuestion
from grader.written.compare.titles import restates
from grader.written.locate.labels import label_of
from grader.written.locate.paths import labels_match
from grader.written.locate.targets import derivative_head
from grader.written.locate.topics import fits
from grader.written.segment.chain import Region
from grader.written.session import Session


def is_empty(question: WrittenQuestion, session: Session) -> bool:
    """Tell whether the answer's own place was found and nothing stands in it.

    Nothing may stand either where the answer may have gone: below it, behind it before the next
    question's place, or unread under a label that is no question's.
    """
    places = [each for each in session.regions if is_place(question, each)]
    around = {
        other.number: other
        for region in places
        for other in (region, *_inside(region, session), *_behind(question, region, session))
    }
    filled = any(
        _has_substance(each, question, session) or _is_number(each, session)
        for each in around.values()
    )
    return bool(places) and not filled and not _unread_elsewhere(session)


def is_place(question: WrittenQuestion, region: Region) -> bool:
    """Tell a place with a question's own label or marker."""
    return region.marker == question.id or any(
        fits(label, region) == 2 for label in question.labels
    )


def _inside(region: Region, session: Session) -> Iterator[Region]:
    """Yield the places whose labels stand under a region's own."""
    for other in session.regions:
        if region.path and other.path[: len(region.path)] == region.path:
            yield other


def _behind(question: WrittenQuestion, region: Region, session: Session) -> Iterator[Region]:
    """Yield the places behind a region up to the next that is another question's.

    Lists, headings without a label and labels of no question may still be this one's.
    """
    others = [
        label
        for each in session.manifest.questions
        if each is not question
        for label in each.labels
    ]
    for later in session.regions[region.number + 1 :]:
        fit = max((labels_match(label, later.path) for label in others if later.path), default=0)
        mine = any(fits(label, later) for label in question.labels)
        if later.marker or fit == 2 or (fit and not mine):
            return
        yield later


def _unread_elsewhere(session: Session) -> bool:
    """Tell whether a derivative that can't be read stands under a label of no question."""
    labels = [label for each in session.manifest.questions for label in each.labels]
    for chain in session.chains:
        region = session.regions[chain.region]
        homeless = not region.marker and not any(fits(label, region) for label in labels)
        first = chain.members[0].tree
        about = first is None or derivative_head(first) is not None
        if homeless and about and any(each.tree is None for each in chain.members):
            return True
    return False


def _is_number(region: Region, session: Session) -> bool:
    """Tell a number alone on its line, which may be an answer rather than a label."""
    first = region.text.split("\n")[0].strip()
    return first.isdigit() and not any(
        is_place(each, region) for each in session.manifest.questions
    )


def _has_substance(region: Region, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether an answer stands in a place, its heading and the copied question apart."""
    lines = region.text.split("\n")
    if lines and (label := label_of(lines[0])) is not None:
        asked = [each for each in session.manifest.questions if is_place(each, region)]
        title = _is_title(lines[0], label.rest, question, [question, *asked])
        lines[0] = "" if title else label.rest
    return any(_is_substance(each, question) for each in lines)


def _is_title(
    line: str, rest: str, question: WrittenQuestion, asked: Sequence[WrittenQuestion]
) -> bool:
    """Tell a heading, or the question restated behind its label, from an answer behind it."""
    if _EQUATION.search(line):
        return False
    if _is_question(rest, question):
        return True
    return bool(_TITLE.match(line)) and restates(rest, asked)


def _is_substance(line: str, question: WrittenQuestion) -> bool:
    """Tell a line of an answer from an empty one, from layout and from a quoted question."""
    if len(line) > _LONG and line.strip(" \t"):
        return True
    bare = _INVISIBLE.sub(" ", line)
    if bare.lstrip().startswith(">"):
        quoted = bare.lstrip(" >")
        label = label_of(quoted)
        asked = _is_question(quoted if label is None else label.rest, question)
        return not asked and (question.kind != "derivative" or "=" in quoted)
    return bool(_ANSWER.sub("", bare).strip(" \t#*_-~.:$\\{}|"))


def _is_question(words: str, question: WrittenQuestion) -> bool:
    """Tell the words of a question; `Compute it once and keep it` answers a question in words."""
    asks = _ASKS if question.kind == "derivative" else _ASKS_IN_WORDS
    return bool(asks.match(words[:500]) or _WONDERS.match(words[:500]))


_LONG = 5_000
"""Characters of a line beyond which it is more than layout."""
_INVISIBLE = re.compile(
    r"<!--.*?-->|<br\s*/?>|&nbsp;|\\(?:begin|end)\s*\{\w+\*?\}(?:\[[^\]]*\])?"
    r"|\\(?:item|newpage|clearpage|pagebreak|bigskip|medskip|smallskip|noindent|hline)\b"
)
"""What is laid out and not written."""
_ANSWER = re.compile(r"^[\W_]*(?:my\s+)?(?:answer|solution|ans|proof|a)\b[\W_]*", re.IGNORECASE)
_EQUATION = re.compile(r"(?:\$\$?|\\\(|\\\[)[^$]*=")
_TITLE = re.compile(
    r"\s*(?:#|\\(?:sub)*(?:section|paragraph)|\\text(?:bf|it)\{[^{}]*\}\s*$|[*_]{2}[^*$]*[*_]{2}\s*$)"
)
"""A line that is a title as a whole."""
_ASKS = re.compile(
    r"^\W*(?:derive|compute|calculate|show|find|prove|explain|describe|write|give|interpret|repeat)"
    r"\b(?:[^$=]|\$[^$=+\-(]*\$)*[.?]?\W*$",
    re.IGNORECASE,
)
"""What is to be done, without a formula."""
_ASKS_IN_WORDS = re.compile(
    r"^\W*(?:derive|show|prove|explain|describe|interpret)\b(?:[^$=]|\$[^$=+\-(]*\$)*[.?]?\W*$",
    re.IGNORECASE,
)
"""The same, without the verbs with which an answer in words may start."""
_WONDERS = re.compile(r"^\W*(?:what|when|how|why|which)\b[^$=]*\?\W*$", re.IGNORECASE)
