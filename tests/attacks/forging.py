"""Attacks that want to speak for someone else: facts of calls that were never made, broken frames.

What a worker says of its own calls is its own to make up, as long as it speaks in turn: marks come
of whether the values are right. It must not get a fact in for a call that is not its turn, nor a
fault on our side of the wire: that would be a submission without a mark instead of a zero.
"""

from collections.abc import Callable

from grader.model.facts import Returned
from tests.attacks.attack import PATIENT, Attack, Evidence, nothing_else
from tests.attacks.frames import FRAMES

FUTURE = 41.5
"""The value that attacks put under the number of a call that was not made yet."""
TWO = ("f", "g")


def of_later_calls(evidence: Evidence) -> bool:
    """Say whether a value came back under the number of a call that the worker did not make."""
    return any(isinstance(a, Returned) and a.value == FUTURE for a in evidence.answers())


def after_death(evidence: Evidence) -> bool:
    """Say whether a process that ended itself is told as a value."""
    return any(isinstance(answer, Returned) for answer in evidence.answers())


def garbled(
    name: str,
    wins_if: str,
    line: str,
    won: Callable[[Evidence], bool] = nothing_else,
) -> Attack:
    """Make an attack that writes bytes of its own on the wire, in a call."""
    code = f"{FRAMES}\ndef f(x):\n    {line}\n    wait()\ng = f\n"
    wins = f"{wins_if}, rather than being killed"
    return Attack(name, wins, code, won, TWO, calls=2)


def while_importing(name: str, wins_if: str, line: str) -> Attack:
    """Make an attack that writes frames of its own while the file is imported."""
    code = f"{FRAMES}\n{line}\ndef f(x):\n    return x\ng = f\n"
    return Attack(name, wins_if, code, nothing_else, TWO, calls=2)


def inside(name: str, wins_if: str, code: str, calls: int = 3) -> Attack:
    """Make an attack that changes the worker's own modules under its feet."""
    head = "import sys, struct, json, builtins, time\nimport numpy as np\n"
    head += (
        "worker = sys.modules['_grader_inside.worker']\nwire = sys.modules['_grader_inside.wire']\n"
    )
    return Attack(name, wins_if, f"{head}{code}\ng = f\n", nothing_else, TWO, calls)


ATTACKS = (
    garbled("nonsense", "bytes without a frame crash us", "write(os.urandom(200))"),
    garbled(
        "empty", "a frame of length zero crashes us", "write(struct.pack('<4sIQ', b'GRD1', 0, 0))"
    ),
    garbled(
        "giant-text", "we wait for gigabytes", "write(struct.pack('<4sIQ', b'GRD1', 2**32 - 1, 0))"
    ),
    garbled(
        "giant-blob",
        "we take exabytes of memory",
        "write(struct.pack('<4sIQ', b'GRD1', 2, 2**64 - 1) + b'{}')",
    ),
    garbled(
        "half-a-frame", "we wait for the rest for ever", "write(frame({'type': 'answer'})[:20])"
    ),
    garbled(
        "drop-by-drop",
        "each byte starts our clock anew",
        "[(write(bytes([b])), time.sleep(0.05)) for b in frame({'type': 'answer', 'index': 0})]",
    ),
    garbled(
        "no-json",
        "text that is no JSON crashes us",
        "write(struct.pack('<4sIQ', b'GRD1', 3, 0) + b'{{{')",
    ),
    garbled(
        "deep-json",
        "nested brackets overflow our stack",
        "write(struct.pack('<4sIQ', b'GRD1', 10**6, 0) + b'[' * 10**6)",
    ),
    garbled(
        "no-utf8",
        "bytes that are no text crash us",
        "write(struct.pack('<4sIQ', b'GRD1', 4, 0) + bytes([255] * 4))",
    ),
    garbled(
        "no-object",
        "a frame that is a list crashes us",
        "write(struct.pack('<4sIQ', b'GRD1', 2, 0) + b'[]')",
    ),
    garbled("no-type", "a frame without a type crashes us", "write(frame({}))"),
    garbled(
        "type-of-a-list",
        "a type that is a list crashes us",
        "write(frame({'type': [1], 'index': 0}))",
    ),
    garbled(
        "not-a-number",
        "NaN where a number is due crashes us",
        "write(struct.pack('<4sIQ', b'GRD1', 48, 0) + "
        'b\'{"type": "answer", "index": NaN, "values": {"a": 1}}\')',
    ),
    garbled(
        "unknown-tag", "a value of an unknown kind crashes us", "answer(0, {'pickle': 'gASV'})"
    ),
    garbled(
        "special-value",
        "it makes us build an object of ours",
        "answer(0, {'x': ['probe', {'d': []}]})",
    ),
    garbled("object-dtype", "numpy makes objects of its bytes", "answer(0, array([1], '|O'))"),
    garbled(
        "dtype-text", "numpy parses a dtype of its own", "answer(0, array([1], 'f8,(2,3)i4,O'))"
    ),
    garbled("negative-shape", "a negative size crashes us", "answer(0, array([-1, -8]))"),
    garbled(
        "negative-offset",
        "it reads our memory before its bytes",
        "answer(0, array([1], '<f8', -8))",
    ),
    garbled("beyond-its-bytes", "it reads our memory behind its bytes", "answer(0, array([1000]))"),
    garbled(
        "sizes-that-overflow",
        "a product of sizes overflows in numpy",
        "answer(0, array([2**31, 2**31, 2**31, 0]))",
    ),
    garbled(
        "objects-too-large",
        "an integer that no float holds crashes us",
        "answer(0, {'q': [[1], [{'i': 'f' * 1000}]]})",
    ),
    garbled("objects-miscounted", "a wrong count crashes us", "answer(0, {'q': [[7], [1]]})"),
    garbled(
        "one-blob-many-arrays",
        "a few bytes become gigabytes of ours: one blob, a thousand arrays",
        "write(frame({'type': 'answer', 'index': 0}, {'value': {'l': [array([2**20], '|u1')] *"
        " 1000}},"
        " bytes(2**20)))",
    ),
    garbled(
        "half-surrogates",
        "text that no file can hold crashes a report",
        "answer(0, {'s': '\\ud800'})",
    ),
    garbled(
        "text-too-long", "a text beyond every limit is kept", "answer(0, {'s': 'x' * 200_000})"
    ),
    garbled(
        "notes-of-lists",
        "notes that are no numbers crash us",
        "answer(0, 1, notes={'drawn': [1]}, stdout=5)",
    ),
    garbled("after-that-is-none", "arguments that are no list crash us", "answer(0, 1, after=5)"),
    garbled(
        "exception-of-numbers",
        "an exception whose parts have wrong types crashes us",
        "write(frame({'type': 'raised', 'index': 0, 'exception': 5, 'message': [], 'line': 'x',"
        " 'trace': {'a': 1}, 'python2': [1], 'file': None}))",
    ),
    garbled(
        "later-calls",
        "it answers calls that were not made yet",
        f"[answer(i, {{'f': float.hex({FUTURE})}}) for i in (1, 2, 3)]",
        of_later_calls,
    ),
    garbled(
        "on-every-descriptor",
        "a descriptor other than the wire leads to the grader",
        f"[os.write(n, frame({{'type': 'answer', 'index': 1}}, {{'value': {{'f':"
        f" float.hex({FUTURE})}}}}))"
        " for n in sorted(set(range(3)) | {*range(3, 64)} - set(wires())) if is_open(n)]",
        of_later_calls,
    ),
    garbled(
        "done-early",
        "it ends the batch before its calls",
        "write(frame({'type': 'done', 'remarks': 7}))",
        after_death,
    ),
    garbled(
        "loaded-again",
        "a second import is believed",
        "write(frame({'type': 'loaded', 'remarks': ['x']}))",
    ),
    garbled(
        "problem-in-a-call",
        "a call turns into an import's failure",
        "write(frame({'type': 'problem'}))",
    ),
    while_importing(
        "remarks-of-numbers",
        "remarks that are no list crash us",
        "write(frame({'type': 'loaded', 'remarks': 5}))",
    ),
    while_importing(
        "reason-of-a-list",
        "a reason that is a list crashes us, or what follows is taken for our fault",
        "write(frame({'type': 'problem', 'reason': [], 'message': {}, 'line': []}))",
    ),
    while_importing(
        "defaults-that-overflow",
        "defaults that numpy can't build crash us",
        "write(frame({'type': 'loaded'}, {'defaults': array([2**31, 2**31, 2**31, 0])}))",
    ),
    while_importing(
        "frames-ahead",
        "frames for the next batch are taken for our fault",
        "write(frame({'type': 'problem', 'reason': 'import-failed'}) * 3)",
    ),
    Attack(
        "frames-after-the-last-answer",
        "a frame between two batches is taken for our fault",
        f"{FRAMES}\ndef f(x):\n    answer(0)\n    write(frame({{'type': 'done', 'remarks': []}}))\n"
        "    write(frame({'type': 'answer'}))\n    wait()\ng = f\n",
        nothing_else,
        TWO,
    ),
    Attack(
        "death-between-batches",
        "a worker that ends itself between two batches is taken for our fault",
        f"{FRAMES}\ndef f(x):\n    answer(0)\n    write(frame({{'type': 'done', 'remarks': []}}))\n"
        "    time.sleep(0.01)\n    os._exit(0)\ng = f\n",
        nothing_else,
        TWO,
    ),
    inside(
        "deaf-worker",
        "a worker that reads no more is taken for our fault",
        "def no(*_): raise EOFError\nwire.read_frame = no\ndef f(x):\n    return 1",
    ),
    inside(
        "patched-send",
        "one call's answer twice, the second under the next number, crashes us",
        "original = worker.Worker.send\n"
        "def send(self, header, values=None):\n"
        "    original(self, header, values)\n"
        "    if header['type'] == 'answer':\n"
        f"        original(self, {{**header, 'index': header['index'] + 1}}, {{'value':"
        f" {FUTURE}, 'after': None}})\n"
        "worker.Worker.send = send\ndef f(x):\n    return 1",
    ),
    inside(
        "patched-answer",
        "a worker that skips its calls holds us up or crashes us",
        "def answer(self, index, *_):\n"
        "    self.send({'type': 'answer', 'index': 2, 'stdout': '', 'notes': {}},"
        f" {{'value': {FUTURE}, 'after': None}})\n"
        "worker.Worker.answer = answer\ndef f(x):\n    return 1",
    ),
    inside(
        "patched-encoder",
        "bytes of its own stand for its arrays and crash us",
        "def f(x):\n    wire.encode_frame = lambda header, values=None: b'GRD1' + bytes(12)\n"
        "    return np.ones(3)",
    ),
    inside(
        "patched-json-and-struct",
        "frames that json and struct spoil crash us",
        "def f(x):\n    wire.json.dumps = lambda *a, **k: '[]'\n"
        "    wire.HEADER = struct.Struct('>4sIQ')\n    return 1",
    ),
    inside(
        "patched-builtins",
        "lies of len, isinstance, type and float cross the border",
        "def f(x):\n    for name in ('isinstance', 'len', 'type', 'float', 'int', 'list'):\n"
        "        setattr(builtins, name, lambda *a, **k: True)\n    return 1.0",
    ),
    inside(
        "lying-type-names",
        "a class that calls itself ndarray is taken for an array",
        "ndarray = type('ndarray', (), {'__array__': lambda s: np.ones(3), '__len__': lambda"
        " s: 3,\n"
        "    '__float__': lambda s: 1.0, '__eq__': lambda s, o: True, '__reduce__': lambda s:"
        " 1 / 0})\n"
        f"def f(x):\n    one = ndarray(); one.value = {FUTURE}\n    return one",
    ),
    inside(
        "raising-everywhere",
        "an object whose every method raises breaks the worker's report",
        "class Bad:\n    def __getattribute__(self, name): raise SystemExit(0)\n"
        "class Worse(Exception):\n    def __str__(self): raise KeyboardInterrupt\n"
        "    __repr__ = __str__\n"
        "def f(x):\n    if x: raise Worse(Bad())\n    return Bad()",
    ),
    Attack(
        "thread-answers-the-next-call",
        "a thread started in one call answers another",
        f"{FRAMES}\nimport threading\ndef late():\n    for i in range(200):\n"
        f"        answer(i % 3, {{'f': float.hex({FUTURE})}})\n"
        "def f(x):\n    threading.Thread(target=late, daemon=True).start()\n    time.sleep(0.05)\n"
        "    return 1\ng = f\n",
        nothing_else,  # whichever frame comes first is a fact of this student's, or garbage
        TWO,
        3,
        limits=PATIENT,
    ),
    Attack(
        "exit-handlers",
        "what runs at the end of the process still answers",
        f"{FRAMES}\nimport atexit\n"
        f"atexit.register(lambda: answer(1, {{'f': float.hex({FUTURE})}}))\n"
        "def f(x):\n    raise SystemExit(0)\ndef g(x):\n    import sys\n    sys.exit()\n",
        of_later_calls,
        TWO,
        2,
    ),
    Attack(
        "exit-zero-in-a-call",
        "an exit code of 0 is taken for an answer",
        "import os\ndef f(x):\n    os._exit(0)\ng = f\n",
        after_death,
        TWO,
        2,
    ),
    Attack(
        "exit-zero-at-import",
        "an exit code of 0 while importing is taken for an answer",
        "import os\nos._exit(0)\ndef f(x):\n    return 1\n",
        lambda evidence: evidence.values() not in ([], [1]),
    ),
    Attack(
        "exit-with-a-message",
        "SystemExit with a text is taken for an answer",
        "def f(x):\n    raise SystemExit('all tests passed: 100/100')\n",
        after_death,
    ),
    Attack(
        "printed-results",
        "what it prints is taken for results",
        "def f(x):\n"
        '    print(\'{"type": "answer", "index": 1, "points": 100, "verdict": "passed"}\')\n'
        "    print('GRD1', end='', flush=True)\n    raise ValueError\n",
        after_death,
    ),
    Attack(
        "bytes-on-the-standard-streams",
        "bytes on descriptors 1 and 2 reach the grader",
        f"{FRAMES}\ndef f(x):\n    for n in (1, 2):\n"
        f"        os.write(n, frame({{'type': 'answer', 'index': 0}}, {{'value': {{'f':"
        f" float.hex({FUTURE})}}}}))\n"
        "    raise ValueError\n",
        after_death,
    ),
    Attack(
        "huge-exception",
        "an exception of megabytes is kept",
        "class E(Exception): pass\nE.__name__ = 'E' * 10**6\ndef f(x):\n    raise E('x' * 10**7)\n",
        lambda evidence: len(evidence.said()) > 200_000,
    ),
    Attack(
        "answer-on-a-signal",
        "a signal handler that fires after the call answers the next one",
        f"{FRAMES}\nimport signal\ndef late(*_):\n    answer(2, {{'f': float.hex({FUTURE})}})\n"
        "signal.signal(signal.SIGALRM, late)\n"
        "def f(x):\n    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)\n"
        "    time.sleep(0.01)\n    return 1\ng = f\n",
        nothing_else,
        TWO,
        2,
    ),
)
