"""Which loss a chain is about, by what is written in it and around it."""

import re

from grader.model.written import WorldName
from grader.written.parse.tree import (
    Apply,
    Loss,
    Name,
    Node,
    Number,
    Plus,
    Probability,
    letters_in,
    walk,
)
from grader.written.worlds.words import loss_kind

_HEADINGS: tuple[tuple[str, WorldName], ...] = (
    (r"cbow|continuous bag", "cbow"),
    (
        r"skip.?gram cost|skip.?gram (?:model|loss)|skip.?gram\b(?!.*softmax)(?!.*negative)",
        "skip-gram",
    ),
    (r"negative.?sampl|neg.?sampl", "negative-sampling"),
    (r"naive.?softmax|softmax", "naive-softmax"),
    (r"leaky|relu", "leaky-relu"),
    (r"sigmoid", "sigmoid"),
    (r"cross.?entropy", "cross-entropy"),
    (r"hidden|network", "two-layers"),
)


def heading_world(heading: str) -> WorldName | None:
    """Return the loss that a heading names."""
    lowered = heading.lower()
    for pattern, world in _HEADINGS:
        if re.search(pattern, lowered):
            return world
    return None


def tree_worlds(trees: list[Node]) -> dict[WorldName, int]:
    """Return how strongly trees point at each world."""
    weights: dict[WorldName, int] = {}

    def add(world: WorldName, weight: int) -> None:
        weights[world] = weights.get(world, 0) + weight

    for tree in trees:
        for node in walk(tree):
            match node:
                case Loss():
                    kind = loss_kind(node)
                    if kind == "skip":
                        add("skip-gram", 8)
                    elif kind == "cbow":
                        add("cbow", 8)
                    elif kind == "neg":
                        add("negative-sampling", 6)
                    elif kind == "naive" and node.base == "J":
                        add("naive-softmax", 4)
                case Plus(terms) if Name("t") in terms:
                    add("skip-gram", 3)
                case Name(("v" | "V"), ("hat" | "bar"), ()):
                    add("cbow", 5)
                case Apply("sigmoid", (argument, *_)):
                    names = letters_in(argument)
                    if names & {"u", "U", "v", "V"}:
                        add("negative-sampling", 4)
                    elif names & {"W", "h", "b"}:
                        add("two-layers", 4)
                    elif isinstance(argument, Name) and argument.subs and argument.base != "x":
                        add("negative-sampling", 4)
                    elif names <= {"x", "z"}:
                        add("sigmoid", 2)
                case Name("sigma", "", (_, *_)):
                    add("negative-sampling", 4)
                case Name("W" | "b", "", (Number(),)):
                    add("two-layers", 4)
                case Name("y", "hat", _) | Probability():
                    add("naive-softmax", 1)
                    add("cross-entropy", 1)
                    add("two-layers", 1)
                case Name("u" | "U", "", _):
                    add("naive-softmax", 1)
                    add("negative-sampling", 1)
                case Apply("exp", (argument, *_)):
                    names = letters_in(argument)
                    if names & {"u", "U", "v", "V"}:
                        add("naive-softmax", 3)
                    elif names & {"theta", "x", "z"}:
                        add("cross-entropy", 1)
                        add("sigmoid", 1)
                case Name("theta", "", _):
                    add("cross-entropy", 2)
    return weights
