"""What ends a look at a submission."""


class DeskError(Exception):
    """A look can't be had; the text says why, and is meant for the user as it is."""


class DeskFaultError(DeskError):
    """A look can't be had through our fault."""
