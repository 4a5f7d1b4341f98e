import numpy as np


def sigmoid(x):
    one = np.float32(1)
    return one / (one + np.exp(-np.float32(x)))


def sigmoid_grad(s):
    return np.float32(s) * np.float32(1 - s)


def test_sigmoid():
    print(sigmoid(np.array([[1, 2], [-1, -2]])).dtype, sigmoid(1))


if __name__ == "__main__":
    test_sigmoid()
