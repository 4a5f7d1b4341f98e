"""Hand-ins that fill or hold up our own side by what their calls return or say."""

from tests.attacks.homework import Homework, Marks

SHORT = 6.0
"""Seconds of our own processor for the judging of one question and the report on it."""


def slow(marks: Marks) -> bool:
    """Say whether judging took longer than honest answers take, and that by far."""
    return marks.cpu_seconds > SHORT


def returns(name: str, wins_if: str, value: str) -> Homework:
    """Make a hand-in that returns the same large thing from every call."""
    text = f"import numpy as np\nTHING = {value}\ndef sigmoid(x):\n    print(0)\n    return THING\n"
    files = {"word2vec.py": text}
    return Homework(name, wins_if, files, slow, questions=("sigmoid",))


def does(name: str, wins_if: str, body: str, question: str = "sigmoid") -> Homework:
    """Make a hand-in whose function does something odd each time."""
    text = f"import numpy as np\nN = [0]\n{body}"
    return Homework(name, wins_if, {"word2vec.py": text}, slow, 1.0, questions=(question,))


ATTACKS = (
    returns("megabytes", "arrays pile up in our memory", "np.zeros(2_600_000)"),
    returns(
        "megabytes-of-bytes",
        "arrays of bytes become eight times as large when they are judged",
        "np.zeros(1_500_000, np.uint8)",
    ),
    returns("long-lists", "lists are walked for every reading", "[0.5] * 40_000"),
    returns("lists-of-lists", "rows are stacked one by one", "[[0.5] * 10] * 9_000"),
    returns("long-texts", "texts pile up in a report", "'x' * 90_000"),
    returns("large-dicts", "dicts pile up in a report", "{str(n): n for n in range(20_000)}"),
    returns(
        "sixteen-dimensions", "a table of sixteen dimensions is laid out", "np.ones((2,) * 16)"
    ),
    returns("rows-of-nothing", "endless rows of no entries are walked", "np.zeros((2**31 - 1, 0))"),
    returns(
        "lists-of-nothing", "lists of endless rows are walked", "[np.zeros((2**31 - 1, 0))] * 20"
    ),
    does(
        "lists-for-every-guess",
        "long lists are read anew for each choice of negatives there is",
        "def negSamplingLossAndGradient(c, o, U, dataset, K=10):\n"
        "    return 0.5, [1] * 2000, [1] * 2000\n",
        "neg-sampling",
    ),
    does(
        "another-remark-each-time",
        "remarks pile up in a report",
        "def sigmoid(x):\n    N[0] += 1\n    kind = type('K' * 70 + str(N[0]), (np.ndarray,), {})\n"
        "    return np.zeros(3).view(kind)\n",
    ),
    does(
        "another-exception-each-time",
        "messages pile up in a report",
        "def sigmoid(x):\n    N[0] += 1\n    raise type('E' * 70 + str(N[0]), (Exception,), {})('x' * 999)\n",
    ),
    does(
        "no-draws-at-all",
        "every choice of negatives there is gets tried, for every case",
        "def negSamplingLossAndGradient(c, o, U, dataset, K=10):\n"
        "    return float(c.sum()), c * 1.5, U * 1.5\n",
        "neg-sampling",
    ),
    does(
        "draws-beyond-counting",
        "thousands of draws are replayed for every case",
        "def negSamplingLossAndGradient(c, o, U, dataset, K=10):\n"
        "    for n in range(2000): dataset.sampleTokenIdx()\n"
        "    return float(c.sum()), c * 1.5, U * 1.5\n",
        "neg-sampling",
    ),
)
