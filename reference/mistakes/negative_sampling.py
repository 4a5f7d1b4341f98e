"""Mistakes in negative sampling, where the catalogue looks for them."""

from .negative_sampling_terms import *  # noqa: F403 - every variant is part of the catalogue
from .negative_sampling_words import *  # noqa: F403
