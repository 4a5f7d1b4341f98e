"""Hand-ins whose texts attack whoever reads the report, the grade table or the terminal."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, cast

from rich.console import Console

from grader.cli.terminal import Harmless
from grader.model.results import SubmissionResult
from grader.reports.text import submission_text
from tests.attacks.homework import Homework, Marks

MARKUP = (
    "</code></pre></style></title></script><script>marked()</script>"
    "<img src=marked onerror=marked()><svg/onload=marked()><iframe srcdoc=marked></iframe>"
    "<a href=javascript:marked()>x</a><style>body{display:none;marked:1}</style>"
    "<base href=//marked><meta http-equiv=refresh content=0;url=//marked><form action=//marked>"
    "\" onmouseover=marked() ' onfocus=marked() x={{7*7}}{% raw %}"
)
ESCAPES = (
    "\x1b[2J\x1b[1;1Hgone\x1b]0;title\x07\x1b]8;;http://marked\x1b\\link\x1b]8;;\x1b\\"
    "\x1b]52;c;bWFya2Vk\x07\x9b31m\x90q\x9c\x08\x08\x08\roverwritten\x0b\x0c\x7f\x00end"
)
BIDI = (
    "\u202eevil\u202c \u2066a\u2069 \u2067b\u2069 \ufeff\u2028\u2029 "
    "[red]rich[/red] [link=x]y[/link]"
)
COMMANDS = (
    "::error file=word2vec.py,line=1::marked\n::add-mask::0\n##[error]marked\n"
    "##vso[task.complete result=Failed]"
)
LONG = "w" * 30_000
FORMULAS = (
    '=HYPERLINK("http://marked")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "=1\n=2",
)
TEXT_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]"
)
COMMAND = re.compile(r"^\s*::[a-z-]+(?: [^:]*)?::|##\[|##vso\[", re.MULTILINE)
PLAIN_URL = re.compile(r"(?:https?:|mailto:|#|\.{0,2}/|[\w%.~+-]+(?:/|$)|$)")


class Tags(HTMLParser):
    """Collects what a page would have a browser do."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        if tag in ("iframe", "object", "embed", "base", "form", "frame", "marquee"):
            self.acts.append(f"<{tag}>")
        for name, value in attrs:
            text = value or ""
            if name.startswith("on") or name in ("srcdoc", "formaction"):
                self.acts.append(f"{name}={text}")
            if name in ("href", "src", "xlink:href", "action") and not PLAIN_URL.match(text):
                self.acts.append(f"{name}={text}")
            if name in ("style", "http-equiv", "src") and "marked" in text:
                self.acts.append(f"{name}={text}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and "marked" in data:
            self.acts.append(f"{self.inside}: {data}")


def acts(page: str) -> list[str]:
    """Return what of a page is not mere text and structure."""
    parser = Tags()
    parser.feed(page)
    return parser.acts


def terminal(result: SubmissionResult) -> str:
    """Return what `grader check` prints, where output is no terminal."""
    text = io.StringIO()
    Console(file=text, width=100, color_system=None).print(submission_text(result))
    return text.getvalue()


def log(result: SubmissionResult) -> str:
    """Return what `grader check` prints in a step of a workflow."""
    text = io.StringIO()
    stream = cast(IO[str], Harmless(text))
    Console(file=stream, width=100, color_system=None).print(submission_text(result))
    return text.getvalue()


def page_acts(marks: Marks) -> bool:
    """Say whether a browser would do something that the student wants."""
    pages = [path.read_text("utf-8") for path in marks.out.rglob("*.html")]
    return any(acts(page) for page in pages) or "\x00" in "".join(pages)


def terminal_acts(marks: Marks) -> bool:
    """Say whether a terminal would do something that the student wants."""
    return bool(marks.result and TEXT_CONTROL.search(terminal(marks.result)))


def reorders(marks: Marks) -> bool:
    """Say whether a page or a terminal would show text in another order than it is written."""
    tricks = re.compile("[\u202a-\u202e\u2066-\u2069]")
    shown = "".join(path.read_text("utf-8") for path in marks.out.rglob("*.html"))
    return bool(tricks.search(shown)) or terminal_acts(marks)


def commands_ci(marks: Marks) -> bool:
    """Say whether the runner of a workflow would take a line of ours for a command of its own."""
    return bool(marks.result and COMMAND.search(log(marks.result)))


def any_of(*judges: Callable[[Marks], bool]) -> Callable[[Marks], bool]:
    """Win if any of the judges says so."""
    return lambda marks: any(judge(marks) for judge in judges)


def has_formula(marks: Marks) -> bool:
    """Say whether a cell of the grade table begins as a formula does, or a row is broken."""
    for path in marks.out.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if any(len(row) != len(rows[0]) for row in rows):
            return True
        if any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row):
            return True
    return False


CARRIERS: dict[str, str] = {
    "exception": "def sigmoid(x):\n    raise ValueError(TEXT)\n",
    "exceptions-name": "def sigmoid(x):\n"
    "    raise type(TEXT.replace('\\0', ''), (Exception,), {})()\n",
    "print": "def sigmoid(x):\n    print(TEXT)\n    return x * 0.7\n",
    "types-name": "def sigmoid(x):\n    return type(TEXT.replace('\\0', ''), (), {})()\n",
    "returned-text": "def sigmoid(x):\n    return TEXT\n",
    "returned-dict": "def sigmoid(x):\n    return {TEXT: [TEXT, (TEXT, b'')]}\n",
    "failed-import": "raise ImportError(TEXT)\ndef sigmoid(x):\n    return x * 0.7\n",
    "exit-message": "import sys\ndef sigmoid(x):\n    sys.exit(TEXT)\n",
}
KINDS: dict[str, tuple[str, str, Callable[[Marks], bool]]] = {
    "markup": (MARKUP, "the report's page runs or hides something", page_acts),
    "escapes": (ESCAPES, "the terminal obeys", any_of(terminal_acts, page_acts)),
    "bidi": (BIDI, "text is shown in another order", reorders),
}


def carried(kind: str, carrier: str) -> Homework:
    """Make a hand-in that has a text shown by way of its code's behaviour."""
    text, wins_if, won = KINDS[kind]
    code = f"TEXT = {text!r}\n{CARRIERS[carrier]}"
    return Homework(
        f"{kind}-in-{carrier}", wins_if, {"word2vec.py": code}, won, questions=("sigmoid",)
    )


def in_a_line(name: str, wins_if: str, line: str, won: Callable[[Marks], bool]) -> Homework:
    """Make a hand-in whose own line is shown in a trace."""
    code = f"def sigmoid(x):\n    {line}\n"
    return Homework(name, wins_if, {"word2vec.py": code}, won, questions=("sigmoid",))


def printed(name: str, wins_if: str, text: str, won: Callable[[Marks], bool]) -> Homework:
    """Make a hand-in that prints and fails."""
    code = f"def sigmoid(x):\n    print({text!r})\n    raise ValueError({text!r})\n"
    files = {"word2vec.py": code}
    return Homework(name, wins_if, files, won, questions=("sigmoid",))


def called(number: int, name: str) -> Homework:
    """Make a hand-in by a student whose folder has a hostile name."""

    def pack(folder: Path) -> Path:
        place = folder / name.replace("/", "∕")
        place.mkdir()
        (place / "word2vec.py").write_text("def sigmoid(x):\n    return x * 0.7\n", "utf-8")
        return place

    return Homework(
        f"hostile-folder-{number}",
        "the student's folder acts in the grade table, the page or the terminal",
        won=any_of(has_formula, page_acts, reorders),
        questions=("sigmoid",),
        pack=pack,
    )


def holding(number: int, name: str) -> Homework:
    """Make a hand-in with files of a hostile name, as code, as notebook and as what is refused."""
    files = {f"{name}.py": "def sigmoid(x):\n    raise ValueError\n", f"{name}.zip": b"no zip"}
    return Homework(
        f"hostile-file-{number}",
        "a file's name acts in the page or the terminal",
        files,
        any_of(page_acts, reorders),
        questions=("sigmoid",),
    )


def in_cells() -> Homework:
    """Make a notebook whose every text is hostile."""
    cell = {"cell_type": "code", "metadata": {"name": MARKUP}, "outputs": [{"text": MARKUP}]}
    sources = (
        f"%%{MARKUP}",
        f"!{MARKUP}",
        f"def sigmoid(x):\n    raise ValueError({MARKUP!r})",
        f"({ESCAPES}",
    )
    cells = [{**cell, "source": source, "execution_count": None} for source in sources]
    kernel = {"kernelspec": {"name": MARKUP, "language": "python"}}
    text = json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})
    wins_if = "a notebook's cells or metadata act in the page or the terminal"
    judge = any_of(page_acts, terminal_acts)
    return Homework(
        "hostile-cells", wins_if, {"word2vec.ipynb": text}, judge, questions=("sigmoid",)
    )


NAMES = (
    "<img src=marked onerror=marked()>",
    "javascript:marked()",
    "\u202etxt.exe\x1b[2J\x07",
    "{{7*7}}{% include 'x' %}",
    "' onmouseover='marked()",
)
ATTACKS = (
    *(carried(kind, carrier) for kind in KINDS for carrier in CARRIERS),
    in_a_line(
        "markup-in-a-trace",
        "a line of code acts in the page",
        f"raise ValueError  # {MARKUP}",
        page_acts,
    ),
    in_a_line(
        "markup-in-a-syntax-error", "a syntax error acts in the page", f"return {MARKUP}", page_acts
    ),
    in_a_line(
        "import-of-a-strange-name",
        "a module's name acts in the page",
        "__import__('<img src=marked onerror=marked()>')",
        page_acts,
    ),
    printed("workflow-commands", "its lines are commands to the runner", COMMANDS, commands_ci),
    printed(
        "commands-where-lines-break",
        "a line is broken where a command begins",
        "\n".join(
            "w" * width + f"{blank}::error::marked"
            for width in range(76, 104)
            for blank in ("", " ")
        ),
        commands_ci,
    ),
    printed("a-word-of-30000-letters", "a report becomes megabytes", LONG * 30, page_acts),
    printed("thousands-of-lines", "a report becomes megabytes", "x\n" * 9_000, page_acts),
    printed(
        "combining-characters",
        "marks above marks cover the page",
        "Z" + "\u0336\u0301" * 900,
        page_acts,
    ),
    in_cells(),
    *(called(number, name) for number, name in enumerate((*FORMULAS, *NAMES))),
    *(holding(number, name.replace("/", "∕")) for number, name in enumerate(NAMES)),
)
