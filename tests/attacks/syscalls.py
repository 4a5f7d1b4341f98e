"""Attacks by a system call alone: each must be refused before the kernel looks at its arguments."""

import ctypes
import errno
import platform

from grader.sandbox.syscalls import _library
from tests.attacks.attack import Attack, Evidence

REFUSED = (-errno.EPERM, -errno.ENOSYS)
TABLE = """
fork |  | it has a second process
vfork |  | it has a second process
clone | 17, 0, 0, 0, 0 | it has a second process by the call below fork
clone | 0x10000000 + 17, 0, 0, 0, 0 | it has a second process in a user namespace of its own
clone3 | None, 64 | it has a second process by the call whose flags no filter can see
execve | b"/bin/sh", None, None | it becomes another program
execveat | -100, b"/bin/sh", None, None, 0 | it becomes another program by a descriptor
memfd_create | b"program", 0 | it has a file outside of its folder, to execute
memfd_secret | 0 | it has memory that nobody can look into
ptrace | 0, 0, 0, 0 | it can trace another process or be traced
ptrace | 16, PARENT, 0, 0 | it attaches to the grader
process_vm_readv | PARENT, None, 0, None, 0, 0 | it reads the grader's memory
process_vm_writev | PARENT, None, 0, None, 0, 0 | it writes the grader's memory
process_madvise | 0, None, 0, 0, 0 | it changes another process's memory
kcmp | PARENT, VICTIM, 0, 0, 0 | it learns of other processes' kernel objects
pidfd_open | PARENT, 0 | it gets hold of another process
pidfd_open | 1, 0 | it gets hold of the fork server
pidfd_getfd | 3, 0, 0 | it takes a descriptor out of another process
pidfd_send_signal | 3, 9, None, 0 | it signals by descriptor
kill | PARENT, 0 | it reaches the grader by signal
kill | 1, 0 | it reaches the fork server by signal
kill | -1, 0 | it reaches all processes of the user by signal
tkill | VICTIM, 0 | it reaches a neighbour's process by signal
rt_sigqueueinfo | PARENT, 0, None | it sends a signal with a forged sender
rt_tgsigqueueinfo | PARENT, PARENT, 0, None | it sends a signal with a forged sender
keyctl | 0, -3, 1 | it uses the kernel's keyrings
add_key | b"user", b"note", b"x", 1, -4 | it leaves a note for the next submission in a keyring
request_key | b"user", b"note", None, -4 | it reads a note from a keyring
mount | b"none", b"/homework/scratch", b"tmpfs", 0, None | it mounts a file system
umount2 | b"/homework/scratch", 2 | it takes a mount away
pivot_root | b"/homework/scratch", b"/homework/scratch" | it changes the root
chroot | b"/homework/scratch" | it changes its own root, and climbs out
move_mount | -100, b"/homework/scratch", -100, b"/", 0 | it moves a mount
open_tree | -100, b"/", 1 | it copies a mount
fsopen | b"tmpfs", 0 | it makes a file system
fsmount | 3, 0, 0 | it mounts a file system it made
mount_setattr | -100, b"/", 0, None, 0 | it makes a read-only mount writable
unshare | 0x10000000 | it gains privileges in a user namespace of its own
unshare | 0x00020000 | it has a mount namespace of its own
unshare | 0x40000000 | it has a network namespace of its own
setns | 3, 0 | it enters another namespace
bpf | 0, None, 0 | it loads a program into the kernel
io_uring_setup | 4, None | it makes calls past the filter
io_uring_enter | 3, 0, 0, 0, None, 0 | it makes calls past the filter
io_uring_register | 3, 0, None, 0 | it makes calls past the filter
userfaultfd | 0 | it stops the kernel in the middle of a copy
perf_event_open | None, 0, -1, -1, 0 | it watches other processes
personality | 0x0040000 | it turns address randomisation off
kexec_load | 0, 0, None, 0 | it boots another kernel
init_module | None, 0, b"" | it loads a kernel module
finit_module | 3, b"", 0 | it loads a kernel module
delete_module | b"x", 0 | it unloads a kernel module
open_by_handle_at | -100, None, 0 | it opens files past all folders
name_to_handle_at | -100, b"/", None, None, 0 | it names files past all folders
mknod | b"/homework/scratch/disk", 0o60666, 0x800 | it makes a device of the host's disk
mknodat | -100, b"/homework/scratch/disk", 0o60666, 0x800 | it makes a device of the host's disk
linkat | -100, b"/homework/scratch/work/hw.py", -100, b"/homework/scratch/work/two", 0 | it makes a hard link
chown | b"/homework/scratch", 0, 0 | it changes a file's owner
fchownat | -100, b"/homework/scratch", 0, 0, 0 | it changes a file's owner
setxattr | b"/homework/scratch", b"security.capability", b"x", 1, 0 | it gives a file capabilities
setuid | 0 | it changes its user
setgid | 0 | it changes its group
setresuid | 0, 0, 0 | it changes its user
setgroups | 0, None | it changes its groups
setfsuid | 0 | it opens files as another user
capset | None, None | it changes its capabilities
capget | None, None | it looks at other processes' capabilities
prctl | 4, 1, 0, 0, 0 | others may trace it again
prctl | 38, 0, 0, 0, 0 | it may gain privileges again
prctl | 1, 0, 0, 0, 0 | it lives on when the fork server dies
prctl | 36, 1, 0, 0, 0 | orphans come to it instead of the fork server
seccomp | 1, 0, None | it adds a filter of its own
landlock_create_ruleset | None, 0, 1 | it talks to Landlock
shmget | 4242, 4096, 0o1666 | it leaves shared memory for the next submission
shmat | 0, None, 0 | it attaches shared memory
msgget | 4242, 0o1666 | it leaves a message for the next submission
semget | 4242, 1, 0o1666 | it leaves a semaphore for the next submission
mq_open | b"x", 0o102, 0o666, None | it leaves a message queue for the next submission
socket | 1, 1, 0 | it has a socket of this machine
socket | 2, 1, 0 | it has a TCP socket
socket | 10, 2, 0 | it has a UDP socket
socket | 16, 3, 0 | it talks to the kernel by netlink
socket | 17, 3, 0 | it sees all packets
socket | 40, 1, 0 | it talks to the machine below
socket | 38, 5, 0 | it talks to the kernel's ciphers
socketpair | 1, 1, 0, None | it has a pair of sockets
connect | 3, b"", 0 | it connects a descriptor that it was left with
bind | 3, b"", 0 | it binds a descriptor that it was left with
listen | 3, 1 | it listens on a descriptor that it was left with
accept | 3, None, None | it accepts on a descriptor that it was left with
sendmsg | 3, None, 0 | it sends descriptors to the grader
recvmsg | 3, None, 0 | it receives descriptors from the grader
setsockopt | 3, 1, 7, None, 0 | it changes the grader's wire
shutdown | 3, 2 | it closes the grader's end of the wire
ioctl | 0, 0x5412, b"x" | it types into the terminal (TIOCSTI)
ioctl | 0, 0x541C, b"x" | it pastes into the console (TIOCLINUX)
ioctl | 3, 0x8904, b"x" | it takes the wire's signals
vhangup | 0 | it hangs up the terminal
sched_setaffinity | 0, 8, b"\\1" + bytes(7) | it moves to another core
sched_setscheduler | 0, 0, None | it changes how it is scheduled
sched_setattr | 0, None, 0 | it changes how it is scheduled
setpriority | 0, 0, -5 | it goes before others
ioprio_set | 1, 0, 0 | it reads before others
setrlimit | 9, None | it changes a limit
prlimit64 | PARENT, 9, None, None | it changes the grader's limits
mlock | None, 4096 | it keeps memory from being swapped
mlockall | 3 | it keeps memory from being swapped
set_mempolicy | 0, None, 0 | it moves its memory
migrate_pages | PARENT, 0, None, None | it moves the grader's memory
move_pages | PARENT, 0, None, None, None, 0 | it moves the grader's memory
swapon | b"/homework/scratch/x", 0 | it gives the kernel a swap file
reboot | 0, 0, 0, None | it boots the host
sethostname | b"x", 1 | it names the host
setdomainname | b"x", 1 | it names the host's domain
settimeofday | None, None | it sets the clock
clock_settime | 0, None | it sets the clock
adjtimex | None | it bends the clock
timer_create | 1, None, None | it has timers that outlive exec
syslog | 3, None, 0 | it reads the kernel's messages
acct | None | it changes accounting
quotactl | 0, None, 0, None | it changes disk quotas
iopl | 3 | it talks to hardware
ioperm | 0, 1, 1 | it talks to hardware
modify_ldt | 0, None, 0 | it changes its segment table
fanotify_init | 0, 0 | it watches the host's files
inotify_init1 | 0 | it watches files
signalfd4 | -1, None, 8, 0 | it reads signals as a file
vmsplice | 3, None, 0, 0 | it gives pages to the kernel
splice | 3, None, 4, None, 0, 0 | it moves pages between files
remap_file_pages | None, 0, 0, 0, 0 | it remaps pages
lookup_dcookie | 0, None, 0 | it turns cookies into paths
uselib | b"x" | it loads a library into the kernel's hands
sysfs | 3 | it counts the kernel's file systems
statmount | None, None, 0, 0 | it reads the host's mounts
listmount | None, None, 0, 0 | it lists the host's mounts
lsm_list_modules | None, None, 0 | it asks for the kernel's security modules
futex_waitv | None, 0, 0, None, 0 | it uses a call newer than the list
a_call_yet_to_come | 999 | it makes a call that no list knows
"""
CODE = """
import ctypes

def f(x):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall({number}, {arguments})
    return result if result >= 0 else -ctypes.get_errno()
"""


def reached_the_kernel(evidence: Evidence) -> bool:
    """Say whether the call was made: it did something, or failed for its arguments alone."""
    return any(v not in REFUSED for v in evidence.values())


def attacks() -> tuple[Attack, ...]:
    """Return one attack a line of the table, as far as this machine knows the call."""
    made: dict[str, Attack] = {}
    for line in TABLE.strip().splitlines():
        name, arguments, wins_if = (part.strip() for part in line.split(" | "))
        number = 999 if arguments == "999" else _number(name)
        if number is None:
            continue
        code = CODE.format(number=number, arguments=arguments)
        again = sum(known.split("-")[0] == name for known in made)
        label = f"{name}-{again + 1}" if again else name
        made[label] = Attack(label, wins_if, code, reached_the_kernel)
    return tuple(made.values())


def _number(name: str) -> int | None:
    number = _library().seccomp_syscall_resolve_name(name.encode())
    return ctypes.c_int(number).value if number >= 0 else None


def machine_code(name: str, wins_if: str, code: bytes) -> Attack:
    """Make an attack that brings machine code along; it wins if the code returns a process id."""
    text = (
        "import ctypes, mmap\n\ndef f(x):\n    page = mmap.mmap(-1, 4096, prot=7)\n"
        f"    page.write({code!r})\n"
        "    address = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
        "    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()\n"
    )
    return Attack(name, wins_if, text, lambda evidence: any(v > 0 for v in evidence.values()))


MACHINE_CODE = (
    machine_code(
        "calls-of-32-bit",
        "the filter looks at other numbers than those of int 0x80 (getpid is 20 there)",
        bytes.fromhex("b814000000cd80c3"),
    ),
    machine_code(
        "calls-of-x32",
        "the filter takes numbers of the x32 kind for unknown ones and lets them pass",
        bytes.fromhex("b8270000400f05c3"),
    ),
    machine_code(
        "fork-in-machine-code",
        "the filter sits in the C library, not in the kernel",
        bytes.fromhex("b8390000000f0585c07509b83c00000031ff0f05c3"),  # the child exits at once
    ),
)
ATTACKS = (*attacks(), *(MACHINE_CODE if platform.machine() == "x86_64" else ()))
