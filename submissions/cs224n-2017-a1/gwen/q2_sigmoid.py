import numpy as np


def sigmoid(x):
    out = np.ones(np.shape(x))
    np.add.at(out, Ellipsis, np.exp(np.negative(x)))
    return np.reciprocal(out)[()]


def sigmoid_grad(s):
    out = np.array(s, dtype=float)
    np.subtract.at(out, Ellipsis, np.square(s))
    return out[()]


def test_sigmoid():
    assert sigmoid(0) == 0.5
    assert sigmoid_grad(0.5) == 0.25
    assert sigmoid(np.zeros((2, 3))).shape == (2, 3)


if __name__ == "__main__":
    test_sigmoid()
