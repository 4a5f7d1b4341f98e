"""What an index letter stands for: a word, a drawn sample, an offset, a component."""

from typing import Literal, NamedTuple

Domain = Literal["word", "sample", "offset", "component", "count"]


class Index(NamedTuple):
    """A place: word number, position among the negatives, offset in the window, component."""

    domain: Domain
    at: int
