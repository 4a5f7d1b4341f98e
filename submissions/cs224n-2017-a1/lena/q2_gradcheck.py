import random

import numpy as np


def gradcheck_naive(f, x):
    """Compare the gradient that f reports with differences of f.

    f -- takes an array, gives (cost, gradient)
    x -- the point, an array, at which to look
    """

    rndstate = random.getstate()
    random.setstate(rndstate)
    fx, grad = f(x)
    h = 1e-4  # please keep

    # One entry of x after the other
    entries = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not entries.finished:
        ix = entries.multi_index

        # Find numgrad, the slope of f along entry ix, from differences with
        # step h. Call random.setstate(rndstate) before every call of f: a
        # cost that draws random numbers then draws the same ones again.
        ### YOUR CODE HERE
        x[ix] += h
        random.setstate(rndstate)
        fh, _ = f(x)
        x[ix] -= h
        numgrad = (fh - fx) / h
        ### END YOUR CODE

        reldiff = abs(numgrad - grad[ix]) / max(1, abs(numgrad), abs(grad[ix]))
        if reldiff > 1e-5:
            print("Gradient check failed.")
            print("Entry %s: your gradient says %f, differences say %f"
                  % (ix, grad[ix], numgrad))
            return

        entries.iternext()

    print("Gradient check passed!")


def sanity_check():
    """A sum of squares, for one, five and twelve numbers."""
    print("Running sanity checks...")
    quad = lambda x: (np.sum(x ** 2), 2 * x)
    gradcheck_naive(quad, np.array(7.25))
    gradcheck_naive(quad, np.random.randn(5))
    gradcheck_naive(quad, np.random.randn(3, 4))


def your_sanity_checks():
    """Room for checks of your own."""
    print("Running your sanity checks...")
    ### YOUR CODE HERE
    gradcheck_naive(lambda x: (np.sum(x ** 3), 3 * x ** 2), np.random.randn(4, 2))
    ### END YOUR CODE


if __name__ == "__main__":
    sanity_check()
    your_sanity_checks()
