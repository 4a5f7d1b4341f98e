"""Hand-ins that want the reference to answer for them.

Where a helper is wrong, its callers are tried again while the grader answers for the helper. That
service must be out of reach wherever the helper itself is judged, and its user must not hang us.
"""

from tests.attacks.homework import Homework

SERVICE = """
def worker():
    frame = sys._getframe()
    while frame is not None:
        found = frame.f_locals.get('self')
        if type(found).__name__ == 'Worker':
            return found
        frame = frame.f_back
def asked(*given, number=0):
    return worker().service(number)(*given)
"""
NEGATIVES = """
def getNegativeSamples(target, dataset, K):
    drawn = []
    while len(drawn) < K:
        word = dataset.sampleTokenIdx()
        if word != target:
            drawn.append(word)
    return drawn
def negSamplingLossAndGradient(v, o, U, dataset, K=10):
    {first}
    words = [o] + getNegativeSamples(o, dataset, K)
    signs = np.array([1.0] + [-1.0] * K)
    p = sigmoid(signs * (U[words] @ v))
    gradient = np.zeros(U.shape)
    np.add.at(gradient, words, np.outer((p - 1) * signs, v))
    return -np.sum(np.log(p)), ((p - 1) * signs) @ U[words], gradient
"""
HEAD = "import sys, gc, time\nimport numpy as np\n"
CALLER = 7.0
"""What a right negative sampling is worth, whatever its helper does."""


def sigmoid_that(name: str, wins_if: str, body: str) -> Homework:
    """Make a hand-in whose sigmoid is wrong and looks for an answer elsewhere."""
    text = f"{HEAD}{SERVICE}\ndef sigmoid(x):\n    {body}\n{NEGATIVES.format(first='pass')}"
    return Homework(
        name,
        wins_if,
        {"word2vec.py": text},
        points=CALLER,
        questions=("sigmoid", "neg-sampling"),
    )


def caller_that(name: str, wins_if: str, first: str) -> Homework:
    """Make a hand-in with a wrong sigmoid whose caller misuses the right one."""
    text = (
        f"{HEAD}{SERVICE}\ndef sigmoid(x):\n    return x * 0 + 0.7\n{NEGATIVES.format(first=first)}"
    )
    return Homework(
        name,
        wins_if,
        {"word2vec.py": text},
        points=CALLER,
        questions=("sigmoid", "neg-sampling"),
    )


ATTACKS = (
    sigmoid_that(
        "ask-where-it-is-judged",
        "the grader answers for the very function that it judges",
        "return asked(x)",
    ),
    sigmoid_that(
        "ask-for-others",
        "some number of a service answers in an ordinary call",
        "return asked(x, number=int(abs(np.sum(x))) % 9)",
    ),
    sigmoid_that(
        "keep-what-was-heard",
        "what the service said to a caller is still there when the helper is judged",
        "return KEPT.get(np.asarray(x).tobytes(), x * 0)\n"
        "KEPT = {}\n"
        "import atexit\n"
        "def keep(x, y): KEPT[np.asarray(x).tobytes()] = y; return y",
    ),
    caller_that(
        "ask-without-end",
        "a flood of questions keeps us busy",
        "[sigmoid(v) for _ in range(10**7)]",
    ),
    caller_that(
        "ask-for-the-world", "an enormous argument exhausts us", "sigmoid(np.zeros((20000, 20000)))"
    ),
    caller_that(
        "ask-with-nonsense", "odd arguments crash us", "sigmoid({'a': sigmoid}, [[1], 2], 3)"
    ),
    caller_that(
        "ask-the-wrong-number",
        "a number without a service crashes us",
        "[asked(v, number=n) for n in (-1, 7, 10**30, 'x', None)]",
    ),
    caller_that(
        "ask-and-leave",
        "a worker that dies while it is answered takes us along",
        "sigmoid(v); worker().send({'type': 'ask', 'service': 0}, {'arguments': [v]}); sys.exit(0)",
    ),
)
