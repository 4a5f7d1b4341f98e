import numpy as np
import random


def gradcheck_naive(f, x):
    rndstate = random.getstate()
    random.setstate(rndstate)
    _, grad = f(x)
    h = 1e-4
    weights = np.array([1, -1]) / (2 * h)

    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        old = x[ix].copy()
        costs = []
        for moved in (old + h, old - h):
            x[ix] = moved
            random.setstate(rndstate)
            costs.append(f(x)[0])
        x[ix] = old

        numgrad = np.einsum('i,i', weights, costs)
        reldiff = abs(numgrad - grad[ix]) / max(1, abs(numgrad), abs(grad[ix]))
        if reldiff > 1e-5:
            print("Gradient check failed.")
            print("Wrong at index %s: given %g, numerical %g" % (ix, grad[ix], numgrad))
            return
        it.iternext()

    print("Gradient check passed!")


if __name__ == "__main__":
    gradcheck_naive(lambda x: (np.einsum('ij,ij', x, x), 2 * x), np.random.randn(2, 3))
    gradcheck_naive(lambda x: (np.einsum('ij,ij', x, x), 3 * x), np.random.randn(2, 3))
