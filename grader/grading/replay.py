"""The command that judges a question again, as a shell takes it."""

import re
import shlex

PLAIN = re.compile(r"[\w@%+=:,./\\-][\w@%+=:,./\\~-]*")
"""Words that no shell takes for anything else."""
DANGEROUS = frozenset('"$`\\!')
"""What means something between double quotes, which Windows knows, too."""


def replay(path: str, rubric: str, question: str, seed: int) -> str:
    """Return the command that checks one question.

    path: how the submission is named on the command line, else the file's bare name.
    """
    return (
        f"grader check {pasteable(path)} --rubric {pasteable(rubric)} "
        f"--only {question} --seed {seed}"
    )


def pasteable(word: str) -> str:
    """Return a word of a command as a shell takes it: in quotes where it needs them."""
    if PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if set(word) & DANGEROUS else f'"{word}"'
