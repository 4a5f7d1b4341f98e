"""Stage 5: trees as numbers with shapes."""
