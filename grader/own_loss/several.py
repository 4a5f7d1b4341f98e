"""Several looks at one function, each with other arguments, told as one."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.own_loss.examine import Examined


@dataclass(frozen=True)
class Tried:
    """What several looks brought together."""

    shown: Examined
    """The look that is told: the first that found something wrong, else the first clear one."""
    run: int
    wrong: int
    """Looks in which a gradient is not the loss's."""
    unclear: int
    """Looks in which nothing is wrong, but the loss has no slope by some argument."""

    @property
    def all_right(self) -> bool:
        """Whether no look found anything wrong, and the one that is told could tell."""
        return self.wrong == 0 and self.shown.all_right


def tried(looks: Iterable[Examined]) -> Tried:
    """Return what looks brought, of which there must be one at least."""
    every = list(looks)
    wrong = [look for look in every if look.any_wrong]
    clear = [look for look in every if look.all_right]
    return Tried(
        (wrong or clear or every)[0], len(every), len(wrong), len(every) - len(wrong) - len(clear)
    )
