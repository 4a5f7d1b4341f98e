"""The rubric's probes: objects of ours that a function is handed, made on the trusted side."""

import copy
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.model.case import CaseError, Probe
from grader.rubric.modules import import_file, private_name


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

    def _module(self) -> Any:
        return import_file(self.path, private_name(self.path.resolve(), "probes"))
