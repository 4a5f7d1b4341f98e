"""The autograder for Gradescope: a zip with the grader, the rubric, and what runs them."""

import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from grader import __version__
from grader.assignment.archive import zip_bytes
from grader.assignment.errors import AssignmentError
from grader.assignment.rubric_files import rubric_files
from grader.assignment.wheel import NAME, Wheel, is_own, own_wheel
from grader.rubric.load import LoadedRubric

SCRIPTS = Path(__file__).with_name("gradescope")
PROGRAMS = ("setup.sh", "run_autograder")
"""What Gradescope looks for at the root of the zip, and runs."""
MANIFEST = "bundle.json"
ASSIGNMENT = "assignment"


def gradescope_bundle(loaded: LoadedRubric, wheels: Sequence[Wheel] = ()) -> bytes:
    """Return the zip to upload: the same for the same rubric and grader.

    wheels: of the grader and what it needs; without the grader's, the one that runs is packed.
    Raises AssignmentError where there are two of the grader's, or none to be had.
    """
    own = [wheel for wheel in wheels if is_own(wheel)]
    if len(own) > 1:
        names = ", ".join(wheel.name for wheel in own)
        raise AssignmentError(f"expected one wheel of the grader, got {names}")
    each = [*(own or [own_wheel()]), *(wheel for wheel in wheels if not is_own(wheel))]
    rubric, files = rubric_files(loaded)
    manifest = {"schema": 1, "rubric": f"{ASSIGNMENT}/{rubric}", "grader_version": __version__}
    return zip_bytes(
        {
            **{name: (SCRIPTS / name).read_bytes() for name in (*PROGRAMS, "failed.json")},
            MANIFEST: (json.dumps(manifest, indent=2) + "\n").encode(),
            "constraints.txt": constraints().encode(),
            **{f"wheels/{wheel.name}": wheel.data for wheel in each},
            **{f"{ASSIGNMENT}/{path}": data for path, data in files.items()},
        },
        PROGRAMS,
    )


def constraints() -> str:
    """Return the versions of what the grader uses here, for `pip install --constraint`."""
    versions: dict[str, str] = {}
    waiting = [NAME]
    while waiting:
        try:
            found = distribution(waiting.pop())
        except PackageNotFoundError:
            continue  # an extra, or what another system needs
        name = found.metadata["Name"].lower()
        if name not in versions:
            versions[name] = found.version
            waiting += [_name(need) for need in found.requires or () if "extra ==" not in need]
    versions.pop(NAME, None)
    return "".join(f"{name}=={version}\n" for name, version in sorted(versions.items()))


def _name(requirement: str) -> str:
    """Return the distribution that a requirement is about: `numpy` of `numpy<2.4,>=1.26`."""
    length = next((at for at, sign in enumerate(requirement) if not _in_name(sign)), None)
    return requirement[:length]


def _in_name(sign: str) -> bool:
    return sign.isalnum() or sign in "-_."
