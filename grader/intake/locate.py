"""The file of a submission that holds the answer to one question."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from grader.intake.bodies import definitions
from grader.intake.decode import decode_source
from grader.intake.errors import NotebookError
from grader.intake.names import base, is_code, parent
from grader.intake.notebook import notebook_source
from grader.model.submission import NOT_TAKEN, Refused, Submission, SubmittedFile

_COPIED = re.compile(r"(?:[ _-]*\(\d+\)|-\d+|[ _-]+(?:copy|kopie|copie)(?:[ _-]?\(?\d+\)?)?)")
_KIN = re.compile(r"[ _.()-]")
_MOST_BYTES = 2 * 1024 * 1024
"""Of a module that is looked into; nobody writes more by hand."""
_MOST_NAMED = 5
_MOST_LOOKED, _MOST_NOTEBOOKS = 8 * 1024 * 1024, 20
"""Bytes of modules, and notebooks, that one search looks into."""


class Located(NamedTuple):
    """Where the answer is."""

    path: str
    """Inside the submission."""
    root: str
    """The folder inside the submission to work in, "" for its top."""
    kind: Literal["module", "notebook"]
    remark: str
    """What was chosen, and instead of what, or ""."""


class _Seen(NamedTuple):
    """A file that was looked into."""

    file: SubmittedFile
    defined: int
    """How many of the question's functions it defines."""
    written: int
    """How many of them are more than the starter's."""
    problem: str = ""


def locate(
    submission: Submission,
    names: Sequence[str],
    functions: Sequence[str],
    all_names: Collection[str],
) -> Located | Refused | None:
    """Find the module or notebook to judge a question by.

    A file of the right name is taken unless nobody wrote into it and a renamed copy or a notebook
    has the work; without such a file, any module or notebook that defines a function.
    Args: the submission; the question's file name and its other names; the function's name and
    aliases; every file name that the rubric wants. Returns the place; or, where nothing was found,
    the refused file that may hold the answer; or None.
    """
    search = _Search(submission.files, functions, all_names)
    passed: list[_Seen] = []
    for tier in search.tiers(names):
        ranked = search.ranked(tier)
        if ranked and ranked[0].written:
            return _located([*ranked, *passed], names[0])
        passed.extend(ranked)
    if passed:
        return _located(passed, names[0])
    return _refused(submission, names, search.broken)


class _Search:
    """One search through a submission; each file is read once at most."""

    def __init__(
        self,
        files: Sequence[SubmittedFile],
        functions: Sequence[str],
        all_names: Collection[str],
    ) -> None:
        self._code = [file for file in files if is_code(file.path)]
        self._functions = functions
        self._rubric = {name.casefold() for name in all_names}
        self._beside = Counter(
            parent(file.path) for file in files if base(file.path).casefold() in self._rubric
        )
        self._seen: dict[str, _Seen] = {}
        self._bytes_left, self._notebooks_left = _MOST_LOOKED, _MOST_NOTEBOOKS
        self.broken: list[Refused] = []

    def tiers(self, names: Sequence[str]) -> Iterator[list[SubmittedFile]]:
        """Yield the candidates, the likeliest first: by name, then by what they define."""
        exact = [[f for f in self._code if base(f.path) == name] for name in names]
        yield from exact
        lows = [name.casefold() for name in names]
        named = {file.path for tier in exact for file in tier}
        free = [file for file in self._code if file.path not in named]
        other_case = [file for file in free if base(file.path).casefold() in lows]
        yield other_case
        strange = [f for f in free if base(f.path).casefold() not in {*lows, *self._rubric}]
        copies = [file for file in strange if _is_copy(base(file.path).casefold(), lows)]
        yield copies
        kin = [f for f in strange if f not in copies and _is_kin(base(f.path).casefold(), lows)]
        kin = [file for file in kin if self.look(file).defined]
        yield kin
        if not (named or other_case or copies or kin):
            yield self._defining(".py")
        yield self._defining(".ipynb")

    def ranked(self, files: Sequence[SubmittedFile]) -> list[_Seen]:
        """Return the files, the best copy first."""
        return sorted((self.look(file) for file in files), key=self._rank)

    def look(self, file: SubmittedFile) -> _Seen:
        """Look into a file."""
        if file.path not in self._seen:
            looked = self._may_look(file)
            seen = _look(file, self._functions) if looked else _Seen(file, 0, 0)
            self._seen[file.path] = seen
            if seen.problem:
                self.broken.append(Refused(file.path, seen.problem))
        return self._seen[file.path]

    def _may_look(self, file: SubmittedFile) -> bool:
        """Say whether there is time left for a file: the search is under no clock."""
        if _is_notebook(file):
            self._notebooks_left -= 1
            return self._notebooks_left >= 0
        may = self._bytes_left > 0
        self._bytes_left -= min(file.size, _MOST_BYTES)
        return may

    def _defining(self, ending: str) -> list[SubmittedFile]:
        """Return the files of a kind that define one of the functions."""
        files = [file for file in self._code if file.path.casefold().endswith(ending)]
        return [file for file in files if self.look(file).defined]

    def _rank(self, seen: _Seen) -> tuple[bool, int, int, int, str]:
        """Sort key: written at all, beside the rubric's other files, written, shallow, by name."""
        path = seen.file.path
        others = self._beside[parent(path)]
        return (seen.written == 0, -others, -seen.written, path.count("/"), path)


def _look(file: SubmittedFile, functions: Sequence[str]) -> _Seen:
    """Read a file and count the functions."""
    problem = ""
    try:
        if _is_notebook(file):
            text, problem = _notebook_code(file.source, file.source.stat().st_mtime_ns)
        else:
            with file.source.open("rb") as stream:
                text = decode_source(stream.read(_MOST_BYTES)).text
    except OSError as error:
        text, problem = "", f"can't be read ({error.strerror})"
    if problem:
        return _Seen(file, 0, 0, problem)
    found = definitions(text, functions)
    written = {one.name for one in found if one.written}
    return _Seen(file, len({one.name for one in found}), len(written))


@lru_cache(maxsize=_MOST_NOTEBOOKS)
def _notebook_code(source: Path, changed: int) -> tuple[str, str]:
    """Return a notebook's code and why there is none, once for all questions while it stays."""
    try:
        return notebook_source(source.read_bytes()).text, ""
    except NotebookError as error:
        return "", str(error)


def _is_copy(name: str, wanted: Sequence[str]) -> bool:
    """Say whether the name is one that browsers and file managers give to a second copy."""
    stem, ending = _split(name)
    for stem_wanted, ending_wanted in map(_split, wanted):
        if ending != ending_wanted:
            continue
        if stem == f"copy of {stem_wanted}":
            return True
        if stem.startswith(stem_wanted) and _COPIED.fullmatch(stem[len(stem_wanted) :]):
            return True
    return False


def _is_kin(name: str, wanted: Sequence[str]) -> bool:
    """Say whether a part was put before or behind the name: `word2vec_final.py`."""
    stem, ending = _split(name)
    return any(
        ending == ending_wanted
        and (
            (stem.startswith(one) and bool(_KIN.match(stem[len(one) :])))
            or (stem.endswith(one) and bool(_KIN.match(stem[-len(one) - 1 :])))
        )
        for one, ending_wanted in map(_split, wanted)
    )


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return stem, dot + ending


def _is_notebook(file: SubmittedFile) -> bool:
    return file.path.casefold().endswith(".ipynb")


def _located(candidates: Sequence[_Seen], name: str) -> Located:
    """Make a result of the first candidate; the others are named in the remark."""
    file = candidates[0].file
    # Another of the assignment's own files is no copy of this one.
    others = [
        seen.file.path
        for seen in candidates[1:]
        if base(file.path) != name or base(seen.file.path) == name or _is_notebook(seen.file)
    ]
    remark = f"{file.path} taken for {name}" if base(file.path) != name else ""
    if others:
        named = ", ".join(others[:_MOST_NAMED]) + (", …" if len(others) > _MOST_NAMED else "")
        remark = f"{remark or file.path + ' taken'}{NOT_TAKEN}{named}"
    kind: Literal["module", "notebook"] = "notebook" if _is_notebook(file) else "module"
    return Located(file.path, parent(file.path), kind, remark)


def _refused(
    submission: Submission, names: Sequence[str], broken: Sequence[Refused]
) -> Refused | None:
    """Return what may have held the answer, had it been readable."""
    lows = [name.casefold() for name in names]
    for one in submission.refused:
        if base(one.path).casefold() in lows:
            return one
    if broken:
        return broken[0]
    if submission.refused and not any(is_code(file.path) for file in submission.files):
        return submission.refused[0]
    return None
