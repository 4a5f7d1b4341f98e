"""Keeps what persons decided: `overrides.json`, to which entries are added and never lost."""

import json
from pathlib import Path

from pydantic import ValidationError

from grader.model.override import OverrideEntry, Overrides
from grader.reports.atomic import write_atomically

NAME = "overrides.json"


class OverridesError(Exception):
    """`overrides.json` is there and can't be read; the text is one line."""


def read_overrides(out: Path) -> Overrides:
    """Read what persons decided about a class; nothing where there is no such file.

    Raises OverridesError where it can't be read: marks must not go away in silence.
    """
    path = out / NAME
    try:
        return Overrides.model_validate_json(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Overrides()
    except OSError as error:
        why = error.strerror or type(error).__name__
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"]))
        why = f"{at}: {first['msg']}" if at else first["msg"]
    except ValueError as error:
        why = str(error).splitlines()[0]
    raise OverridesError(f"{path}: not readable ({why}); mend it, it holds marks given by hand")


def add_overrides(out: Path, *entries: OverrideEntry) -> Overrides:
    """Add entries in one writing and return all; only for whom holds the folder's lock alone."""
    before = read_overrides(out)
    after = before.model_copy(update={"overrides": (*before.overrides, *entries)})
    text = json.dumps(after.model_dump(by_alias=True), indent=2)
    write_atomically(out / NAME, text + "\n")
    return after
