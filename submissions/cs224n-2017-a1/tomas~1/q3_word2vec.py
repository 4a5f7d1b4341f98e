import random

import numpy as np

from q1_softmax import softmax
from q2_gradcheck import gradcheck_naive
from q2_sigmoid import sigmoid, sigmoid_grad


def normalizeRows(x):
    """Give every row of a matrix length 1."""

    ### YOUR CODE HERE
    length = np.linalg.norm(x, axis=1)
    length[length == 0] = 1.0
    x = x / length[:, np.newaxis]
    ### END YOUR CODE

    return x


def test_normalize_rows():
    print("Testing normalizeRows...")
    x = normalizeRows(np.array([[3.0, 4.0], [5.0, -12.0]]))
    print(x)
    assert np.allclose(x, [[0.6, 0.8], [5 / 13.0, -12 / 13.0]])
    print("")


def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    """Softmax cost of predicting one word, with gradients.

    predicted     -- the predicted vector, shape (d,) [v hat in the handout]
    target        -- row of the word to be predicted
    outputVectors -- a row per word, shape (V, d)
    dataset       -- only negative sampling needs it

    Give back
    cost     -- cross-entropy, a number
    gradPred -- derivative by predicted
    grad     -- derivative by outputVectors
    """

    ### YOUR CODE HERE
    yhat = softmax(outputVectors.dot(predicted))
    cost = -np.log(yhat[target])
    delta = yhat.copy()
    delta[target] -= 1
    gradPred = outputVectors.T.dot(delta)
    grad = np.outer(delta, predicted)
    ### END YOUR CODE

    return cost, gradPred, grad


def getNegativeSamples(target, dataset, K):
    """Draw K rows, none of which is the target. Nothing to do here."""
    picked = []
    while len(picked) < K:
        row = dataset.sampleTokenIdx()
        if row != target:
            picked.append(row)
    return picked


def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    """Negative sampling cost of predicting one word, with gradients.

    Takes and gives back what softmaxCostAndGradient does; K is how many
    negatives are drawn. A word that was drawn twice counts twice.
    """

    # The draws are made for you
    indices = [target]
    indices.extend(getNegativeSamples(target, dataset, K))

    ### YOUR CODE HERE
    sign = -np.ones(K + 1)
    sign[0] = 1.0
    z = sign * outputVectors[indices].dot(predicted)
    cost = np.sum(np.logaddexp(0, -z))
    d = -sign * sigmoid(-z)
    gradPred = d.dot(outputVectors[indices])
    grad = np.zeros(outputVectors.shape)
    np.add.at(grad, indices, d[:, None] * predicted)
    ### END YOUR CODE

    return cost, gradPred, grad


def skipgram(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
             dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    """The skip-gram model on one window of text.

    currentWord   -- the word in the middle, a string
    C             -- how far the window reaches to each side
    contextWords  -- the other words of the window, at most 2 C strings
    tokens        -- from a word to its row in both matrices
    inputVectors  -- a row per word as the middle word, shape (V, d)
    outputVectors -- a row per word as a context word, shape (V, d)
    dataset       -- to be handed on to the cost
    word2vecCostAndGradient -- either of the two costs above

    Give back
    cost    -- a number
    gradIn  -- derivative by inputVectors
    gradOut -- derivative by outputVectors
    """

    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)

    ### YOUR CODE HERE
    c = tokens[currentWord]
    vc = inputVectors[c]
    for word in contextWords:
        one, gin, gout = word2vecCostAndGradient(vc, tokens[word], outputVectors, dataset)
        cost += one
        gradIn[c] += gin
        gradOut += gout
    ### END YOUR CODE

    return cost, gradIn, gradOut


def cbow(currentWord, C, contextWords, tokens, inputVectors, outputVectors,
         dataset, word2vecCostAndGradient=softmaxCostAndGradient):
    """The continuous bag of words on one window of text, for extra credit.

    Takes and gives back what skipgram does.
    """

    cost = 0.0
    gradIn = np.zeros(inputVectors.shape)
    gradOut = np.zeros(outputVectors.shape)

    ### YOUR CODE HERE
    for word in contextWords:
        row = tokens[word]
        one, gin, gout = word2vecCostAndGradient(inputVectors[row], tokens[currentWord], outputVectors, dataset)
        cost += one
        gradIn[row] += gin
        gradOut += gout
    ### END YOUR CODE

    return cost, gradIn, gradOut


#############################################
# Everything below is written already       #
#############################################

def word2vec_sgd_wrapper(word2vecModel, tokens, wordVectors, dataset, C,
                         word2vecCostAndGradient=softmaxCostAndGradient):
    """Average a model's cost and gradient over a batch of random windows."""
    windows = 50
    half = wordVectors.shape[0] // 2
    cost = 0.0
    grad = np.zeros(wordVectors.shape)
    for _ in range(windows):
        reach = random.randint(1, C)
        word, context = dataset.getRandomContext(reach)
        one, gradIn, gradOut = word2vecModel(
            word, reach, context, tokens, wordVectors[:half, :], wordVectors[half:, :],
            dataset, word2vecCostAndGradient)
        cost += one / windows
        grad[:half, :] += gradIn / windows
        grad[half:, :] += gradOut / windows
    return cost, grad


class ToyCorpus(object):
    """Five words, drawn and put into windows at random."""

    words = ["a", "b", "c", "d", "e"]

    def sampleTokenIdx(self):
        return random.randrange(len(self.words))

    def getRandomContext(self, C):
        drawn = [random.choice(self.words) for _ in range(2 * C + 1)]
        return drawn[0], drawn[1:]


def test_word2vec():
    """Differences against your gradients."""
    random.seed(271)
    np.random.seed(828)
    dataset = ToyCorpus()
    tokens = dict((word, row) for row, word in enumerate(ToyCorpus.words))
    vectors = normalizeRows(np.random.randn(10, 3))
    for model in (skipgram, cbow):
        for loss in (softmaxCostAndGradient, negSamplingCostAndGradient):
            print("=== %s with %s ===" % (model.__name__, loss.__name__))
            gradcheck_naive(
                lambda x: word2vec_sgd_wrapper(model, tokens, x, dataset, 5, loss), vectors)


if __name__ == "__main__":
    test_normalize_rows()
    test_word2vec()
