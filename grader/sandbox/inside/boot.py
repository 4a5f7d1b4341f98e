"""Start of a sandboxed process: load this folder under a private name, then serve."""

import importlib
import importlib.util
import os
import socket
import sys
from pathlib import Path
from typing import BinaryIO

PRIVATE_NAME = "_grader_inside"


def main(role: str, site_packages: str) -> None:
    """Make numpy (and nothing else of `site_packages`) importable, then play the role."""
    folder = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location(
        PRIVATE_NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[PRIVATE_NAME] = package
    spec.loader.exec_module(package)
    imports = importlib.import_module(f"{PRIVATE_NAME}.imports")
    imports.allow_numpy_only(site_packages)
    if role == "zygote":
        zygote = importlib.import_module(f"{PRIVATE_NAME}.zygote")
        zygote.main(socket.socket(fileno=os.dup(0)))
    else:
        if role == "kept":
            importlib.import_module(f"{PRIVATE_NAME}.keeper").keep()
        worker = importlib.import_module(f"{PRIVATE_NAME}.worker")
        worker.serve(*_private_streams())


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Move the wire off descriptors 0 and 1, so that prints and reads of students miss it."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return incoming, outgoing


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
