import random
import numpy as np


def gradcheck_naive(f, x, h=1e-4, tolerance=1e-5, verbose=True):
    assert callable(f)
    x = np.array(x, dtype=np.float64)
    py_state, np_state = random.getstate(), np.random.get_state()

    def evaluate(point):
        random.setstate(py_state)
        np.random.set_state(np_state)
        cost, gradient = f(point.copy())
        return float(cost), np.array(gradient, dtype=np.float64)

    _, grad = evaluate(x)
    if grad.shape != x.shape:
        print("Gradient check failed.")
        print("shape", grad.shape, "instead of", x.shape)
        return

    for ix in np.ndindex(*x.shape):
        right, left = x.copy(), x.copy()
        right[ix] += h
        left[ix] -= h
        numgrad = (evaluate(right)[0] - evaluate(left)[0]) / (right[ix] - left[ix])
        reldiff = abs(numgrad - grad[ix]) / max(1.0, abs(numgrad), abs(grad[ix]))
        if not (np.isfinite(reldiff) and reldiff <= tolerance):
            print("Gradient check failed.")
            if verbose:
                print("at index %s: %r against %r" % (ix, grad[ix], numgrad))
            return

    print("Gradient check passed!")


def sanity_check():
    gradcheck_naive(lambda x: (np.sum(x ** 4), 4 * x ** 3), np.array([[1.0, -2.0, 0.5]]))


if __name__ == "__main__":
    sanity_check()
