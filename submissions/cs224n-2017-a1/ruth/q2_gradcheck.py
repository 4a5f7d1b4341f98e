import random
import numpy as np


def gradcheck_naive(f, x):
    rndstate = random.getstate()
    h = 1e-4
    random.setstate(rndstate)
    _, grad = f(x)

    def slopes():
        for ix in np.ndindex(x.shape):
            sides = []
            for s in (+h, -h):
                y = x.copy()
                y[ix] += s
                random.setstate(rndstate)
                sides.append(f(y)[0])
            yield ix, (sides[0] - sides[1]) / (2 * h)

    for ix, numgrad in slopes():
        reldiff = abs(numgrad - grad[ix]) / max(1, abs(numgrad), abs(grad[ix]))
        if reldiff > 1e-5:
            print("Gradient check failed.")
            print("index %s, relative difference %g" % (ix, reldiff))
            break
    else:
        print("Gradient check passed!")


if __name__ == "__main__":
    gradcheck_naive(lambda z: (np.logaddexp.reduce(z), np.exp(z - np.logaddexp.reduce(z))),
                    np.array([1.0, 2.0, -3.0]))
