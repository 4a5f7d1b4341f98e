"""The worker: loads files, makes calls, sends back what happened; it judges nothing."""

import difflib
import inspect
import os
import random
import re
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from . import limits, old_numpy, python2, wire
from .capture import captured
from .imports import Absent
from .kernel import die_with_parent
from .laying import lay_out
from .loading import Loader, SourceError, describe, run_plain
from .outgoing import Outgoing, Stream

ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
OLD_NUMPY_WARNINGS = r"Conversion of an array with ndim > 0|Calling np.sum\(generator\)"
MOST_TRACE = 8


class Worker:
    """One submission's process: the loader, the probes, and the stream to the parent."""

    def __init__(self, incoming: BinaryIO, outgoing: Outgoing, setup: dict[str, Any]) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        self.top = Path(setup["top"])
        stand_ins = Path(setup["stand_ins"]) if setup["stand_ins"] else None
        root = Path(setup["root"])
        self.loader = Loader(root, self.top, stand_ins, setup["definitions_only"])
        self.output_limit = int(setup["output_limit"])
        self.probes = types.ModuleType("_probes")
        if setup["probes"]:
            run_plain(Path(setup["probes"]), self.probes)
        self.old_numpy_used = False
        self.loader.install()

    def send(self, header: dict[str, Any], values: dict[str, Any] | None = None) -> None:
        """Write one frame."""
        self.outgoing.send(wire.encode_frame(header, values, wire.ANSWER_BLOB))

    def batch(self, frame: wire.Frame) -> None:
        """Load a file, then make the calls of a batch, one answer each."""
        header = frame.header
        self.send({"type": "loading"})
        file = self.top / header["file"]
        with captured(self.output_limit):
            Absent.judging = False
            try:
                module = self.loader.load(file)
                function, note = find_function(module, header["functions"])
            except SourceError as error:
                self.send_problem(error.reason, str(error), error.file, error.line)
                return
            except MemoryError as error:
                self.send_problem("out-of-memory", describe(error), header["file"], None)
                return
            except BaseException as error:
                self.send_problem("import-failed", describe(error), header["file"], None)
                return
        for number, names in enumerate(header["services"]):
            self.loader.replace_functions(names, self.service(number))
        if function is None:
            self.send_problem("missing-function", note, self.loader.relative(file), None)
            return
        remarks = list(self.loader.remarks.get(self.loader.relative(file), []))
        remarks += [note] if note else []
        self.send({"type": "loaded", "remarks": remarks}, {"defaults": number_defaults(function)})
        positional = positional_room(function)
        for index, call in enumerate(header["calls"]):
            decoder = wire.Decoder(frame.blob, lambda data, _: data, wire.Opaque, wire.Special)
            values = decoder.decode(header["values"][str(index)])
            self.answer(index, module, function, positional, call, values)
        self.send({"type": "done", "remarks": self.numpy_remarks()})

    def service(self, number: int) -> Callable[..., Any]:
        """Return a function that has its answers from the parent."""

        def answered(*arguments: Any, **more: Any) -> Any:
            given = [*arguments, *more.values()]
            self.send({"type": "ask", "service": number}, {"arguments": given})
            self.outgoing.rest()
            frame = wire.read_frame(self.incoming)
            if "failed" in frame.header:
                raise RuntimeError(frame.header["failed"])
            decoder = wire.Decoder(frame.blob, lambda data, _: data, wire.Opaque)
            return decoder.decode(frame.header["values"]["value"])

        return answered

    def send_problem(self, reason: str, message: str, file: str, line: int | None) -> None:
        """Tell that the file could not be loaded, or lacks the function."""
        name = self.loader.relative(Path(file)) if Path(file).is_absolute() else file
        header = {"type": "problem", "reason": reason, "message": ADDRESS.sub("0x…", message)}
        self.send({**header, "file": name, "line": line})

    def answer(
        self,
        index: int,
        module: types.ModuleType,
        function: Callable[..., Any],
        room: int | None,
        call: dict[str, Any],
        values: list[Any],
    ) -> None:
        """Make one call and send what came of it."""
        random.seed(call["seed"])
        np.random.seed(call["seed"])
        np.seterr(all="ignore")
        probes: list[Any] = []
        with captured(self.output_limit) as output:
            Absent.judging = True
            try:
                arguments, probes = self.build_arguments(module, values)
                if room is not None and len(arguments) > room:
                    arguments = fit(room, module, arguments, call["names"], call["droppable"])
                value = function(*arguments)
                if inspect.isgenerator(value):
                    value = wire.Opaque("generator")
            except BaseException as error:
                self.send(self.raised(index, error, output.text()))
                return
            finally:
                Absent.judging = False
        notes = {
            name: int(count)
            for probe in probes
            if hasattr(probe, "notes")
            for name, count in probe.notes().items()
        }
        header = {"type": "answer", "index": index, "stdout": output.text(), "notes": notes}
        after = list(arguments) if call["want_after"] else None
        try:
            self.send(header, {"value": value, "after": after})
        except MemoryError as error:
            self.send(self.raised(index, error, output.text()))

    def build_arguments(
        self, module: types.ModuleType, values: list[Any]
    ) -> tuple[list[Any], list[Any]]:
        """Make probes, and look up the student's own functions, where a call asks for them."""
        probes: list[Any] = []

        def build(value: Any) -> Any:
            if isinstance(value, wire.Special) and value.tag == "probe":
                options = {name: build(item) for name, item in value.payload["options"].items()}
                probes.append(getattr(self.probes, value.payload["name"])(**options))
                return probes[-1]
            if isinstance(value, wire.Special):
                found, note = find_function(module, value.payload)
                if found is None:
                    raise AttributeError(note)
                return found
            return value

        return [build(value) for value in values], probes

    def raised(self, index: int, error: BaseException, stdout: str) -> dict[str, Any]:
        """Describe an exception: its type, its text, and the student's own frames."""
        frames = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename.startswith(str(self.top))
        ]
        trace = [self.frame(each) for each in frames[-MOST_TRACE:]]
        last = frames[-1] if frames else None
        try:
            message = str(error)
        except BaseException:
            message = ""
        old = python2.python2_name(error)
        return {
            "type": "raised",
            "index": index,
            "exception": type(error).__name__,
            "message": ADDRESS.sub("0x…", message)[:1000].replace(str(self.top), "."),
            "file": self.loader.relative(Path(last.filename)) if last else "",
            "line": last.lineno if last else None,
            "trace": trace,
            "python2": old,
            "stdout": stdout,
        }

    def frame(self, frame: traceback.FrameSummary) -> str:
        """Return one line of a traceback."""
        place = f"{self.loader.relative(Path(frame.filename))}:{frame.lineno}"
        return f"{place} in {frame.name}: {(frame.line or '').strip()[:160]}"

    def numpy_remarks(self) -> list[str]:
        """Say which habits of older NumPy versions the student's code relies on."""
        names = sorted(old_numpy.Used.names)
        remarks = [
            f"`np.{n}` no longer exists in NumPy 2; the old name was put back" for n in names
        ]
        if self.old_numpy_used:
            remarks.append(
                "an array is used where a single number is due (or np.sum is given a generator): "
                "this worked before NumPy 2.4, and is an error from there on"
            )
        return remarks


def find_function(
    module: types.ModuleType, names: list[str]
) -> tuple[Callable[..., Any] | None, str]:
    """Return the student's function and a remark, or None and what was found instead."""
    for name in names:
        found = getattr(module, name, None)
        if callable(found) and not isinstance(found, Absent):
            return found, ""
    functions = [n for n, v in vars(module).items() if isinstance(v, types.FunctionType)]
    plain = {simple(name) for name in names}
    for name in functions:
        if simple(name) in plain:
            return getattr(module, name), f"`{name}` was taken for `{names[0]}`"
    near = difflib.get_close_matches(names[0], functions, n=1, cutoff=0.7)
    hint = f"; there is `{near[0]}`" if near else ""
    return None, f"no function `{names[0]}`{hint}"


def simple(name: str) -> str:
    """Return a name without case and underscores."""
    return name.replace("_", "").lower()


def number_defaults(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the default values that are plain numbers."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {}
    return {p.name: p.default for p in parameters if type(p.default) in (int, float)}


def positional_room(function: Callable[..., Any]) -> int | None:
    """Return how many positional arguments a function takes; None where there is no end."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return None
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(p.kind in positional for p in parameters)


def fit(
    room: int,
    module: types.ModuleType,
    arguments: list[Any],
    names: list[str],
    droppable: list[bool],
) -> list[Any]:
    """Leave out arguments that an older signature has no room for; they become globals."""
    excess = len(arguments) - room
    kept = []
    for value, name, may_drop in zip(arguments, names, droppable, strict=True):
        if excess > 0 and may_drop:
            setattr(module, name, value)
            excess -= 1
        else:
            kept.append(value)
    return kept


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Set up a process of its own, then answer frames until the parent closes the wire."""
    setup = wire.read_frame(incoming)
    decoder = wire.Decoder(setup.blob, lambda data, _: data, wire.Opaque)
    lay_out(Path(setup.header["base"]), decoder.decode(setup.header["values"]["files"]))
    os.chdir(setup.header["root"])
    if sys.platform == "linux":
        die_with_parent()
    limits.apply(setup.header["limits"])
    old_numpy.put_back()
    sys.argv = ["homework.py"]
    serve_with(setup.header, incoming, Stream(outgoing))


def serve_with(setup: dict[str, Any], incoming: BinaryIO, outgoing: Outgoing) -> None:
    """Answer frames until the parent closes the wire."""
    worker = Worker(incoming, outgoing, setup)
    watch_warnings(worker)
    while True:
        outgoing.rest()
        try:
            frame = wire.read_frame(incoming)
        except EOFError:
            return
        if frame.header.get("type") == "ping":
            worker.send({"type": "pong"})
        else:
            worker.batch(frame)


def watch_warnings(worker: Worker) -> None:
    """Silence warnings but for the ones that tell of an older NumPy."""

    def note(*_: Any, **__: Any) -> None:
        worker.old_numpy_used = True

    warnings.simplefilter("ignore")
    warnings.filterwarnings("always", message=OLD_NUMPY_WARNINGS)
    warnings.showwarning = note
