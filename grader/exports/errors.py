"""What a person must put right before a file can be written."""


class ExportError(Exception):
    """The file that was given can't be filled; the text says what came and what to do."""
