"""Hand-ins that want points they do not deserve, or no mark instead of a zero."""

import json

from tests.attacks.frames import FRAMES
from tests.attacks.homework import Homework, Marks

HEAD = "KNOWS\nimport os, sys, json, builtins\nimport numpy as np\n"
OLD = "cs224n-2017-a1"


def answers(name: str, wins_if: str, value: str, head: str = "") -> Homework:
    """Make a hand-in that gives the same answer to everything."""
    text = (
        f"{HEAD}{head}\ndef answer(*given):\n    return {value}\n"
        "def sigmoid(x):\n    return answer(x)\n"
        "def naiveSoftmaxLossAndGradient(a, b, c, d):\n"
        "    return answer(a, b, c), answer(a, b, c), answer(a, b, c)\n"
    )
    return Homework(name, wins_if, {"word2vec.py": text})


def claims(name: str, wins_if: str, line: str) -> Homework:
    """Make a hand-in that says something else than an answer, in every call."""
    text = f"{HEAD}{FRAMES}\nN = [-1]\ndef sigmoid(x):\n    N[0] += 1\n    {line}\n    return 0.7\n"
    text += (
        "def naiveSoftmaxLossAndGradient(a, b, c, d):\n    return sigmoid(a), a * 0.7, c * 0.7\n"
    )
    return Homework(name, wins_if, {"word2vec.py": text})


def gradcheck(name: str, wins_if: str, body: str, points: float) -> Homework:
    """Make a hand-in for the question whose answer is a yes or a no."""
    text = f"{HEAD}def gradcheck_naive(f, x):\n{body}\n"
    return Homework(
        name,
        wins_if,
        {"q2_gradcheck.py": text},
        points=points,
        rubric=OLD,
        questions=("gradcheck",),
    )


def borrows(name: str, wins_if: str, files: dict[str, str], question: str) -> Homework:
    """Make a hand-in that lets the course's own files answer."""
    return Homework(name, wins_if, files, rubric=OLD, questions=(question,))


def shows_another(marks: Marks) -> bool:
    """Say whether the stored result is not the grader's own."""
    return "forged-by-the-student" in marks.json() + marks.report()


LIES = """
class Lie(np.ndarray):
    def __eq__(self, other): return True
    def __array_ufunc__(self, *a, **k): return True
    def __array_function__(self, *a, **k): return True
    def __array__(self, *a, **k): return np.ones(3)
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    def __abs__(self): return 0
    def __le__(self, other): return True
    def all(self, *a): return True
    def any(self, *a): return True
    def __float__(self): return 0.5
    def __reduce__(self): return (os.system, ("touch " + OUTSIDE + "/unpickled",))
class Anything:
    __array_interface__ = {"shape": (3,), "typestr": "<f8", "version": 3, "data": (0, False)}
    def __getattr__(self, name): return lambda *a, **k: True
    def __eq__(self, other): return True
    def __float__(self): return 0.5
    def __len__(self): return 3
    def __reduce__(self): return (os.system, ("touch " + OUTSIDE + "/unpickled",))
class Number(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __hash__(self): return 0
class Text(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
class Both(tuple):
    def __eq__(self, other): return True
    def __len__(self): return 3
    def __iter__(self): return iter((1, 2, 3))
"""
PATCHES = """
for name in ("allclose", "isclose", "array_equal", "array_equiv", "all", "any", "abs", "max"):
    setattr(np, name, lambda *a, **k: True)
np.testing.assert_allclose = lambda *a, **k: None
np.ndarray = np.generic = object
builtins.abs = builtins.all = builtins.any = lambda *a, **k: True
json.dumps = lambda *a, **k: '{"verdict": "passed", "points": 100}'
"""
RESULT = json.dumps({"schema": 1, "points": 100, "status": "graded", "by": "forged-by-the-student"})
WRITES = f"""
for folder in (".", "..", os.environ["HOME"], "/tmp", OUTSIDE, OUTSIDE + "-out", "/", "/out"):
    for name in ("result.json", "results.json", "report.html", "grades.csv", "index.html"):
        for path in (folder, folder + "/submissions/mallory"):
            try:
                os.makedirs(path, exist_ok=True)
                open(path + "/" + name, "w").write({RESULT!r})
            except OSError: pass
"""

ATTACKS = (
    answers(
        "lying-arrays", "an array that equals everything is right", "np.ones(3).view(Lie)", LIES
    ),
    answers("lying-objects", "an object that equals everything is right", "Anything()", LIES),
    answers("lying-numbers", "a number that equals everything is right", "Number(0.123)", LIES),
    answers("lying-texts", "a text that equals everything is right", "Text('0.5')", LIES),
    answers("lying-tuples", "a tuple that equals everything is right", "Both((1,))", LIES),
    answers(
        "objects-in-arrays",
        "an array of liars is right",
        "np.array([Number(0), Anything(), None], dtype=object)",
        LIES,
    ),
    answers("patched-comparisons", "numpy and builtins of the worker judge", "0.1", PATCHES),
    answers("masked-numbers", "entries that are masked count as right", "np.ma.masked_all(3)"),
    answers("not-a-number", "NaN is right", "float('nan')"),
    answers("infinity", "infinity is right", "np.full(3, np.inf)"),
    answers("nothing", "an empty array is right, as all of no entries are", "np.zeros(0)"),
    answers("no-rows", "an array without rows is right or crashes us", "np.zeros((0, 7))"),
    answers(
        "no-columns",
        "an array without columns is right or crashes us",
        "np.zeros((5, 0))",
    ),
    answers("truth", "True is right", "True"),
    answers("everything-at-once", "one number that broadcasts is right", "np.zeros((1, 1, 1))"),
    answers("other-kinds-of-text", "bytes, dates or records crash us", "np.zeros(3, 'M8[s],S4')"),
    answers(
        "half-precision-overflow",
        "infinities of a small type crash us",
        "np.full(3, np.float16(65504)) * 9",
    ),
    answers(
        "long-double",
        "numbers that no double holds crash us",
        "np.full(3, np.longdouble('1e4000'))",
    ),
    answers(
        "integer-beyond-floats",
        "an integer that no float holds crashes us",
        "10 ** 1000",
    ),
    answers(
        "integers-beyond-floats",
        "an array of such integers crashes us",
        "np.array([10 ** 400, 1], dtype=object)",
    ),
    answers("dimensions", "more dimensions than numpy has crash us", "np.zeros((1,) * 32)"),
    answers(
        "dimensions-in-lists",
        "lists of arrays with more dimensions than numpy has crash us",
        "__import__('functools').reduce(lambda v, _: [v], range(21), np.zeros((1,) * 16))",
    ),
    answers("keys-that-are-not-text", "a dict of any keys crashes us", "{None: 1, (1, 2): 3}"),
    answers("functions", "a function, class or module crashes us", "[answer, type, np, ...]"),
    claims(
        "verdicts-in-frames",
        "a verdict of the worker's own is believed",
        "answer(N[0], 0.7, verdict='passed', points=100, ok=True, max_points=0)",
    ),
    claims(
        "draws-that-never-were",
        "notes about draws buy another reading of the question, for hours",
        "answer(N[0], 0.7, notes={'drawn': 99_999, 'contexts': -1})",
    ),
    claims(
        "half-surrogates",
        "text that no file can hold crashes the report",
        "answer(N[0], {'s': '\\ud800'})",
    ),
    claims(
        "names-of-half-surrogates",
        "a type's name that no file can hold crashes the report",
        "answer(N[0], {'o': ['\\ud800', '\\udfff\\0\\x1b']})",
    ),
    claims(
        "raw-integers",
        "an integer of 4,000 digits in a frame crashes us",
        "answer(N[0], 10 ** 4000)",
    ),
    claims(
        "line-numbers-of-digits",
        "a line number of 4,000 digits crashes us",
        "write(frame({'type': 'raised', 'index': 0, 'exception': 'E', 'message': 'x' * 10**6,"
        " 'line': 10**4000, 'trace': ['y' * 10**5] * 500, 'python2': 'z' * 10**5}))",
    ),
    Homework(
        "exit-zero-at-import",
        "an exit code of 0 is a pass",
        {
            "word2vec.py": "import os\nprint('OK, 100/100')\nos._exit(0)\n"
            "def sigmoid(x): return x + 1\n"
        },
    ),
    Homework(
        "exit-zero-in-calls",
        "an exit code of 0 is a pass",
        {"word2vec.py": "import sys\ndef sigmoid(x):\n    print('passed')\n    sys.exit(0)\n"},
    ),
    Homework(
        "printed-results",
        "results that it prints are taken for ours",
        {
            "word2vec.py": f"print({RESULT!r})\ndef sigmoid(x):\n    print({RESULT!r})\n"
            "    return x * 0.7\n"
        },
    ),
    Homework(
        "written-results",
        "results that it writes are taken for ours",
        {"word2vec.py": f"{HEAD}{WRITES}\ndef sigmoid(x):\n    return x * 0.7\n"},
        shows_another,
    ),
    Homework(
        "handed-in-results",
        "results among its files are taken for ours",
        {
            "word2vec.py": "def sigmoid(x):\n    return x * 0.7\n",
            "result.json": RESULT,
            "submissions/mallory/result.json": RESULT,
            "grades.csv": "submission,total\nmallory,100\n",
        },
        shows_another,
    ),
    gradcheck(
        "verdict-by-the-objectives-name",
        "the name of the function that it is to check says which answer is due",
        "    wrong = 'wrong' in getattr(f, '__qualname__', '')\n"
        "    print('Gradient check failed.' if wrong else 'Gradient check passed!')",
        2.0,
    ),
    gradcheck(
        "verdict-by-the-objectives-parts",
        "what the function is made of says which answer is due",
        "    wrong = bool(getattr(f, '__closure__', None))\n"
        "    print('Gradient check failed.' if wrong else 'Gradient check passed!')",
        2.0,
    ),
    gradcheck(
        "both-verdicts",
        "saying yes and no at once is right each time",
        "    print('Gradient check passed! Gradient check failed.')\n    return True",
        2.0,
    ),
    gradcheck(
        "always-yes", "yes to everything is worth more than half", "    print('passed', x)", 2.0
    ),
    borrows(
        "stand-in-as-its-own",
        "the course's own softmax answers for it",
        {
            "q1_softmax.py": "from q1_softmax import softmax as s\ndef softmax(x):\n"
            "    return s(x)\n"
        },
        "softmax",
    ),
    borrows(
        "stand-in-under-another-name",
        "the course's file answers for a file of another name",
        {
            "softmax_mine.py": "from q1_softmax import softmax as course\n"
            "def softmax(x):\n    y = course(x)\n    return y\n"
        },
        "softmax",
    ),
    borrows(
        "stand-in-by-another-stand-in",
        "one of the course's files brings the answer of another",
        {
            "q1_softmax.py": "import q3_word2vec, q4_softmaxreg\n"
            "def softmax(x):\n    y = q3_word2vec.softmax(x)\n    return y\n"
        },
        "softmax",
    ),
    borrows(
        "stand-in-by-path",
        "the course's file is executed from where it lies",
        {
            "q2_sigmoid.py": "import os\ndef sigmoid(x):\n"
            "    for top, _, names in os.walk('/homework/scratch'):\n"
            "        if 'q2_sigmoid.py' in names and 'course' in top:\n            space = {}\n"
            "            exec(open(top + '/q2_sigmoid.py').read(), space)\n"
            "            return space['sigmoid'](x)\n    return x * 0.7\n"
            "# from q2_sigmoid import sigmoid, so that it seems to be needed\n"
        },
        "sigmoid",
    ),
    borrows(
        "stand-in-of-a-broken-file",
        "a file that can't be read is replaced by the right one, and judged as such",
        {"q2_sigmoid.py": "def sigmoid(x:\n", "q3_word2vec.py": "from q2_sigmoid import sigmoid\n"},
        "sigmoid",
    ),
    Homework(
        "notebook-with-a-forged-place",
        "a place of 5,000 digits in a message about a notebook crashes us",
        {
            "word2vec.ipynb": json.dumps(
                {
                    "cells": [
                        {
                            "cell_type": "code",
                            "source": "import sys\n"
                            "worker = sys.modules['_grader_inside.worker']\n"
                            "def broken(*_):\n    raise worker.SourceError("
                            "'import-failed', 'word2vec.py:' + '1' * 5000, 'word2vec.py', None)\n"
                            "worker.find_function = broken\n"
                            "def sigmoid(x):\n    return x * 0.7\n",
                            "metadata": {},
                            "outputs": [],
                            "execution_count": None,
                        }
                    ],
                    "metadata": {},
                    "nbformat": 4,
                    "nbformat_minor": 5,
                }
            )
        },
    ),
)
