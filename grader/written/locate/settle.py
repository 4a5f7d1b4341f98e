"""Labels with two readings, settled by what the manifest asks: `i.` under (h) is h(i) or (i)."""

from collections.abc import Sequence
from itertools import chain

from grader.model.written import Manifest
from grader.written.locate.paths import labels_match
from grader.written.segment.chain import Region


def settle(regions: Sequence[Region], manifest: Manifest) -> None:
    """Exchange the path of every region that is no question's for another reading that is one."""
    labels = list(chain.from_iterable(each.labels for each in manifest.questions))
    for region in regions:
        if not region.path or any(labels_match(label, region.path) for label in labels):
            continue
        for other in region.alternatives:
            if any(labels_match(label, other) == 2 for label in labels):
                rest = tuple(each for each in region.alternatives if each != other)
                region.alternatives = (region.path, *rest)
                region.path = other
                break
