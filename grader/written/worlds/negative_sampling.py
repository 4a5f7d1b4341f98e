"""The negative sampling loss: -log sigmoid(u_o v_c) - sum of log sigmoid(-u_k v_c)."""

from collections.abc import Mapping

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import Loss, Name
from grader.written.worlds.index import Domain, Index
from grader.written.worlds.words import VOCABULARY_NAMES, WordWorld, loss_kind
from grader.written.worlds.world import Layout, Reader

SAMPLE_NAMES = {"K", "k", "S", "Neg", "neg", "N", "NEG", "NS", "|K|"}


REPEATED = (4, 1, 4, 0, 1, 4)
"""Words that are drawn as samples, some of them several times."""


class NegativeSampling(WordWorld):
    """J of one true word and K samples, all different."""

    derived: tuple[str, ...] = ()

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the loss; any unlabelled name of a loss means it."""
        if loss_kind(loss) not in ("", "neg"):
            raise CannotTell(f"the loss {loss.label} is not the one asked for here")
        self.check_arguments(loss)
        outside, center = reader.array("outside"), self.center(reader).array
        words = [self.true_word(), *self.negatives]
        signs = np.array([1.0] + [-1.0] * len(self.negatives)).reshape(1, -1, 1)
        scores = signs * (outside[:, words, :] @ center)
        logs = ops.logarithm(ops.sigmoid(Value(scores))).array
        return Value(-logs.sum(axis=1, keepdims=True))

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return a symbol; K is the number of samples."""
        if name.base in ("K", "|K|") and not name.subs:
            return scalar(len(self.negatives))
        return super().symbol(name, reader)

    def _letter(self, base: str, reader: Reader) -> Index:
        if base == "K" and base not in reader.indices:
            return Index("sample", len(self.negatives) - 1)
        return super()._letter(base, reader)

    def _numbered(self, value: float, reader: Reader) -> Index:
        if value == int(value) and 1 <= value <= len(self.negatives):
            return Index("sample", int(value) - 1)
        return super()._numbered(value, reader)

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return samples, unless the sum names the vocabulary."""
        if name in SAMPLE_NAMES:
            return "sample"
        if name is None:
            return "sample"
        if name in VOCABULARY_NAMES:
            return "word"
        return super().range_domain(name, letter)


class RepeatedNegatives(NegativeSampling):
    """The same loss where a word may be drawn more than once."""

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        super().__init__(seed, layout, free)
        self.negatives = REPEATED
