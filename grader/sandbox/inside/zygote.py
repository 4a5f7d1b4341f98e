"""The fork server: process 1 of its own namespaces, forks one worker a submission."""

import argparse  # noqa: F401 - homework imports it
import array
import gc
import json
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np

from . import kernel, limits, old_numpy, wire, worker
from .laying import lay_out
from .outgoing import Belled
from .rehearsal import rehearse

NAMESPACES = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
SCRATCH_BYTES = 64 * 2**20
SCRATCH_FILES = 4096


class Walls(NamedTuple):
    """What a worker is kept in by."""

    layers: frozenset[str]
    scratch: str
    rules: int
    """Descriptor of the Landlock rules; -1 without that layer."""
    program: bytes


def enter(config: dict[str, Any], control: socket.socket) -> None:
    """Enter fresh namespaces and become the fork server; returns in no process but it."""
    kernel.die_with_parent()
    if "namespaces" not in config["layers"]:
        return
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(NAMESPACES)
    kernel.map_only(user, group)
    kernel.set_host_name("homework")
    first = os.fork()
    if first:
        control.close()
        _, status = os.waitpid(first, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.die_with_parent()
    build_root(config)


def build_root(config: dict[str, Any]) -> None:
    """Make a root that holds what homework may read, and nothing else of this machine."""
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    root = config["root"]
    kernel.mount("grader", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
    for path in config["readable"]:
        show(path, root + path)
    for path in config["hidden"]:
        if os.path.isdir(root + path):
            kernel.mount("none", root + path, "tmpfs", kernel.MS_RDONLY, "size=4k")
    for device in DEVICES:
        show(device, root + device)
    for folder in (config["scratch"], "/tmp", "/old"):
        os.makedirs(root + folder, exist_ok=True)
    os.chmod(root + "/tmp", 0o555)
    kernel.pivot_into(root, root + "/old")
    kernel.mount(
        None, "/", None, kernel.MS_REMOUNT | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV
    )


def show(source: str, target: str) -> None:
    """Bind a file or folder of the machine into the new root, read-only."""
    if os.path.islink(source):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.lexists(target):
            os.symlink(os.readlink(source), target)
        return
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="ascii"):
            pass
    kernel.bind_read_only(source, target)


def serve(config: dict[str, Any], control: socket.socket) -> NoReturn:
    """Fork a worker for every wire that comes over the control socket; tell how it ended."""
    walls = build_walls(config)
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"ready": os.getpid()}).encode())
    while True:
        message, descriptors = receive(control)
        if not message:
            os._exit(0)
        outside, bell = descriptors
        if "namespaces" in walls.layers:
            mount_scratch(walls.scratch)
        child = os.fork()
        if child == 0:
            control.close()
            become_worker(outside, bell, walls)
        handle = os.pidfd_open(child)
        os.close(outside)
        os.close(bell)
        send_with(control, b"started", handle)
        os.close(handle)
        _, status = os.waitpid(child, 0)
        if "namespaces" in walls.layers:
            sweep()
            kernel.unmount(walls.scratch)
        control.send(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode())


def build_walls(config: dict[str, Any]) -> Walls:
    """Prepare, once for all workers, what keeps them in."""
    layers = frozenset(config["layers"])
    rules = -1
    if "landlock" in layers:
        readable = [path for path in (*config["readable"], *DEVICES) if os.path.exists(path)]
        # The scratch folder is another one each time: the rule is on the folder that holds it.
        rules = kernel.landlock_rules(readable, [os.path.dirname(config["scratch"])])
    if "namespaces" in layers:
        kernel.bound_privileges()
    return Walls(layers, config["scratch"], rules, bytes.fromhex(config["filter"]))


def sweep() -> None:
    """Kill and reap whatever else lives in this namespace; only process 1 stays."""
    try:
        os.kill(-1, signal.SIGKILL)
        while True:
            os.waitpid(-1, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def become_worker(outside: int, bell: int, walls: Walls) -> NoReturn:
    """Turn a fresh fork into the worker of one submission; never returns."""
    code = 70
    try:
        os.setsid()
        kernel.die_with_parent()
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        kernel.close_all_but([each for each in (outside, bell, walls.rules) if each >= 0])
        incoming = os.fdopen(outside, "rb", closefd=False)
        outgoing = Belled(outside, bell)
        setup = wire.read_frame(incoming)
        decoder = wire.Decoder(setup.blob, lambda data, _: data, wire.Opaque)
        lay_out(Path(walls.scratch), decoder.decode(setup.header["values"]["files"]))
        os.chdir(setup.header["root"])
        os.environ.clear()
        os.environ.update(setup.header["environment"])
        tempfile.tempdir = walls.scratch
        raise_walls(walls, setup.header["limits"])
        worker.serve_with(setup.header, incoming, outgoing)
        code = 0
    except KeyboardInterrupt:
        code = 71
    finally:
        os._exit(code)


def mount_scratch(folder: str) -> None:
    """Mount an empty folder of limited size: one worker's, taken away when it has ended."""
    options = f"size={SCRATCH_BYTES},nr_inodes={SCRATCH_FILES},mode=700"
    kernel.mount("scratch", folder, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def raise_walls(walls: Walls, resources: dict[str, int]) -> None:
    """Give up every privilege and put up the walls; from here on student code may run."""
    if "rlimits" in walls.layers:
        limits.enforce(resources)
    if "namespaces" in walls.layers:
        kernel.drop_privileges()
    else:
        kernel.no_new_privileges()
    if "landlock" in walls.layers:
        kernel.landlock(walls.rules)
    if "seccomp" in walls.layers:
        kernel.seccomp(walls.program)


def receive(control: socket.socket) -> tuple[bytes, list[int]]:
    """Return one message of the control socket and the descriptors that came with it."""
    descriptors = array.array("i")
    message, ancillary, _, _ = control.recvmsg(256, socket.CMSG_LEN(2 * descriptors.itemsize))
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return message, list(descriptors)


def send_with(control: socket.socket, message: bytes, descriptor: int) -> None:
    """Send a message together with a descriptor."""
    rights = array.array("i", [descriptor])
    control.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def main(control: socket.socket) -> NoReturn:
    """Read the configuration, isolate, load numpy, serve."""
    config = json.loads(control.recv(1 << 20))
    try:
        enter(config, control)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        warm(config)
        serve(config, control)
    except OSError as error:
        control.send(json.dumps({"failed": str(error)}).encode())
    finally:
        os._exit(72)


def warm(config: dict[str, Any]) -> None:
    """Do once for all what every homework does first."""
    old_numpy.put_back()
    np.seterr(all="ignore")
    np.random.seed(0)
    sys.argv = ["homework.py"]
    walled = "namespaces" in config["layers"]
    if walled:
        mount_scratch(config["scratch"])
    rehearse(config["scratch"])
    if walled:
        kernel.unmount(config["scratch"])
