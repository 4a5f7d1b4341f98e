import numpy as np


def sigmoid(x):
    """Logistic function of every entry.

    x -- a number or an array

    Give back s = sigmoid(x).
    """

    ### YOUR CODE HERE
    # exp only ever sees something negative
    small = np.exp(-np.abs(x))
    s = np.where(np.asarray(x) >= 0, 1, small) / (1 + small)
    ### END YOUR CODE

    return s


def sigmoid_grad(s):
    """Slope of the sigmoid, told from its value.

    s -- sigmoid(x), a number or an array: NOT x itself

    Give back ds, the derivative by x.
    """

    ### YOUR CODE HERE
    ds = s * (1 - s)
    ### END YOUR CODE

    return ds


def test_sigmoid_basic():
    """Values that can be had by hand."""
    print("Running basic tests...")
    s = sigmoid(np.array([[0, np.log(3.0)], [-np.log(3.0), np.log(4.0)]]))
    assert np.allclose(s, [[0.5, 0.75], [0.25, 0.8]])
    assert np.allclose(sigmoid_grad(s), [[0.25, 0.1875], [0.1875, 0.16]])
    print("Look good, but add some of your own.")


def test_sigmoid():
    """Room for tests of your own."""
    print("Running your tests...")
    ### YOUR CODE HERE
    assert sigmoid(0.0) == 0.5
    assert np.allclose(sigmoid(np.array([30.0, -30.0])), [1, 0])
    ### END YOUR CODE


if __name__ == "__main__":
    test_sigmoid_basic()
    test_sigmoid()
