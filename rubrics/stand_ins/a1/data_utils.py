"""The names that a star import of the course's data helpers brought along."""

import os
import pickle
import random

import numpy as np

from utils.glove import loadWordVectors
from utils.treebank import StanfordSentiment

__all__ = ["StanfordSentiment", "loadWordVectors", "np", "os", "pickle", "random"]
