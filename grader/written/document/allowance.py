"""How many signs of formulas a document may have in all, macros expanded."""

from grader.written.parse.trouble import ParseTrouble


class Allowance:
    """A number of signs that is taken formula by formula."""

    def __init__(self, signs: int) -> None:
        self.signs = signs
        self.left = signs

    def take(self, signs: int, at: int) -> None:
        """Take signs; raises ParseTrouble where fewer are left."""
        if signs > self.left:
            self.left = 0
            raise ParseTrouble(
                f"the formulas of a document are read up to {self.signs} signs in all", at
            )
        self.left -= signs
