import random
import numpy as np


def gradcheck_naive(f, x):
    rndstate = random.getstate()
    random.setstate(rndstate)
    fx, grad = f(x)
    h = 1e-4

    for ix in np.ndindex(*x.shape):
        old = float(x[ix])

        x[ix] = old + h
        random.setstate(rndstate)
        up = f(x)[0]

        x[ix] = old - h
        random.setstate(rndstate)
        down = f(x)[0]

        x[ix] = old
        numgrad = (up - down) / (2 * h)

        reldiff = abs(numgrad - grad[ix]) / max(1, abs(numgrad), abs(grad[ix]))
        if reldiff > 1e-5:
            print("Gradient check failed.")
            print("First gradient error found at index %s" % str(ix))
            print("Your gradient: %f \t Numerical gradient: %f" % (grad[ix], numgrad))
            return

    print("Gradient check passed!")


def sanity_check():
    quad = lambda x: (np.sum(x ** 2), x * 2)
    gradcheck_naive(quad, np.array(12.5))
    gradcheck_naive(quad, np.random.randn(3))
    gradcheck_naive(quad, np.random.randn(4, 5))


if __name__ == "__main__":
    sanity_check()
