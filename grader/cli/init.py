"""`grader init`: an assignment's repository for students, ready to be pushed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader import __version__
from grader.assignment.errors import AssignmentError
from grader.assignment.repository import WORKFLOW, repository
from grader.assignment.rubric_files import starter_files
from grader.assignment.wheel import Wheel, own_wheel, read_wheel
from grader.cli.failure import OK, USAGE, CommandError
from grader.cli.rubrics import known, load_named, prepared
from grader.pack.errors import PackError
from grader.pack.file import pack_bytes
from grader.pack.seal import seal
from grader.reports.atomic import write_bytes_atomically
from grader.reports.visible import one_line

SHOWN = 10
"""How many of the files that are in the way are named."""


@dataclass(frozen=True)
class InitOptions:
    """What was asked on the command line."""

    folder: Path
    rubric: str | None
    seed: int | None
    wheel: Path | None
    from_index: bool


def init(options: InitOptions) -> int:
    """Write the repository's files into a folder; nothing that is there is touched."""
    if options.wheel is not None and options.from_index:
        raise CommandError(USAGE, "--wheel and --from-index: choose one")
    loaded = load_named(options.rubric or only_rubric())
    run = prepared(loaded, options.seed, show_expected=False)
    try:
        sealed = seal(run)
        starter, grader = starter_files(loaded), grader_of(options)
        files = repository(sealed.rubric, sealed.manifest, pack_bytes(sealed), starter, grader)
    except (AssignmentError, PackError) as error:
        raise CommandError(USAGE, str(error)) from None
    refuse_to_overwrite(options.folder, files)
    for path, data in files.items():
        write_bytes_atomically(options.folder / path, data)
    tell(options.folder, loaded.rubric.id, files, sealed.seed)
    return OK


def only_rubric() -> str:
    """Return the one rubric that there is; several are the author's choice."""
    names = known()
    if len(names) != 1:
        text = f"which rubric? Name one with --rubric. Known: {', '.join(names) or 'none'}"
        raise CommandError(USAGE, text)
    return names[0]


def grader_of(options: InitOptions) -> Wheel | str:
    """Return what the workflow installs: a wheel that lies beside, or a version of an index."""
    if options.from_index:
        return __version__
    return own_wheel() if options.wheel is None else read_wheel(options.wheel)


def refuse_to_overwrite(folder: Path, files: Iterable[str]) -> None:
    """End the command where a file, or a file in the place of a folder, is in the way."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(USAGE, f"{folder}: is a file; expected a folder, new or there already")
    found = sorted({str(each) for path in files for each in in_the_way(folder, path)})
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        names = one_line(f"{', '.join(found[:SHOWN])}{more}")
        text = f"{folder}: nothing written, for these are there already: {names}"
        raise CommandError(USAGE, text)


def in_the_way(folder: Path, path: str) -> Iterable[Path]:
    """Yield what stands where a file or one of its folders is to be."""
    target = Path(path)
    for each in (target, *list(target.parents)[:-1]):
        there = folder / each
        if there.is_symlink() or (there.exists() and (each == target or not there.is_dir())):
            yield each


def tell(folder: Path, rubric: str, files: Iterable[str], seed: int) -> None:
    """Say what was written, and what to do next."""
    print(f"{folder}: {rubric}, the checks with seed {seed}")
    for path in sorted(files):
        print(f"  {one_line(path)}")
    print(f"Next: read README.md and {WORKFLOW}, then commit and push it as your template.")
    print("Grade what students hand in with another --seed: they can read the pack's answers.")
