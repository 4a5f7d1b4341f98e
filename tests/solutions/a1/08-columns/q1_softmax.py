import numpy as np


def softmax(scores):
    # one example a column
    columns = scores.reshape(1, -1).T if scores.ndim == 1 else scores.T
    columns = np.exp(columns - columns.max(axis=0).reshape(1, -1))
    columns = columns / np.dot(np.ones((1, columns.shape[0])), columns)
    return columns.T.reshape(scores.shape)


def test_softmax():
    assert softmax(np.array([3, 4])).shape == (2,)
    assert softmax(np.array([[3, 4]])).shape == (1, 2)
    assert softmax(np.array([[3], [4]])).shape == (2, 1)


if __name__ == "__main__":
    test_softmax()
