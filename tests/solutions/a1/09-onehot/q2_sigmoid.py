import numpy as np


def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)


def sigmoid_grad(s):
    return np.multiply(1 - s, s)


if __name__ == "__main__":
    x = np.array([[1, 2], [-1, -2]])
    f = sigmoid(x)
    print(f)
    print(sigmoid_grad(f))
