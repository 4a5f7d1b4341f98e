import numpy as np
import random


def gradcheck_naive(f, x):
    rndstate = random.getstate()
    random.setstate(rndstate)
    fx, grad = f(x)
    h = 1e-4

    numgrad = np.zeros(x.size)
    for i in range(x.size):
        for sign in (1, -1):
            keep = x.flat[i]
            x.flat[i] = keep + sign * h
            random.setstate(rndstate)
            np.add.at(numgrad, i, sign * f(x)[0] / (2 * h))
            x.flat[i] = keep

    given = np.ravel(grad)
    for i in range(x.size):
        scale = max(1.0, abs(numgrad[i]), abs(given[i]))
        if not abs(numgrad[i] - given[i]) / scale <= 1e-5:
            print("Gradient check failed.")
            print("at index", np.unravel_index(i, x.shape), given[i], numgrad[i])
            return None

    print("Gradient check passed!")


def sanity_check():
    cube = lambda x: (np.sum(x ** 3), 3 * x ** 2)
    gradcheck_naive(cube, np.random.randn(2, 2))
    gradcheck_naive(cube, np.array(2.0))


if __name__ == "__main__":
    sanity_check()
