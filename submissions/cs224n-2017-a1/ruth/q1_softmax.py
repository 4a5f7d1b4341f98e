import numpy as np


def log_softmax(x):
    x = x - np.amax(x, axis=x.ndim - 1, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=x.ndim - 1, keepdims=True))


def softmax(x):
    return np.exp(log_softmax(x))


def test_softmax():
    x = np.random.randn(4, 3)
    assert np.allclose(softmax(x), softmax(x + 500))
    print(log_softmax(np.array([1, 1])))


if __name__ == "__main__":
    test_softmax()
