"""Judging: facts and expected values in, findings out; knows nothing of points or pages."""
