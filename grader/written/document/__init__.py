"""Stage 1: a document as text, its macros expanded, its repairs logged."""
