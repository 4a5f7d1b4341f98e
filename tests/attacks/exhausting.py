"""Attacks that want to use up: time, memory, disk, descriptors, threads, and our own patience."""

from collections.abc import Callable

from grader.model.facts import Ended, Returned
from tests.attacks.attack import PATIENT, Attack, Evidence, nothing_else, says
from tests.attacks.frames import FRAMES

MOST_KEPT = 8 * 1024
"""`output_kb` of the limits that attacks run under."""


def spends(name: str, wins_if: str, body: str, head: str = "") -> Attack:
    """Make an attack that never answers: it wins if it is not stopped in time."""
    code = f"import signal, sys, time, os\nimport numpy as np\n{head}\ndef f(x):\n{body}\n"
    return Attack(name, wins_if, code, answered)


def fills(
    name: str,
    wins_if: str,
    body: str,
    won: Callable[[Evidence], bool] = nothing_else,
) -> Attack:
    """Make an attack that takes memory or disk, with time enough to do so."""
    code = f"import os, sys\nimport numpy as np\n\ndef f(x):\n{body}\n"
    limits = PATIENT.model_copy(update={"memory_mb": 512 if name.startswith("returns-") else 300})
    return Attack(name, wins_if, code, won, limits=limits)


def answered(evidence: Evidence) -> bool:
    """Say whether a call that never ends is told as one that returned."""
    return any(isinstance(answer, Returned) for answer in evidence.answers())


def not_stopped(evidence: Evidence) -> bool:
    """Say whether a process that should have been stopped was not."""
    return not any(isinstance(answer, Ended) for answer in evidence.answers())


def keeps_output(evidence: Evidence) -> bool:
    """Say whether more output was kept than the rubric allows."""
    kept = [a.stdout for a in evidence.answers() if isinstance(a, Returned)]
    return any(len(text) > MOST_KEPT for text in kept)


def holds_more_than(megabytes: float) -> Callable[[Evidence], bool]:
    """Win if a call says that it got hold of more than this."""
    return lambda evidence: any(
        isinstance(value, float) and value > megabytes for value in evidence.values()
    )


ATTACKS = (
    spends("python-loop", "an endless loop in Python is not stopped", "    while True: pass"),
    spends("sleep", "sleeping is not stopped", "    time.sleep(3600)"),
    spends("integer-power", "one long operation in C is not stopped", "    7 ** (7 ** 12)"),
    spends(
        "regular-expression",
        "catastrophic backtracking is not stopped",
        "    __import__('re').match('(a+)+$', 'a' * 60 + 'b')",
    ),
    spends(
        "linear-algebra",
        "a long call in LAPACK is not stopped",
        "    while True: np.linalg.svd(np.ones((900, 900)))",
    ),
    spends(
        "sorting", "a long sort is not stopped", "    while True: sorted(range(3_000_000, 0, -1))"
    ),
    spends(
        "swallowed-exceptions",
        "`except` swallows the end of its time",
        "    while True:\n        try:\n            while True: time.sleep(0.01)\n"
        "        except BaseException: pass",
    ),
    spends(
        "ignored-signals",
        "signals that are ignored save it",
        "    while True: pass",
        "for n in set(range(1, 64)) - {9, 19, 32, 33}: signal.signal(n, signal.SIG_IGN)",
    ),
    spends(
        "blocked-signals",
        "signals that are blocked save it",
        "    while True: time.sleep(1)",
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))",
    ),
    spends(
        "cancelled-timers",
        "cancelling all timers of its process stops our clock",
        "    for n in (0, 1, 2): signal.setitimer(n, 0)\n    signal.alarm(0)\n    while True: pass",
    ),
    spends(
        "stops-itself",
        "a stopped process is waited for for ever",
        "    import threading\n    signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)",
    ),
    spends(
        "deadlock",
        "a lock that nobody opens is waited for for ever",
        "    import threading\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()",
    ),
    spends(
        "reads-standard-input",
        "it waits for input for ever",
        "    while True:\n        os.read(0, 100)\n        time.sleep(0.1)",
    ),
    spends(
        "clock-stopped",
        "a patched clock is believed",
        "    while True: pass",
        "time.monotonic = time.time = time.perf_counter = lambda: 0.0",
    ),
    spends(
        "threads-after-the-main-one",
        "the process lives on in a thread when its main thread ends",
        "    import ctypes, threading\n"
        "    threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "    ctypes.CDLL(None).syscall(60, 0)",
    ),
    Attack(
        "loop-at-import",
        "a loop at import is not stopped",
        "while True: pass\ndef f(x): return 1\n",
        lambda evidence: evidence.values() not in ([], [1]),
    ),
    Attack(
        "loop-in-a-decorator",
        "a loop hides from the second, cautious import",
        "def loop(f):\n    while True: pass\n@loop\ndef f(x): return 1\n",
        answered,
    ),
    Attack(
        "syntax-bomb",
        "brackets nested a thousand deep crash the worker's parser as our fault",
        "y = " + "(" * 150 + "0" + ")" * 150 + "\nz = " + "-" * 20_000 + "1\ndef f(x): return 1\n",
        nothing_else,
    ),
    Attack(
        "slow-once-each",
        "many calls, each just within its time, take more than the submission's",
        "import time\ndef f(x):\n    time.sleep(0.3)\n    return 1\n",
        lambda evidence: evidence.seconds > 5,
        calls=20,
    ),
    fills(
        "byte-array",
        "it gets more memory than allowed",
        "    return len(bytearray(400 << 20)) / 2**20",
        holds_more_than(300),
    ),
    fills(
        "numpy-empty",
        "numpy gets more memory than allowed",
        "    return np.empty(400 << 17).nbytes / 2**20",
        holds_more_than(300),
    ),
    fills(
        "mapped-memory",
        "mmap gets more memory than allowed",
        "    import mmap\n    kept = [mmap.mmap(-1, 50 << 20) for _ in range(8)]\n"
        "    return 50.0 * len(kept)",
        holds_more_than(300),
    ),
    fills(
        "many-small-objects",
        "small objects get more memory than allowed",
        "    kept = []\n    while True: kept.append(bytearray(10_000))",
        answered,
    ),
    fills(
        "string-doubling",
        "a text grows beyond the limit",
        "    text = 'x'\n    while True: text += text",
        answered,
    ),
    fills(
        "raised-limits",
        "it raises its own limits",
        "    import resource\n    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):\n"
        "        try: resource.setrlimit(kind, (-1, -1))\n"
        "        except (ValueError, OSError): pass\n"
        "    return resource.getrlimit(resource.RLIMIT_AS)[0] / 2**20",
        lambda evidence: any(v < 0 or v > 300 for v in evidence.values()),
    ),
    fills(
        "caught-out-of-memory",
        "a caught MemoryError lets it go on and on",
        "    kept = []\n    while True:\n        try: kept.append(bytearray(1 << 20))\n"
        "        except MemoryError: pass",
        answered,
    ),
    fills(
        "printed-gigabytes",
        "all that it prints is kept",
        "    for _ in range(3000): print('x' * 100_000)\n    return 1",
        keeps_output,
    ),
    fills(
        "written-gigabytes",
        "all that it writes to descriptor 1 is kept",
        "    for _ in range(3000): os.write(1, b'x' * 100_000)\n    return 1",
        keeps_output,
    ),
    fills(
        "full-disk",
        "its folder takes more than its size",
        "    total = 0\n    try:\n        for n in range(40):\n"
        "            with open(f'{n}.bin', 'wb') as file:\n"
        "                for _ in range(16): total += file.write(bytes(1 << 20))\n"
        "    except OSError: pass\n    return total / 2**20",
        holds_more_than(100),
    ),
    fills(
        "one-large-file",
        "a single file grows beyond the limit",
        "    file = open('big', 'wb')\n    try: file.truncate(1 << 40)\n    except OSError: pass\n"
        "    file.seek(1 << 34)\n    file.write(b'x')\n    file.flush()\n"
        "    return os.path.getsize('big') / 2**20",
        holds_more_than(100),
    ),
    fills(
        "many-files",
        "its folder takes more files than allowed",
        "    n = 0\n    try:\n        while n < 20_000:\n            open(f'{n}', 'w').close()\n"
        "            n += 1\n    except OSError: pass\n    return float(n)",
        holds_more_than(10_000),
    ),
    fills(
        "deep-folders",
        "folders too deep to be removed stay behind",
        "    for _ in range(2000):\n        os.mkdir('d')\n        os.chdir('d')\n    return 1",
    ),
    fills(
        "folders-without-permission",
        "folders that may not be entered stay behind",
        "    os.makedirs('a/b/c')\n    open('a/b/c/d', 'w').close()\n"
        "    for name in ('a/b/c', 'a/b', 'a', '.'): os.chmod(name, 0)\n    return 1",
    ),
    fills(
        "descriptors",
        "it opens more descriptors than a homework needs",
        "    n = 0\n    try:\n        while n < 5000:\n            os.dup(0)\n            n += 1\n"
        "    except OSError: pass\n    return float(n)",
        holds_more_than(1024),
    ),
    fills(
        "threads",
        "it starts threads, which would answer for one another and outlive a call",
        "    import _thread, time\n    _thread.stack_size(32768)\n    n = 0\n    try:\n"
        "        while n < 1500:\n            _thread.start_new_thread(time.sleep, (2,))\n"
        "            n += 1\n    except RuntimeError: pass\n    return float(n)",
        holds_more_than(0),
    ),
    fills(
        "processes",
        "it starts processes",
        "    n = 0\n    try:\n        while n < 50:\n            if os.fork() == 0: os._exit(0)\n"
        "            n += 1\n    except OSError: pass\n    return float(n)",
        holds_more_than(0),
    ),
    Attack(
        "fork-bomb",
        "processes that fork and fork outlive it",
        "import os, time\nend = time.monotonic() + 0.2\n"
        "def f(x):\n    try:\n        while time.monotonic() < end: os.fork()\n"
        "    except OSError as error: return 'refused ' + error.strerror\n    return 'forked'\n",
        says("forked"),
    ),
    fills("recursion", "endless recursion is our fault", "    return f(x)"),
    fills(
        "recursion-in-c",
        "a full C stack is our fault",
        "    sys.setrecursionlimit(10**9)\n    value = []\n"
        "    for _ in range(10**6): value = [value]\n    return repr(value)",
    ),
    fills(
        "crash", "a crash in C is our fault", "    import ctypes\n    return ctypes.string_at(1)"
    ),
    fills("abort", "abort is our fault", "    os.abort()"),
    fills(
        "returns-nesting",
        "a value nested too deep crashes us",
        "    value = []\n    for _ in range(500): value = [value]\n    return value",
    ),
    fills(
        "returns-itself",
        "a value that holds itself is walked for ever",
        "    value = []\n    value.append(value)\n    return [value] * 1000",
    ),
    fills(
        "returns-many-numbers",
        "a list of a million numbers is walked for ever",
        "    return list(range(1_000_000))",
    ),
    fills(
        "returns-a-large-integer",
        "an integer of a million digits is kept",
        "    return 10 ** 1_000_000",
        lambda evidence: any(
            isinstance(v, int) and v.bit_length() > 10**5 for v in evidence.values()
        ),
    ),
    fills(
        "returns-a-large-text",
        "a text of megabytes is kept",
        "    return 'x' * 50_000_000",
        lambda evidence: len(evidence.said()) > 300_000,
    ),
    fills(
        "returns-a-large-dict",
        "a dict of a million keys is kept",
        "    return {str(n): n for n in range(10**6)}",
        lambda evidence: any(isinstance(v, dict) for v in evidence.values()),
    ),
    fills(
        "returns-a-broadcast-array",
        "an array that takes no memory there takes gigabytes here",
        "    return np.broadcast_to(np.float64(1), (10**6, 10**6))",
    ),
    fills(
        "returns-an-endless-generator",
        "a generator is drawn from for ever",
        "    return iter(int, 1)",
    ),
    fills(
        "returns-a-large-array",
        "an array beyond every limit is kept",
        "    return np.zeros(20_000_000)",
    ),
    Attack(
        "large-arrays-in-every-call",
        "arrays of a few megabytes, one a call, pile up in our memory",
        "import numpy as np\ndef f(x):\n    return np.zeros(2_500_000)\n",
        nothing_else,
        calls=24,
        limits=PATIENT,
    ),
    Attack(
        "large-frames-that-say-little",
        "text of 15 MB becomes gigabytes of small objects of ours",
        f"{FRAMES}\ndef f(x):\n"
        '    text = b\'{"type": "answer", "index": 0, "values": {}, "x": [\'\n'
        "    text += b'{\"\":0},' * 1_900_000 + b'0]}'\n"
        "    write(struct.pack('<4sIQ', b'GRD1', len(text), 0) + text)\n    wait()\n",
        nothing_else,
        limits=PATIENT,
    ),
    Attack(
        "flood-of-frames",
        "frames that it sends faster than we read pile up in our memory",
        f"{FRAMES}\ndef f(x):\n"
        f"    big = frame({{'type': 'answer', 'index': 7}}, {{}}, bytes(60 << 20))\n"
        "    while True: write(big)\n",
        nothing_else,
        limits=PATIENT,
    ),
)
