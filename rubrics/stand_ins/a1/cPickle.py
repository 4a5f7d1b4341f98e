"""Python 2's name for pickle."""

from pickle import *
from pickle import DEFAULT_PROTOCOL, HIGHEST_PROTOCOL

__all__ = [
    "DEFAULT_PROTOCOL",
    "HIGHEST_PROTOCOL",
    "PickleError",
    "Pickler",
    "PicklingError",
    "Unpickler",
    "UnpicklingError",
    "dump",
    "dumps",
    "load",
    "loads",
]
