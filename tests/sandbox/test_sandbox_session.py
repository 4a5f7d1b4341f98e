"""Laws of the sandbox, with real processes: facts come back, deaths and hangs stay contained."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.model.batch import Batch, Call
from grader.model.facts import ArrayValue, BatchFacts, Ended, NotRun, Raised, Returned
from grader.model.rubric import Limits
from grader.sandbox.channel import Launcher
from grader.sandbox.layout import lay, read_course
from grader.sandbox.process import ProcessLauncher
from grader.sandbox.session import Session
from grader.sandbox.slot import ForkLauncher

LIMITS = Limits(call_seconds=1.0, import_seconds=2.0, submission_seconds=20.0, memory_mb=300)


def run(
    text: str | dict[str, str],
    *functions: str,
    calls: int = 2,
    arguments: tuple[tuple[str, Any], ...] = (("x", 2.0),),
    limits: Limits = LIMITS,
    stand_ins: Path | None = None,
    want_after: bool = False,
    droppable: tuple[bool, ...] | None = None,
) -> list[BatchFacts]:
    """Run each function of a homework in a batch of its own and return the facts."""
    texts = {"hw.py": text} if isinstance(text, str) else text
    call = Call(arguments, droppable or (False,) * len(arguments), 1, want_after)
    batches = [Batch(name, "hw.py", (name,), (call,) * calls) for name in functions]
    laid = lay(texts, {}, read_course(stand_ins), None)
    facts = Session(LAUNCHERS[-1], laid, limits, "").run(batches)
    return [facts[name] for name in functions]


LAUNCHERS: list[Launcher] = []


@pytest.fixture(scope="module", params=["reduced", "strict"], autouse=True)
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    """Every law holds in both kinds of isolation."""
    started: Launcher = ProcessLauncher() if request.param == "reduced" else ForkLauncher()
    LAUNCHERS.append(started)
    yield started
    LAUNCHERS.pop().close()


def test_values_come_back() -> None:
    """A call's value is a fact, with what was printed beside it."""
    (facts,) = run("def f(x):\n    print('hi')\n    return x + 1", "f")

    told = [(a.value, a.stdout) for a in facts.answers if isinstance(a, Returned)]
    assert [(3.0, "hi\n"), (3.0, "hi\n")] == told


def test_each_call_gets_fresh_arguments() -> None:
    """A function that changes its argument in place does not change the next call's."""
    text = "def f(x):\n    x += 1\n    return x"

    (facts,) = run(text, "f", arguments=(("x", np.zeros(2)),), want_after=True)

    values = [a.value.data.tolist() for a in facts.answers]  # type: ignore[union-attr]
    assert [[1.0, 1.0], [1.0, 1.0]] == values
    after = facts.answers[0].arguments_after  # type: ignore[union-attr]
    assert [1.0, 1.0] == after[0].data.tolist()


def test_an_exception_is_told_with_the_students_own_line() -> None:
    """Type, text, line and frames of an exception come back as text."""
    (facts,) = run("def f(x):\n    return 1 / 0", "f", calls=1)

    (answer,) = facts.answers
    assert isinstance(answer, Raised)
    assert ("ZeroDivisionError", "division by zero", 2) == (
        answer.type_name,
        answer.message,
        answer.line,
    )
    assert ("hw.py:2 in f: return 1 / 0",) == answer.trace


def test_a_hang_loses_its_own_function_only() -> None:
    """After a time-out the rest of the batch is not run; other functions are."""
    text = "def hang(x):\n    while True: pass\ndef fine(x):\n    return x"

    hung, fine = run(text, "hang", "fine")

    assert [Ended, NotRun] == [type(a) for a in hung.answers]
    assert "timeout" == hung.answers[0].kind  # type: ignore[union-attr]
    assert [2.0, 2.0] == [a.value for a in fine.answers]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("import os; os._exit(0)", "exit code 0"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    ],
)
def test_a_process_that_ends_itself_is_killed_not_graded(body: str, detail: str) -> None:
    """`os._exit(0)` and a signal are told apart from an answer, and cost one function."""
    died, fine = run(f"def die(x):\n    {body}\ndef fine(x):\n    return x", "die", "fine")

    assert isinstance(died.answers[0], Ended)
    assert ("killed", True) == (died.answers[0].kind, detail in died.answers[0].detail)
    assert [2.0, 2.0] == [a.value for a in fine.answers]  # type: ignore[union-attr]


def test_sys_exit_is_an_exception_of_the_students() -> None:
    """`sys.exit(0)` in a function does not look like success."""
    (facts,) = run("import sys\ndef f(x):\n    sys.exit(0)", "f", calls=1)

    assert isinstance(facts.answers[0], Raised)
    assert "SystemExit" == facts.answers[0].type_name


def test_memory_is_limited() -> None:
    """A function that takes too much memory ends in MemoryError, not in a swapping machine."""
    text = "def f(x):\n    return [bytearray(10**8) for _ in range(100)]"

    (facts,) = run(text, "f", calls=1, limits=Limits(call_seconds=30, memory_mb=300))

    assert isinstance(facts.answers[0], Raised)
    assert "MemoryError" == facts.answers[0].type_name


def test_endless_output_is_cut() -> None:
    """Printing megabytes neither blocks nor fills anything."""
    text = "def f(x):\n    for i in range(20000): print('x' * 100)\n    return x"

    (facts,) = run(text, "f", calls=1)

    answer = facts.answers[0]
    assert isinstance(answer, Returned)
    assert LIMITS.output_kb * 1024 == len(answer.stdout)


def test_an_import_that_fails_leaves_the_definitions() -> None:
    """Reading a missing file at import costs nothing but a remark."""
    text = "data = open('missing.csv').read()\nK = 3\ndef f(x):\n    return x * K"

    (facts,) = run(text, "f", calls=1)

    assert 6.0 == facts.answers[0].value  # type: ignore[union-attr]
    assert any("FileNotFoundError" in remark for remark in facts.remarks)


def test_an_import_that_never_ends_leaves_the_definitions() -> None:
    """Training at import is stopped by the clock; the functions are judged all the same."""
    (facts,) = run("while True: pass\ndef f(x):\n    return x", "f", calls=1)

    assert 2.0 == facts.answers[0].value  # type: ignore[union-attr]
    assert any("took more than 2 s" in remark for remark in facts.remarks)


def test_an_import_that_exits_the_process_leaves_the_definitions() -> None:
    """`os._exit` at module level is survived like any other failing import."""
    (facts,) = run("import os\nos._exit(0)\ndef f(x):\n    return x", "f", calls=1)

    assert 2.0 == facts.answers[0].value  # type: ignore[union-attr]


def test_absent_packages_cost_nothing_unless_used() -> None:
    """An import of a package that isn't here is left empty; using it is told as what it is."""
    text = (
        "import matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\n"
        "from nosuchpackage.special import expit\n"
        "def f(x):\n    return x\ndef g(x):\n    return expit(x)\n"
    )

    fine, used = run(text, "f", "g", calls=1)

    assert 2.0 == fine.answers[0].value  # type: ignore[union-attr]
    assert isinstance(used.answers[0], Raised)
    assert "AbsentModuleError" == used.answers[0].type_name


def test_an_import_with_a_way_out_is_left_to_it() -> None:
    """`try: import x except ImportError` takes its own branch."""
    text = "try:\n    import nosuch\nexcept ImportError:\n    nosuch = None\n"

    (facts,) = run(text + "def f(x):\n    return nosuch is None", "f", calls=1)

    assert facts.answers[0].value is True  # type: ignore[union-attr]


def test_own_helper_modules_travel_along() -> None:
    """A student's own modules are found, `utils.py` beside `utils/` included."""
    texts = {
        "hw.py": "from utils.tools import double\nfrom utils import three\nimport mine\n"
        "def f(x):\n    return double(x) + three + mine.four",
        "utils.py": "three = 3",
        "utils/tools.py": "def double(x):\n    return 2 * x",
        "mine.py": "four = 4",
    }

    (facts,) = run(texts, "f", calls=1)

    assert 11.0 == facts.answers[0].value  # type: ignore[union-attr]


def test_stand_ins_fill_in_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    """The course's helper serves where a submission lacks it; a student's own goes first."""
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "tools.py").write_text("def double(x):\n    return 20 * x")
    (tmp_path / "utils" / "more.py").write_text("one = 1")
    texts = {
        "hw.py": "from utils.tools import double\nfrom utils.more import one\n"
        "def f(x):\n    return double(x) + one",
        "utils/__init__.py": "",
        "utils/tools.py": "def double(x):\n    return 2 * x",
    }

    (facts,) = run(texts, "f", calls=1, stand_ins=tmp_path)

    assert 5.0 == facts.answers[0].value  # type: ignore[union-attr]


def test_a_broken_file_is_replaced_for_others_but_not_for_itself(tmp_path: Path) -> None:
    """q1 with a syntax error is judged as such; q3, which imports it, is judged alone."""
    (tmp_path / "q1.py").write_text("def soft(x):\n    return 1.0")
    texts = {
        "hw.py": "from q1 import soft\ndef f(x):\n    return soft(x)",
        "q1.py": "def soft(x:\n",
    }
    batches = [
        Batch("f", "hw.py", ("f",), (Call((("x", 1.0),), (False,), 1),)),
        Batch("soft", "q1.py", ("soft",), (Call((("x", 1.0),), (False,), 1),)),
    ]

    laid = lay(texts, {}, read_course(tmp_path), None)
    facts = Session(LAUNCHERS[-1], laid, LIMITS, "").run(batches)

    assert 1.0 == facts["f"].answers[0].value  # type: ignore[union-attr]
    assert any("the course's own version" in remark for remark in facts["f"].remarks)
    problem = facts["soft"].problem
    assert problem is not None
    assert "syntax-error" == problem.reason


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("def f(x):\n    print 'hi'\n    return x", "python-2", 2),
        ("def f(x):\n    print x\n    return x", "python-2", 2),
        ("try:\n    pass\nexcept ValueError, e:\n    pass\n", "python-2", 3),
        ("def f(x):\n    raise ValueError, 'no'\n", "python-2", 2),
        ("def f(x):\n    return x <> 1\n", "python-2", 2),
        ("def f(x):\n    return (x\n", "syntax-error", 2),
        ("def f(x):\n    y =\n    return x\n", "syntax-error", 2),
        ("def f(x)\n    return x\n", "syntax-error", 1),
    ],
)
def test_unreadable_files_name_reason_and_line(text: str, reason: str, line: int) -> None:
    """Python 2 is told apart from a syntax error, and the line is named."""
    (facts,) = run(text, "f", calls=1)

    assert facts.problem is not None
    assert (reason, line) == (facts.problem.reason, facts.problem.line)


def test_python_2_names_are_recognised_at_run_time() -> None:
    """`xrange` in a file that Python 3 can parse is Python 2, not a typo."""
    (facts,) = run("def f(x):\n    return [i for i in xrange(3)]", "f", calls=1)

    assert isinstance(facts.answers[0], Raised)
    assert "`xrange`" == facts.answers[0].python2


def test_tabs_mixed_with_spaces_are_read_as_python_2_did() -> None:
    """A tab counts to the next multiple of eight."""
    (facts,) = run("def f(x):\n        if x:\n\t\treturn 5.0\n        return 6.0", "f", calls=1)

    assert 5.0 == facts.answers[0].value  # type: ignore[union-attr]


def test_a_missing_function_names_the_near_one() -> None:
    """A renamed function is reported with what is there instead."""
    (facts,) = run("def gradients(x):\n    return x", "gradient", calls=1)

    assert facts.problem is not None
    assert "no function `gradient`; there is `gradients`" == facts.problem.message


def test_other_spellings_of_a_name_are_taken() -> None:
    """Case and underscores in a function's name don't matter; a remark says so."""
    (facts,) = run("def my_loss(x):\n    return x", "myLoss", calls=1)

    assert 2.0 == facts.answers[0].value  # type: ignore[union-attr]
    assert ("`my_loss` was taken for `myLoss`",) == facts.remarks


def test_an_older_signature_gets_its_missing_argument_as_a_global() -> None:
    """A droppable argument that has no place becomes a global of the module."""
    text = "def f(x):\n    return x + dataset"

    (facts,) = run(
        text, "f", calls=1, arguments=(("x", 2.0), ("dataset", 5.0)), droppable=(False, True)
    )

    assert 7.0 == facts.answers[0].value  # type: ignore[union-attr]


def test_names_that_numpy_dropped_still_work_and_are_remarked() -> None:
    """`np.float` and `np.mat` run as they did, and the report says that they are gone."""
    text = "import numpy as np\ndef f(x):\n    return np.float(np.mat([[x]])[0, 0])"

    (facts,) = run(text, "f", calls=1)

    assert 2.0 == facts.answers[0].value  # type: ignore[union-attr]
    assert any("`np.mat` no longer exists" in remark for remark in facts.remarks)


def test_nothing_of_ours_is_importable() -> None:
    """The harness, the reference and other packages don't exist for student code."""
    names = ("grader", "reference", "pydantic", "jinja2", "sympy", "rubrics")
    lines = [
        f"    try:\n        import {n}\n        found.append('{n}')\n    except ImportError: pass"
        for n in names
    ]
    text = "def f(x):\n    found = []\n" + "\n".join(lines) + "\n    return found"

    (facts,) = run(text, "f", calls=1)

    assert [] == facts.answers[0].value  # type: ignore[union-attr]


def test_the_environment_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the operator's shell reaches student code."""
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")

    (facts,) = run("import os\ndef f(x):\n    return sorted(os.environ)", "f", calls=1)

    assert "SECRET_TOKEN" not in facts.answers[0].value  # type: ignore[union-attr,operator]


def test_writing_to_every_descriptor_forges_no_answer() -> None:
    """Bytes on the wire that are no message end the worker as the student's own doing."""
    text = (
        "import os\ndef f(x):\n    for fd in range(64):\n"
        "        try: os.write(fd, b'{\"value\": 42}')\n"
        "        except OSError: pass\n    return x\n"
        "def fine(x):\n    return x"
    )

    forged, fine = run(text, "f", "fine", calls=1)

    assert isinstance(forged.answers[0], Ended | Returned)
    if isinstance(forged.answers[0], Returned):
        assert 2.0 == forged.answers[0].value
    assert 2.0 == fine.answers[0].value  # type: ignore[union-attr]


def test_the_whole_submission_has_a_clock_too() -> None:
    """However many functions hang, a submission ends in time."""
    limits = Limits(call_seconds=1.0, import_seconds=2.0, submission_seconds=4.0)
    text = "".join(f"def f{i}(x):\n    while True: pass\n" for i in range(6))
    start = time.monotonic()

    facts = run(text, *[f"f{i}" for i in range(6)], calls=1, limits=limits)

    assert time.monotonic() - start < 20
    for each in facts:
        (answer,) = each.answers
        assert isinstance(answer, Ended | NotRun) and "timeout" == answer.kind


def test_slow_calls_take_no_time_from_other_functions() -> None:
    """A function whose calls are each just fast enough loses its own checks, not those after it."""
    limits = Limits(call_seconds=1.0, import_seconds=2.0, submission_seconds=3.0)
    text = "import time\ndef slow(x):\n    time.sleep(0.4)\n    return x\ndef quick(x): return x\n"

    slow, quick = run(text, "slow", "quick", calls=12, limits=limits)

    assert isinstance(slow.answers[0], Returned)
    assert isinstance(slow.answers[-1], NotRun)
    assert all(isinstance(answer, Returned) for answer in quick.answers)


def test_array_subclasses_come_back_as_base_arrays() -> None:
    """A matrix arrives as an array that remembers what it was."""
    (facts,) = run("import numpy as np\ndef f(x):\n    return np.asmatrix([[x]])", "f", calls=1)

    value = facts.answers[0].value  # type: ignore[union-attr]
    assert isinstance(value, ArrayValue)
    assert ("matrix", np.ndarray) == (value.origin, type(value.data))
