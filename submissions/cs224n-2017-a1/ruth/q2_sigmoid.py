import numpy as np


def log_sigmoid(x):
    return -np.logaddexp(0., np.negative(x))


def sigmoid(x):
    return np.exp(log_sigmoid(x))


def sigmoid_grad(s):
    return np.exp(np.log(s) + np.log1p(-s))


def test_sigmoid():
    for t in (-3, 0, 3):
        assert abs(sigmoid(t) - 1 / (1 + np.exp(-t))) < 1e-12
    x = np.array([0.1, 0.5, 0.9])
    assert np.allclose(sigmoid_grad(x), [0.09, 0.25, 0.09])


if __name__ == "__main__":
    test_sigmoid()
