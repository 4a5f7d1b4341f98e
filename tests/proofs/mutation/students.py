"""What a student's file looks like around each function: the starter's names and arguments."""

from pathlib import Path
from typing import NamedTuple

from tests.proofs.mutation.inlining import REFERENCE, Place

OWN = Path(__file__).parent


class Student(NamedTuple):
    """A hand-in for one question, made of a function that is called `answer` in it."""

    file: str
    start: Place
    """The function behind it."""
    wrapper: str
    folder: Path = REFERENCE
    """Where the function is looked for."""
    given: frozenset[Place] = frozenset()
    """Functions that the starter gives: nobody makes mistakes in them."""


SOFTMAX = """
def softmax(x):
    return answer(x)
"""
SIGMOID = """
def sigmoid(x):
    return answer(x)
"""
SIGMOID_GRAD = """
def sigmoid_grad(s):
    return answer(s)
"""
GRADCHECK = """
def gradcheck_naive(f, x):
    answer(f, x)
"""
NETWORK = """
def forward_backward_prop(data, labels, params, dimensions):
    return tuple(answer(data, labels, params, dimensions))
"""
NORMALIZE_ROWS = """
def normalizeRows(x):
    return answer(x)
"""
NAIVE_SOFTMAX = """
def softmaxCostAndGradient(predicted, target, outputVectors, dataset):
    return tuple(answer(predicted, target, outputVectors))
"""
NEGATIVE_SAMPLING = """
def getNegativeSamples(target, dataset, K):
    drawn = []
    while len(drawn) < K:
        word = dataset.sampleTokenIdx()
        if word != target:
            drawn.append(word)
    return drawn

def negSamplingCostAndGradient(predicted, target, outputVectors, dataset, K=10):
    negatives = getNegativeSamples(target, dataset, K)
    return tuple(answer(predicted, target, outputVectors, negatives))
"""
WINDOW = """
def {name}(currentWord, C, contextWords, tokens, inputVectors, outputVectors, dataset,
           word2vecCostAndGradient=None):
    def pair_loss(center, word, outside):
        return word2vecCostAndGradient(center, word, outside, dataset)

    context = [tokens[word] for word in contextWords]
    return tuple(answer(tokens[currentWord], context, inputVectors, outputVectors, pair_loss))
"""
SGD = """
def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    return answer(f, x0, step, iterations, postprocessing)
"""
SENTENCE_FEATURES = """
def getSentenceFeatures(tokens, wordVectors, sentence):
    return answer(tokens, wordVectors, sentence)
"""
SOFTMAX_REGRESSION = """
def softmaxRegression(features, labels, weights, regularization=0.0, nopredictions=False):
    return tuple(answer(features, labels, weights, regularization))
"""
CHOOSE_BEST_MODEL = """
def chooseBestModel(results):
    return answer(results)
"""

WORD2VEC = "q3_word2vec.py"
STUDENTS = {
    "softmax": Student("q1_softmax.py", Place("softmax", "softmax"), SOFTMAX),
    "sigmoid": Student("q2_sigmoid.py", Place("sigmoid", "sigmoid"), SIGMOID),
    "sigmoid-grad": Student("q2_sigmoid.py", Place("sigmoid", "sigmoid_grad"), SIGMOID_GRAD),
    "gradcheck": Student(
        "q2_gradcheck.py",
        Place("own_gradcheck", "check"),
        GRADCHECK,
        OWN,
        frozenset([Place("own_comparison", "differs")]),
    ),
    "two-layer-network": Student(
        "q2_neural.py", Place("two_layer_network", "two_layer_network"), NETWORK
    ),
    "normalize-rows": Student(WORD2VEC, Place("normalize_rows", "normalize_rows"), NORMALIZE_ROWS),
    "naive-softmax": Student(WORD2VEC, Place("naive_softmax", "naive_softmax"), NAIVE_SOFTMAX),
    "neg-sampling": Student(
        WORD2VEC, Place("negative_sampling", "negative_sampling"), NEGATIVE_SAMPLING
    ),
    "skipgram": Student(WORD2VEC, Place("skipgram", "skipgram"), WINDOW.format(name="skipgram")),
    "cbow": Student(WORD2VEC, Place("cbow", "cbow"), WINDOW.format(name="cbow")),
    "sgd": Student("q3_sgd.py", Place("sgd", "sgd"), SGD),
    "sentence-features": Student(
        "q4_sentiment.py", Place("sentence_features", "sentence_features"), SENTENCE_FEATURES
    ),
    "softmax-regression": Student(
        "q4_softmaxreg.py", Place("softmax_regression", "softmax_regression"), SOFTMAX_REGRESSION
    ),
    "choose-best-model": Student(
        "q4_sentiment.py", Place("model_choice", "choose_best_model"), CHOOSE_BEST_MODEL
    ),
}
"""By question of the rubric that has them all."""
