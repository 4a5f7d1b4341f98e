"""A Python that lacks what Windows and macOS lack; run as `python without.py` before other code.

As a stand-in for `sys.executable` it starts workers in the same poor world.
"""

import builtins
import os
import runpy
import signal
import sys
from typing import Any

MODULES = frozenset(
    "fcntl resource pwd grp termios tty pty syslog crypt spwd nis readline _posixshmem".split()
)
FUNCTIONS = (
    "killpg fork forkpty setsid getuid geteuid getgid getegid setuid pidfd_open memfd_create "
    "eventfd sched_setaffinity sched_getaffinity getpgid setpgid chown mkfifo unshare setns "
    "getpriority setpriority sync posix_spawn wait3 wait4 splice sendfile"
).split()
SIGNALS = "SIGKILL SIGALRM SIGXCPU SIGHUP SIGCHLD SIGUSR1 SIGUSR2".split()


class Absent:
    """Finds none of the modules that are not there."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Refuse a module as if it were nowhere."""
        if name.partition(".")[0] in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def poor() -> None:
    """Take away modules, functions, signals and /proc."""
    import subprocess  # has ways of its own on other systems

    kill, number = os.kill, int(signal.SIGKILL)
    subprocess.Popen.kill = lambda self: kill(self.pid, number)  # type: ignore[method-assign]
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Absent())  # type: ignore[arg-type]
    for name in FUNCTIONS:
        if hasattr(os, name):
            delattr(os, name)
    for name in SIGNALS:
        if hasattr(signal, name):
            delattr(signal, name)
    for module, name in ((builtins, "open"), (os, "open"), (os, "stat"), (os, "listdir")):
        setattr(module, name, blind(getattr(module, name)))


def blind(function: Any) -> Any:
    """Return the function without what lies below /proc."""

    def seeing(path: Any = ".", *more: Any, **keywords: Any) -> Any:
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith("/proc"):
            raise FileNotFoundError(2, "No such file or directory", os.fspath(path))
        return function(path, *more, **keywords)

    return seeing


def main(arguments: list[str]) -> None:
    """Become poor, then run a file (`boot.py ROLE SITE`) or the grader (`grader ...`)."""
    while arguments and arguments[0].startswith("-"):
        arguments = arguments[1:]
    poor()
    sys.argv = arguments
    if arguments[0] == "grader":
        sys.executable = os.environ["POOR_PYTHON"]
        from grader.cli.main import main as grader

        sys.exit(grader(arguments[1:]))
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
