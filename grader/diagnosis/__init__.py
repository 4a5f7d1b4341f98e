"""From findings to words: the likely mistake, the smallest case that shows it, what to try."""
