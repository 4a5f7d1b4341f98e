"""Why a pack can't be used."""


class PackError(ValueError):
    """A file is no pack, or not one that can be read; says so in one clause."""
