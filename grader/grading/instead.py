"""What a submission without any code holds instead."""

from collections.abc import Iterator

from grader.intake.names import is_code
from grader.model.submission import NOT_READ, Submission

MOST_NAMED = 3


def handed_in_instead(submission: Submission) -> Iterator[str]:
    """Yield a remark with the names of the files that were not read, where there is no code."""
    paths = [file.path for file in submission.files]
    if not paths or any(map(is_code, (*paths, *(each.path for each in submission.refused)))):
        return
    more = len(paths) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    yield f"{NOT_READ}{', '.join(paths[:MOST_NAMED])}{rest}"
