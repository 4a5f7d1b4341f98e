import numpy as np


def softmax(x):
    # the difference first, then single precision is enough
    if x.ndim == 2:
        shifted = (x.T - np.max(x, axis=1)).T
        powers = np.exp(shifted.astype(np.float32))
        return (powers.T / np.sum(powers, axis=1)).T
    powers = np.exp((x - np.max(x)).astype(np.float32))
    return powers / np.sum(powers)


def test_softmax():
    y = softmax(np.array([[1, 2], [1001, 1002]]))
    print(y, y.dtype)
    assert np.allclose(y[0], y[1])


if __name__ == "__main__":
    test_softmax()
