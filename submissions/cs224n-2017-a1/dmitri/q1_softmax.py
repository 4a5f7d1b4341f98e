import numpy as np


def softmax(x):
    """Softmax of a vector, or of every row of a matrix.

    The handout lets you prove that a constant may be subtracted from all
    entries: make use of it. Everything else in this assignment builds on
    this function, so it is worth making it fast and safe.

    x -- an array of shape (D,) or (N, D)

    Give back x, changed or new, in the shape it came in.
    """
    orig_shape = x.shape

    if len(x.shape) > 1:
        # A matrix: row by row
        ### YOUR CODE HERE
        x = x - np.max(x, axis=1, keepdims=True)
        e = np.exp(x)
        x = e / np.sum(e, axis=1, keepdims=True)
        ### END YOUR CODE
    else:
        # A single vector
        ### YOUR CODE HERE
        x = x - np.max(x)
        e = np.exp(x)
        x = e / np.sum(e)
        ### END YOUR CODE

    assert x.shape == orig_shape
    return x


def test_softmax_basic():
    """Values that can be had by hand."""
    print "Running basic tests..."
    even = softmax(np.array([4, 4]))
    assert np.allclose(even, 0.5)
    odds = softmax(np.array([[1000 + np.log(3.0), 1000], [-1000, -1000 + np.log(4.0)]]))
    assert np.allclose(odds, [[0.75, 0.25], [0.2, 0.8]])
    print "Look good, but add some of your own."


def test_softmax():
    """Room for tests of your own."""
    print "Running your tests..."
    ### YOUR CODE HERE
    p = softmax(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    print p
    assert np.allclose(p.sum(axis=1), 1)
    ### END YOUR CODE


if __name__ == "__main__":
    test_softmax_basic()
    test_softmax()
