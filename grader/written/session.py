"""What all stages of one document share: its chains, topics, definitions and workbenches."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.model.written import Manifest, WorldName
from grader.written import limits
from grader.written.compare.expected import ReferenceFunctions
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.binding import holds
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.evaluator import Definitions, Evaluator
from grader.written.evaluate.trouble import CannotTell, IllTyped
from grader.written.locate.counts import counted
from grader.written.locate.definitions import BORROWED, defined_by
from grader.written.locate.topics import Topic
from grader.written.parse.tree import Node
from grader.written.segment.chain import Chain, Region
from grader.written.worlds.families import worlds_of
from grader.written.worlds.world import Layout, World


@dataclass
class Session:
    """One document being graded under one layout of U."""

    manifest: Manifest
    functions: ReferenceFunctions
    seed: int
    layout: Layout
    """Of U."""
    network: Layout
    """Of the two-layer network: whether its vectors are rows or columns."""
    regions: Sequence[Region]
    chains: Sequence[Chain]
    topics: Sequence[Topic]
    budget: Budget = field(default_factory=lambda: Budget(limits.DOCUMENT_STEPS))
    definitions: list[dict[str, tuple[Node, str]]] = field(default_factory=list)
    """For each chain, the names that are defined before it."""
    defining: set[int] = field(default_factory=set)
    """Numbers of the chains that define a name."""
    _benches: dict[tuple[object, ...], Workbench] = field(default_factory=dict)
    _worlds: dict[tuple[object, ...], list[World]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known: dict[str, tuple[Node, str]] = {}
        counts_in: dict[int, Definitions] = {}
        local: set[str] = set()
        region = -1
        for chain in self.chains:
            if chain.region != region:
                # Borrowed letters (u, v, ...) mean themselves again under the next label.
                known = {key: kept for key, kept in known.items() if key not in local}
                local, region = set(), chain.region
            if chain.region not in counts_in:
                counts_in[chain.region] = counted(self.regions[chain.region].text[:20_000])
            counts = dict(counts_in[chain.region])
            self.definitions.append(counts | known | self._asides(chain))
            new = defined_by(chain, known)
            if new:
                self.defining.add(chain.number)
                known |= new
                local |= {key for key in new if key.split("|")[0] in BORROWED}

    def _asides(self, chain: Chain) -> dict[str, tuple[Node, str]]:
        """Return the names that the rows of the same display explain behind a comma."""
        found: dict[str, tuple[Node, str]] = {}
        for later in self.chains[chain.number + 1 :]:
            if not later.aside:
                break
            found |= defined_by(later, found)
        return found

    def own(self, chain: Chain) -> bool:
        """Tell a chain of the student's from one in a copied question."""
        start = self.regions[chain.region].answer_from
        return start is None or chain.number >= start

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
            self._benches[key] = Workbench(worlds, definitions, self.budget)
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
            self._worlds[key] = worlds_of(name, self.seed, layout, letters, others, extra, default)
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
