"""The self-test of a rubric: right answers earn all points, wrong ones lose those they should."""
