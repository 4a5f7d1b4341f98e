"""How a hint begins that names wrong functions which a failing check may fail by."""

MEND_FIRST = "If it calls your "
"""Such a hint tells this in its first line."""
