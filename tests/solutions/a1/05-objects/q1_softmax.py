import functools
import numpy as np


class Softmax:
    def __init__(self, x):
        self.shifted = x - functools.reduce(max, x)

    def __call__(self):
        powers = np.exp(self.shifted)
        return powers / functools.reduce(lambda a, b: a + b, powers)


def softmax(x):
    if x.ndim > 1:
        # each row is again something softmax knows
        return np.array(list(map(softmax, x)))
    return Softmax(x)()


def test_softmax():
    assert np.allclose(softmax(np.array([0, 0])), 0.5)
    assert np.allclose(softmax(np.array([[-1001, -1002]])), [[0.73105858, 0.26894142]])


if __name__ == "__main__":
    test_softmax()
    print("passed")
