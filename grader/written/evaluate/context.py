"""Where a tree is evaluated: world, definitions, indices; values are kept."""

from types import MappingProxyType

import numpy as np

from grader.written import limits
from grader.written.evaluate.budget import Budget
from grader.written.evaluate.letters import Letters
from grader.written.evaluate.naming import Definitions, definition_key, indexed_key
from grader.written.evaluate.operations import STRICT, Leniency
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value
from grader.written.parse.tree import (
    Name,
    Node,
    Number,
)
from grader.written.worlds.index import Index
from grader.written.worlds.world import World


class Context:
    """What the evaluation of all kinds of nodes stands on."""

    def __init__(
        self,
        world: World,
        definitions: Definitions = MappingProxyType({}),
        leniency: Leniency = STRICT,
        budget: Budget | None = None,
        letters: Letters | None = None,
    ) -> None:
        self.world = world
        self.definitions = definitions
        self.leniency = leniency
        self.budget = budget if budget is not None else Budget(limits.EVALUATION_STEPS)
        self.indices: dict[str, Index] = dict(world.free)
        self.depth = 0
        self.overrides: dict[str, np.ndarray] = {}
        self.remarks: set[str] = set()
        self._opening: tuple[str, ...] = ()
        self._memo: dict[tuple[object, ...], Value] = {}
        self._letters = letters if letters is not None else Letters()
        self._defined_letters: dict[frozenset[str], frozenset[str]] = {}

    def array(self, key: str) -> np.ndarray:
        """Return an array (batch, rows, columns), perturbed while a derivative is taken."""
        if key in self.overrides:
            return self.overrides[key]
        return self.world.arrays[key]

    def perturbed(self, key: str) -> bool:
        """Tell whether a derivative is being taken by this array."""
        return key in self.overrides

    def index(self, node: Node) -> Index:
        """Return what an index expression stands for."""
        return self.world.index_of(node, self)

    def remark(self, words: str) -> None:
        """Record how something was read."""
        self.remarks.add(words)

    def value(self, node: Node) -> Value:
        """Return the value of a tree; raises CannotTell or IllTyped."""
        self.budget.spend()
        if self.depth > limits.DEPTH:
            raise CannotTell("a formula nested too deeply to be evaluated")
        key = self._key(node)
        found = self._memo.get(key)
        if found is None:
            self.depth += 1
            found = self._fresh(node)
            self.depth -= 1
            if not isinstance(node, Name | Number) and not np.isfinite(found.array).all():
                raise CannotTell("a value that is not finite")
            self._memo[key] = found
        return found

    def _key(self, node: Node) -> tuple[object, ...]:
        """Return what the value depends on: the tree and the index letters in it."""
        letters = self._letters.of(node)
        if self.definitions:
            letters = self._with_defined(letters)
        return (id(node), *((key, at) for key, at in self.indices.items() if key in letters))

    def _with_defined(self, letters: frozenset[str]) -> frozenset[str]:
        """Return letters and those inside the definitions that they use, directly or not."""
        kept = self._defined_letters.get(letters)
        if kept is None:
            kept, before = letters, 0
            while len(kept) != before:
                before = len(kept)
                for key, (tree, _) in self.definitions.items():
                    if key.split("|")[0] in kept:
                        kept |= self._letters.of(tree)
            self._defined_letters[letters] = kept
        return kept

    def _symbol(self, name: Name) -> Value:
        defined = self._definition(name)
        if defined is not None:
            return defined
        return self._oriented(self.world.symbol(name, self))

    def _oriented(self, value: Value) -> Value:
        """Return a vector of the world as the document writes its vectors."""
        return value.lying if self.world.vectors == "rows" else value

    def _definition(self, name: Name) -> Value | None:
        if not self.definitions:
            return None
        key = definition_key(name)
        letter = ""
        if key not in self.definitions and len(name.subs) == 1:
            key = indexed_key(name)
        if key not in self.definitions:
            return self._entry_of_definition(name)
        tree, letter = self.definitions[key]
        if key in self.overrides:
            return Value(self.overrides[key])
        if key in self._opening:
            raise CannotTell(f"{name.base} is defined by itself")
        if len(self._opening) > limits.MACRO_DEPTH:
            raise CannotTell("definitions within definitions, too deep")
        before = self.indices.get(letter) if letter else None
        if letter:
            self.indices[letter] = self.index(name.subs[0])
        self._opening = (*self._opening, key)
        try:
            return self.value(tree)
        finally:
            self._opening = self._opening[:-1]
            if letter and before is None:
                del self.indices[letter]
            elif letter and before is not None:
                self.indices[letter] = before

    def _entry_of_definition(self, name: Name) -> Value | None:
        """Return an entry of a vector that the student defined: z_w of z = U^T v_c."""
        whole = definition_key(Name(name.base, name.accent))
        if len(name.subs) != 1 or whole not in self.definitions or name.base in "uUvVy":
            return None
        vector = self._definition(Name(name.base, name.accent))
        index = self.index(name.subs[0])
        at = self.world.word(index) if index.domain in ("word", "sample", "offset") else index.at
        assert vector is not None
        if 1 not in vector.shape or not 0 <= at < max(vector.shape):
            raise CannotTell(f"{name.base} has no such entry")
        flat = vector.array.reshape(vector.array.shape[0], -1)
        return Value(flat[:, at].reshape(-1, 1, 1))

    def _fresh(self, node: Node) -> Value:
        """Return the value of a node that is not kept yet."""
        raise NotImplementedError
