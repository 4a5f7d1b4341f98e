"""How places, values and near names are worded in messages about a rubric."""

import difflib
import json
import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from pathlib import Path

LONGEST_VALUE = 60
LONGEST_LIST = 600
LONGEST_PATH = 200
PLAIN_KEY = re.compile(r"[\w-]+")

Loc = tuple[str | int, ...]


def dotted(loc: Loc) -> str:
    """Write a place as `questions[0].suites.plain`.

    loc: keys and positions from the top of the document.
    """
    text = ""
    for step in loc:
        if isinstance(step, int):
            text += f"[{step}]"
        elif PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{one_line(json.dumps(step, ensure_ascii=False))}]"
    return text


def shown(value: object) -> str:
    """Write a value of the document in one short line."""
    if value is None:
        return "nothing"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple) and len(json.dumps(value, default=str)) > LONGEST_VALUE:
        return f"a list of {len(value)}"
    if isinstance(value, dict) and len(json.dumps(value, default=str)) > LONGEST_VALUE:
        return f"a mapping with {len(value)} keys"
    return one_line(json.dumps(value, ensure_ascii=False, default=str))


def quoted(name: object) -> str:
    """Put a name or a path between backticks, in one line and not too long."""
    return f"`{one_line(str(name), LONGEST_PATH if isinstance(name, Path) else LONGEST_VALUE)}`"


def one_line(text: str, longest: int = LONGEST_VALUE) -> str:
    """Escape what isn't printable and cut what is too long."""
    printable = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text[: longest + 1]
    )
    return printable if len(text) <= longest else printable[: longest - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """Write names one after the other, `none` if there are none."""
    return one_line(", ".join(names), LONGEST_LIST) or "none"


def near_name(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that was probably meant; None if nothing is near."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return close[0]
    holding = [each for each in names if len(name) > 2 and name.lower() in each.lower()]
    return holding[0] if holding else None


def choice(name: str, known: Collection[str]) -> str:
    """Suggest the near name or else list what is known, in brackets inside a sentence."""
    near = near_name(name, known)
    return f" (did you mean {quoted(near)}?)" if near else f" (known: {listed(sorted(known))})"


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Suggest the near name or else list what is known, at the end of a sentence."""
    near = near_name(name, known)
    return f": did you mean {quoted(near)}?" if near else f"; known: {listed(sorted(known))}"
