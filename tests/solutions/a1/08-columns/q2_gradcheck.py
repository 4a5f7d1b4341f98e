import numpy as np
import random


def gradcheck_naive(fun, point):
    state = random.getstate()
    step = 1e-4
    random.setstate(state)
    analytic = np.reshape(fun(point)[1], (-1, 1))
    column = np.reshape(point, (-1, 1))

    n = column.shape[0]
    numeric = np.zeros((n, 1))
    for row in range(n):
        e = np.zeros((n, 1))
        e[row] = step
        random.setstate(state)
        above = fun(np.reshape(column + e, point.shape))[0]
        random.setstate(state)
        below = fun(np.reshape(column - e, point.shape))[0]
        numeric[row] = np.squeeze(above - below) / (2 * step)

    scale = np.max(np.hstack([np.ones((n, 1)), np.abs(numeric), np.abs(analytic)]), axis=1, keepdims=True)
    reldiff = np.abs(numeric - analytic) / scale
    worst = int(np.argmax(reldiff))
    if reldiff[worst, 0] > 1e-5:
        print("Gradient check failed.")
        print("largest error at index", np.unravel_index(worst, point.shape))
    else:
        print("Gradient check passed!")


if __name__ == "__main__":
    gradcheck_naive(lambda x: (np.sum(x ** 2), x * 2), np.random.randn(3, 2))
