"""Grade below a folder as root, in reduced isolation, with student code as another account.

python -m tests.exports.drop_account ROOT
"""

import sys

import grader.cli.gradescope as autograder
from grader.sandbox.isolation import Chosen
from tests.sandbox.ordinary import NOT_HERE, give_up, needed, open_up


def main(root: str) -> int:
    """Grade; `nobody` stands in for the account that setup.sh makes."""
    try:
        open_up(needed())
    except OSError as error:
        give_up(f"root may not mount here: {error}")
    autograder.ACCOUNT = "nobody"
    autograder.choose = lambda wanted: Chosen(False, "it is switched off for this test")
    if autograder.student_account() is None:
        print("there is no account `nobody` here", file=sys.stderr)
        return NOT_HERE
    return autograder.main([root])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
