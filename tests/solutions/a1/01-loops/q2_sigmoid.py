import math
import numpy as np


def sigmoid(x):
    if not isinstance(x, np.ndarray):
        if x < 0:
            return math.exp(x) / (1 + math.exp(x))
        return 1 / (1 + math.exp(-x))
    s = np.zeros(x.shape)
    flat_in, flat_out = x.flat, s.flat
    for i in range(x.size):
        flat_out[i] = sigmoid(float(flat_in[i]))
    return s


def sigmoid_grad(s):
    if not isinstance(s, np.ndarray):
        return s * (1 - s)
    ds = np.zeros(s.shape)
    for i in range(s.size):
        ds.flat[i] = s.flat[i] * (1 - s.flat[i])
    return ds


def test_sigmoid():
    x = np.array([[1, 2], [-1, -2]])
    print(sigmoid(x))
    print(sigmoid_grad(sigmoid(x)))


if __name__ == "__main__":
    test_sigmoid()
