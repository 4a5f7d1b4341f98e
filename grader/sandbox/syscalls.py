"""The system calls that homework may make: the filter's program, built by libseccomp."""

import ctypes
import ctypes.util
import errno
import os
from functools import cache

ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range
open openat openat2 creat stat fstat lstat newfstatat statx access faccessat faccessat2
getdents getdents64 getcwd chdir fchdir readlink readlinkat statfs fstatfs
mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 symlink symlinkat
truncate ftruncate fallocate fsync fdatasync fadvise64 flock
chmod fchmod fchmodat utimensat futimesat utime utimes umask
dup dup2 dup3 pipe pipe2 poll ppoll select pselect6 eventfd2
epoll_create1 epoll_create epoll_ctl epoll_wait epoll_pwait sendfile copy_file_range
mmap munmap mprotect mremap madvise msync brk
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
restart_syscall pause alarm setitimer getitimer nanosleep clock_nanosleep
clock_gettime clock_getres gettimeofday time times
getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid
getgroups getrlimit getrusage getpriority uname sysinfo getcpu getrandom
sched_yield sched_getaffinity sched_getparam sched_getscheduler
futex set_tid_address set_robust_list get_robust_list rseq membarrier arch_prctl
exit exit_group tgkill
""".split()
SMALL_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX."""
PLAIN_FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 1030)
"""F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, the locks, F_DUPFD_CLOEXEC: no leases."""
ACT_ALLOW = 0x7FFF0000
CMP_EQ = 4
OPTIMIZE, BINARY_TREE = 8, 2


class FilterError(Exception):
    """The filter can't be built here: what is missing and what to install."""


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def _refuse(number: int) -> int:
    return 0x00050000 | number


@cache
def filter_program() -> bytes:
    """Return the BPF program: named calls are allowed, all else is EPERM, threads too.

    Raises FilterError where libseccomp is missing.
    """
    library = _library()
    context = library.seccomp_init(ctypes.c_uint32(_refuse(errno.EPERM)))
    if not context:
        raise FilterError("libseccomp could not make a filter")
    try:
        library.seccomp_attr_set(ctypes.c_void_p(context), OPTIMIZE, BINARY_TREE)
        for name in ALLOWED:
            _allow(library, context, name)
        for request in SMALL_IOCTLS:
            _allow(library, context, "ioctl", _Comparison(1, CMP_EQ, request, 0))
        for command in PLAIN_FCNTLS:
            _allow(library, context, "fcntl", _Comparison(1, CMP_EQ, command, 0))
        own = _Comparison(0, CMP_EQ, 0, 0)
        _allow(library, context, "prlimit64", own)
        # The C library takes this for an old kernel, tries clone, and Python says "can't start new
        # thread" at once.
        _rule(library, context, _refuse(errno.ENOSYS), "clone3")
        return _exported(library, context)
    finally:
        library.seccomp_release(ctypes.c_void_p(context))


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("seccomp") or "libseccomp.so.2"
    try:
        library = ctypes.CDLL(name, use_errno=True)
    except OSError:
        raise FilterError("libseccomp is missing: install the package libseccomp2") from None
    library.seccomp_init.restype = ctypes.c_void_p
    return library


def _allow(library: ctypes.CDLL, context: int, name: str, *tests: _Comparison) -> None:
    _rule(library, context, ACT_ALLOW, name, *tests)


def _rule(library: ctypes.CDLL, context: int, action: int, name: str, *tests: _Comparison) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number < 0:
        return  # this machine has no such call
    array = (_Comparison * len(tests))(*tests)
    result = library.seccomp_rule_add_array(
        ctypes.c_void_p(context), ctypes.c_uint32(action), number, len(tests), array
    )
    if result < 0:
        raise FilterError(f"libseccomp refused a rule for {name}: {os.strerror(-result)}")


def _exported(library: ctypes.CDLL, context: int) -> bytes:
    file = os.memfd_create("filter")
    try:
        if library.seccomp_export_bpf(ctypes.c_void_p(context), file) < 0:
            raise FilterError("libseccomp could not export the filter")
        os.lseek(file, 0, os.SEEK_SET)
        program = os.read(file, 1 << 20)
    finally:
        os.close(file)
    if not program or len(program) % 8:
        raise FilterError("libseccomp exported no whole filter")
    return program
