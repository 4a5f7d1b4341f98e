"""Attacks that want out: other programs, files outside, rights that were given up."""

from tests.attacks.attack import PATIENT, Attack, returns, says, touches_the_host

RAN = says("it ran")


def starts(name: str, wins_if: str, expression: str) -> Attack:
    """Make an attack that runs another program, which would print two words."""
    code = (
        "import os, subprocess, sys\ncommand = 'echo it ran'\n"
        "python = [PYTHON, '-c', 'print(\"it\", \"ran\")']\n"
        f"def f(x):\n    return str({expression})\n"
    )
    return Attack(name, wins_if, code, RAN, limits=PATIENT)


def writes(name: str, wins_if: str, body: str) -> Attack:
    """Make an attack that changes a file of the host."""
    code = f"import os, shutil\n\ndef f(x):\n    {body}\n"
    return Attack(name, wins_if, code, touches_the_host)


ATTACKS = (
    starts("subprocess", "it runs a program", "subprocess.run(python, capture_output=True).stdout"),
    starts("shell", "it runs a shell", "os.popen(command).read()"),
    starts(
        "system",
        "the C library runs a shell for it",
        "'it ran' if os.system(command + ' > /dev/null') == 0 else 'no'",
    ),
    starts(
        "spawn",
        "posix_spawn runs a program, by vfork or clone",
        "'it ran' if os.posix_spawn(PYTHON, python, {}) else 'no'",
    ),
    starts("exec", "it becomes another program", "os.execv(PYTHON, python)"),
    starts(
        "exec-of-the-loader",
        "it starts a program by the dynamic loader, which it may read",
        "os.execv('/lib64/ld-linux-x86-64.so.2', ['ld', PYTHON])",
    ),
    starts(
        "pool-of-processes",
        "multiprocessing has a process for it",
        "__import__('multiprocessing').get_context('fork').Pool(1).apply(os.getpid) and 'it ran'",
    ),
    starts(
        "terminal",
        "it has a terminal and a process on it",
        "'it ran' if __import__('pty').fork()[0] >= 0 else 'no'",
    ),
    starts(
        "own-program",
        "it writes a program and runs it",
        "(open('run', 'w').write('#!/bin/sh\\necho it ran'), os.chmod('run', 0o755),"
        " subprocess.run(['./run'], capture_output=True).stdout)[-1]",
    ),
    starts(
        "program-in-memory",
        "it runs a program that lies in no folder",
        "os.execve(os.memfd_create('x'), python, {})",
    ),
    Attack(
        "library-of-its-own",
        "it loads machine code that it wrote to its folder as a library",
        "import ctypes, os\ndef f(x):\n"
        "    source = [n for n in os.listdir(os.path.dirname(os.__file__)"
        " + '/lib-dynload') if n.startswith('_bisect')][0]\n"
        "    data = open(os.path.dirname(os.__file__) + '/lib-dynload/' + source, 'rb').read()\n"
        "    open('mine.so', 'wb').write(data)\n"
        "    return ctypes.CDLL(os.getcwd() + '/mine.so') and 'loaded'\n",
        lambda evidence: False,  # no more than machine code in memory, which it has anyway
    ),
    writes("file-outside", "it makes a file outside", "open(OUTSIDE + '/made', 'w').write('x')"),
    writes(
        "change-of-a-neighbours-file",
        "it changes another submission",
        "open(NEIGHBOUR, 'a').write('# changed')",
    ),
    writes("removal", "it removes files outside", "shutil.rmtree(OUTSIDE)"),
    writes("emptying", "it empties a file outside", "os.truncate(NEIGHBOUR, 0)"),
    writes("permissions", "it changes a file's permissions outside", "os.chmod(NEIGHBOUR, 0)"),
    writes("times", "it changes a file's times outside", "os.utime(NEIGHBOUR, (0, 0))"),
    writes("rename-in", "it moves another submission", "os.rename(NEIGHBOUR, 'mine.py')"),
    writes("rename-out", "it moves a file outside", "os.rename('hw.py', OUTSIDE + '/out.py')"),
    writes("folder-outside", "it makes a folder outside", "os.mkdir(OUTSIDE + '/folder')"),
    writes("pipe-outside", "it makes a pipe outside", "os.mkfifo(OUTSIDE + '/pipe')"),
    writes("link-outside", "it makes a link outside", "os.symlink('/', OUTSIDE + '/link')"),
    writes("hard-link", "it makes a hard link to another submission", "os.link(NEIGHBOUR, 'hard')"),
    writes(
        "write-through-a-link",
        "it writes outside through a link in its folder",
        "os.symlink(OUTSIDE, 'there'); open('there/made', 'w').write('x')",
    ),
    writes(
        "write-by-a-raw-call",
        "it writes outside by the kernel's newest way to open",
        "import ctypes; libc = ctypes.CDLL(None); how = (ctypes.c_uint64 * 3)(0o102, 0o600, 0);"
        " libc.syscall(437, -100, (OUTSIDE + '/made').encode(), how, 24)",
    ),
    Attack(
        "temporary-file-outside",
        "it leaves a file in a folder that all can write to",
        "import os\ndef f(x):\n"
        "    for place in ('/tmp', '/var/tmp', '/dev/shm', '/run', '/', '/dev'):\n"
        "        try:\n"
        "            with open(place + '/left-behind', 'w') as file: file.write('x')\n"
        "            return 'left ' + place\n        except OSError: pass\n    return 'none'\n",
        says("left "),
    ),
    Attack(
        "standard-library",
        "it changes the standard library or numpy for all who come after",
        "import os, numpy\ndef f(x):\n"
        "    for path in (os.__file__, numpy.__file__, json.__file__):\n"
        "        try:\n            open(path, 'a').write('# changed')\n"
        "            return 'changed'\n"
        "        except OSError: pass\n    return 'none'\nimport json\n",
        says("changed"),
    ),
    Attack(
        "device-of-the-host",
        "it can write to a device of the host",
        "import os\ndef f(x):\n"
        "    for name in ('/dev/random', '/dev/urandom', '/dev/tty', '/dev/vda'):\n"
        "        try: return 'opened %d' % os.open(name, os.O_WRONLY)\n"
        "        except OSError: pass\n    return 'none'\n",
        says("opened "),
    ),
    Attack(
        "cached-bytecode",
        "it leaves bytecode that others would import",
        "import os, numpy\ndef f(x):\n"
        "    folder = os.path.dirname(numpy.__file__) + '/__pycache__'\n"
        "    open(folder + '/evil.cpython-311.pyc', 'wb').write(b'x')\n    return True\n",
        returns(True),
    ),
    Attack(
        "old-rights",
        "it has capabilities left",
        "import ctypes, os\ndef f(x):\n    try: os.chroot('.')\n    except OSError: pass\n"
        "    else: return 'has rights'\n    try: os.setuid(12345)\n"
        "    except OSError: return 'none'\n"
        "    return 'has rights' if os.getuid() == 12345 else 'none'\n",
        says("has rights"),
    ),
)
