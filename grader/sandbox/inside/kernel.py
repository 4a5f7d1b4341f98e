"""The kernel's isolation calls, by ctypes: Python 3.11 has none of them."""

import ctypes
import os
import struct

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MS_RELATIME = 1 << 21
ST_RELATIME = 4096
KEPT_FLAGS = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | 1024 | 2048
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
PR_SET_CHILD_SUBREAPER = 36
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
SYS_LANDLOCK = {"x86_64": 444, "aarch64": 444}
SECCOMP_SET_MODE_FILTER = 1
LANDLOCK_RULE_PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
EVERYTHING_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
SCRATCH_RIGHTS = (1 << 15) - 1 - (1 << 0)  # all but EXECUTE
LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


class KernelError(OSError):
    """A call that isolation needs was refused."""


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise KernelError(number, f"{what}: {os.strerror(number)}")
    return result


def _machine() -> str:
    return os.uname().machine


def unshare(flags: int) -> None:
    """Move this process into namespaces of its own."""
    _checked(_libc.unshare(flags), "unshare")


def set_host_name(name: str) -> None:
    """Give the machine another name, in a UTS namespace of its own."""
    _checked(_libc.sethostname(name.encode(), ctypes.c_size_t(len(name))), "sethostname")


def map_only(user: int, group: int) -> None:
    """Make this user the only one that exists in the new user namespace."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Mount; as mount(2)."""
    result = _libc.mount(
        source.encode() if source else None,
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        data.encode() if data else None,
    )
    _checked(result, f"mount {target}")


def bind_read_only(source: str, target: str) -> None:
    """Show a file or folder at another place, read-only."""
    mount(source, target, None, MS_BIND | MS_REC)
    had = os.statvfs(target).f_flag
    kept = had & KEPT_FLAGS | (MS_RELATIME if had & ST_RELATIME else 0)
    mount(None, target, None, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | kept)


def unmount(target: str) -> None:
    """Take what is mounted there away."""
    _checked(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def pivot_into(root: str, old: str) -> None:
    """Make `root` the root of this mount namespace and let go of all else."""
    number = SYS_PIVOT_ROOT[_machine()]
    _checked(_libc.syscall(number, root.encode(), old.encode()), "pivot_root")
    os.chdir("/")
    inner = "/" + os.path.relpath(old, root)
    unmount(inner)
    os.rmdir(inner)


def prctl(option: int, value: int, third: int = 0) -> int:
    """Set a property of this process."""
    return int(_libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(third), 0, 0))


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it is gone."""
    _checked(prctl(PR_SET_PDEATHSIG, 9), "prctl PDEATHSIG")


def adopt_orphans() -> None:
    """Make every process below this one its child when the process between them is gone."""
    _checked(prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl CHILD_SUBREAPER")


def bound_privileges() -> None:
    """See to it that no program started from here on can gain a capability, nor its children."""
    for capability in range(LAST_CAPABILITY + 1):
        if prctl(PR_CAPBSET_DROP, capability) < 0:
            break  # beyond the last one that this kernel knows
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)


def drop_privileges() -> None:
    """Give up every capability, for good."""
    header = struct.pack("<Ii", 0x20080522, 0)
    _checked(_libc.capset(header, struct.pack("<6I", *[0] * 6)), "capset")
    no_new_privileges()


def no_new_privileges() -> None:
    """Gain nothing from set-user-id programs, and be no other process's to trace."""
    _checked(prctl(PR_SET_NO_NEW_PRIVS, 1), "prctl NO_NEW_PRIVS")
    be_no_one_s_to_read()


def be_no_one_s_to_read() -> None:
    """Keep this process's memory and variables from all others of the same user."""
    _checked(prctl(PR_SET_DUMPABLE, 0), "prctl DUMPABLE")


def landlock_abi() -> int:
    """Return the Landlock version of this kernel; raises KernelError where there is none."""
    number = SYS_LANDLOCK[_machine()]
    return _checked(_libc.syscall(number, None, ctypes.c_size_t(0), 1), "landlock")


def landlock_rules(read: list[str], write: list[str]) -> int:
    """Return a descriptor of rules: read below `read`, read and write below `write`, no more."""
    number = SYS_LANDLOCK[_machine()]
    abi = landlock_abi()
    handled = EVERYTHING_BY_ABI.get(abi, (1 << 16) - 1)
    attributes = struct.pack("<Q", handled)
    if abi >= 4:
        attributes += struct.pack("<Q", 3)  # no binding and connecting of TCP
    if abi >= 6:
        attributes += struct.pack("<Q", 3)  # no abstract sockets, no signals to the outside
    rules = _checked(
        _libc.syscall(number, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock ruleset"
    )
    for paths, rights in ((read, READ_FILE | READ_DIR), (write, SCRATCH_RIGHTS & handled)):
        for path in paths:
            _allow(number, rules, path, rights)
    return rules


def landlock(rules: int) -> None:
    """Keep this process to the files that `rules` allow, for good; closes the descriptor."""
    number = SYS_LANDLOCK[_machine()]
    _checked(_libc.syscall(number + 2, rules, 0), "landlock restrict")
    os.close(rules)


def _allow(number: int, rules: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(path):
        rights &= READ_FILE | 2  # a single file: reading, and writing where that was granted
    rule = struct.pack("<Qi", rights, place)
    result = _libc.syscall(number + 1, rules, LANDLOCK_RULE_PATH_BENEATH, rule, 0)
    os.close(place)
    _checked(result, f"landlock rule {path}")


def seccomp(program: bytes) -> None:
    """Install a filter of system calls; `program` is an array of sock_filter."""
    buffer = ctypes.create_string_buffer(program, len(program))
    description = struct.pack("<H6xQ", len(program) // 8, ctypes.addressof(buffer))
    number = SYS_SECCOMP[_machine()]
    _checked(_libc.syscall(number, SECCOMP_SET_MODE_FILTER, 0, description), "seccomp")


def close_all_but(kept: list[int]) -> None:
    """Close every descriptor above 2 that isn't named."""
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, 65536)
