"""Choose how student code is kept in: as strictly as was asked and as this machine can."""

from dataclasses import dataclass
from typing import Any

from grader.sandbox.channel import Launcher, SandboxError, clean_environment
from grader.sandbox.inside import wire
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.slot import START_SECONDS, ForkLauncher, ForkServer, UnavailableError


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
    try:
        try_strict()
    except (UnavailableError, SandboxError, OSError) as error:
        if wanted == "strict":
            raise NotStrictError(str(error)) from None
        return Chosen(False, str(error))
    return Chosen(True)


def try_strict() -> None:
    """Start a fork server and one worker behind all its walls; raises what stands in the way."""
    server = ForkServer()
    try:
        channel = server.fork()
        try:
            setup = wire.encode_frame(empty_setup(channel.base), {"files": {}})
            channel.send(setup + wire.encode_frame({"type": "ping"}), START_SECONDS)
            answer = channel.receive(START_SECONDS)
            if not isinstance(answer, wire.Frame):
                raise SandboxError("a worker could not put up its walls; see `grader doctor`")
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
