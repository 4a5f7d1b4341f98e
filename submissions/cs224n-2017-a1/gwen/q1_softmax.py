import numpy as np


def softmax(x):
    """Works on a row vector or on an N x D matrix."""
    if x.ndim == 1:
        e = np.exp(x - np.maximum.reduce(x))
        return e / np.add.reduce(e)
    rows, cols = x.shape
    owner = np.repeat(np.arange(rows), cols)
    top = np.full(rows, -np.inf)
    np.maximum.at(top, owner, x.ravel())
    e = np.exp(x.ravel() - top[owner])
    z = np.bincount(owner, weights=e, minlength=rows)
    return (e / z[owner]).reshape(rows, cols)


def test_softmax():
    m = np.array([[1001, 1002], [3, 4]])
    assert np.allclose(softmax(m).sum(axis=1), 1)
    assert softmax(np.arange(4)).shape == (4,)


if __name__ == "__main__":
    test_softmax()
