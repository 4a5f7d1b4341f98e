import numpy as np


def softmax(x, axis=-1):
    x = np.array(x, dtype=np.float64, copy=True)
    assert x.ndim in (1, 2), "vector or matrix expected"
    result = np.apply_along_axis(_softmax_1d, axis, x)
    assert result.shape == x.shape
    assert np.all(result >= 0)
    return result


def _softmax_1d(v):
    powers = np.exp(v - np.max(v))
    return powers / np.sum(powers)


def test_softmax():
    given = np.array([1.0, 2.0])
    softmax(given)
    assert given[0] == 1.0, "argument was changed"
    assert np.allclose(softmax([[0, 0, 0]]), 1 / 3)


if __name__ == "__main__":
    test_softmax()
    print("passed")
