"""Runs the grader as on a machine that lacks something that strict isolation needs.

    python -m tests.sandbox.lacking WHAT [ARGUMENTS OF THE GRADER]

Only this process and what it starts lack it: the machine is left alone.
"""

import ctypes.util
import errno
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path

from grader.sandbox.inside import kernel

LOAD_NUMBER = (0x20, 0, 0, 0)
"""The filter's first instruction: look at the number of the system call."""
JUMP_IF_EQUAL, RETURN = 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
UNSHARE = {"x86_64": 272, "aarch64": 97}
PRLIMIT = {"x86_64": 302, "aarch64": 261}


def refuse(number: int, error: int) -> None:
    """Have the kernel refuse one system call from now on, as a container's profile does."""
    program = (LOAD_NUMBER, (JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE | error))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.seccomp(b"".join(struct.pack("<HBBI", *each) for each in (*program, ALLOWED)))


ALLOWED = (RETURN, 0, 0, ALLOW)


def own_namespaces() -> None:
    """Enter a user and a mount namespace in which we may change settings of our own."""
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS)
    kernel.map_only(user, group)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)


def no_user_namespaces() -> None:
    """As where `user.max_user_namespaces` is 0."""
    own_namespaces()
    Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")


def no_unshare() -> None:
    """As in a container with the usual seccomp profile."""
    refuse(UNSHARE[os.uname().machine], errno.EPERM)


def no_landlock() -> None:
    """As on a kernel older than 5.13."""
    refuse(kernel.SYS_LANDLOCK[os.uname().machine], errno.ENOSYS)


def no_libseccomp() -> None:
    """As where the package libseccomp2 is not installed."""
    own_namespaces()
    name = ctypes.util.find_library("seccomp") or "libseccomp.so.2"
    for line in Path("/proc/self/maps").read_text().splitlines() if ctypes.CDLL(name) else ():
        if "libseccomp" in line:
            path = line.split(maxsplit=5)[5]
            kernel.mount("/dev/null", path, None, kernel.MS_BIND)
            return


def no_seccomp() -> None:
    """As on a kernel without filters of system calls."""
    refuse(kernel.SYS_SECCOMP[os.uname().machine], errno.ENOSYS)


def no_limits() -> None:
    """As where a profile forbids setting resource limits."""
    refuse(PRLIMIT[os.uname().machine], errno.EPERM)


LACKS: dict[str, Callable[[], None]] = {
    "user-namespaces": no_user_namespaces,
    "unshare": no_unshare,
    "landlock": no_landlock,
    "libseccomp": no_libseccomp,
    "seccomp": no_seccomp,
    "limits": no_limits,
}


def main(what: str, *arguments: str) -> None:
    """Take something away, then become the grader."""
    LACKS[what]()
    os.execv(sys.executable, [sys.executable, "-m", "grader", *arguments])


if __name__ == "__main__":
    main(*sys.argv[1:])
