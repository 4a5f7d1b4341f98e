import numpy as np


def sigmoid(x, limit=500.0):
    a = np.asarray(x, dtype=np.float64)
    a = np.clip(a, -limit, limit)      # no overflow in exp
    s = 1.0 / (1.0 + np.exp(-a))
    if np.ndim(x) == 0:
        return float(s)
    assert s.shape == np.shape(x)
    return s


def sigmoid_grad(s):
    a = np.array(s, dtype=np.float64)
    assert np.all((a >= 0) & (a <= 1)), "sigmoid_grad wants the value of the sigmoid"
    ds = a * (1.0 - a)
    return float(ds) if np.ndim(s) == 0 else ds


def test_sigmoid():
    assert isinstance(sigmoid(0), float)
    assert sigmoid(-1e9) >= 0
    assert np.allclose(sigmoid_grad(np.array([0.0, 0.5, 1.0])), [0, 0.25, 0])


if __name__ == "__main__":
    test_sigmoid()
