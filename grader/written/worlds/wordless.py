"""What no world without a vocabulary has: words, indices, sums over them, probabilities."""

from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value
from grader.written.parse.tree import Loss, Node
from grader.written.worlds.index import Domain, Index
from grader.written.worlds.world import Layout, Reader


class Wordless:
    """Refuses all that is about words; the question has one loss, and every loss is that one."""

    vectors: Layout = "columns"

    def function(self, x: Value) -> Value:
        """Refuse: no function f is defined here."""
        raise CannotTell("the function f is not known here")

    def is_main(self, loss: Loss) -> bool:
        """Tell the loss of the question itself: here every loss is."""
        return True

    def index_of(self, node: Node, reader: Reader) -> Index:
        """Refuse: nothing is indexed here."""
        raise CannotTell("an index is not introduced")

    def probability(self, word: Node, given: Node, reader: Reader) -> Value:
        """Refuse: no probability of a word is defined here."""
        raise CannotTell("a probability is not understood here")

    def values(self, domain: Domain) -> tuple[Index, ...]:
        """Refuse: nothing is summed over here."""
        raise CannotTell("what the sum runs over is not understood")

    def word(self, index: Index) -> int:
        """Return the number of an index."""
        return index.at

    def needs_range(self, letter: str) -> bool:
        """Tell whether a sum over this letter says nothing without its range."""
        return False

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Refuse: nothing is summed over here."""
        raise CannotTell("what the sum runs over is not understood")
