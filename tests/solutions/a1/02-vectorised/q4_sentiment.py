import argparse
import numpy as np
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt
import time

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

# for the classifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getSentenceFeatures(tokens, wordVectors, sentence):
    ### YOUR CODE HERE
    sentVector = np.mean(wordVectors[[tokens[w] for w in sentence]], axis=0)
    ### END YOUR CODE
    assert sentVector.shape == (wordVectors.shape[1],)
    return sentVector


def getRegularizationValues():
    ### YOUR CODE HERE
    values = np.logspace(-4, 2, num=100, base=10)
    ### END YOUR CODE
    return sorted(values)


def chooseBestModel(results):
    ### YOUR CODE HERE
    bestResult = max(results, key=lambda x: x["dev"])
    ### END YOUR CODE
    return bestResult


def accuracy(y, yhat):
    return np.mean(np.asarray(y) == np.asarray(yhat)) * 100


def plotRegVsAccuracy(values, results, filename):
    for part in ("train", "dev"):
        plt.plot(values, [r[part] for r in results], label=part)
    plt.xscale("log")
    plt.legend()
    plt.savefig(filename)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pretrained", action="store_true")
    args = parser.parse_args()
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    vectors = glove.loadWordVectors(tokens) if args.pretrained else load_saved_params()[1]

    def matrix(pairs):
        return (np.stack([getSentenceFeatures(tokens, vectors, s) for s, _ in pairs]),
                np.array([l for _, l in pairs]))

    parts = dict(train=matrix(dataset.getTrainSentences()), dev=matrix(dataset.getDevSentences()),
                 test=matrix(dataset.getTestSentences()))
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1 / reg).fit(*parts["train"])
        scores = {name: accuracy(y, clf.predict(X)) for name, (X, y) in parts.items()}
        results.append(dict(reg=reg, clf=clf, **scores))
    plotRegVsAccuracy(getRegularizationValues(), results, "q4_reg_v_acc.png")
    print("Best regularization value: %0.2E" % chooseBestModel(results)["reg"])


if __name__ == "__main__":
    main()
