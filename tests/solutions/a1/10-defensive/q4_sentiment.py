import argparse
import heapq
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
    wordVectors = np.asarray(wordVectors, dtype=float)
    assert wordVectors.ndim == 2
    total, n = np.zeros(wordVectors.shape[1]), 0
    for word in sentence:
        if word not in tokens:
            continue
        total = total + wordVectors[int(tokens[word])]
        n += 1
    sentVector = total / max(n, 1)
    assert sentVector.shape == (wordVectors.shape[1],)
    return sentVector


def getRegularizationValues(smallest=-6, largest=2):
    values = [float(10 ** e) for e in np.linspace(smallest, largest, 17)]
    assert len(values) > 1 and min(values) > 0
    return sorted(values)


def chooseBestModel(results, key="dev"):
    results = list(results)
    assert len(results) > 0 and all(key in r for r in results)
    return heapq.nlargest(1, results, key=lambda r: float(r[key]))[0]


def accuracy(y, yhat):
    assert len(y) == len(yhat)
    return float(np.sum(np.equal(y, yhat)) * 100.0 / len(y))


def main(args):
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    if args.vectors == "glove":
        vectors = glove.loadWordVectors(tokens)
    else:
        number, vectors, _ = load_saved_params()
        assert number > 0, "train first"
    parts = {}
    for name, pairs in (("train", dataset.getTrainSentences()), ("dev", dataset.getDevSentences()),
                        ("test", dataset.getTestSentences())):
        X = np.array([getSentenceFeatures(tokens, vectors, words) for words, _ in pairs])
        parts[name] = X, np.array([label for _, label in pairs])
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / (reg + 1e-12))
        clf.fit(*parts["train"])
        row = {"reg": reg, "clf": clf}
        for name, (X, y) in parts.items():
            row[name] = accuracy(y, clf.predict(X))
        results.append(row)
    best = chooseBestModel(results)
    print({k: best[k] for k in ("reg", "train", "dev", "test")})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--vectors", choices=["glove", "own"], default="own")
    main(parser.parse_args())
