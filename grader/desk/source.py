"""What a student is checked with: a rubric or a pack, named or found near the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.desk.errors import DeskError
from grader.grading.plan import Choice
from grader.grading.run import Run, prepare_run
from grader.model.case import CaseError
from grader.model.results import WRITTEN
from grader.model.rubric import Rubric
from grader.pack.contents import FoundPack
from grader.pack.errors import PackError
from grader.pack.file import ENDING, read_pack
from grader.pack.run import run_of_pack
from grader.rubric.errors import RubricErrors, RubricNotFound
from grader.rubric.find import (
    FOLDER,
    as_typed,
    find_rubric,
    is_path,
    rubric_files,
    rubric_folder,
    upwards,
)
from grader.rubric.load import LoadedRubric, load_rubric
from grader.rubric.reference import MissingReferenceError
from grader.rubric.wording import did_you_mean, quoted


@dataclass(frozen=True)
class Source:
    """A rubric or a pack, and how to name it on a command line here."""

    held: LoadedRubric | FoundPack
    name: str

    @property
    def rubric(self) -> Rubric:
        """What is asked."""
        return self.held.pack.rubric if isinstance(self.held, FoundPack) else self.held.rubric

    @property
    def written(self) -> tuple[str, ...]:
        """The ids of the written questions; none where there is no such part."""
        held = self.held
        try:
            manifest = held.pack.manifest if isinstance(held, FoundPack) else held.manifest
        except RubricErrors as error:
            raise DeskError(str(error)) from None
        return () if manifest is None else tuple(WRITTEN + each.id for each in manifest.questions)

    def run(self, seed: int | None, choice: Choice, path: str) -> Run:
        """Return a run of the wanted questions.

        path: how the submission is named on the command line.
        """
        if isinstance(self.held, FoundPack):
            self._refuse_other_seed(self.held, seed)
            return replace(run_of_pack(self.held.pack, self.name, choice), path=path)
        try:
            run = prepare_run(self.held, seed, self.rubric.show_expected.check, choice)
        except (CaseError, MissingReferenceError) as error:
            raise DeskError(f"{self.held.path}: {error}") from None
        except RubricErrors as error:
            raise DeskError(str(error)) from None
        return replace(run, name=self.name, path=path)

    def _refuse_other_seed(self, found: FoundPack, seed: int | None) -> None:
        own = found.pack.seed
        if seed not in (None, own):
            text = (
                f"{found.path}: a pack has the cases of one seed, {own}; --seed {seed} needs the "
            )
            raise DeskError(f"{text}rubric itself, which your course has")


def find_source(named: str | None, path: Path, option: str = "--rubric") -> Source:
    """Return what to check PATH with: what was named, else the only thing that lies near.

    Looks in PATH's folder and those above it, then from the current folder upwards.
    option: by which it is named here. Raises DeskError.
    """
    starts = (path if path.is_dir() else path.parent, Path())
    try:
        if named is None:
            return found_near(path, starts, option)
        return by_name(named, starts)
    except (PackError, RubricNotFound, RubricErrors) as error:
        raise DeskError(str(error)) from None


def by_name(name: str, starts: Sequence[Path]) -> Source:
    """Load what was named: by its path, else by the nearest of that name."""
    if name.endswith(ENDING):
        return Source(pack_at(Path(name), starts), name)
    if is_path(name):
        return Source(load_rubric(find_rubric(name)), name)
    there = [file for place in places(starts) for file in candidates(place)]
    for file in there:
        if file.stem == name:
            return load(as_typed(file), name)
    if any(file.suffix == ENDING for file in there):
        known = {file.stem for file in there}
        raise RubricNotFound(f"no rubric or pack {quoted(name)}{did_you_mean(name, known)}")
    return Source(load_rubric(find_rubric(name, near=rubric_folder(starts))), name)


def pack_at(path: Path, starts: Sequence[Path]) -> FoundPack:
    """Read a pack; where there is no such file, name the packs that were meant or lie near."""
    try:
        return read_pack(path)
    except PackError as error:
        folders = places([path.parent, *starts])
        files = [file for folder in folders for file in candidates(folder)]
        packs = {str(as_typed(file)) for file in files if file.suffix == ENDING}
        if path.exists() or not packs:
            raise
        raise PackError(f"{error}{did_you_mean(str(path), packs)}") from None


def found_near(path: Path, starts: Sequence[Path], option: str) -> Source:
    """Load what lies in the nearest folder that has anything; several are the user's choice."""
    for place in places(starts):
        files = candidates(place)
        parts = path.resolve().parts
        wanted = [file for file in files if file.stem in parts] if len(files) > 1 else files
        if len(wanted) == 1:
            file = as_typed(wanted[0])
            return load(file, file.stem if file.suffix != ENDING else str(file))
        if files:
            names = ", ".join(str(as_typed(file)) for file in files)
            raise DeskError(f"{path}: which one? Name one with {option}: {names}")
    raise DeskError(
        f"{path}: no pack (*{ENDING}) and no folder `{FOLDER}` here or above; "
        f"name yours with {option} PATH"
    )


def places(starts: Sequence[Path]) -> list[Path]:
    """Return the folders to look in, the nearest first, each once."""
    return list(dict.fromkeys(place for start in starts for place in upwards(start)))


def candidates(place: Path) -> list[Path]:
    """Return the packs in a folder, and the rubrics in its folder of rubrics."""
    try:
        packs = sorted(file for file in place.glob(f"*{ENDING}") if file.is_file())
    except OSError:
        packs = []
    return [*packs, *rubric_files(place / FOLDER)]


def load(file: Path, name: str) -> Source:
    """Load a file that was found."""
    if file.suffix == ENDING:
        return Source(read_pack(file), str(file))
    return Source(load_rubric(file), name)
