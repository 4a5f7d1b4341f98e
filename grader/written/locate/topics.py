"""What every chain is about: its loss, what it is differentiated by, its index letters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.model.written import Manifest, WorldName, WrittenQuestion
from grader.written.locate.evidence import heading_world, tree_worlds
from grader.written.locate.paths import labels_match
from grader.written.locate.targets import (
    Target,
    derivative_head,
    index_letters,
    target_of,
    world_of_loss,
)
from grader.written.parse.tree import (
    Apply,
    Branches,
    Derivative,
    Name,
    Node,
    Probability,
    Relation,
    letters_in,
    walk,
)
from grader.written.segment.chain import Chain, Region


@dataclass(frozen=True)
class Topic:
    """What a chain is about, as far as it is known."""

    world: WorldName | None
    target: Target | None = None
    letters: tuple[str, ...] = ()
    """Index letters of what it is differentiated by."""
    others: tuple[str, ...] = ()
    """Other index letters that nothing binds."""
    cases: bool = False
    """Whether it distinguishes the true word from others itself."""
    headed: bool = False
    """Whether the chain starts with the derivative of a loss."""
    conditions: tuple[Node, ...] = ()
    """The conditions that speak of it."""


def topics_of(
    chains: Sequence[Chain], regions: Sequence[Region], manifest: Manifest
) -> list[Topic]:
    """Return the topic of every chain."""
    topics: list[Topic] = []
    last_headed: dict[int, Topic] = {}
    by_region = _region_worlds(chains, regions, manifest)
    for chain in chains:
        head = derivative_head(chain.members[0].tree)
        before = last_headed.get(chain.region)
        own = tree_worlds([each.tree for each in chain.members if each.tree is not None])
        world = None if head is None else world_of_loss(head)
        if world is None:
            world = _decided(own, by_region[chain.region], manifest)
        letters, others = _letters(chain)
        fixed = head is not None and _fixed(target_of(head.by))
        if not letters and before is not None and not fixed:
            letters, others = before.letters, (*others, *before.others)
        if head is None:
            target = before.target if before is not None else None
            topics.append(Topic(world, target, letters, others, conditions=in_force(chain, None)))
        else:
            conditions = in_force(chain, chain.members[0].tree)
            topic = Topic(
                world, target_of(head.by), letters, others, _by_word(chain), True, conditions
            )
            topics.append(topic)
            last_headed[chain.region] = topic
    return topics


def _by_word(chain: Chain) -> bool:
    """Tell a case distinction with a case for the true word: j = o."""
    return any(
        isinstance(each, Relation) and each.sign == "=" and each.right == Name("o")
        for member in chain.members
        if member.tree is not None
        for branches in walk(member.tree)
        if isinstance(branches, Branches)
        for conditions in branches.conditions
        for each in conditions or ()
    )


def _fixed(target: Target | None) -> bool:
    """Tell a left-hand side about one word, the true one or the center: no letter is open."""
    return target is not None and target.index in ("true", "center")


def in_force(chain: Chain, head: Node | None) -> tuple[Node, ...]:
    """Return the conditions beside a chain that speak of it.

    One from an earlier line speaks of a chain only if its letter stands on the left-hand side
    (or anywhere, where there is none): after `when w != o`, dJ/dU has no case.
    """
    trees = [each.tree for each in chain.members if each.tree is not None]
    letters = letters_in(*([head] if head is not None else trees))
    return tuple(
        each
        for each in chain.conditions
        if each not in chain.inherited or not _letters_of(each) or _letters_of(each) <= letters
    )


def _letters_of(condition: Node) -> set[str]:
    """Return the letter that a condition is about."""
    if isinstance(condition, Relation) and isinstance(condition.left, Name):
        return {condition.left.base}
    return set()


def _letters(chain: Chain) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the index letters that a chain's head introduces, and those beside it."""
    first = chain.members[0].tree
    letters: list[str] = []
    others: list[str] = []
    match first:
        case Name():
            letters.extend(index_letters(first))
        case Probability(Name(base, "", ())):
            letters.append(base)
        case Apply("entry", (_, *subs)):
            letters.extend(each.base for each in subs if isinstance(each, Name) and not each.subs)
        case Derivative(of, by):
            letters.extend(index_letters(by))
            if isinstance(of, Name):
                others.extend(index_letters(of))
    for member in chain.members:
        if member.tree is not None:
            for node in walk(member.tree):
                if isinstance(node, Derivative):
                    others.extend(index_letters(node.by))
    if not letters:
        letters, others = others[:1], others[1:]
    for condition in chain.conditions:
        if condition not in chain.inherited and isinstance(condition, Relation):
            names = [condition.left, condition.right]
            found = [
                e.base for e in names if isinstance(e, Name) and not e.subs and len(e.base) == 1
            ]
            both = len(found) == 2 and found[1] not in _FIXED
            (others if both else letters).extend(found[1:] if both else found[:1])
    kept = tuple(dict.fromkeys(each for each in letters if each not in _FIXED))
    return kept, tuple(dict.fromkeys(e for e in others if e not in _FIXED and e not in kept))


_FIXED = ("o", "O", "c", "C", "t", "x", "K", "V", "S")


def _region_worlds(
    chains: Sequence[Chain], regions: Sequence[Region], manifest: Manifest
) -> list[dict[WorldName, int]]:
    """Return for each region how strongly its heading, label and formulas point at each world."""
    weights: list[dict[WorldName, int]] = []
    members: dict[int, list[Node]] = {}
    for chain in chains:
        trees = [each.tree for each in chain.members if each.tree is not None]
        members.setdefault(chain.region, []).extend(trees)
    for region in regions:
        found: dict[WorldName, int] = {}
        named = heading_world(region.heading)
        if named is not None:
            found[named] = 7
        for question in manifest.questions:
            if question.world is not None:
                fit = max((fits(each, region) for each in question.labels), default=0)
                if fit or region.marker == question.id:
                    world = question.world
                    if world == "repeated-negatives":
                        world = "negative-sampling"
                    weight = 20 if region.marker == question.id else 2 * fit
                    found[world] = max(found.get(world, 0), weight)
        for world, weight in tree_worlds(members.get(region.number, [])).items():
            found[world] = found.get(world, 0) + min(weight, 12)
        weights.append(found)
    return weights


def fits(label: str, region: Region) -> int:
    """Return how well a question's label fits a region, by any of the paths it may have."""
    scores = [labels_match(label, region.path)] if region.path else [0]
    scores += [min(1, labels_match(label, path)) for path in region.alternatives]
    return max(scores)


def _decided(
    own: dict[WorldName, int], around: dict[WorldName, int], manifest: Manifest
) -> WorldName | None:
    """Return the world that a chain and its region point at most, among those asked about."""
    asked = {each.world for each in manifest.questions if each.world is not None}
    total: dict[WorldName, float] = {}
    for world in asked:
        weight = 2 * own.get(world, 0) + around.get(world, 0)
        if world == "repeated-negatives":
            continue
        if weight:
            total[world] = weight
    if not total:
        return None
    return max(sorted(total), key=lambda each: total[each])


def repeated(region: Region, question: WrittenQuestion) -> bool:
    """Tell a region about repeated samples, by its label or its words."""
    if any(fits(label, region) == 2 for label in question.labels):
        return True
    text = (region.heading + " " + region.text).lower()
    return any(word in text for word in question.keywords)


def with_world(topic: Topic, world: WorldName) -> Topic:
    """Return a topic in another world."""
    return replace(topic, world=world)


def has_derivative(tree: Node) -> bool:
    """Tell a tree with a derivative operator in it."""
    return any(isinstance(each, Derivative) for each in walk(tree))
