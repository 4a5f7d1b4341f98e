"""What the parser says of a formula that it does not understand."""


class ParseTrouble(Exception):  # noqa: N818 - it is no error of the program
    """A formula is not understood; `at` is where in its document."""

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
