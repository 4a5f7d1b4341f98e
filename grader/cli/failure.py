"""How a command ends other than well: one clear line and an exit code."""

OK = 0
BELOW = 1
USAGE = 2
OURS = 3
INTERRUPTED = 130


class CommandError(Exception):
    """Ends a command: `code` is the exit code, the text goes to stderr as it is."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
