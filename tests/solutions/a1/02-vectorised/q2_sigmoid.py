import numpy as np


def sigmoid(x):
    ### YOUR CODE HERE
    s = 1.0 / (1 + np.exp(-x))
    ### END YOUR CODE
    return s


def sigmoid_grad(s):
    """ s is sigmoid(x), not x """
    ### YOUR CODE HERE
    ds = s * (1 - s)
    ### END YOUR CODE
    return ds


def test_sigmoid_basic():
    f = sigmoid(np.array([[1, 2], [-1, -2]]))
    g = sigmoid_grad(f)
    assert np.allclose(f, [[0.73105858, 0.88079708], [0.26894142, 0.11920292]])
    assert np.allclose(g[0], g[1])
    print("sigmoid ok")


if __name__ == "__main__":
    test_sigmoid_basic()
