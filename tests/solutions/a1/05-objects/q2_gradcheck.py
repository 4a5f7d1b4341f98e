import itertools
import numpy as np
import random


class Repeatable:
    """ f with the same random numbers at each call """

    def __init__(self, f):
        self.f = f
        self.state = random.getstate()

    def __call__(self, x):
        random.setstate(self.state)
        return self.f(x)


class Bumped:
    """ with Bumped(x, ix, h): x is moved, afterwards it is as before """

    def __init__(self, x, ix, h):
        self.x, self.ix, self.h = x, ix, h

    def __enter__(self):
        self.before = self.x[self.ix].copy()
        self.x[self.ix] += self.h

    def __exit__(self, *ignored):
        self.x[self.ix] = self.before


def gradcheck_naive(f, x):
    h = 1e-4
    g = Repeatable(f)
    grad = g(x)[1]

    def numeric(ix):
        with Bumped(x, ix, h):
            right, _ = g(x)
        with Bumped(x, ix, -h):
            left, _ = g(x)
        return (right - left) / 2 / h

    def differs(ix):
        a, b = numeric(ix), grad[ix]
        return abs(a - b) > 1e-5 * max(1, abs(a), abs(b))

    bad = next(filter(differs, itertools.product(*map(range, x.shape))), None)
    if bad is None:
        print("Gradient check passed!")
    else:
        print("Gradient check failed.")
        print("index: {}, gradient: {}, numerical: {}".format(bad, grad[bad], numeric(bad)))


if __name__ == "__main__":
    gradcheck_naive(lambda x: (np.sum(np.sin(x)), np.cos(x)), np.random.randn(5))
