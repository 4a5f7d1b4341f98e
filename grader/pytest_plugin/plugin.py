"""The plugin's door, which every pytest opens: options, and whether there is anything to do."""

import os
from pathlib import Path

import pytest

LEAST = (8, 0)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and the keys of the configuration file."""
    group = parser.getgroup("grader", "homework, check by check")
    group.addoption(
        "--grader",
        nargs="?",
        const=os.curdir,
        metavar="PATH",
        help="Check the submission in PATH: a folder (this one by default), a module, a notebook.",
    )
    rubric = "A rubric or pack, if not found near the submission."
    group.addoption("--grader-rubric", metavar="NAME|PATH|PACK", help=rubric)
    parser.addini("grader_submission", "Check the submission here, as `--grader PATH` does.")
    parser.addini("grader_rubric", rubric)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take part if a submission was named; nothing else is loaded otherwise."""
    typed: str | None = config.getoption("--grader")
    listed: str = config.getini("grader_submission")
    rubric: str | None = config.getoption("--grader-rubric")
    if typed is None and not listed:
        if rubric is not None:
            raise pytest.UsageError("--grader-rubric is for --grader; name the submission, too")
        return
    if pytest.version_tuple < LEAST:
        raise pytest.UsageError(f"grader: needs pytest 8 or newer, this is {pytest.__version__}")
    if typed is not None and config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [typed]
    named = rubric or beside_configuration(config, config.getini("grader_rubric")) or None
    # What follows needs numpy and more, which other projects' tests must not pay for.
    from grader.pytest_plugin.hooks import take_part

    take_part(config, Path(typed or beside_configuration(config, listed)), named)


def beside_configuration(config: pytest.Config, named: str) -> str:
    """Return how a path of the configuration file is typed here; a mere name is left as it is."""
    folder = config.rootpath if config.inipath is None else config.inipath.parent
    path = folder / named
    try:
        return os.path.relpath(path) if named and path.exists() else named
    except ValueError:  # it lies on another drive
        return str(path)
