import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getSentenceFeatures(tokens, wordVectors, sentence):
    vectors = np.empty((len(sentence), wordVectors.shape[1]), dtype=np.float32)
    for i, word in enumerate(sentence):
        vectors[i] = wordVectors[tokens[word]]
    return vectors.mean(axis=0, dtype=np.float32)


def getRegularizationValues():
    values = np.float32(2.0) ** np.arange(-15, 6, dtype=np.float32)
    return sorted(values.tolist())


def chooseBestModel(results):
    order = sorted(range(len(results)), key=lambda i: results[i]["dev"])
    return results[order[-1]]


if __name__ == "__main__":
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    vectors = glove.loadWordVectors(tokens)
    X = np.array([getSentenceFeatures(tokens, vectors, s) for s, _ in dataset.getTrainSentences()])
    y = np.array([l for _, l in dataset.getTrainSentences()])
    Xd = np.array([getSentenceFeatures(tokens, vectors, s) for s, _ in dataset.getDevSentences()])
    yd = np.array([l for _, l in dataset.getDevSentences()])
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / reg)
        clf.fit(X, y)
        results.append(dict(reg=reg, clf=clf, train=clf.score(X, y), dev=clf.score(Xd, yd), test=None))
    print("best", chooseBestModel(results)["reg"])
