"""Loads the page templates once: escaped by default, and every text made visible."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.reports import words
from grader.reports.visible import visible


def _finalize(value: Any) -> Any:
    # Runs on every expression of every template, so no text can be forgotten.
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _prose(text: str) -> Markup:
    """Return a sentence with what stands in `ticks` set as code."""
    # Every second part stood between two ticks; a single tick stays what it is.
    parts = _TICKS.split(visible(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def _file(name: str) -> Markup:
    source, _, _ = _LOADER.get_source(ENVIRONMENT, name)
    return Markup(source.strip())  # our own file, not the student's


_TICKS = re.compile(r"`([^`\n]+)`")
_LOADER = PackageLoader("grader.reports")
ENVIRONMENT = Environment(
    loader=_LOADER,
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
ENVIRONMENT.filters["prose"] = _prose
_SCRIPT = _file("table.js")
_HASH = b64encode(sha256(_SCRIPT.encode()).digest()).decode("ascii")
ENVIRONMENT.globals.update(
    style=_file("report.css"),
    script=_SCRIPT,
    # A hash admits our own script and nothing that slipped in with a student's text.
    script_source=Markup(f"'sha256-{_HASH}'"),
    number=words.number,
    marks=words.marks,
    plural=words.plural,
    check_title=words.check_title,
    by_hand=words.by_hand,
    word=words.VERDICT_WORDS,
    glyph=words.GLYPHS,
)


def render(template: str, **content: object) -> str:
    """Return the page that `template` makes of `content`."""
    return ENVIRONMENT.get_template(template).render(**content)
