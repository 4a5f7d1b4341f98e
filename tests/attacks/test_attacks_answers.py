"""Expected values are not in the worker's process, wherever it looks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.grading.plan import plan_submission
from grader.grading.run import Run
from grader.grading.submission import Calls
from grader.intake.read import read_submission
from grader.model.facts import ArrayValue, Returned
from grader.sandbox.channel import Launcher
from grader.sandbox.messages import encode_batch
from tests.attacks.classroom import PATIENT, run_of

QUESTION = "naive-softmax"
ROOM = 64 * 2**20
"""What the hunt may return, which is far more than homework may."""
HUNT = '''
import gc, sys
import numpy as np

def floats(found, things):
    """Collect all floats and the entries of all arrays that can be reached in two steps."""
    for thing in things:
        if isinstance(thing, float):
            found.append(thing)
        elif isinstance(thing, np.ndarray) and thing.dtype == float and thing.size < 5000:
            found.extend(thing.ravel().tolist())

def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    gc.unfreeze()  # what the fork server had before is looked through too
    gc.collect()
    found = []
    frame = sys._getframe()
    while frame is not None:
        floats(found, frame.f_locals.values())
        frame = frame.f_back
    for holder in gc.get_objects():
        if holder is found:
            continue
        if isinstance(holder, dict):
            floats(found, list(holder.values()))
        elif isinstance(holder, (list, tuple, set)):
            floats(found, list(holder))
    return np.array(sorted(set(found)))[:200_000]
'''


@pytest.fixture(scope="module")
def run() -> Run:
    """One question of a shipped rubric."""
    return run_of("cs224n-2023-a2", (QUESTION,), PATIENT)


@pytest.fixture(scope="module")
def found(run: Run, launcher: Launcher, tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """Every float that the hunting homework found in its process, over all calls."""
    folder: Path = tmp_path_factory.mktemp("hunt")
    (folder / "word2vec.py").write_text(HUNT, encoding="utf-8")
    submission = read_submission(folder, tmp_path_factory.mktemp("unpacked"))
    plan = plan_submission(submission, run.prepared, run.choice)
    batches = [replace(batch, room=ROOM) for batch in plan.batches(run.batches)]
    facts = Calls(run, submission, plan, launcher)(batches)
    answers = [answer for batch in facts.values() for answer in batch.answers]
    values = [answer.value for answer in answers if isinstance(answer, Returned)]
    return np.unique(np.concatenate([v.data for v in values if isinstance(v, ArrayValue)]))


def given(run: Run) -> np.ndarray:
    """Return the numbers that calls are given, without their signs."""
    (question,) = run.prepared.questions
    values = [value for case in question.cases for value in case.values.values()]
    arrays = [v.ravel() for v in values if isinstance(v, np.ndarray) and v.dtype == float]
    return np.unique(np.abs(np.concatenate(arrays)))


def expected(run: Run) -> Iterator[float]:
    """Yield expected numbers but for those that are an argument's own, up to the sign."""
    (question,) = run.prepared.questions
    known = given(run)
    for outputs in question.expected.values():
        for value in (outputs or {}).values():
            for number in np.ravel(value.data if isinstance(value, ArrayValue) else value):
                if not np.isin(abs(number), known):
                    yield float(number)


def is_among(number: float, found: np.ndarray) -> bool:
    """Say whether a number that is no small whole one was found, to the last digits."""
    near = np.abs(found - number) <= 1e-13 * abs(number)
    return number != round(number, 3) and bool(near.any())


def test_the_hunt_finds_what_is_there(run: Run, found: np.ndarray) -> None:
    """It does find the arguments of the calls: the hunt is worth something."""
    numbers = given(run)

    assert len(numbers) > 500
    assert np.isin(numbers, np.abs(found)).mean() > 0.5


def test_no_expected_value_is_there(run: Run, found: np.ndarray) -> None:
    """No loss and no entry of a gradient is anywhere in frames, containers or modules."""
    assert [] == [number for number in expected(run) if is_among(number, found)]


def test_no_expected_value_is_sent(run: Run, tmp_path: Path) -> None:
    """The frames that the worker gets hold the bytes of no expected value."""
    (tmp_path / "word2vec.py").write_text(HUNT, encoding="utf-8")
    (tmp_path / "unpacked").mkdir()
    submission = read_submission(tmp_path, tmp_path / "unpacked")
    batches = plan_submission(submission, run.prepared, run.choice).batches({})
    sent = b"".join(encode_batch(batch) for batch in batches)

    told = [n for n in expected(run) if n != round(n, 3) and np.float64(n).tobytes() in sent]
    assert [] == told
    assert b"expected" not in sent
