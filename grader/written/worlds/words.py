"""What the word2vec worlds share: two tables of vectors, words, samples, a window."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.written.evaluate import operations as ops
from grader.written.evaluate.trouble import CannotTell, NotIntroduced
from grader.written.evaluate.value import Value, scalar
from grader.written.parse.tree import (
    Loss,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Plus,
    Product,
    Relation,
)
from grader.written.worlds.index import Domain, Index
from grader.written.worlds.world import Layout, Leaf, Reader

DIMENSIONS, VOCABULARY, SAMPLES, RADIUS = 3, 8, 4, 2
"""Sizes that all differ (with SAMPLES + 1), so that shapes tell axes apart."""
CENTER, OUTSIDE, OTHER = 5, 2, 6
"""The words c, o, and w where it is not o."""
VOCABULARY_NAMES = {"V", "Vocab", "vocab", "vocabulary", "Vocabulary", "W", "N", "n"}


class WordWorld:
    """Random vectors for a small vocabulary; each loss adds its own meaning of J."""

    derived: tuple[str, ...] = ("scores", "predicted")
    vectors: Layout = "columns"

    def __init__(self, seed: int, layout: Layout, free: Mapping[str, Index]) -> None:
        random = np.random.default_rng(seed)
        self.layout: Layout = layout
        self.free: Mapping[str, Index] = free
        self.arrays: dict[str, np.ndarray] = {
            name: random.normal(0.0, 0.8, (1, VOCABULARY, DIMENSIONS)).astype(np.complex128)
            for name in ("centers", "outside")
        }
        self.negatives: tuple[int, ...] = (4, 1, 7, 0)
        self.window: dict[int, int] = {-2: 3, -1: OUTSIDE, 0: CENTER, 1: 7, 2: 1}
        self.derive(self.arrays["centers"][:, CENTER, :, None])

    def derive(self, center: np.ndarray) -> None:
        """Keep the scores and the probabilities that follow from the vectors."""
        self.arrays["scores"] = self.arrays["outside"] @ center
        self.arrays["predicted"] = ops.softmax(Value(self.arrays["scores"])).array

    # symbols

    def symbol(self, name: Name, reader: Reader) -> Value:
        """Return u_w, U, v_c, y, \\hat{y}, their entries, and the counts."""
        if name.base == "y" and name.accent in ("", "hat"):
            return self._distribution(name, reader)
        if name.accent:
            return self.accented(name, reader)
        pair = kronecker(name)
        if pair is not None:
            first, second = (self.word(reader.index(each)) for each in pair)
            return scalar(float(first == second))
        if name.base in ("u", "U"):
            return self._outside(name, reader)
        if name.base in ("v", "V"):
            return self._center(name, reader)
        if name.base in ("|V|", "|Vocab|", "|W|"):
            return scalar(VOCABULARY)
        if name.base == "m" and not name.subs:
            return scalar(RADIUS)
        raise CannotTell(f"the symbol {shown(name)} has no meaning that we know here")

    def accented(self, name: Name, reader: Reader) -> Value:
        """Return a symbol with an accent that is not \\hat{y}."""
        raise CannotTell(f"the symbol {shown(name)} has no meaning that we know here")

    def center(self, reader: Reader) -> Value:
        """Return the vector from which outside words are predicted, as a column."""
        return Value(reader.array("centers")[:, CENTER, :, None])

    def scores(self, reader: Reader) -> Value:
        """Return u_w . v for all words, as a column."""
        if reader.perturbed("scores"):
            return Value(reader.array("scores"))
        return Value(reader.array("outside") @ self.center(reader).array)

    def _distribution(self, name: Name, reader: Reader) -> Value:
        if name.accent == "hat":
            whole = self.predicted(reader)
        else:
            numbers = np.zeros((1, VOCABULARY, 1), dtype=np.complex128)
            numbers[0, self.true_word(), 0] = 1.0
            whole = Value(numbers)
        if not name.subs:
            return whole
        word = self.word(self._sub(name, reader))
        return Value(whole.array[:, word : word + 1, :])

    def predicted(self, reader: Reader) -> Value:
        """Return the probabilities of all words, as a column."""
        if reader.perturbed("predicted"):
            return Value(reader.array("predicted"))
        return ops.softmax(self.scores(reader))

    def true_word(self) -> int:
        """Return the word at which y is 1."""
        return OUTSIDE

    def _outside(self, name: Name, reader: Reader) -> Value:
        table = reader.array("outside")
        if name.subs:
            word = self.word(self._sub(name, reader))
            return Value(table[:, word, :, None])
        if name.base == "u":
            raise CannotTell("u without an index has no meaning that we know here")
        return Value(table.swapaxes(1, 2) if self.layout == "columns" else table)

    def _center(self, name: Name, reader: Reader) -> Value:
        if name.subs:
            sub = name.subs[0]
            if isinstance(sub, Name) and sub.base in ("c", "C") and not sub.subs:
                return self.center(reader)
            word = self.word(self._sub(name, reader))
            return Value(reader.array("centers")[:, word, :, None])
        if name.base == "v":
            reader.remark("v is read as v_c")
            return self.center(reader)
        raise CannotTell("V as a matrix has no meaning that we know here")

    # indices

    def _sub(self, name: Name, reader: Reader) -> Index:
        """Return the index of a symbol; conditions beside it must hold."""
        plain = [each for each in name.subs if not isinstance(each, Relation)]
        if len(plain) > 1:
            raise CannotTell(f"{name.base} with several indices is not understood")
        if plain:
            return self.index_of(plain[0], reader)
        return self.index_of(name.subs[0], reader)

    def index_of(self, node: Node, reader: Reader) -> Index:
        """Return what an index expression stands for."""
        match node:
            case Name(base, "", ()):
                return self._letter(base, reader)
            case Name(base, "", (sub,)) if base in ("w", "W", "n", "k", "u", "v"):
                return self._word_of(sub, reader)
            case Number(value):
                return self._numbered(value, reader)
            case Norm():
                return Index("word", VOCABULARY - 1)
            case Product((Name("w", "", ()), Name() as inner)) | Product(
                (Name("w", "", ()), Number() as inner)
            ):
                reader.remark("the index ws is read as w_s")
                return self._word_of(inner, reader)
            case Relation(left, "!=", _):
                return self.index_of(left, reader)
            case Plus() | Negative():
                return Index("offset", self._offset(node, reader))
        raise CannotTell("an index is not understood")

    def _letter(self, base: str, reader: Reader) -> Index:
        if base in reader.indices:
            return reader.indices[base]
        if base in ("o", "O"):
            return Index("word", self.true_word())
        if base in ("c", "C"):
            return Index("word", CENTER)
        if base == "t":
            return Index("offset", 0)
        if base in VOCABULARY_NAMES:
            return Index("word", VOCABULARY - 1)
        raise NotIntroduced(base)

    def _word_of(self, sub: Node, reader: Reader) -> Index:
        """Return the word that w_sub means: drawn, in the window, or numbered."""
        if isinstance(sub, Number) and sub.value == int(sub.value):
            inner = self._numbered(sub.value, reader)
        else:
            inner = self.index_of(sub, reader)
        return Index("word", self.word(inner))

    def _numbered(self, value: float, reader: Reader) -> Index:
        if value == 0:
            reader.remark("0 is read as o")
            return Index("word", self.true_word())
        if value == int(value) and 1 <= value <= VOCABULARY:
            return Index("word", int(value) - 1)
        raise CannotTell(f"the index {value:g} is out of range")

    def _offset(self, node: Node, reader: Reader) -> int:
        """Return t + j as an offset from t."""
        match node:
            case Name("t", "", ()):
                return 0
            case Name("m", "", ()):
                return RADIUS
            case Name("c", "", ()):
                return 0
            case Name(base, "", ()) if base in reader.indices:
                index = reader.indices[base]
                if index.domain == "offset":
                    return index.at
            case Number(value) if value == int(value):
                return int(value)
            case Negative(of):
                return -self._offset(of, reader)
            case Plus(terms):
                return sum(self._offset(each, reader) for each in terms)
        raise CannotTell("an index is not understood")

    def values(self, domain: Domain) -> tuple[Index, ...]:
        """Return all words, all samples, or all offsets of the window, 0 among them."""
        if domain == "word":
            return tuple(Index("word", at) for at in range(VOCABULARY))
        if domain == "sample":
            return tuple(Index("sample", at) for at in range(len(self.negatives)))
        if domain == "offset":
            return tuple(Index("offset", at) for at in sorted(self.window))
        raise CannotTell("what the sum runs over is not understood")

    def word(self, index: Index) -> int:
        """Return the word that an index points at."""
        if index.domain == "word":
            return index.at
        if index.domain == "sample":
            return self.negatives[index.at]
        if index.domain == "offset" and index.at in self.window:
            return self.window[index.at]
        raise CannotTell("an index does not point at a word")

    def needs_range(self, letter: str) -> bool:
        """Tell whether a sum over this letter says nothing without its range."""
        return False

    def range_domain(self, name: str | None, letter: str) -> Domain:
        """Return what is summed over, by the name of its end or of its set."""
        if name == "-m":
            return "offset"
        if name is None or name in VOCABULARY_NAMES:
            return "word"
        raise CannotTell(f"a sum over {name} is not understood here")

    # losses and derivatives

    def leaf(self, name: Name, reader: Reader) -> Leaf:
        """Return the table, or the row of it, that a derivative is taken by."""
        if name == Name("y", "hat"):
            return Leaf("predicted")
        if name.accent or name.base not in ("u", "U", "v", "V"):
            raise CannotTell(f"a derivative by {shown(name)} is not understood here")
        key = "outside" if name.base in ("u", "U") else "centers"
        if not name.subs:
            if name.base == "v":
                return Leaf(key, CENTER)
            if name.base == "u":
                reader.remark("u without an index is read as U")
            return Leaf(key)
        return Leaf(key, self.word(self._sub(name, reader)))

    def shaped(self, leaf: Leaf, numbers: np.ndarray) -> Value:
        """Return derivatives as a column for one vector, in the layout of U for a table."""
        if leaf.at is not None or leaf.key in self.derived:
            return Value(numbers.reshape(1, -1, 1).astype(np.complex128))
        table = numbers.reshape(1, VOCABULARY, DIMENSIONS).astype(np.complex128)
        return Value(table.swapaxes(1, 2) if self.layout == "columns" else table)

    def check_arguments(self, loss: Loss) -> None:
        """Refuse a loss of other arguments than v_c, o, U and the like."""
        for each in loss.arguments:
            plain = isinstance(each, Name) and (
                not each.subs
                or (each.base in ("v", "V", "u", "U") and each.subs in ((Name("c"),), (Name("C"),)))
            )
            zero = each == Number(0.0)
            distribution = isinstance(each, Name) and each.base == "y"
            if not (plain or zero or distribution) or each == Name("w"):
                raise CannotTell("a loss with these arguments is not the one asked for here")

    def naive(self, center: Value, word: int, outside: np.ndarray) -> Value:
        """Return -log softmax(U v)_o."""
        scores = Value(outside @ center.array)
        probabilities = ops.softmax(scores)
        return ops.negated(ops.logarithm(Value(probabilities.array[:, word : word + 1, :])))

    def probability(self, word: Node, given: Node, reader: Reader) -> Value:
        """Return P(O = w | C = c), the entry of \\hat{y}."""
        _check_given(given)
        if isinstance(word, Name) and word.base in ("u", "v") and word.subs:
            word = word.subs[0]
        return self._distribution(Name("y", "hat", (word,)), reader)

    def function(self, x: Value) -> Value:
        """Refuse: no function f is defined here."""
        raise CannotTell("the function f is not known here")

    def is_main(self, loss: Loss) -> bool:
        """Tell the loss of the question itself: here every loss is."""
        return True

    def reference_arguments(self) -> Mapping[str, Any]:
        """Return center, target, outside as the reference takes them."""
        return {
            "center": self.arrays["centers"][0, CENTER].real.copy(),
            "target": self.true_word(),
            "centers": self.arrays["centers"][0].real.copy(),
            "outside": self.arrays["outside"][0].real.copy(),
            "center_word": CENTER,
            "negatives": np.array(self.negatives),
            "context": [word for at, word in sorted(self.window.items()) if at != 0],
        }


def _check_given(given: Node) -> None:
    match given:
        case Name("c" | "C" | "I", "", ()) | Name("v" | "V", "", (Name("c" | "C", "", ()),)):
            return
    raise CannotTell("what the probability is given is not understood")


def shown(name: Name) -> str:
    """Return a symbol as a reader would write it in a message."""
    text = f"\\{name.accent}{{{name.base}}}" if name.accent else name.base
    subs = ",".join(shown(each) if isinstance(each, Name) else "…" for each in name.subs)
    return f"{text}_{{{subs}}}" if name.subs else text


def kronecker(name: Name) -> tuple[Node, Node] | None:
    """Return the two indices of Kronecker's delta, \\delta_{wo}; None for another symbol."""
    if name.base != "delta" or name.accent:
        return None
    if len(name.subs) == 2:
        return name.subs[0], name.subs[1]
    match name.subs:
        case (Product((first, second)),):
            return first, second
    return None


def loss_kind(loss: Loss) -> str:
    """Return what a loss's own label says: neg, naive, skip, cbow, or nothing."""
    label = "".join(each for each in loss.label.lower() if each.isalpha())
    for part, kind in (
        ("skip", "skip"),
        ("sg", "skip"),
        ("cbow", "cbow"),
        ("neg", "neg"),
        ("ns", "neg"),
        ("naive", "naive"),
        ("softmax", "naive"),
        ("ce", "naive"),
    ):
        if part in label:
            return kind
    return "naive" if loss.base in ("CE", "H") else ""
