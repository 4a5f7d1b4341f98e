"""Where a label stands: its path from the number over the letter to the roman number."""

from functools import cache

from grader.written.locate.labels import is_roman

Path = tuple[str, ...]


def path_after(
    before: Path, parts: Path, others: tuple[Path, ...] = ()
) -> tuple[Path, tuple[Path, ...]]:
    """Return the path of a label that follows another, and other paths that it may mean.

    others: the other paths that the label before it may mean.
    """
    path, alternatives = _path_after(before, parts)
    following = [(*each[:-1], *parts) for each in others if _follows(each, parts[0])]
    return path, (*alternatives, *(e for e in following if e not in (path, *alternatives)))


def _path_after(before: Path, parts: Path) -> tuple[Path, tuple[Path, ...]]:
    first = parts[0]
    if first.isdigit():
        if len(before) > 1 and before[0] == first and parts[1:2] and parts[1].isdigit():
            # 6.1 after 6 f: a part of 6 f.
            return before[:2] + parts[1:], (parts,)
        listed = _listed(before, parts)
        if listed is not None:
            return listed, (parts,)
        return parts, ()
    number = before[:1] if before and before[0].isdigit() else ()
    letter = _letter(before)
    as_letter = number + parts
    if is_roman(first) and letter:
        as_roman = (*number, letter, *parts)
        if first == "i" and letter == "h":
            return as_letter, (as_roman,)
        if _follows(before, first):
            return as_roman, (as_letter,)
        if len(first) > 1 or first == "i":
            return as_roman, (as_letter,)
        return as_letter, (as_roman,)
    return as_letter, ()


def _listed(before: Path, parts: Path) -> Path | None:
    """Return the path of `1.`, `2.`, ... under a letter that no number stands over: h(i), h(ii)."""
    if len(parts) != 1 or not 1 <= int(parts[0]) <= len(_ORDER) or not before:
        return None
    number = int(parts[0])
    if not before[0].isalpha():
        return None
    if number == 1 and len(before) == 1:
        return (*before, "i")
    if number > 1 and len(before) == 2 and before[1] == _ORDER[number - 2]:
        return (before[0], _ORDER[number - 1])
    return None


def _letter(path: Path) -> str:
    """Return the letter of a path, which stands first or behind the number."""
    for part in path[:2]:
        if part.isalpha():
            return part
    return ""


_ORDER = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def _follows(path: Path, roman: str) -> bool:
    """Tell whether a roman number is the next one of its kind."""
    last = path[-1] if path else ""
    return roman in _ORDER[1:] and last == _ORDER[_ORDER.index(roman) - 1]


def labels_match(label: str, path: Path) -> int:
    """Return how well a question's label fits a path: 0 not, 1 in part, 2 in full."""
    wanted = parts_of(label)
    bare = path if not (path and path[0].isdigit() and not wanted[0].isdigit()) else path[1:]
    if bare == wanted:
        return 2
    if bare[: len(wanted)] == wanted and bare:
        return 1
    return 0


@cache
def parts_of(label: str) -> Path:
    """Return the parts of a label as a manifest writes it: `b(i)` is ("b", "i")."""
    cleaned = label.replace("(", " ").replace(")", " ").replace(".", " ").lower()
    return tuple(cleaned.split())
