import argparse
import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt
import itertools

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getSentenceFeatures(tokens, wordVectors, sentence):
    ids = [tokens[w] for w in sentence]
    counts = np.bincount(ids, minlength=wordVectors.shape[0])
    return counts.dot(wordVectors) / counts.sum()


def getRegularizationValues():
    values = []
    for exponent in range(-5, 2):
        values.extend([10.0 ** exponent, 3 * 10.0 ** exponent])
    return sorted(values)


def chooseBestModel(results):
    bestResult = sorted(results, key=lambda r: r["dev"], reverse=True)[0]
    return bestResult


def accuracy(y, yhat):
    assert len(y) == len(yhat)
    return np.bincount(np.equal(y, yhat).astype(int), minlength=2)[1] * 100.0 / len(y)


def features_of(dataset, tokens, wordVectors):
    for examples in (dataset.getTrainSentences(), dataset.getDevSentences(), dataset.getTestSentences()):
        X = np.zeros((len(examples), wordVectors.shape[1]))
        y = np.zeros(len(examples), dtype=int)
        for i, (words, label) in enumerate(examples):
            X[i] = getSentenceFeatures(tokens, wordVectors, words)
            y[i] = label
        yield X, y


def main():
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    train, dev, test = features_of(dataset, tokens, glove.loadWordVectors(tokens))
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / reg)
        clf.fit(*train)
        results.append({"reg": reg, "clf": clf,
                        "train": accuracy(train[1], clf.predict(train[0])),
                        "dev": accuracy(dev[1], clf.predict(dev[0])),
                        "test": accuracy(test[1], clf.predict(test[0]))})
    best = chooseBestModel(results)
    print(best["reg"], best["test"])
    print(confusion_matrix(dev[1], best["clf"].predict(dev[0])))


if __name__ == "__main__":
    main()
