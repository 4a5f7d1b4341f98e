"""Which file of a submission is judged."""

from collections.abc import Sequence

import pytest

from grader.intake.bodies import definitions
from grader.intake.locate import Located, locate
from grader.model.submission import Refused, Submission

SOLVED = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
STARTER = '''\
def sigmoid(x):
    """
    Compute the function
of x.
    """
    ### YOUR CODE HERE (~1 Line)
    s = None
    ### END YOUR CODE
    return s
'''
OTHER = "x = 1\n"
ALL = ("word2vec.py", "sgd.py")


def find(submission: Submission, names: Sequence[str] = ("word2vec.py",)) -> object:
    return locate(submission, names, ("sigmoid", "my_sigmoid"), ALL)


def module(path: str, remark: str = "") -> Located:
    return Located(path, path.rpartition("/")[0], "module", remark)


@pytest.mark.parametrize(
    "path", ["word2vec.py", "a2/word2vec.py", "my student/src/word2vec.py", "hw.zip/word2vec.py"]
)
def test_the_right_name_is_found_at_any_depth(submission, path: str) -> None:
    """A file of the right name is taken without a remark; its folder is the one to work in."""
    assert module(path) == find(submission({path: OTHER, "z/sgd.py": SOLVED}))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Word2Vec.py", ("word2vec.py",)),
        ("q1.py", ("word2vec.py", "q1.py")),
        ("Q1.PY", ("word2vec.py", "q1.py")),
        ("word2vec-1.py", ("word2vec.py",)),
        ("word2vec (1).py", ("word2vec.py",)),
        ("word2vec(2).py", ("word2vec.py",)),
        ("word2vec - Copy.py", ("word2vec.py",)),
        ("word2vec copy 2.py", ("word2vec.py",)),
        ("Copy of word2vec.py", ("word2vec.py",)),
    ],
)
def test_renamed_files_are_found(submission, path: str, names: tuple[str, ...]) -> None:
    """Other case, other names and the names of downloads are taken, and that is said."""
    expected = module(path, f"{path} taken for word2vec.py")

    assert expected == find(submission({path: OTHER, "zzz.py": SOLVED}), names)


@pytest.mark.parametrize("path", ["word2vec_final.py", "alice_word2vec.py", "a/hw2.word2vec.py"])
def test_names_with_something_added_need_the_function(submission, path: str) -> None:
    """`word2vec_final.py` is taken if it defines the function; `word2vec_test.py` doesn't."""
    expected = module(path, f"{path} taken for word2vec.py")

    assert expected == find(submission({path: SOLVED, "word2vec_test.py": OTHER}))
    assert None is find(submission({path: OTHER}))


@pytest.mark.parametrize(
    "text",
    [
        SOLVED,
        "def my_sigmoid (x):\n\tprint 'Python 2', x\n\treturn x\n",
        "def  sigmoid(\n    x,\n): return 1 if x else 0\n",
        "if True:\n    def sigmoid(x):\n        y = x\n        return y\n)(\n",
    ],
)
def test_without_a_name_the_function_is_looked_for(submission, text: str) -> None:
    """Any module that defines the function is taken, be it Python 2 or broken elsewhere."""
    expected = module("src/mine.py", "src/mine.py taken for word2vec.py")

    assert expected == find(submission({"src/mine.py": text, "a.py": OTHER}))


@pytest.mark.parametrize(
    "text", [OTHER, "class A:\n    def sigmoid(self, x):\n        return x\n", "'sigmoid'", ""]
)
def test_what_does_not_define_it_is_not_taken(submission, text: str) -> None:
    """Mentions and methods are no definitions."""
    assert None is find(submission({"mine.py": text}))


@pytest.mark.parametrize(
    ("files", "expected", "others"),
    [
        # the folder with most of the rubric's files
        ({"z/word2vec.py": SOLVED, "z/sgd.py": "", "a/word2vec.py": SOLVED}, "z", ["a"]),
        # nobody wrote into the copy that lies with the others
        ({"a/word2vec.py": STARTER, "a/sgd.py": "", "z/word2vec.py": SOLVED}, "z", ["a"]),
        # more functions
        ({"a/word2vec.py": SOLVED,
          "z/word2vec.py": SOLVED + SOLVED.replace("sigmoid", "my_sigmoid")}, "z", ["a"]),
        # the shallow one
        ({"a/b/word2vec.py": SOLVED, "z/word2vec.py": SOLVED}, "z", ["a/b"]),
        # the first by name
        ({"b/word2vec.py": SOLVED, "a/word2vec.py": SOLVED, "c/word2vec.py": ""}, "a", ["b", "c"]),
        ({"b/word2vec.py": STARTER, "a/word2vec.py": STARTER}, "a", ["b"]),
    ],
)  # fmt: skip
def test_among_copies(submission, files: dict[str, str], expected: str, others: list[str]) -> None:
    """The copy somebody wrote into, with the others, fullest, shallow, first; the rest is named."""
    left = ", ".join(f"{other}/word2vec.py" for other in others)
    path = f"{expected}/word2vec.py"

    assert module(path, f"{path} taken; not taken: {left}") == find(submission(files))


def test_a_solved_renamed_copy_beats_an_untouched_starter(submission) -> None:
    """The starter's own file beside the student's renamed one isn't what was handed in."""
    found = find(submission({"word2vec.py": STARTER, "word2vec (1).py": SOLVED}))

    remark = "word2vec (1).py taken for word2vec.py; not taken: word2vec.py"
    assert module("word2vec (1).py", remark) == found


def test_another_questions_file_is_no_renamed_copy(submission) -> None:
    """An untouched file isn't replaced by another module that happens to define the function."""
    found = find(submission({"word2vec.py": STARTER, "sgd.py": SOLVED, "run.py": SOLVED}))

    assert module("word2vec.py") == found


def test_another_questions_file_may_hold_the_function(submission) -> None:
    """Where the file is missing, a student may have put everything into another."""
    expected = module("sgd.py", "sgd.py taken for word2vec.py")

    assert expected == find(submission({"sgd.py": SOLVED}))


def test_a_notebook_is_found_by_its_function(submission, notebook) -> None:
    """A notebook that defines the function is taken where no module does."""
    files = {"a/hw.ipynb": notebook("%pylab inline", SOLVED), "b.ipynb": notebook(OTHER)}

    expected = Located("a/hw.ipynb", "a", "notebook", "a/hw.ipynb taken for word2vec.py")
    assert expected == find(submission(files))


def test_the_module_beats_the_notebook_of_the_same_work(submission, notebook) -> None:
    """A .py and a notebook of the same work: the .py is judged."""
    found = find(submission({"a.ipynb": notebook(SOLVED), "word2vec.py": SOLVED}))

    assert module("word2vec.py") == found


def test_the_notebook_beats_an_untouched_module(submission, notebook) -> None:
    """A notebook with the work wins over a .py into which nobody wrote."""
    found = find(submission({"a.ipynb": notebook(SOLVED), "word2vec.py": STARTER}))

    remark = "a.ipynb taken for word2vec.py; not taken: word2vec.py"
    assert Located("a.ipynb", "", "notebook", remark) == found


def test_an_untouched_module_is_judged_where_there_is_nothing_else(submission, notebook) -> None:
    """Starter code alone is what was handed in."""
    found = find(submission({"a.ipynb": notebook(STARTER), "word2vec.py": STARTER}))

    assert module("word2vec.py", "word2vec.py taken; not taken: a.ipynb") == found


def test_a_refused_file_says_why(submission) -> None:
    """If the file is there but was refused, its refusal is the answer."""
    refused = (Refused("a/b.txt", "a link"), Refused("a/Word2vec.py", "too large"))

    found = find(submission({"x.py": OTHER}, refused=refused))

    assert refused[1] == found


def test_a_module_that_defines_it_beats_a_refused_file(submission) -> None:
    """A link `word2vec.py` beside the module that it points to costs nothing."""
    refused = (Refused("word2vec.py", "a symbolic link, which is not followed"),)
    expected = module("mine.py", "mine.py taken for word2vec.py")

    assert expected == find(submission({"mine.py": SOLVED}, refused=refused))


def test_a_broken_notebook_says_why(submission) -> None:
    """A notebook that isn't one may have held the answer."""
    found = find(submission({"hw.ipynb": "{", "x.py": OTHER}))

    assert isinstance(found, Refused)
    assert ("hw.ipynb", True) == (found.path, found.why.startswith("not a notebook: "))


def test_a_refused_zip_explains_a_submission_without_code(submission) -> None:
    """Where nothing came through, the first refusal is the reason."""
    refused = (Refused("hw.zip", "not a readable zip (File is not a zip file)"),)

    assert refused[0] == find(submission({"notes.txt": ""}, refused=refused))
    assert None is find(submission({"notes.py": ""}, refused=refused))


def test_nothing_is_found_in_nothing(submission) -> None:
    """An empty submission has no file to judge."""
    assert None is find(submission({}))


@pytest.mark.parametrize(
    ("body", "written"),
    [
        (" return 1 / (1 + np.exp(-x))", True),
        ("\n    pass\n", False),
        ("\n    raise NotImplementedError()\n", False),
        ("\n    '''Doc.\nstring'''\n    s = np.zeros(x.shape)\n    return s\nprint(1)\n", False),
        ("\n    loss, grad = None\n    ### A comment\n\n    return loss, grad\n", False),
        ("\n    ### YOUR CODE HERE\n    raise NotImplementedError\n    ### END YOUR CODE\n", False),
        ("\n    if x: y = 2\n    ### YOUR CODE HERE\n    ### END YOUR CODE\n    return y\n", False),
        ("\n    ### YOUR CODE HERE\n    y = 2 * x\n    ### END YOUR CODE\n    return y\n", True),
        ("\n\tprint 'Python 2'\n\treturn x\n", True),
        ("\n# not indented\n    y = 2 * x\n", True),
        ("\nreturn_later = 1\n", False),
    ],
)
def test_a_body_is_written_if_it_holds_more_than_the_starter(body: str, written: bool) -> None:
    """Placeholders, comments and docstrings aren't work; inside the starter's marks the rest is."""
    text = f"def sigmoid(x={{'a': (1, 2)}}):{body}"

    assert [("sigmoid", written)] == definitions(text, ("sigmoid",))
