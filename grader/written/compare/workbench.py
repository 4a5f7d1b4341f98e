"""Where formulas are tried: worlds, definitions and a budget, with values kept."""

from collections.abc import Callable, Sequence

from grader.written import limits
from grader.written.compare.outcome import LADDER, WRITTEN_OUT, Outcome, Valued, compared
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.letters import Letters
from grader.written.evaluate.naming import Definitions
from grader.written.evaluate.operations import STRICT, Leniency
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.parse.tree import Node
from grader.written.worlds.world import World


class Workbench:
    """Evaluates trees in several worlds at once and remembers the values."""

    def __init__(
        self,
        worlds: Sequence[World],
        definitions: Definitions,
        budget: Budget,
        plain_dots: bool = True,
        spare: Budget | None = None,
    ) -> None:
        self.spare = budget if spare is None else spare
        """For finding what is wrong, apart from judging it."""
        self.plain_dots = plain_dots
        """Whether the document writes dot products without a transpose."""
        self.worlds = tuple(worlds)
        self.definitions = definitions
        self.budget = budget
        self.remarks: dict[int, set[str]] = {}
        self.letters = Letters()
        self._kept: dict[tuple[int, Leniency], tuple[Node, list[Valued]]] = {}

    def narrowed(self, keep: Callable[[World], bool]) -> "Workbench":
        """Return a workbench with those worlds only that `keep` accepts."""
        worlds = [each for each in self.worlds if keep(each)]
        if len(worlds) == len(self.worlds):
            return self
        return Workbench(worlds, self.definitions, self.budget, self.plain_dots, self.spare)

    def values(self, tree: Node, leniency: Leniency = STRICT) -> list[Valued]:
        """Return the tree's value in every world, or why it has none."""
        key = (id(tree), leniency)
        if key not in self._kept:
            self._kept[key] = (tree, [self._value(tree, each, leniency) for each in self.worlds])
        return self._kept[key][1]

    def _value(self, tree: Node, world: World, leniency: Leniency) -> Valued:
        if self.budget.left <= 0:
            return _SPENT
        evaluator = Evaluator(
            world,
            self.definitions,
            leniency,
            Budget(limits.EVALUATION_STEPS, self.budget),
            self.letters,
        )
        try:
            value = evaluator.value(tree)
        except (CannotTell, IllTyped) as trouble:
            return trouble
        self.remarks.setdefault(id(tree), set()).update(evaluator.remarks)
        return value

    def compare(self, left: Node, right: Node) -> Outcome:
        """Compare two trees, trying readings in order until one makes them equal."""
        return self._climb(
            lambda leniency: (self.values(left, leniency), self.values(right, leniency))
        )

    def compare_with(
        self, tree: Node, expected: Sequence[Valued], relative: float | None = None
    ) -> Outcome:
        """Compare a tree with given values, trying readings in order."""
        return self._climb(lambda leniency: (self.values(tree, leniency), expected), relative)

    def _climb(
        self,
        pair: Callable[[Leniency], tuple[Sequence[Valued], Sequence[Valued]]],
        relative: float | None = None,
    ) -> Outcome:
        if self.plain_dots:
            return self._tried(LADDER, pair, relative)
        outcome = self._tried(WRITTEN_OUT, pair, relative)
        if outcome.truth == "fails" and outcome.ill_typed:
            again = self._tried(LADDER[1:2], pair, relative)
            if again.truth == "holds":
                return Outcome("cannot-tell", why=_LOST)
        return outcome

    def _tried(
        self,
        ladder: Sequence[tuple[str, Leniency]],
        pair: Callable[[Leniency], tuple[Sequence[Valued], Sequence[Valued]]],
        relative: float | None,
    ) -> Outcome:
        first: Outcome | None = None
        for reading, leniency in ladder:
            left, right = pair(leniency)
            outcome = compared(left, right) if relative is None else compared(left, right, relative)
            if outcome.truth == "holds":
                return Outcome("holds", outcome.turned, reading)
            if outcome.truth == "cannot-tell":
                return first if first is not None and not first.ill_typed else outcome
            if first is None or (first.ill_typed and not outcome.ill_typed):
                first = (
                    outcome
                    if first is None
                    else Outcome(
                        "fails",
                        why=first.why,
                        ill_typed=True,
                        left=outcome.left,
                        right=outcome.right,
                    )
                )
        assert first is not None
        return first


_SPENT = CannotTell("the document takes too long to evaluate")
_LOST = "equal only if `u v` is read as a dot product, which the document writes with a transpose"
