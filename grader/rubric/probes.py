"""The rubric's probes: objects of ours that a function is handed, made on the trusted side."""

import copy
import inspect
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.model.case import CaseError, Probe
from grader.rubric.modules import import_file, private_name

AS_CODE = "AS_CODE"


@dataclass(frozen=True)
class ProbeFile:
    """The file whose functions make the probes; the worker imports the same file."""

    path: Path

    def names(self) -> tuple[str, ...]:
        """Return the names of the probes, in alphabetical order."""
        module = self._module()
        return tuple(
            name
            for name, member in inspect.getmembers(module, inspect.isfunction)
            if member.__module__ == module.__name__ and not name.startswith("_")
        )

    def instantiate(self, probe: Probe) -> object:
        """Make the object that a case describes, from copies of its options.

        Raises CaseError where the file has no such probe or that one takes other options.
        """
        if probe.name not in self.names():
            raise CaseError(f"expected one of {', '.join(self.names())}, got {probe.name!r}")
        make = getattr(self._module(), probe.name)
        try:
            inspect.signature(make).bind(**probe.options)
        except TypeError as error:
            raise CaseError(f"probe {probe.name!r}: {error}") from None
        made: object = make(**copy.deepcopy(probe.options))
        return made

    def with_code(self, probe: Probe) -> Probe:
        """Return the probe with lines of Python that a reader can paste in its place.

        They come from the file's table `AS_CODE`: for a probe's name, a function of its options.
        """
        make = getattr(self._module(), AS_CODE, {}).get(probe.name)
        return probe if make is None else replace(probe, code=make(**copy.deepcopy(probe.options)))

    def _module(self) -> Any:
        return import_file(self.path, private_name(self.path.resolve(), "probes"))
