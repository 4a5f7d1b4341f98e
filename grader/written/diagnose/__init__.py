"""Stage 7: the single edit that mends a wrong formula, and its name."""
