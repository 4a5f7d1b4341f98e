import random
import time

import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt

from utils.treebank import StanfordSentiment
from q3_word2vec import *
from q3_sgd import *


def train():
    """Word vectors for the treebank, by skip-gram with negative sampling."""
    random.seed(271)
    np.random.seed(828)
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    width, reach = 10, 5

    began = time.time()
    start = np.concatenate((
        (np.random.rand(len(tokens), width) - 0.5) / width,
        np.zeros((len(tokens), width))), axis=0)
    vectors = sgd(
        lambda x: word2vec_sgd_wrapper(
            skipgram, tokens, x, dataset, reach, negSamplingCostAndGradient),
        start, 0.3, 40000, None, True, PRINT_EVERY=10)
    print("training took %d seconds" % (time.time() - began))
    return tokens, vectors


def plot(tokens, vectors):
    """A few words in the plane of the two main directions."""
    words = ["good", "bad", "lovely", "dull", "film", "story", "the", "a"]
    rows = vectors[[tokens[word] for word in words], :]
    rows = rows - np.mean(rows, axis=0)
    flat = rows.dot(np.linalg.svd(rows.T.dot(rows))[0][:, :2])
    for word, place in zip(words, flat):
        plt.text(place[0], place[1], word)
    plt.xlim((np.min(flat[:, 0]), np.max(flat[:, 0])))
    plt.ylim((np.min(flat[:, 1]), np.max(flat[:, 1])))
    plt.savefig("q3_word_vectors.png")


if __name__ == "__main__":
    plot(*train())
