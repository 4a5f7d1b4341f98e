"""What all stages of one document share: its chains, topics, definitions and workbenches."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from grader.model.written import Manifest, WorldName
from grader.written import limits
from grader.written.compare.expected import ReferenceFunctions
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.binding import holds
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.evaluator import Evaluator
from grader.written.evaluate.naming import Definitions
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.locate.topics import Topic
from grader.written.outline import Outline
from grader.written.segment.chain import Chain, Region
from grader.written.worlds.families import worlds_of
from grader.written.worlds.world import Layout, World


@dataclass
class Session:
    """One document being graded under one layout of U."""

    manifest: Manifest
    functions: ReferenceFunctions | None
    """None where the reference is not at hand: then no final answer is judged."""
    seed: int
    layout: Layout
    """Of U."""
    network: Layout
    """Of the two-layer network: whether its vectors are rows or columns."""
    outline: Outline
    budget: Budget = field(default_factory=lambda: Budget(limits.DOCUMENT_STEPS))
    spare: Budget = field(default_factory=lambda: Budget(limits.DIAGNOSIS_STEPS))
    """For finding what is wrong, once all is judged."""
    _benches: dict[tuple[object, ...], Workbench] = field(default_factory=dict)
    _worlds: dict[tuple[object, ...], list[World]] = field(default_factory=dict)

    @property
    def regions(self) -> Sequence[Region]:
        """Return the labelled places."""
        return self.outline.regions

    @property
    def chains(self) -> Sequence[Chain]:
        """Return the chains in order."""
        return self.outline.chains

    @property
    def topics(self) -> Sequence[Topic]:
        """Return what each chain is about."""
        return self.outline.topics

    @property
    def definitions(self) -> Sequence[Definitions]:
        """Return, for each chain, the names that are defined before it."""
        return self.outline.definitions

    @property
    def defining(self) -> Set[int]:
        """Return the numbers of the chains that define a name."""
        return self.outline.defining

    @property
    def declared(self) -> Layout | None:
        """Return the layout of U that the student states, where one is."""
        return self.outline.declared

    @property
    def reference(self) -> ReferenceFunctions:
        """Return the reference functions, which judge final answers."""
        assert self.functions is not None
        return self.functions

    def own(self, chain: Chain) -> bool:
        """Tell a chain of the student's from one in a copied question."""
        start = self.regions[chain.region].answer_from
        return start is None or chain.number >= start

    def workbench(self, worlds: Sequence[World], definitions: Definitions) -> Workbench:
        """Return a place where formulas of this document are tried."""
        return Workbench(worlds, definitions, self.budget, self.outline.plain_dots, self.spare)

    def bench(self, chain: Chain, world: WorldName | None = None) -> Workbench | None:
        """Return where a chain's formulas are tried; None where its loss is not known.

        The worlds are those in which the conditions beside it hold.
        """
        topic = self.topics[chain.number]
        name = world or topic.world
        if name is None:
            return None
        definitions = self.definitions[chain.number]
        key = (
            name,
            topic.letters,
            topic.others,
            topic.conditions,
            chain.region,
            tuple(sorted(definitions)),
        )
        if key not in self._benches:
            worlds = [
                each
                for each in self.worlds(
                    name, topic.letters, topic.others, bool(topic.conditions), False
                )
                if self.applies(chain, each)
            ]
            self._benches[key] = self.workbench(worlds, definitions)
        return self._benches[key]

    def worlds(
        self,
        name: WorldName,
        letters: tuple[str, ...],
        others: tuple[str, ...],
        extra: bool,
        default: bool = True,
    ) -> list[World]:
        """Return the worlds of a loss, made once."""
        key = (name, letters, others, extra, default)
        if key not in self._worlds:
            layout = self.network if name == "two-layers" else self.layout
            self._worlds[key] = worlds_of(
                name, self.seed, layout, letters, others, extra, default, self.outline.vectors
            )
        return self._worlds[key]

    def applies(self, chain: Chain, world: World) -> bool:
        """Tell whether all conditions of a chain that are understood hold in a world."""
        for condition in self.topics[chain.number].conditions:
            try:
                if not holds(condition, Evaluator(world)):
                    return False
            except (CannotTell, IllTyped):
                continue
        return True

    def understood(self, chain: Chain) -> bool:
        """Tell whether all conditions of a chain mean something in its worlds."""
        topic = self.topics[chain.number]
        if chain.unclear_condition:
            return False
        if topic.world is None:
            return not topic.conditions
        for world in self.worlds(topic.world, topic.letters, topic.others, True)[:1]:
            for condition in topic.conditions:
                try:
                    holds(condition, Evaluator(world))
                except (CannotTell, IllTyped):
                    return False
        return True
