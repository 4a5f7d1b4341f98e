"""CPU seconds and memory of the written grader on hostile documents and on ordinary ones."""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.written_seeds import ROOT, manifest
from grader.rubric.reference import load_reference
from grader.written.document.read import read_document
from grader.written.grade import grade_document

SEED = 11
MANIFEST = manifest("cs224n-2021-a2")
FUNCTIONS = load_reference(ROOT / "reference").function
BOUND = 2.0
"""CPU seconds that no document may take."""
HEAD = "## (b)\n\n$$\\frac{\\partial J}{\\partial v_c} = "
DENSE = (
    "$$\\frac{\\partial J}{\\partial v_c} = \\sum_w (\\hat y_w - y_w) u_w = U(\\hat y - y) + 0$$\n"
)
SUMS = "".join(rf"\sum_{{{each}}}" for each in "abdefghijklmn")
BRACED = "\\left\\{\\begin{array}{ll} x & y \\end{array}\\right. "
BY = "\\frac{\\partial}{\\partial v_c} "
LETTERS = "abdefghijklmnpqrsxz"


class Hostile(NamedTuple):
    """A document that asks for too much, by a name in words."""

    name: str
    content: bytes
    file: str = "a.md"


def hostile() -> Iterator[Hostile]:
    """Yield documents that would take long, or much memory, without bounds."""
    for name, text in _texts().items():
        yield Hostile(name, text.encode())
    yield Hostile("PDF by mistake", b"%PDF-1.7" + b"\xff" * 2_000_000)
    yield Hostile("empty file", b"")
    yield Hostile("input of a file outside", rb"\input{/etc/passwd}", "a.tex")
    yield Hostile("5 MB of LaTeX", DENSE.encode() * 55_000, "a.tex")
    yield Hostile("notebook nested deeply", b"[" * 1_000_000, "a.ipynb")


def _texts() -> dict[str, str]:
    return {
        "braces nested 10,000 deep": HEAD + "{" * 9_990 + "x" + "}" * 9_990 + "$$\n",
        "brackets nested 1,400 deep": HEAD + "(" * 1_400 + "x" + ")" * 1_400 + "$$\n",
        "a macro for ever": "\\newcommand{\\a}{\\a\\a}\n" + HEAD + "\\a$$\n",
        "a macro that doubles": _doubling() + (HEAD + "\\a$$\n") * 400,
        "a macro with long arguments": _tripling() + (HEAD + "\\a{x}$$\n") * 400,
        "2,000 macros": "\\def\\a{1}" * 2_000 + (HEAD + "\\a$$\n") * 400,
        "a macro to each sign": "\\def\\a{x}\n" + (HEAD + "\\a" * 1_990 + "$$\n") * 90,
        "huge exponents": HEAD + "2^{10^{10}} + x^{9999999} + 9^{9^{9^{9^9}}}$$\n",
        "e to the e to the e": HEAD + "e^{e^{e^{e^{e^{99}}}}} U(\\hat y - y)$$\n",
        "many huge exponents": (HEAD + "(u_o^T v_c)^{16^{16}}" * 30 + " u_o$$\n") * 100,
        "a sum to a billion": HEAD + "\\sum_{i=1}^{10^9} u_i + \\sum_{i=1}^{1000000000} u_o$$\n",
        "sums nested 8 deep": HEAD + SUMS[: 8 * 7] + " u_a$$\n",
        "sums nested 13 deep": HEAD + SUMS + " u_a u_b^T u_d$$\n",
        "30 sums in 3,000 signs": HEAD + _many_sums() + "$$\n",
        "30 sums, a hundred times": (HEAD + _many_sums() + "$$\n") * 100,
        "400,000 dense characters": "(b)\n" + DENSE * (400_000 // len(DENSE) - 1),
        "400,000 characters of sums": ("(b)\n" + HEAD + SUMS + " u_a$$\n") * 1_500,
        "500 wrong answers": "\n".join(f"(b)\n{_wrong(n)}" for n in range(499)),
        "500 long wrong chains": "(b)\n" + "".join(_chain(n) for n in range(250)),
        "a long wrong answer": HEAD + " + ".join(["\\sum_w \\hat y_w u_w"] * 140) + "$$\n",
        "a chain of 700 sides": HEAD + " = ".join(["U(\\hat y - y)"] * 290) + "$$\n",
        "300 labelled places": "\n".join(f"({'abcdefgh'[n % 8]})\n{DENSE}" for n in range(300)),
        "8,000 labels": "\n".join(f"({'abcdefgh'[n % 8]}) x" for n in range(8_000)),
        "500 definitions": "".join(_definition(n) for n in range(480)) + HEAD + "a_{479}$$\n",
        "definitions of each other": _doubling_names() + HEAD + "p$$\n",
        "unclosed dollars": "$a b\n\n" * 60_000,
        "dollars": "$" * 400_000,
        "unclosed displays": "$$ a " * 80_001,
        "unclosed environments": "\\begin{align} x " * 25_000,
        "environments in each other": HEAD + _around("matrix", 150) + "$$\n",
        "many \\left": (HEAD + "\\left(" * 2_900 + "$$\n") * 20,
        "many bars": (HEAD + "|" * 2_900 + "$$\n") * 100,
        "many slashes": (HEAD + "d" * 1_400 + "/" * 1_400 + "$$\n") * 100,
        "a bracket lost": (HEAD + "(" + "u_o+" * 900 + "u_o$$\n") * 100,
        "many cases": HEAD + BRACED * 250 + "$$\n",
        "a huge matrix": HEAD + _matrix(300, 4) + "$$\n",
        "a matrix of dots": (HEAD + "[u_1, \\dots, u_{99999999}]$$\n") * 400,
        "matrices of matrices": HEAD + _matrices(5) + "$$\n",
        "a vector of ones": HEAD + "\\mathbf{1}_{10^9} + \\mathbf{1}$$\n",
        "derivatives of derivatives": (HEAD + BY * 200 + "J$$\n") * 30,
        "white space": " " * 200_000 + "\n" * 190_000 + HEAD + "x$$",
        "one line of words": "(b) " + "word " * 79_000,
        "one line of formulas": "(b) " + "$x_w + 1$ is so " * 24_000,
        "plain unicode": "(b) ∂J/∂v_c = U(y − ŷ) and so on\n" * 11_000,
        "plain commas": ("a = " + "," * 1_990 + "\n") * 190,
        "counts in words": "(g) " + "$n_k$ how often " * 24_000,
        "an enumeration": "\\begin{enumerate}" + "\\item x\n" * 49_000,
        "comments": "<!--" * 99_000,
        "stars": "*" * 399_000,
        "labels in a row": "(" * 399_000,
        "headings": "# " * 199_000,
        "macros never closed": "\\newcommand{\\a}{" * 24_000,
        "an answer marker": "<!-- answer: dJ_dvc -->\n" * 16_000,
        "quotes": "> " * 199_000,
        "empty lines": "(b)\n" + "\n" * 399_000,
        "empty lines before a formula": "(b)\n" + " \n" * 199_000 + "$x$",
        "spaces": "(b) x" + " " * 399_000 + "$x$",
        "definitions on one line": "Let $a=b$. " * 36_000,
        "definitions that go on": "Let $a=b$ where " * 24_900,
        "comments that never end": "(b)\n" + "<!--x" * 79_000,
        "back ticks": "(b)\n" + "` `` " * 79_000,
        "code fences": "(b)\n" + "```\n" * 99_000,
        "hidden elements": "(b)\n" + "<div hidden>" * 33_000,
        "question words": "(f)(ii) " + "show " * 70_000,
    }  # fmt: skip


def _around(name: str, depth: int) -> str:
    return f"\\begin{{{name}}}" * depth + "x" + f"\\end{{{name}}}" * depth


def _matrix(columns: int, rows: int) -> str:
    return "\\begin{bmatrix}" + ("1 &" * columns + "\\\\") * rows + "\\end{bmatrix}"


def _doubling() -> str:
    names = LETTERS
    pairs = pairwise(names)
    return "".join(f"\\def\\{a}{{\\{b}\\{b}}}\n" for a, b in pairs) + f"\\def\\{names[-1]}{{x}}\n"


def _tripling() -> str:
    return "\\newcommand{\\a}[1]{#1#1#1#1\\a{#1#1#1}}\n"


def _doubling_names() -> str:
    names = "pqgrahszt"
    pairs = pairwise(names)
    return "".join(f"${a} = {b} {b} + {b}$\n\n" for a, b in pairs)


def _many_sums() -> str:
    return (
        " + ".join(f"\\sum_{{{LETTERS[n % 19]}}} \\sum_{{w}} \\hat y_w u_w" for n in range(30)) * 4
    )


def _wrong(number: int) -> str:
    return DENSE.replace("+ 0", f"+ {number + 2} u_o - \\sum_w \\hat y_w u_w")


def _chain(number: int) -> str:
    steps = " = ".join(f"U(\\hat y - {n + number} y)" for n in range(20))
    return f"$$\\frac{{\\partial J}}{{\\partial v_c}} = {steps}$$\n"


def _definition(number: int) -> str:
    body = f"a_{{{number - 1}}} + u_o" if number else "u_o"
    return f"$a_{{{number}}} = {body}$\n\n"


def _matrices(depth: int) -> str:
    inner = "u_o" if depth == 0 else _matrices(depth - 1)
    return "\\begin{bmatrix} " + " & ".join([inner] * 3) + " \\end{bmatrix}"


def ordinary(folder: Path) -> Iterator[Hostile]:
    """Yield the documents of a folder."""
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(".truth.yaml"):
            yield Hostile(path.name, path.read_bytes(), path.name)


def seconds(document: Hostile) -> float:
    """Return the CPU seconds that a document takes from its bytes to its facts."""
    start = time.process_time()
    read = read_document(document.file, document.content)
    grade_document(read, MANIFEST, FUNCTIONS, SEED)
    return time.process_time() - start


def main() -> int:
    """Print one line a document and the worst; 1 where a document is over the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ordinary", type=Path, help="a folder of ordinary documents")
    options = parser.parse_args()
    documents = list(ordinary(options.ordinary) if options.ordinary else hostile())
    seconds(Hostile("warm up", b"x"))
    taken = []
    for each in documents:
        taken.append(seconds(each))
        print(f"{taken[-1]:6.2f} s  {each.name}", flush=True)
    middle = sorted(taken)[len(taken) // 2]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(taken)} documents: worst {max(taken):.2f} s, median {middle:.2f} s of CPU")
    print(f"most memory of the process: {memory:.0f} MB")
    return int(max(taken) > BOUND)


if __name__ == "__main__":
    sys.exit(main())
