import numpy as np
import random


def gradcheck_naive(f, x):
    rndstate = random.getstate()
    random.setstate(rndstate)
    fx, grad = f(x)
    h = 1e-4
    print("checking", x.size, "numbers, cost", fx)

    for ix, g in np.ndenumerate(grad):
        here = np.zeros(x.shape)
        here[ix] = 1.0

        x += h * here
        random.setstate(rndstate)
        f1 = f(x)[0]
        x -= 2 * h * here
        random.setstate(rndstate)
        f2 = f(x)[0]
        x += h * here

        numgrad = (f1 - f2) / (2 * h)
        if np.abs(numgrad - g) / max(1, np.abs(numgrad), np.abs(g)) > 1e-5:
            print("Gradient check failed.")
            print("First gradient error found at index %s" % str(ix))
            print("Yours", g, "numerical", numgrad)
            return

    print("Gradient check passed!")


if __name__ == "__main__":
    quad = lambda x: (np.sum(x ** 2), x * 2)
    gradcheck_naive(quad, np.array(123.456))
    gradcheck_naive(quad, np.random.randn(3,))
    gradcheck_naive(quad, np.random.randn(4, 5))
