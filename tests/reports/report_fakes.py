"""Results as a grader would give them, made by hand for the tests of the reports."""

from collections.abc import Sequence

from grader.model.results import (
    Cases,
    CheckResult,
    Counterexample,
    Difference,
    FileRecord,
    FollowThrough,
    Isolation,
    QuestionResult,
    Shown,
    Status,
    SubmissionResult,
)

NASTY = "</style><script>alert('x')</script>\u202egnp.exe\x1b[31m\x00 <img src=x onerror=alert(1)>"
SOFTMAX = r"\operatorname{softmax}(x)_i = \frac{\exp(x_i)}{\sum_j \exp(x_j)}"
NAIVE = (
    r"J_{\text{naive}}(v_c, o, U) = -\log \frac{\exp(u_o^\top v_c)}{\sum_{w=1}^{V}"
    r" \exp(u_w^\top v_c)}"
)
NEGATIVE = (
    r"J_{\text{neg}}(v_c, o, U) = -\log \sigma(u_o^\top v_c)"
    r" - \sum_{s=1}^{K} \log \sigma(-u_{w_s}^\top v_c)"
)
SIGMOID = r"\sigma(x) = \frac{1}{1 + e^{-x}}"
SKIPGRAM = r"J_{\text{skip-gram}} = \sum_{-m \le j \le m,\, j \ne 0} J(v_c, w_{t+j}, U)"
PYTHON_2 = 'word2vec.py is written in Python 2: line 12 is a print statement, `print "done"`.'


def number(text: str) -> Shown:
    """Return a shown number."""
    return Shown(kind="number", dtype="float64", cells=((text,),), text=text)


def array(rows: Sequence[Sequence[str]], shape: tuple[int, ...], dtype: str = "float64") -> Shown:
    """Return a shown array."""
    inner = ", ".join("[" + ", ".join(row) + "]" for row in rows)
    text = f"np.array({inner if len(shape) == 1 else '[' + inner + ']'})"
    return Shown(kind="array", shape=shape, dtype=dtype, cells=tuple(map(tuple, rows)), text=text)


def passed(id_: str, points: float, title: str = "", **more: object) -> CheckResult:
    """Return a check that passed all its 20 cases."""
    content: dict[str, object] = {
        "id": id_,
        "kind": "value",
        "title": title,
        "verdict": "passed",
        "points": points,
        "max_points": points,
        "cases": Cases(run=20, passed=20),
    }
    return CheckResult.model_validate(content | more)


def failed(id_: str, max_points: float, title: str = "", **more: object) -> CheckResult:
    """Return a check that failed all its 20 cases on a wrong value."""
    content: dict[str, object] = {
        "id": id_,
        "kind": "gradient",
        "title": title,
        "verdict": "failed",
        "reason": "wrong-value",
        "points": 0.0,
        "max_points": max_points,
        "cases": Cases(run=20, passed=0),
    }
    return CheckResult.model_validate(content | more)


def question(id_: str, title: str, checks: Sequence[CheckResult], **more: object) -> QuestionResult:
    """Return a question whose points are its checks' points."""
    content: dict[str, object] = {
        "id": id_,
        "part": "code",
        "title": title,
        "function": "f",
        "file": "word2vec.py",
        "points": sum(check.points or 0.0 for check in checks),
        "max_points": sum(check.max_points for check in checks),
        "checks": tuple(checks),
    }
    return QuestionResult.model_validate(content | more)


def submission(
    id_: str, questions: Sequence[QuestionResult], status: Status = "graded", **more: object
) -> SubmissionResult:
    """Return a submission whose points are its counted questions' points."""
    counted = [question for question in questions if question.counted]
    content: dict[str, object] = {
        "assignment": "cs224n-2023-a2",
        "title": "word2vec",
        "submission": id_,
        "seed": 20231,
        "grader_version": "0.1.0",
        "rubric_sha256": "5f2d" * 16,
        "files": (
            FileRecord(path="word2vec.py", sha256="ab12" * 16),
            FileRecord(path="sgd.py", sha256="cd34" * 16),
        ),
        "isolation": Isolation(level="reduced", layers=("process", "rlimits")),
        "status": status,
        "points": sum(question.points for question in counted),
        "max_points": sum(question.max_points for question in counted),
        "questions": tuple(questions),
    }
    return SubmissionResult.model_validate(content | more)


def _sigmoid(*checks: CheckResult) -> QuestionResult:
    return question("sigmoid", "Sigmoid", checks, function="sigmoid", formula=SIGMOID)


def _sgd(*checks: CheckResult) -> QuestionResult:
    return question("sgd", "SGD", checks, function="sgd", file="sgd.py")


RIGHT_SIGMOID = _sigmoid(
    passed("sigmoid/value", 1.0, "Values"),
    passed("sigmoid/scalar", 1.0, "A scalar stays a scalar"),
    passed("sigmoid/stable", 0.0, "Large inputs"),
)
RIGHT_NAIVE = question(
    "naive-softmax",
    "Naive softmax: loss and gradients",
    [
        passed("naive-softmax/loss", 2.0, "Loss"),
        passed("naive-softmax/grad-center", 2.0, "Gradient by the center vector"),
        passed("naive-softmax/grad-outside", 2.0, "Gradient by the outside vectors"),
        passed("naive-softmax/shapes", 1.0, "Shapes"),
        passed("naive-softmax/unmutated", 0.0, "Arguments left as they were"),
    ],
    function="naiveSoftmaxLossAndGradient",
    formula=NAIVE,
)
RIGHT_NEGATIVE = question(
    "neg-sampling",
    "Negative sampling",
    [
        passed("neg-sampling/loss", 2.0, "Loss"),
        passed("neg-sampling/grad-center", 2.0, "Gradient by the center vector"),
        passed("neg-sampling/grad-outside", 2.0, "Gradient by the outside vectors"),
        passed("neg-sampling/repeats", 1.0, "Repeated negatives"),
    ],
    function="negSamplingLossAndGradient",
    formula=NEGATIVE,
)
RIGHT_SKIPGRAM = question(
    "skipgram",
    "Skip-gram",
    [
        passed("skipgram/loss", 2.0, "Loss"),
        passed("skipgram/grad-center", 2.0, "Gradient by the center vectors"),
        passed("skipgram/grad-outside", 2.0, "Gradient by the outside vectors"),
    ],
    function="skipgram",
    formula=SKIPGRAM,
)
RIGHT_SGD = _sgd(
    passed("sgd/value", 1.0, "The steps it takes"),
    passed("sgd/postprocessing", 1.0, "Postprocessing"),
)
NOT_ATTEMPTED = question(
    "cbow",
    "Continuous bag of words",
    [failed("cbow/loss", 4.0, "Loss", reason="not-implemented", cases=Cases(run=0, passed=0))],
    counted=False,
    function="cbow",
)


def full_marks() -> SubmissionResult:
    """Return a submission in which everything is right, with one remark."""
    naive = RIGHT_NAIVE.model_copy(
        update={"remarks": ("The loss comes back as an array of one element; a float is meant.",)}
    )
    return submission(
        "ada+lovelace~1",
        [RIGHT_SIGMOID, naive, RIGHT_NEGATIVE, RIGHT_SKIPGRAM, RIGHT_SGD, NOT_ATTEMPTED],
    )


def partial() -> SubmissionResult:
    """Return a submission with wrong values, a wrong shape, an exception and advice."""
    return submission(
        "ben okafor",
        [_wrong_sigmoid(), _wrong_naive(), _wrong_negative(), _raising_skipgram(), RIGHT_SGD],
        remarks=("word2vec-1.py was taken for word2vec.py, as it was handed in last.",),
    )


def _wrong_sigmoid() -> QuestionResult:
    return _sigmoid(
        passed("sigmoid/value", 1.0, "Values"),
        passed("sigmoid/scalar", 1.0, "A scalar stays a scalar"),
        failed(
            "sigmoid/stable",
            0.0,
            "Large inputs",
            reason="unstable",
            message="sigmoid(-1000.0) overflows: exp(1000) has no float64.",
            hint="Write it so that exp only ever meets numbers below zero.",
            replay="grader check word2vec.py --rubric cs224n-2023-a2 --only sigmoid "
            "--seed 20231 --case 0",
        ),
    )


def _wrong_naive() -> QuestionResult:
    call = (
        "naiveSoftmaxLossAndGradient(np.array([1.0, -2.0, 0.0]), 1, "
        "np.array([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), dataset)"
    )
    center = failed(
        "naive-softmax/grad-center",
        2.0,
        "Gradient by the center vector",
        points=0.5,
        mistake="sign-flipped",
        message="gradCenterVec points the other way: every entry has the opposite sign.",
        hint="The gradient of the loss is U(ŷ − y), not U(y − ŷ).",
        replay="grader check word2vec.py --rubric cs224n-2023-a2 --only naive-softmax "
        "--seed 20231 --case 3",
        counterexample=Counterexample(
            inputs={
                "centerWordVec": array([["1.0", "-2.0", "0.0"]], (3,)),
                "outsideWordIdx": number("1"),
                "outsideVectors": array([["0.0", "1.0", "2.0"], ["1.0", "0.0", "-1.0"]], (2, 3)),
                "dataset": Shown(kind="other", text="draws 0, 0, 1 and so on"),
            },
            call=call,
            output="gradCenterVec",
            expected=array([["-0.0474", "0.0474", "0.1423"]], (3,)),
            got=array([["0.0474", "-0.0474", "-0.1423"]], (3,)),
            case=3,
            difference=Difference(
                wrong=((True, True, True),),
                wrong_entries=3,
                entries=3,
                worst="[2]: got -0.1423, off by 0.2846",
                relative=((0.33, 0.33, 1.0),),
            ),
        ),
    )
    return question(
        "naive-softmax",
        "Naive softmax: loss and gradients",
        [
            passed("naive-softmax/loss", 2.0, "Loss"),
            center,
            passed("naive-softmax/grad-outside", 2.0, "Gradient by the outside vectors"),
            _wrong_shape(call),
            passed(
                "naive-softmax/unmutated",
                0.0,
                "Arguments left as they were",
                remarks=("The loss is a numpy array of one element; a float is meant.",),
            ),
        ],
        function="naiveSoftmaxLossAndGradient",
        formula=NAIVE,
    )


def _wrong_shape(call: str) -> CheckResult:
    return failed(
        "naive-softmax/shapes",
        1.0,
        "Shapes",
        reason="wrong-shape",
        mistake="row-for-column",
        message="gradCenterVec has shape (1, 3); the vector it differentiates by has shape (3,).",
        hint="A gradient has the shape of what it differentiates by.",
        counterexample=Counterexample(
            inputs={},
            call=call,
            output="gradCenterVec",
            expected=array([["-0.0474", "0.0474", "0.1423"]], (3,)),
            got=array([["0.0474", "-0.0474", "-0.1423"]], (1, 3)),
            case=0,
        ),
        replay="grader check word2vec.py --only naive-softmax --seed 20231 --case 0",
    )


def _wrong_negative() -> QuestionResult:
    rows_right = [["0.1192", "-0.2384"], ["-0.5", "1.25"], ["0.0", "0.0"], ["1.7616", "-3.5232"]]
    rows_got = [["0.1192", "-0.2384"], ["-0.5", "1.25"], ["0.0", "0.0"], ["0.8808", "-1.7616"]]
    outside = failed(
        "neg-sampling/grad-outside",
        2.0,
        "Gradient by the outside vectors",
        points=1.0,
        cases=Cases(run=20, passed=13),
        mistake="repeats-lost",
        message="A negative that is drawn twice must count twice; here it counts once.",
        hint="`grad[indices] += rows` adds once for each distinct index; np.add.at adds each time.",
        replay="grader check word2vec.py --rubric cs224n-2023-a2 --only neg-sampling "
        "--seed 20231 --case 7",
        follow_through=FollowThrough(helper="sigmoid", own="failed", with_right_helper="failed"),
        counterexample=Counterexample(
            inputs={"dataset": Shown(kind="other", text="draws 3, 3")},
            call="negSamplingLossAndGradient(np.array([1.0, -2.0]), 1, np.zeros((4, 2)), "
            "dataset, K=2)",
            output="gradOutsideVecs",
            expected=array(rows_right, (4, 2)),
            got=array(rows_got, (4, 2), "float32"),
            case=7,
            difference=Difference(
                wrong=((False, False),) * 3 + ((True, True),),
                wrong_entries=2,
                entries=8,
                worst="[3, 1]: got -1.7616, off by 1.7616",
                relative=((0.0, 0.0),) * 3 + ((0.5, 1.0),),
            ),
        ),
        output="loss 2.0794415416798357\nloss 2.0794415416798357\n… 1,204 lines more",
    )
    loss = failed(
        "neg-sampling/loss",
        2.0,
        "Loss",
        cases=Cases(run=20, passed=19),
        message="The loss is too small by the term of the true word.",
        mistake="missing-term",
        counterexample=Counterexample(
            inputs={"K": number("1")},
            call="",
            output="loss",
            expected=number("1.3862943611198906"),
            got=number("0.6931471805599453"),
            case=2,
            difference=Difference(
                wrong=((True,),), wrong_entries=1, entries=1, worst="got 0.6931, off by 0.6931"
            ),
        ),
    )
    return question(
        "neg-sampling",
        "Negative sampling",
        [
            loss,
            passed(
                "neg-sampling/grad-center",
                2.0,
                "Gradient by the center vector",
                follow_through=FollowThrough(
                    helper="sigmoid", own="failed", with_right_helper="passed"
                ),
            ),
            outside,
            failed(
                "neg-sampling/repeats",
                1.0,
                "Repeated negatives",
                verdict="skipped",
                reason=None,
                cases=Cases(run=0, passed=0),
                message="Not tried, because the gradient by the outside vectors is wrong already.",
            ),
        ],
        function="negSamplingLossAndGradient",
        formula=NEGATIVE,
    )


def _raising_skipgram() -> QuestionResult:
    raised: dict[str, object] = {
        "verdict": "errored",
        "reason": "raised",
        "message": "skipgram stopped with KeyError: 'd'.",
        "hint": "outsideWords holds words; word2Ind turns each into its row.",
        "trace": (
            "word2vec.py:142 in skipgram: loss, gc, go = word2vecLossAndGradient(",
            "word2vec.py:97 in naiveSoftmaxLossAndGradient: y[outsideWordIdx] = 1",
        ),
    }
    return question(
        "skipgram",
        "Skip-gram",
        [
            failed("skipgram/loss", 2.0, "Loss", **raised),
            failed("skipgram/grad-center", 2.0, "Gradient by the center vectors", **raised),
            failed("skipgram/grad-outside", 2.0, "Gradient by the outside vectors", **raised),
        ],
        function="skipgram",
        formula=SKIPGRAM,
    )


def crashed() -> SubmissionResult:
    """Return a submission of which one file is Python 2 and the other has a syntax error."""
    lost: dict[str, object] = {
        "verdict": "errored",
        "reason": "python-2",
        "cases": Cases(run=0, passed=0),
        "message": PYTHON_2,
        "hint": "Run it once with Python 3, or let 2to3 rewrite it.",
        "trace": ('word2vec.py:12: print "done"',),
    }
    syntax = lost | {
        "reason": "syntax-error",
        "message": "sgd.py can't be read: '(' on line 31 is never closed.",
        "hint": "",
        "trace": ("sgd.py:31: x = postprocessing(x - step * grad",),
    }
    ids = {
        "sigmoid": ("Sigmoid", ("value", "scalar"), SIGMOID),
        "naive-softmax": (
            "Naive softmax: loss and gradients",
            ("loss", "grad-center", "grad-outside", "shapes"),
            NAIVE,
        ),
        "neg-sampling": ("Negative sampling", ("loss", "grad-center", "grad-outside"), NEGATIVE),
        "skipgram": ("Skip-gram", ("loss", "grad-center", "grad-outside"), SKIPGRAM),
    }
    questions = [
        question(
            id_, title, [failed(f"{id_}/{name}", 2.0, "", **lost) for name in names], formula=latex
        )
        for id_, (title, names, latex) in ids.items()
    ]
    sgd = _sgd(*(failed(f"sgd/{name}", 1.0, "", **syntax) for name in ("value", "postprocessing")))
    return submission("chen-2014", [*questions, sgd])


def needs_review() -> SubmissionResult:
    """Return a submission with written answers, two of which wait for a person."""
    waiting: dict[str, object] = {
        "kind": "written",
        "verdict": "needs-review",
        "points": None,
        "cases": Cases(run=0, passed=0),
    }
    first = failed(
        "written/dJ_dvc/final",
        3.0,
        title="Final answer",
        **(waiting | {"reason": "free-text", "message": "The answer is a sentence, no formula."}),
    )
    second = failed(
        "written/dJ_dU/final",
        1.0,
        title="Final answer",
        **(waiting | {"reason": "cannot-tell", "message": "y_hat is never defined."}),
    )
    return submission(
        "dora",
        [
            RIGHT_SIGMOID,
            RIGHT_NAIVE,
            question("written/dJ_dvc", "∂J/∂v_c", [first], part="written", file="a2.tex"),
            question("written/dJ_dU", "∂J/∂U", [second], part="written", file="a2.tex"),
        ],
        status="needs-review",
        points_pending=4.0,
    )


def ungraded() -> SubmissionResult:
    """Return a submission that our own fault left without a mark."""
    lost = failed(
        "naive-softmax/loss",
        2.0,
        "Loss",
        verdict="ungraded",
        reason=None,
        points=None,
        cases=Cases(run=0, passed=0),
        message="The sandbox could not be started: no space left on device.",
    )
    naive = question("naive-softmax", "Naive softmax: loss and gradients", [lost], points=0.0)
    return submission("eve", [RIGHT_SIGMOID, naive], status="ungraded", points=None)


def nasty() -> SubmissionResult:
    """Return a submission whose every text is out to break the page."""
    return with_text(NASTY)


def with_text(text: str) -> SubmissionResult:
    """Return a submission that says `text` wherever a student's text can come to stand."""
    shown = Shown(kind="other", text=text)
    cells = Shown(kind="array", shape=(1, 2), dtype=text, cells=((text, text),), text=text)
    example = Counterexample(
        inputs={text: shown},
        call="",
        output=text,
        expected=cells,
        got=cells,
        case=0,
        difference=Difference(
            wrong=((True, False),), wrong_entries=1, entries=2, worst=text, relative=((1.0, 0.0),)
        ),
    )
    told: dict[str, object] = {
        "message": text,
        "hint": text,
        "mistake": text,
        "remarks": (text,),
        "trace": (text,),
        "output": text,
        "replay": text,
        "counterexample": example,
        "follow_through": FollowThrough(helper=text, own="failed", with_right_helper="failed"),
    }
    checks = [
        failed("q/a", 2.0, text, **told),
        failed("q/b", 2.0, text, reason="import-failed", message=text),
        failed(
            "q/c",
            0.0,
            text,
            **(told | {"counterexample": example.model_copy(update={"call": text})}),
        ),
        passed("q/d", 1.0, text, remarks=(text,)),
    ]
    again = failed("r/a", 2.0, text, reason="import-failed", message=text)
    shared: dict[str, object] = {
        "file": text,
        "function": text,
        "formula": r"\text{" + text + "}",
        "remarks": (text,),
    }
    return submission(
        text,
        [question("q", text, checks, **shared), question("r", text, [again], **shared)],
        title=text,
        assignment=text,
        grader_version=text,
        remarks=(text,),
        files=(FileRecord(path=text, sha256="ab" * 32),),
        isolation=Isolation(level="strict", layers=(text,)),
    )
