"""All steps of a graded document by their two sides."""

from grader.written.facts import LineFacts, WrittenFacts


def all_lines(name: str, facts: WrittenFacts) -> dict[tuple[str, str], str]:
    """Return the verdict of every step, by its two sides without white space."""
    pairs: dict[tuple[str, str], str] = {}
    before: LineFacts | None = None
    for line in facts.lines:
        if before is not None and before.chain == line.chain:
            key = ("".join(before.source.split()), "".join(line.source.split()))
            pairs.setdefault(key, line.verdict)
        before = line
    return pairs
