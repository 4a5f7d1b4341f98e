"""An automated grader for mathematical Python homework."""

__version__ = "0.1.0"
