import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def unpack(params, dimensions):
    Dx, H, Dy = map(int, dimensions)
    assert params.size == (Dx + 1) * H + (H + 1) * Dy
    pieces, rest = {}, np.array(params, dtype=float)
    for name, shape in (("W1", (Dx, H)), ("b1", (1, H)), ("W2", (H, Dy)), ("b2", (1, Dy))):
        n = int(np.prod(shape))
        pieces[name], rest = rest[:n].reshape(shape), rest[n:]
    assert rest.size == 0
    return pieces


def forward_backward_prop(data, labels, params, dimensions, reduce="mean"):
    X, T = np.array(data, dtype=float), np.array(labels, dtype=float)
    assert X.shape[0] == T.shape[0]
    assert np.allclose(T.sum(axis=1), 1), "labels are not one-hot"
    p = unpack(params, dimensions)
    factor = 1.0 / X.shape[0] if reduce == "mean" else 1.0

    h = sigmoid(X.dot(p["W1"]) + p["b1"])
    y = softmax(h.dot(p["W2"]) + p["b2"])
    which = np.argmax(T, axis=1)
    cost = float(-factor * np.log(y[range(len(y)), which]).sum())

    dy = y.copy()
    dy[range(len(y)), which] -= 1.0
    dy *= factor
    dh = dy.dot(p["W2"].T) * sigmoid_grad(h)
    g = {"W1": X.T.dot(dh), "b1": dh.sum(axis=0, keepdims=True),
         "W2": h.T.dot(dy), "b2": dy.sum(axis=0, keepdims=True)}

    assert all(g[name].shape == p[name].shape for name in p)
    grad = np.concatenate([g[name].ravel() for name in p])
    assert grad.shape == np.shape(params)
    return cost, grad


if __name__ == "__main__":
    data, labels = np.random.randn(5, 2), np.eye(3)[[0, 2, 1, 1, 0]]
    for how in ("mean", "sum"):
        gradcheck_naive(lambda p: forward_backward_prop(data, labels, p, [2, 3, 3], how),
                        np.random.randn(21))
