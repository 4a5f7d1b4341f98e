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
    bag = np.zeros((len(sentence), wordVectors.shape[0]))
    for position, word in enumerate(sentence):
        bag[position, tokens[word]] = 1 / len(sentence)
    return np.einsum('pw,wd->d', bag, wordVectors)


def getRegularizationValues():
    return sorted(np.einsum('i,j->ij', [1, 2, 5], [1e-3, 1e-2, 1e-1, 1.0, 10.0]).ravel())


def chooseBestModel(results):
    devs = np.array([r["dev"] for r in results])
    return results[np.argmax(devs)]


if __name__ == "__main__":
    data = StanfordSentiment()
    tokens = data.tokens()
    vectors = glove.loadWordVectors(tokens)
    train, dev = data.getTrainSentences(), data.getDevSentences()
    X, Xd = [np.array([getSentenceFeatures(tokens, vectors, s) for s, _ in part]) for part in (train, dev)]
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1 / reg).fit(X, [l for _, l in train])
        results.append({"reg": reg, "clf": clf, "train": clf.score(X, [l for _, l in train]),
                        "dev": clf.score(Xd, [l for _, l in dev]), "test": 0.0})
    print(chooseBestModel(results))
