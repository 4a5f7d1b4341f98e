"""What is said beside a right answer: layout, kind readings, other symbols."""

from grader.model.written import WrittenQuestion
from grader.written.compare.forms import other_symbols
from grader.written.compare.judgement import Tried
from grader.written.parse.formula import Parsed
from grader.written.parse.notes import Note


def notes_of(tried: Tried) -> tuple[Note, ...]:
    parsed = tried.expression.parsed
    return parsed.notes if isinstance(parsed, Parsed) else ()


def guessed(tried: Tried) -> str:
    guesses = [each.message for each in notes_of(tried) if each.severity == "guess"]
    return f"it is read with a guess: {guesses[0]}"


def remarks_on(question: WrittenQuestion, tried: list[Tried]) -> list[tuple[str, str, str]]:
    """Return what should be said of a right answer: layout, kind readings, other symbols."""
    found: list[tuple[str, str, str]] = []
    for each in tried:
        lying = bool(each.expected) and each.expected[0].lies
        if each.outcome.turned != lying:
            found.append(
                ("turned", "layout", "right up to a transpose: rows and columns are exchanged")
            )
        if each.outcome.reading:
            found.append((each.outcome.reading, "notation", READINGS[each.outcome.reading]))
        for note in (*each.expression.notes, *notes_of(each)):
            found.append((note.slug, note.severity, note.message))
        tree = each.expression.tree
        if tree is not None:
            for words in sorted(each.bench.remarks.get(id(tree), ())):
                found.append(("read-kindly", "notation", words))
            others = other_symbols(tree, question)
            if others:
                found.append(
                    ("other-symbols", "layout", f"not in the asked symbols: {', '.join(others)}")
                )
    return list(dict.fromkeys(found))


READINGS = {
    "renamed": "the index of the answer is read as the index of the left-hand side",
    "vectors-turned": "vectors are read as rows or columns, whichever fits",
    "entrywise": "two vectors side by side are read as their entrywise product",
}
