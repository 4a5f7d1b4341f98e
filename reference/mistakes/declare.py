"""How a wrong variant is declared: its slug, and what it tells the student and the teacher."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np

from .sentences import SENTENCES

SLIP = "textbook slip"
"""Seen in no count of ours, but in the literature or by anyone who taught this."""
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declaration:
    """What is known of a mistake, beside the code that makes it."""

    of: str
    """Name of the reference function whose variant this is."""
    slug: str
    student: str
    """Points at the idea, in a sentence or two; gives no formula away."""
    teacher: str
    """Says what the code does instead of what it should: the variant's docstring."""
    seen: str
    """Where it was seen, or why it is to be expected."""


def mistake(
    of: str, slug: str, *, seen: str = SLIP, student: str | None = None
) -> Callable[[Function], Function]:
    """Declare a function as a wrong variant; it takes what the right one takes.

    of: the name of the right function.
    slug: several variants may share one, where the student needs to hear the same.
    seen: where the mistake was seen.
    student: what the student reads; without it, the sentence that belongs to the slug.
    """

    def declare(function: Function) -> Function:
        @functools.wraps(function)
        def quiet(*args: Any, **kwargs: Any) -> Any:
            # Mistakes divide by zero; that is no news to whoever runs them.
            with np.errstate(all="ignore"):
                return function(*args, **kwargs)

        teacher = inspect.getdoc(function) or ""
        quiet.declaration = Declaration(  # type: ignore[attr-defined]
            of, slug, student or SENTENCES[slug], " ".join(teacher.split()), seen
        )
        return cast(Function, quiet)

    return declare
