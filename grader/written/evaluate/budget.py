"""How much may be computed, counted in tree nodes, so that a result never depends on a clock."""

from grader.written.evaluate.trouble import CannotTell


class BudgetSpentError(CannotTell):
    """More was asked than a document may ask."""


class Budget:
    """A number of steps that is spent one by one; an inner budget spends the outer one too."""

    def __init__(self, steps: int, outer: "Budget | None" = None) -> None:
        self.left = steps
        self.outer = outer

    def spend(self, steps: int = 1) -> None:
        """Spend steps; raises BudgetSpentError where none are left."""
        self.left -= steps
        if self.left < 0:
            raise BudgetSpentError("this formula takes too long to evaluate")
        if self.outer is not None:
            self.outer.spend(steps)
