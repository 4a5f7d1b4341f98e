# Jonas Weber, Matr. 3301177
import numpy as np


def softmax(x):
    orig_shape = x.shape

    if len(x.shape) > 1:
        # A matrix: row by row
        rows = []
        for i in range(x.shape[0]):
            top = max(x[i])
            e = [np.exp(v - top) for v in x[i]]
            rows.append([v / sum(e) for v in e])
        x = np.array(rows)
    else:
        # A single vector
        top = max(x)
        e = [np.exp(v - top) for v in x]
        x = np.array([v / sum(e) for v in e])

    assert x.shape == orig_shape
    return x


def test_softmax_basic():
    print("Running basic tests...")
    even = softmax(np.array([4, 4]))
    assert np.allclose(even, 0.5)
    odds = softmax(np.array([[1000 + np.log(3.0), 1000], [-1000, -1000 + np.log(4.0)]]))
    assert np.allclose(odds, [[0.75, 0.25], [0.2, 0.8]])
    print("Look good, but add some of your own.")


def test_softmax():
    print("Running your tests...")
    p = softmax(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    print(p)
    assert np.allclose(p.sum(axis=1), 1)


if __name__ == "__main__":
    test_softmax_basic()
    test_softmax()
