import numpy as np


def sigmoid(z):
    column = np.reshape(z, (-1, 1)).astype(float)
    logits = np.concatenate([np.zeros(column.shape), column], axis=1)
    logits = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(logits)
    # a sigmoid is a softmax over (0, z)
    p = e[:, 1:] / e.sum(axis=1, keepdims=True)
    return p.reshape(np.shape(z))


def sigmoid_grad(f):
    column = np.reshape(f, (-1, 1))
    return np.reshape(column * (1 - column), np.shape(f))


if __name__ == "__main__":
    print(sigmoid(np.array([[1, 2], [-1, -2]])), sigmoid(0))
