"""What one document says whatever its layout is: chains, topics, definitions, ways of writing."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from grader.written.compare.writing import writes_dots_plainly
from grader.written.declared import declared_layout
from grader.written.evaluate.naming import Definitions
from grader.written.locate.counts import counted
from grader.written.locate.definitions import BORROWED, defined_by
from grader.written.locate.topics import Topic
from grader.written.orientation import chosen_vectors
from grader.written.parse.tree import Node
from grader.written.segment.chain import Chain, Region
from grader.written.worlds.world import Layout


@dataclass(frozen=True)
class Outline:
    """One document, read once."""

    regions: Sequence[Region]
    chains: Sequence[Chain]
    topics: Sequence[Topic]
    definitions: Sequence[Definitions]
    """For each chain, the names that are defined before it."""
    defining: Set[int]
    """Numbers of the chains that define a name."""
    declared: Layout | None
    """The layout of U that the student states, where one is."""
    vectors: Layout
    """Whether word vectors are columns or rows."""
    plain_dots: bool
    """Whether dot products are written without a transpose."""


def outlined(
    chains: Sequence[Chain], regions: Sequence[Region], topics: Sequence[Topic]
) -> Outline:
    """Return the outline of a document."""
    definitions, defining = _definitions(chains, regions)
    return Outline(
        regions,
        chains,
        topics,
        definitions,
        defining,
        declared_layout(chains, regions),
        chosen_vectors(chains),
        writes_dots_plainly(
            each.tree for chain in chains for each in chain.members if each.tree is not None
        ),
    )


def _definitions(
    chains: Sequence[Chain], regions: Sequence[Region]
) -> tuple[list[Definitions], set[int]]:
    definitions: list[Definitions] = []
    defining: set[int] = set()
    known: dict[str, tuple[Node, str]] = {}
    counts_in: dict[int, Definitions] = {}
    local: set[str] = set()
    region = -1
    for chain in chains:
        if chain.region != region:
            # Borrowed letters (u, v, ...) mean themselves again under the next label.
            known = {key: kept for key, kept in known.items() if key not in local}
            local, region = set(), chain.region
        if chain.region not in counts_in:
            counts_in[chain.region] = counted(regions[chain.region].text[:20_000])
        counts = dict(counts_in[chain.region])
        definitions.append(counts | known | _asides(chain, chains))
        new = defined_by(chain, known)
        if new:
            defining.add(chain.number)
            known |= new
            local |= {key for key in new if key.split("|")[0] in BORROWED}
    return definitions, defining


def _asides(chain: Chain, chains: Sequence[Chain]) -> dict[str, tuple[Node, str]]:
    """Return the names that the rows of the same display explain behind a comma."""
    found: dict[str, tuple[Node, str]] = {}
    for later in chains[chain.number + 1 :]:
        if not later.aside:
            break
        found |= defined_by(later, found)
    return found
