"""Choose how student code is kept in: as strictly as was asked and as this machine can."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from grader.sandbox.channel import Launcher, SandboxError, clean_environment
from grader.sandbox.inside import wire
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.remedy import refusal, remedy
from grader.sandbox.slot import LAYERS, START_SECONDS, ForkLauncher, ForkServer, UnavailableError

FILES = {"work/homework.py": numpy.zeros(0, numpy.uint8)}
"""What a worker that is only tried lays out: a homework of no lines."""


@dataclass(frozen=True)
class Chosen:
    """The isolation of a run."""

    strict: bool
    why_not: str = ""
    """What stands in the way of strict isolation, where it was not to be had."""


class NotStrictError(Exception):
    """Strict isolation was asked for and this machine can't give it."""


def choose(wanted: str) -> Chosen:
    """Decide by trying; raises NotStrictError if `strict` is wanted and impossible."""
    if wanted == "reduced":
        return Chosen(False)
    why_not = hindrance()
    if not why_not:
        return Chosen(True)
    if wanted == "strict":
        raise NotStrictError(why_not)
    return Chosen(False, why_not)


def hindrance() -> str:
    """Say which layers can't be had here, why, and what to do; empty where all can."""
    if sys.platform != "linux":
        return "it needs Linux"
    together = trouble(LAYERS)
    if not together:
        return ""
    missing = [(layer, why) for layer in LAYERS if (why := trouble((layer,)))]
    missing = missing or [("together", together)]
    return "; ".join(f"{layer} ({why}), to do: {remedy(layer)}" for layer, why in missing)


def trouble(layers: Sequence[str]) -> str:
    """Return what goes wrong when a fork server and one worker put up layers; empty if nothing."""
    try:
        try_layers(layers)
    except (UnavailableError, SandboxError, OSError) as error:
        alone = layers[0] if len(layers) == 1 else ""
        return refusal(alone) or str(error)
    return ""


def try_layers(layers: Sequence[str]) -> None:
    """Start a fork server and one worker behind walls; raises what stands in the way."""
    server = ForkServer(layers)
    try:
        channel = server.fork()
        try:
            setup = wire.encode_frame(empty_setup(channel.base), {"files": FILES})
            channel.send(setup + wire.encode_frame({"type": "ping"}), START_SECONDS)
            answer = channel.receive(START_SECONDS)
            if not isinstance(answer, wire.Frame):
                raise SandboxError("the worker could not put it up")
        finally:
            channel.kill()
    finally:
        server.close()


def empty_setup(base: str) -> dict[str, Any]:
    """Return the setup of a worker that has nothing to run."""
    return {
        "type": "setup",
        "base": base,
        "top": base,
        "root": base,
        "stand_ins": None,
        "probes": None,
        "environment": clean_environment(base),
        "definitions_only": "",
        "output_limit": 0,
        "limits": {"RLIMIT_CORE": 0},
    }


def launcher(chosen: Chosen) -> Launcher:
    """Return the launcher of one job slot."""
    return ForkLauncher() if chosen.strict else ProcessLauncher()
