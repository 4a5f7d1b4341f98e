"""Why a formula has no value: not understood, or understood and ill-typed."""


class CannotTell(Exception):  # noqa: N818 - it is no error of the program
    """A formula means something that we don't know, or nothing that we know for sure."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotIntroduced(CannotTell):
    """An index letter that nothing introduces here."""

    def __init__(self, letter: str) -> None:
        super().__init__(f"the index {letter} is not introduced")
        self.letter = letter


class IllTyped(Exception):  # noqa: N818 - it is no error of the program
    """A sum or product of shapes that don't fit, in words for the student."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
