import numpy as np
import random

from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad
from q2_gradcheck import gradcheck_naive


def forward_backward_prop(data, labels, params, dimensions):
    # n example, x input, h hidden, y output
    Dx, H, Dy = dimensions
    sizes = [(Dx, H), (1, H), (H, Dy), (1, Dy)]
    parts, start = [], 0
    for shape in sizes:
        stop = start + shape[0] * shape[1]
        parts.append(params[start:stop].reshape(shape))
        start = stop
    W1, b1, W2, b2 = parts
    scale = 1 / len(data)

    hidden = sigmoid(np.einsum('nx,xh->nh', data, W1) + b1)
    out = softmax(np.einsum('nh,hy->ny', hidden, W2) + b2)
    cost = -scale * np.einsum('ny,ny', labels, np.log(out))

    dout = scale * (out - labels)
    dhidden = np.einsum('ny,hy,nh->nh', dout, W2, sigmoid_grad(hidden))
    grads = [np.einsum('nx,nh->xh', data, dhidden), np.einsum('nh->h', dhidden),
             np.einsum('nh,ny->hy', hidden, dout), np.einsum('ny->y', dout)]
    return cost, np.concatenate([g.ravel() for g in grads])


if __name__ == "__main__":
    X, Y = np.random.randn(7, 2), np.eye(3)[np.random.randint(0, 3, 7)]
    gradcheck_naive(lambda p: forward_backward_prop(X, Y, p, (2, 4, 3)), np.random.randn(27))
