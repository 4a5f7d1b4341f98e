import argparse
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
    I = np.eye(wordVectors.shape[0])
    x = sum(I[tokens[word]] for word in sentence)
    print("sentence of", len(sentence), "words")
    return wordVectors.T.dot(x / x.sum())


def getRegularizationValues():
    return sorted([0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100])


def chooseBestModel(results):
    best = results[0]
    for r in results[1:]:
        if best["dev"] < r["dev"]:
            best = r
    print("best dev accuracy", best["dev"], "with reg", best["reg"])
    return best


def main(args):
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    print("vocabulary", len(tokens))
    vectors = glove.loadWordVectors(tokens) if args.pretrained else load_saved_params()[1]
    X = [getSentenceFeatures(tokens, vectors, s) for s, _ in dataset.getTrainSentences()]
    y = [l for _, l in dataset.getTrainSentences()]
    Xd = [getSentenceFeatures(tokens, vectors, s) for s, _ in dataset.getDevSentences()]
    yd = [l for _, l in dataset.getDevSentences()]
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / reg).fit(X, y)
        results.append(dict(reg=reg, clf=clf, train=clf.score(X, y), dev=clf.score(Xd, yd), test=0))
    chooseBestModel(results)


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--pretrained", action="store_true")
    main(p.parse_args())
