"""What intake raises: one clear line for the person who typed the command."""

from grader.intake.names import shown


class IntakeError(Exception):
    """PATH can't be read as submissions: what was expected, what came, what to do."""

    def __init__(self, place: object, problem: str) -> None:
        """Make one line of it: `place` is the path that was asked for."""
        super().__init__(shown(f"{place}: {problem}"))


class NotebookError(Exception):
    """The bytes aren't a notebook; the message is for the student."""
