"""The single edit that makes a wrong formula equal to what it should be."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from grader.model.written import WorldName
from grader.written import limits
from grader.written.compare.outcome import LADDER, Valued, compared
from grader.written.compare.workbench import Workbench
from grader.written.diagnose.completing import completed
from grader.written.diagnose.edits import mutants
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.operations import Leniency
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.parse.tree import Node
from grader.written.worlds.world import World


class Mend(NamedTuple):
    """An edit that mends, or the relation to the right value where no edit does."""

    tree: Node
    mistake: str
    message: str


def mended(
    tree: Node,
    expected: Sequence[Valued],
    bench: Workbench,
    relative: float,
    world: WorldName | None = None,
) -> Mend | None:
    """Return the first single edit after which the formula is right in every world.

    world: the loss of the question; what it asks for is tried as an addition, too.
    """
    for reading, leniency in LADDER[:2]:
        del reading
        for number, mutant in enumerate(chain(completed(tree, world), mutants(tree))):
            if number >= limits.MUTANTS or bench.spare.left < limits.EVALUATION_STEPS:
                break
            if _right(mutant.tree, expected, bench, leniency, relative):
                return Mend(mutant.tree, mutant.mistake, mutant.message)
    return None


def _right(
    tree: Node,
    expected: Sequence[Valued],
    bench: Workbench,
    leniency: Leniency,
    relative: float,
) -> bool:
    """Tell whether a tree is right: in the first world, and only then in the others."""
    for world, wanted in zip(bench.worlds, expected, strict=True):
        value = _value(tree, world, bench, leniency)
        outcome = compared([value], [wanted], relative)
        if outcome.truth != "holds" or outcome.turned:
            return False
    return bool(bench.worlds)


def _value(tree: Node, world: World, bench: Workbench, leniency: Leniency) -> Valued:
    budget = Budget(limits.EVALUATION_STEPS, bench.spare)
    try:
        return Evaluator(world, bench.definitions, leniency, budget, bench.letters).value(tree)
    except (CannotTell, IllTyped) as trouble:
        return trouble
