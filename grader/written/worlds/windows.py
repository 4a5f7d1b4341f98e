"""Skip-gram and CBOW: losses of a window, made of losses of pairs."""

from collections.abc import Mapping

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell
from grader.written.evaluate.value import Value
from grader.written.parse.tree import Dots, Loss, Name, Node, walk
from grader.written.worlds.index import Domain, Index
from grader.written.worlds.words import CENTER, WordWorld, loss_kind
from grader.written.worlds.world import Layout, Leaf, Reader


class WindowWorld(WordWorld):
    """A loss of a window; a pair loss is any loss with a vector and a word as arguments."""

    derived: tuple[str, ...] = ()

    main_kind = ""

    def is_main(self, loss: Loss) -> bool:
        """Tell the loss of the window from the loss of a pair."""
        if loss_kind(loss) == self.main_kind:
            return True
        if any(isinstance(each, Dots) for node in loss.arguments for each in walk(node)):
            return True
        return not loss.arguments and loss_kind(loss) == "" and loss.base != "F"

    def loss(self, loss: Loss, reader: Reader) -> Value:
        """Return the loss of the window, or of a pair by its arguments."""
        if self.is_main(loss):
            return self.window_loss(reader)
        if not loss.arguments:
            raise CannotTell("a loss of a pair without its arguments")
        center: Value | None = None
        word: int | None = None
        for each in loss.arguments:
            if isinstance(each, Name) and each.base in ("U", "u", "V") and not each.subs:
                continue
            if isinstance(each, Name) and (each.base in ("v", "V", "h") or each.accent):
                center = reader.value(each).standing
            else:
                word = self.word(reader.index(each))
        if word is None:
            raise CannotTell("a loss of a pair without its word")
        if center is None:
            raise CannotTell("a loss of a pair without its vector")
        return self.naive(center, word, reader.array("outside"))

    def window_loss(self, reader: Reader) -> Value:
        """Return the loss of the whole window."""
        raise NotImplementedError

    def needs_range(self, letter: str) -> bool:
        """Tell the window's offsets: with the center word or without it?"""
        return letter == "j"

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return offsets, unless the sum names the vocabulary."""
        if name is None:
            return "offset" if letter == "j" else "word"
        if name in ("-m", "-c", "-C"):
            return "offset"
        return super().range_domain(name, letter)


class SkipGram(WindowWorld):
    """The sum of the pair losses of the window's words."""

    main_kind = "skip"

    def window_loss(self, reader: Reader) -> Value:
        """Return the sum over all words of the window but the center."""
        center, outside = self.center(reader), reader.array("outside")
        return ops.total(
            [self.naive(center, word, outside) for at, word in self.window.items() if at != 0]
        )


class Cbow(WindowWorld):
    """The pair loss of the center word, predicted from the sum of its window."""

    derived: tuple[str, ...] = ("predictor",)
    main_kind = "cbow"

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        super().__init__(seed, layout, free)
        words = [word for at, word in self.window.items() if at != 0]
        self.arrays["predictor"] = self.arrays["centers"][:, words, :].sum(axis=1)[:, :, None]
        self.words = words
        self.derive(self.arrays["predictor"])

    def true_word(self) -> int:
        """Return the center word: here it is the one to predict."""
        return CENTER

    def center(self, reader: Reader) -> Value:
        """Return the sum of the window's vectors."""
        if reader.perturbed("predictor"):
            return Value(reader.array("predictor"))
        return Value(reader.array("centers")[:, self.words, :].sum(axis=1)[:, :, None])

    def _center(self, name: Name, reader: Reader) -> Value:
        if not name.subs:
            raise CannotTell("v without an index has no meaning that we know here")
        word = self.word(self._sub(name, reader))
        return Value(reader.array("centers")[:, word, :, None])

    def accented(self, name: Name, reader: Reader) -> Value:
        """Return \\hat{v}, the sum of the window's vectors."""
        if (
            name.base in ("v", "r", "V")
            and name.accent in ("hat", "bar", "tilde")
            and not name.subs
        ):
            return self.center(reader)
        return super().accented(name, reader)

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return the variable of a derivative; \\hat{v} is one too."""
        if name.base in ("v", "r", "V") and name.accent and not name.subs:
            return Leaf("predictor")
        if name.base in ("v", "V") and not name.subs:
            return Leaf("centers")
        return super().leaf(name, reader)

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return derivatives in the shape of the variable."""
        if leaf.key == "predictor":
            return Value(numbers.reshape(1, -1, 1).astype(np.complex128))
        return super().shaped(leaf, numbers)

    def window_loss(self, reader: Reader) -> Value:
        """Return the loss of the center word given the sum of its window."""
        return self.naive(self.center(reader), CENTER, reader.array("outside"))

    def index_of(self, node: Node, reader: Reader) -> Index:
        """Return what an index expression stands for; w_t is the center word."""
        if node == Name("w", "", (Name("t"),)):
            return Index("word", CENTER)
        return super().index_of(node, reader)
