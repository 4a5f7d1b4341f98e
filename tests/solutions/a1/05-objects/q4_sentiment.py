import functools
import operator
import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


class RunningMean:
    def __init__(self, n=0, value=0.0):
        self.n, self.value = n, value

    def add(self, x):
        return RunningMean(self.n + 1, self.value + (x - self.value) / (self.n + 1))


def getSentenceFeatures(tokens, wordVectors, sentence):
    lookup = lambda word: wordVectors[tokens[word], :]
    return functools.reduce(RunningMean.add, map(lookup, sentence), RunningMean()).value


def getRegularizationValues():
    return sorted(functools.reduce(lambda got, _: got + [got[-1] / 4], range(12), [10.0]))


def chooseBestModel(results):
    better = lambda a, b: b if operator.itemgetter("dev")(b) > operator.itemgetter("dev")(a) else a
    return functools.reduce(better, results)


class Experiment:
    def __init__(self, dataset, vectors):
        self.tokens, self.vectors = dataset.tokens(), vectors
        self.train = self.load(dataset.getTrainSentences())
        self.dev = self.load(dataset.getDevSentences())
        self.test = self.load(dataset.getTestSentences())

    def load(self, pairs):
        X = [getSentenceFeatures(self.tokens, self.vectors, words) for words, _ in pairs]
        return np.array(X), np.array([label for _, label in pairs])

    def result(self, reg):
        clf = LogisticRegression(C=1.0 / reg).fit(*self.train)
        return {"reg": reg, "clf": clf, "train": 100 * clf.score(*self.train),
                "dev": 100 * clf.score(*self.dev), "test": 100 * clf.score(*self.test)}


if __name__ == "__main__":
    data = StanfordSentiment()
    experiment = Experiment(data, glove.loadWordVectors(data.tokens()))
    print(chooseBestModel([experiment.result(reg) for reg in getRegularizationValues()]))
