"""Attacks that want to know: other submissions, the rubric, the reference, the host's secrets."""

from tests.attacks.attack import PATIENT, Attack, Evidence, says, tells_the_secret

GREP = '''
import os, time

def grep(*tops, end=time.monotonic() + 1.2):
    """Return all lines with a planted word in readable files below some folders."""
    found = []
    for top in tops:
        for folder, _, names in os.walk(top):
            for name in names:
                if time.monotonic() > end:
                    return " ".join(found)
                try:
                    with open(os.path.join(folder, name), "rb") as file:
                        text = file.read(100_000)
                except OSError:
                    continue
                if b"secret-" in text:
                    found.append(text.decode("latin-1"))
    return " ".join(found)
'''
OPENS = '''
import os

def first(*paths):
    """Return the text of the first file that can be opened."""
    for path in paths:
        try:
            with open(path, "rb") as file:
                return path + ":" + file.read(100_000).decode("latin-1")
        except OSError:
            continue
    return "none"
'''


def opened(evidence: Evidence) -> bool:
    """Say whether one of the files could be opened at all."""
    return any(isinstance(value, str) and value != "none" for value in evidence.values())


def read(name: str, wins_if: str, expression: str) -> Attack:
    """Make an attack that opens files by path."""
    return Attack(name, wins_if, f"{OPENS}\ndef f(x):\n    return first({expression})\n", opened)


ATTACKS = (
    read("neighbour-by-path", "it reads another submission by its path", "NEIGHBOUR"),
    read(
        "rubric-by-path",
        "it reads a rubric's file",
        "REPOSITORY + '/rubrics/cs224n-2023-a2.yaml', '../../rubrics/cs224n-2023-a2.yaml'",
    ),
    read(
        "reference-by-path",
        "it reads the reference's source",
        "REPOSITORY + '/reference/naive_softmax.py', REPOSITORY + '/reference/__init__.py'",
    ),
    read(
        "grader-by-path",
        "it reads the grader's own source",
        "REPOSITORY + '/grader/__init__.py', __import__('_grader_inside').__file__",
    ),
    read("passwords", "it reads the host's accounts", "'/etc/passwd', '/etc/shadow', '/etc/group'"),
    read(
        "own-proc",
        "it reads what the kernel tells of its own process",
        "'/proc/self/environ', '/proc/self/maps', '/proc/self/cmdline', '/proc/thread-self/stat'",
    ),
    read(
        "parent-proc",
        "it reads environment, memory or command line of another process",
        "*(f'/proc/{p}/{n}' for p in (1, PARENT, VICTIM, os.getppid())"
        " for n in ('environ', 'cmdline', 'mem', 'maps', 'root' + NEIGHBOUR))",
    ),
    read("mounts", "it reads the host's mounts", "'/proc/mounts', '/proc/self/mountinfo'"),
    read(
        "kernel-files",
        "it reads the kernel's settings or devices",
        "'/sys/kernel/notes', '/proc/version', '/proc/kallsyms', '/dev/kmsg', '/dev/mem'",
    ),
    read(
        "host-configuration",
        "it reads the host's configuration",
        "'/etc/hostname', '/etc/hosts', '/etc/resolv.conf', '/etc/ssl/openssl.cnf', '/etc/fstab'",
    ),
    read(
        "dotdot",
        "it climbs out of its folder",
        "'../../../../../../../..' + NEIGHBOUR, '/homework/scratch/../..' + NEIGHBOUR, '/./' + NEIGHBOUR",
    ),
    read(
        "old-root",
        "the root before pivoting is still there",
        "'/old' + NEIGHBOUR, '/../old' + NEIGHBOUR, '/oldroot' + NEIGHBOUR, '/.old' + NEIGHBOUR",
    ),
    read(
        "magic-links",
        "it gets out by a descriptor's path",
        "'/proc/self/root' + NEIGHBOUR, '/proc/self/cwd/../..' + NEIGHBOUR,"
        " f'/dev/fd/{DESCRIPTOR}', f'/proc/self/fd/{DESCRIPTOR}'",
    ),
    Attack(
        "neighbour-by-walk",
        "it finds another submission by looking everywhere",
        f"{GREP}\ndef f(x):\n    return grep('/tmp', OUTSIDE, '/root', '/home', '/homework/scratch', '/')\n",
        tells_the_secret,
        limits=PATIENT,
    ),
    Attack(
        "symlink-out",
        "it reads a file of the host through a link in its own folder",
        "import os\ndef f(x):\n    os.symlink(NEIGHBOUR, 'link.txt')\n"
        "    return open('link.txt').read()\n",
        tells_the_secret,
    ),
    Attack(
        "folder-link-out",
        "it reads a folder of the host through a link in its own folder",
        "import os\ndef f(x):\n    os.symlink(OUTSIDE, 'there')\n"
        "    return open('there/neighbour/word2vec.py').read()\n",
        tells_the_secret,
    ),
    Attack(
        "folder-descriptor",
        "it reaches the host's files from a descriptor of the root folder",
        "import os\ndef f(x):\n    root = os.open('/', os.O_PATH)\n"
        "    up = os.open('../../..', os.O_PATH, dir_fd=root)\n"
        "    file = os.open(NEIGHBOUR[1:], os.O_RDONLY, dir_fd=up)\n"
        "    return os.read(file, 1000).decode()\n",
        tells_the_secret,
    ),
    Attack(
        "list-root",
        "it can list the folders of its root, and so learns how the host is laid out",
        "import os\ndef f(x):\n    return 'listed ' + ' '.join(os.listdir('/'))\n",
        says("listed "),
    ),
    Attack(
        "list-neighbours",
        "it can list the folder of all submissions",
        "import os\ndef f(x):\n    return 'listed ' + ' '.join(os.listdir(OUTSIDE))\n",
        says("listed "),
    ),
    Attack(
        "size-of-a-neighbours-file",
        "it learns the size and time of another submission without opening it",
        "import os\ndef f(x):\n    return f'size {os.stat(NEIGHBOUR).st_size}'\n",
        says("size "),
    ),
    Attack(
        "environment",
        "the grader's environment is its own",
        "import os\ndef f(x):\n    return ' '.join(f'{k}={v}' for k, v in os.environ.items())\n",
        tells_the_secret,
    ),
    Attack(
        "environment-in-c",
        "the C library still has the grader's environment",
        "import ctypes\ndef f(x):\n    libc = ctypes.CDLL(None)\n"
        "    libc.getenv.restype = ctypes.c_char_p\n"
        "    one = libc.getenv(VARIABLE.encode()) or b''\n"
        "    table = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, 'environ')\n"
        "    for n in range(200):\n        if not table or table[n] is None: break\n"
        "        one += table[n]\n"
        "    return one.decode()\n",
        tells_the_secret,
    ),
    Attack(
        "inherited-descriptors",
        "a file that the grader had open is still open",
        "import os\ndef f(x):\n    said = ''\n    for n in range(3, 300):\n        try:\n"
        "            said += os.pread(n, 1000, 0).decode('latin-1')\n"
        "        except OSError: pass\n    return said\n",
        tells_the_secret,
    ),
    Attack(
        "memory-of-this-process",
        "a secret of the grader's lies in the memory it was forked with",
        "import ctypes, os, time\ndef f(x):\n    r, w = os.pipe()\n    libc = ctypes.CDLL(None)\n"
        "    libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]\n"
        "    end = time.monotonic() + 1\n"
        "    for middle in (id(object()), id(os), ctypes.addressof(ctypes.c_int(1))):\n"
        "        page = middle & ~4095\n"
        "        for step in range(-4000, 4000):\n"
        "            if time.monotonic() > end: return 'not found'\n"
        "            if libc.write(w, page + 4096 * step, 4096) == 4096:\n"
        "                text = os.read(r, 4096)\n"
        "                at = text.find(b'secret' + b'-')\n"
        "                if at >= 0: return text[at:at + 60].decode('latin-1')\n"
        "    return 'not found'\n",
        tells_the_secret,
        limits=PATIENT,
    ),
    Attack(
        "import-the-reference",
        "the reference can be imported",
        "import sys\nsys.path[:0] = [REPOSITORY, '/opt/grader', '/grader', '.']\n"
        "def f(x):\n    import importlib\n"
        "    return 'imported ' + str(importlib.import_module('reference'))\n",
        says("imported "),
    ),
    Attack(
        "import-the-grader",
        "the grader can be imported",
        "import sys\nsys.path.insert(0, REPOSITORY)\n"
        "def f(x):\n    import grader.rubric.load as g\n    return 'imported ' + str(g)\n",
        says("imported "),
    ),
    Attack(
        "import-installed-packages",
        "a package that is installed beside numpy can be imported",
        "import os, sys, numpy\n"
        "sys.path.append(os.path.dirname(os.path.dirname(numpy.__file__)))\n"
        "def f(x):\n    import importlib\n"
        "    for name in ('pydantic', 'yaml', 'jinja2', 'rich', 'click', 'pip'):\n"
        "        try: return 'imported ' + str(importlib.import_module(name))\n"
        "        except ImportError: pass\n    return 'none'\n",
        says("imported "),
    ),
    Attack(
        "garbage-collector",
        "an object of the grader's that holds a secret can be found",
        "import gc\ndef f(x):\n    return ' '.join(repr(o)[:2000] for o in gc.get_objects()\n"
        "        if isinstance(o, (dict, list, tuple)) and 'secret-' in repr(o)[:20000])\n",
        tells_the_secret,
        limits=PATIENT,
    ),
    Attack(
        "frames-and-modules",
        "a frame or module above it holds a secret, the rubric or a path of the host's files",
        "import sys\ndef f(x):\n    said = []\n    frame = sys._getframe()\n    while frame:\n"
        "        said.append(repr(frame.f_locals) + repr(sorted(frame.f_globals)))\n"
        "        frame = frame.f_back\n"
        "    for name, module in list(sys.modules.items()):\n"
        "        said.append(name + repr(getattr(module, '__dict__', {}).get('expected')))\n"
        "    return ' '.join(said)\n",
        says("secret-", "rubric_sha256", "expected':", "max_points"),
        limits=PATIENT,
    ),
    Attack(
        "the-hosts-name",
        "it learns the name of the host",
        "import os\ndef f(x):\n    return 'same' if os.uname().nodename == HOST else 'other'\n",
        says("same"),
    ),
    Attack(
        "message-queues-of-the-host",
        "it reads shared memory of the host",
        "import os\ndef f(x):\n    return 'read ' + ' '.join(os.listdir('/dev/shm')) + "
        "open('/proc/sysvipc/shm').read()\n",
        says("read "),
    ),
)
