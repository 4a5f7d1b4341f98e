"""Why an assignment can't be given out."""


class AssignmentError(Exception):
    """Says in one line what is in the way and what to do."""
