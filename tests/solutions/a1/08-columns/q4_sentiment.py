import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getSentenceFeatures(ids, vectors, sentence):
    columns = np.column_stack([vectors[ids[w]] for w in sentence])     # d x words
    weights = np.ones((len(sentence), 1)) / len(sentence)
    return columns.dot(weights).reshape(-1)


def getRegularizationValues():
    return sorted(np.concatenate([np.linspace(0.0001, 0.001, 5), np.linspace(0.01, 10, 20)]))


def chooseBestModel(models):
    table = np.array([[i, m["dev"]] for i, m in enumerate(models)], dtype=float)
    best = table[np.lexsort((-table[:, 0], table[:, 1])), 0][-1]
    return models[int(best)]


def train(X, y, Xd, yd, Xt, yt):
    models = []
    for lam in getRegularizationValues():
        clf = LogisticRegression(C=1 / lam).fit(X, y)
        models.append({"reg": lam, "clf": clf, "train": clf.score(X, y), "dev": clf.score(Xd, yd),
                       "test": clf.score(Xt, yt)})
    return chooseBestModel(models)


if __name__ == "__main__":
    data = StanfordSentiment()
    ids = data.tokens()
    vectors = glove.loadWordVectors(ids)
    sets = []
    for part in data.getTrainSentences(), data.getDevSentences(), data.getTestSentences():
        sets.append(np.vstack([getSentenceFeatures(ids, vectors, s).reshape(1, -1) for s, _ in part]))
        sets.append(np.array([label for _, label in part]))
    print(train(*sets))
