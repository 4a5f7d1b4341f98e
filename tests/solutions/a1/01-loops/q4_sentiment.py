import argparse
import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt
import itertools
import time

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getArguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pretrained", action="store_true")
    parser.add_argument("--yourvectors", action="store_true")
    return parser.parse_args()


def getSentenceFeatures(tokens, wordVectors, sentence):
    d = wordVectors.shape[1]
    sentVector = np.zeros(d)
    n = 0
    for word in sentence:
        index = tokens[word]
        for i in range(d):
            sentVector[i] += wordVectors[index][i]
        n += 1
    for i in range(d):
        sentVector[i] = sentVector[i] / n
    return sentVector


def getRegularizationValues():
    values = []
    v = 1e-5
    while v < 200:
        values.append(v)
        v = v * 10
    return sorted(values)


def chooseBestModel(results):
    bestResult = None
    for result in results:
        if bestResult is None or result["dev"] > bestResult["dev"]:
            bestResult = result
    return bestResult


def accuracy(y, yhat):
    right = 0
    for a, b in zip(y, yhat):
        if a == b:
            right += 1
    return right * 100.0 / len(y)


def main(args):
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    if args.yourvectors:
        _, wordVectors, _ = load_saved_params()
    else:
        wordVectors = glove.loadWordVectors(tokens)
    sets = []
    for examples in (dataset.getTrainSentences(), dataset.getDevSentences(), dataset.getTestSentences()):
        X = np.array([getSentenceFeatures(tokens, wordVectors, words) for words, _ in examples])
        y = np.array([label for _, label in examples])
        sets.append((X, y))

    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / (reg + 1e-12))
        clf.fit(*sets[0])
        scores = [accuracy(y, clf.predict(X)) for X, y in sets]
        results.append(dict(reg=reg, clf=clf, train=scores[0], dev=scores[1], test=scores[2]))
        print(reg, scores)
    print("best", chooseBestModel(results))


if __name__ == "__main__":
    main(getArguments())
