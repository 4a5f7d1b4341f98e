"""What `grader doctor` tries from inside: this file is run as if it were homework."""

import os

import numpy as np


def exists(path):  # type: ignore[no-untyped-def]
    """Say whether a file of the machine can be seen."""
    return os.path.exists(path)


def read(path):  # type: ignore[no-untyped-def]
    """Read a file of the machine."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path):  # type: ignore[no-untyped-def]
    """Write a file outside of the scratch folder."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("written from inside")


def see(process):  # type: ignore[no-untyped-def]
    """Say whether a process of the machine can be seen or signalled."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return os.path.exists(f"/proc/{int(process)}")
    return True


def connect(port):  # type: ignore[no-untyped-def]
    """Connect to a listener of the machine."""
    import socket

    with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
        return True


def open_socket(_):  # type: ignore[no-untyped-def]
    """Make a socket."""
    import socket

    socket.socket().close()


def fork(_):  # type: ignore[no-untyped-def]
    """Start a process."""
    if os.fork() == 0:
        os._exit(0)


def execute(path):  # type: ignore[no-untyped-def]
    """Become another program."""
    os.execv(path, [path])


def allocate(_):  # type: ignore[no-untyped-def]
    """Take more memory than is allowed."""
    return len(bytearray(64 * 2**30))


def fill(_):  # type: ignore[no-untyped-def]
    """Write a larger file than is allowed."""
    with open("large", "wb") as file:
        file.truncate(2**33)


def spin(_):  # type: ignore[no-untyped-def]
    """Never come back."""
    while True:
        pass


def add(_):  # type: ignore[no-untyped-def]
    """Do honest sums."""
    return float(np.ones(4) @ np.arange(1.0, 5.0))
