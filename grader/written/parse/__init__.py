"""Stage 4: formulas as typed trees; what is not understood is said, never skipped."""
