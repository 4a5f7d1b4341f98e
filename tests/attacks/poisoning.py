"""Attacks on those who come after, on the fork server and on the neighbour in the other slot."""

from tests.attacks.attack import Attack, nothing_else, says, touches_the_host


def leaves(name: str, wins_if: str, body: str) -> Attack:
    """Make an attack that changes its own world; the next homework must see none of it."""
    head = "import builtins, os, random, signal, sys, time\nimport numpy as np\n"
    code = f"{head}\ndef f(x):\n{body}\n    return 1\n"
    return Attack(name, wins_if, code, nothing_else)


def signals(name: str, wins_if: str, target: str, number: int) -> Attack:
    """Make an attack that signals a process, by the one call that the filter lets through."""
    code = (
        "import ctypes, os\ndef f(x):\n    libc = ctypes.CDLL(None, use_errno=True)\n"
        f"    for pid in {target}:\n"
        f"        for call in (234, 200, 62): libc.syscall(call, pid, pid, {number})\n"
        f"        libc.tgkill(pid, pid, {number}); libc.kill(pid, {number})\n"
        "    return 1\n"
    )
    return Attack(name, wins_if, code, touches_the_host)


ATTACKS = (
    leaves(
        "numpy",
        "the next homework has a changed numpy",
        "    np.exp = np.arange = np.dot = lambda *a, **k: 0\n"
        "    np.seterr(all='raise')\n    np.random.seed(7)",
    ),
    leaves(
        "builtins",
        "the next homework has changed builtins",
        "    builtins.print = builtins.len = builtins.open = builtins.isinstance = None",
    ),
    leaves(
        "modules",
        "the next homework imports a changed module",
        "    import json, struct\n    json.dumps = struct.pack = lambda *a, **k: 'poisoned'\n"
        "    sys.modules['math'] = sys.modules['random'] = sys\n    sys.path.insert(0, '/homework/scratch')",
    ),
    leaves(
        "worker-and-wire",
        "the next homework runs in a changed worker",
        "    for name in list(sys.modules):\n        if name.startswith('_grader_inside.'):\n"
        "            vars(sys.modules[name]).clear()",
    ),
    leaves(
        "zygotes-code",
        "code objects that all forks share are changed",
        "    zygote = sys.modules['_grader_inside.zygote']\n"
        "    zygote.raise_walls.__code__ = (lambda walls, resources: None).__code__\n"
        "    zygote.become_worker.__code__ = (lambda outside, walls: None).__code__",
    ),
    leaves(
        "machine-code-of-libraries",
        "machine code that all forks share is changed",
        "    import ctypes\n    libc = ctypes.CDLL(None)\n"
        "    page = ctypes.cast(libc.getppid, ctypes.c_void_p).value & ~4095\n"
        "    if libc.mprotect(ctypes.c_void_p(page), 4096, 7) == 0:\n"
        "        ctypes.memset(ctypes.cast(libc.getppid, ctypes.c_void_p), 0xC3, 1)",
    ),
    leaves(
        "process",
        "the next homework has a changed process around it",
        "    os.umask(0o777)\n    os.chdir('/')\n    os.environ['LEFT'] = 'behind'\n"
        "    time.tzset()\n    sys.setrecursionlimit(77)\n    sys.settrace(lambda *a: None)\n"
        "    for n in (2, 10, 14, 15): signal.signal(n, lambda *a: None)",
    ),
    leaves(
        "scratch",
        "the next homework finds files in its folder",
        "    for folder in ('.', '..', '/homework/scratch'):\n"
        "        with open(folder + '/conftest.py', 'w') as file: file.write('1/0')\n"
        "    os.mkdir('numpy')\n    os.mkdir('/homework/scratch/course')",
    ),
    leaves(
        "imported-files",
        "the next homework imports modules that were left",
        "    for name in ('json', 'random', 'struct', 'typing', 'sitecustomize', 'hw'):\n"
        "        with open(f'/homework/scratch/work/{name}.py', 'w') as file: file.write('1/0')",
    ),
    leaves(
        "random-state",
        "the next homework draws other numbers",
        "    random.seed(5)\n    np.random.rand(9)",
    ),
    leaves(
        "garbage-callbacks",
        "a callback of the garbage collector lives on",
        "    import gc\n    gc.callbacks.append(lambda *a: None)\n    gc.disable()\n"
        "    gc.unfreeze()",
    ),
    signals("kill-the-grader", "the grader is signalled", "(PARENT, os.getppid())", 0),
    signals("kill-a-neighbour", "a process of the same user dies", "(VICTIM,)", 9),
    signals("stop-a-neighbour", "a process of the same user stops", "(VICTIM,)", 19),
    signals("kill-the-fork-server", "process 1 of its namespace dies", "(1,)", 9),
    signals("crash-the-fork-server", "process 1 of its namespace crashes", "(1,)", 11),
    signals("stop-the-fork-server", "process 1 of its namespace stops", "(1,)", 19),
    signals("interrupt-the-fork-server", "process 1 of its namespace is interrupted", "(1,)", 2),
    Attack(
        "signals-by-descriptor",
        "the kernel signals another process for it when a pipe fills (F_SETOWN, F_SETSIG)",
        "import fcntl, os\ndef f(x):\n    said = ''\n    for pid in (1, VICTIM):\n"
        "        try:\n            r, w = os.pipe()\n"
        "            fcntl.fcntl(r, fcntl.F_SETOWN, pid)\n"
        "            fcntl.fcntl(r, 10, 9)\n            fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC)\n"
        "            os.write(w, b'x')\n            said += 'set '\n"
        "        except OSError as error: said += error.strerror\n    return said\n",
        touches_the_host,
    ),
    Attack(
        "lease-on-a-library",
        "a file that all read is leased, so that whoever opens it next must wait for 45 s",
        "import fcntl, os\ndef f(x):\n    folder = os.path.dirname(os.__file__)\n    held = 0\n"
        "    for name in ('antigravity.py', 'this.py', 'sndhdr.py', 'nturl2path.py'):\n"
        "        try:\n            file = os.open(folder + '/' + name, os.O_RDONLY)\n"
        "            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)\n            held += 1\n"
        "        except OSError: pass\n    return 'held' if held else 'none'\n",
        says("held"),
    ),
    Attack(
        "lock-on-a-library",
        "a file that all read is locked for writers",
        "import fcntl, os\ndef f(x):\n"
        "    fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_EX)\n"
        "    return 'locked'\n",
        nothing_else,  # nobody asks for these locks: the next homework is what is looked at
    ),
    Attack(
        "closes-everything",
        "a worker without descriptors is waited for, or taken for our fault",
        "import os, time\ndef f(x):\n    os.closerange(0, 1000)\n    time.sleep(60)\n",
        nothing_else,
        calls=3,
    ),
    Attack(
        "takes-the-wires-place",
        "a file in the wire's place makes our side wait or fail",
        "import os, time\ndef f(x):\n    for n in range(3, 10):\n        try: os.dup2(0, n)\n"
        "        except OSError: pass\n    return 1\n",
        nothing_else,
        calls=3,
    ),
    Attack(
        "thread-that-eats-the-next-batch",
        "our side waits a minute for a worker that never saw its work, and takes the blame",
        "import os, threading\ndef eat():\n    while True:\n        for n in (3, 4, 5, 6):\n"
        "            try: os.read(n, 65536)\n            except OSError: pass\n"
        "def f(x):\n    threading.Thread(target=eat, daemon=True).start()\n    return 1\n"
        "def g(x):\n    return 2\n",
        nothing_else,
        ("f", "g"),
    ),
)
