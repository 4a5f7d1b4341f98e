import numpy as np


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(np.greater_equal(x, 0), 1, e) / (1 + e)


def sigmoid_grad(s):
    return np.einsum('...,...->...', s, np.subtract(1, s))


if __name__ == "__main__":
    print(sigmoid(np.array([-2, 0, 2])), sigmoid_grad(0.5))
