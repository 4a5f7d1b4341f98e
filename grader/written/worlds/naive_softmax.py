"""The naive softmax loss: -log P(o | c)."""

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value
from grader.written.parse.tree import Loss
from grader.written.worlds.index import Domain
from grader.written.worlds.words import VOCABULARY_NAMES, WordWorld, loss_kind
from grader.written.worlds.world import Reader


class NaiveSoftmax(WordWorld):
    """J = -log softmax(U v_c)_o."""

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the loss; any unlabelled name of a loss means it."""
        if loss_kind(loss) not in ("", "naive"):
            raise CannotTell(f"the loss {loss.label} is not the one asked for here")
        self.check_arguments(loss)
        at = self.true_word()
        return ops.negated(ops.logarithm(Value(self.predicted(reader).array[:, at : at + 1, :])))

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return words: nothing else is summed over here."""
        if name is None or name in VOCABULARY_NAMES | {"K", "k", "v", "C", "c", "w"}:
            return "word"
        return super().range_domain(name, letter)
