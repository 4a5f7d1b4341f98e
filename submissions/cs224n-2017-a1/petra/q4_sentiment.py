import argparse
import itertools

import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np

from utils.treebank import StanfordSentiment
import utils.glove as glove

from q3_sgd import load_saved_params, sgd

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix


def getArguments():
    """Which word vectors to use: your own, or pretrained ones."""
    parser = argparse.ArgumentParser()
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--pretrained", dest="pretrained", action="store_true",
                       help="use GloVe vectors")
    which.add_argument("--yourvectors", dest="yourvectors", action="store_true",
                       help="use the vectors of question 3")
    return parser.parse_args()


def getSentenceFeatures(tokens, wordVectors, sentence):
    """One vector for a sentence: the mean over its words.

    tokens      -- from a word to its row
    wordVectors -- a row per word, shape (V, d)
    sentence    -- a list of words

    Give back sentVector, shape (d,).
    """
    sentVector = np.zeros((wordVectors.shape[1],))

    ### YOUR CODE HERE
    for word in sentence:
        sentVector += wordVectors[tokens[word]]
    sentVector /= len(sentence)
    ### END YOUR CODE

    assert sentVector.shape == (wordVectors.shape[1],)
    return sentVector


def getRegularizationValues():
    """Which strengths of regularisation to try: a sorted list of numbers."""
    values = None
    ### YOUR CODE HERE
    values = [10 ** p for p in range(-6, 3)]
    ### END YOUR CODE
    return sorted(values)


def chooseBestModel(results):
    """Choose between models that were trained with different regularisation.

    results -- one dictionary per model, with the keys reg (strength), clf
               (the classifier) and train, dev, test (accuracies in percent)

    Give back the dictionary of the model to keep.
    """
    bestResult = None

    ### YOUR CODE HERE
    pass
    ### END YOUR CODE

    return bestResult


def accuracy(y, yhat):
    """Percentage of examples whose predicted class yhat is the true one y."""
    assert y.shape == yhat.shape
    return 100.0 * np.sum(y == yhat) / y.size


def featureMatrix(sentences, tokens, wordVectors):
    """Features and classes of a list of (words, class)."""
    rows = [getSentenceFeatures(tokens, wordVectors, words) for words, _ in sentences]
    return np.array(rows), np.array([label for _, label in sentences])


def plotRegVsAccuracy(regValues, results, filename):
    """Accuracy against the strength of regularisation."""
    for part in ("train", "dev"):
        plt.plot(regValues, [result[part] for result in results], label=part)
    plt.xscale("log")
    plt.xlabel("regularization")
    plt.ylabel("accuracy")
    plt.legend()
    plt.savefig(filename)


def outputConfusionMatrix(features, labels, clf, filename):
    """Which class is taken for which."""
    table = confusion_matrix(labels, clf.predict(features))
    plt.figure()
    plt.imshow(table, interpolation="nearest")
    for i, j in itertools.product(range(table.shape[0]), range(table.shape[1])):
        plt.text(j, i, str(table[i, j]))
    plt.savefig(filename)


def main(args):
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    if args.yourvectors:
        _, saved, _ = load_saved_params()
        half = saved.shape[0] // 2
        wordVectors = np.concatenate((saved[:half, :], saved[half:, :]), axis=1)
    else:
        wordVectors = glove.loadWordVectors(tokens)

    trainX, trainY = featureMatrix(dataset.getTrainSentences(), tokens, wordVectors)
    devX, devY = featureMatrix(dataset.getDevSentences(), tokens, wordVectors)
    testX, testY = featureMatrix(dataset.getTestSentences(), tokens, wordVectors)

    results = []
    regValues = getRegularizationValues()
    for reg in regValues:
        clf = LogisticRegression(C=1.0 / (reg + 1e-12))
        clf.fit(trainX, trainY)
        results.append({
            "reg": reg,
            "clf": clf,
            "train": accuracy(trainY, clf.predict(trainX)),
            "dev": accuracy(devY, clf.predict(devX)),
            "test": accuracy(testY, clf.predict(testX)),
        })
        print("reg %g: train %.2f, dev %.2f" % (reg, results[-1]["train"], results[-1]["dev"]))

    best = chooseBestModel(results)
    print("best: reg %g, test accuracy %.2f" % (best["reg"], best["test"]))
    plotRegVsAccuracy(regValues, results, "q4_reg_v_acc.png")
    outputConfusionMatrix(devX, devY, best["clf"], "q4_dev_conf.png")


if __name__ == "__main__":
    main(getArguments())
