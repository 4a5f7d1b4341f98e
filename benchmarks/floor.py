"""The floor: a process that has numpy loaded and warm forks, calls, and hears the arrays back.

Run as `python -m benchmarks.floor CASES CLASS`. No sandbox, no judging, no report.
"""

import copy
import gc
import marshal
import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

Exercises = Sequence[tuple[str, Sequence[tuple[Any, ...]], Sequence[tuple[Any, ...]]]]


def answers(path: Path, exercises: Exercises) -> list[tuple[str, tuple[int, ...], bytes]]:
    """Execute a submission's module, make all calls, and return the arrays as bytes."""
    space: dict[str, Any] = {"__name__": "word2vec"}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    arrays = [
        np.asarray(output)
        for name, calls, _ in exercises
        for arguments in calls
        for output in space[name](*copy.deepcopy(arguments))
    ]
    return [(array.dtype.str, array.shape, array.tobytes()) for array in arrays]


def forked(path: Path, exercises: Exercises) -> bytes:
    """Return what a fork of this process sends back of one submission."""
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(incoming)
        with os.fdopen(outgoing, "wb") as stream:
            stream.write(marshal.dumps(answers(path, exercises)))
        os._exit(0)
    os.close(outgoing)
    with os.fdopen(incoming, "rb") as stream:
        sent = stream.read()
    os.waitpid(child, 0)
    return sent


def main(cases: str, folder: str) -> None:
    """Fork once for each submission of the class."""
    exercises: Exercises = pickle.loads(Path(cases).read_bytes())
    paths = sorted(Path(folder).glob("*/word2vec.py"))
    outputs = sum(len(row) for _, _, expected in exercises for row in expected)
    answers(paths[0], exercises)
    gc.collect()
    gc.freeze()
    for path in paths:
        if len(marshal.loads(forked(path, exercises))) != outputs:
            sys.exit(f"{path}: not all outputs came back")


if __name__ == "__main__":
    main(*sys.argv[1:])
