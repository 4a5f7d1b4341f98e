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
    indices = np.fromiter((tokens[w] for w in sentence), dtype=int)
    return np.matmul(np.full(indices.size, 1.0 / indices.size), wordVectors[indices])


def getRegularizationValues():
    return sorted(np.exp(np.arange(-10, 3)))


def chooseBestModel(results):
    highest = max(r["dev"] for r in results)
    return next(r for r in results if r["dev"] == highest)


def main(args):
    dataset = StanfordSentiment()
    tokens = dataset.tokens()
    vectors = glove.loadWordVectors(tokens) if args.pretrained else load_saved_params()[1]
    split = {}
    for name in ("Train", "Dev", "Test"):
        pairs = getattr(dataset, "get%sSentences" % name)()
        split[name.lower()] = (np.array([getSentenceFeatures(tokens, vectors, s) for s, _ in pairs]),
                               np.array([y for _, y in pairs]))
    results = []
    for reg in getRegularizationValues():
        clf = LogisticRegression(C=1.0 / reg).fit(*split["train"])
        result = {k: 100 * clf.score(*v) for k, v in split.items()}
        result.update(reg=reg, clf=clf)
        results.append(result)
    plt.semilogx([r["reg"] for r in results], [r["dev"] for r in results])
    plt.savefig("reg.png")
    print(chooseBestModel(results))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pretrained", action="store_true")
    main(parser.parse_args())
