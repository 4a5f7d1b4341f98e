"""Stage 3: which formula answers which question."""
