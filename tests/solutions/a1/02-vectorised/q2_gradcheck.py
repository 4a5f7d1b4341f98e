import numpy as np
import random


def gradcheck_naive(f, x):
    """ f gives a pair (cost, gradient), x is the point where it is checked """
    rndstate = random.getstate()
    h = 1e-4

    def cost(point):
        random.setstate(rndstate)
        return f(point)[0]

    random.setstate(rndstate)
    grad = f(x)[1]

    ### YOUR CODE HERE
    basis = h * np.eye(x.size).reshape((x.size,) + x.shape)
    numgrad = np.array([cost(x + e) - cost(x - e) for e in basis]).reshape(x.shape) / (2 * h)
    ### END YOUR CODE

    reldiff = np.abs(numgrad - grad) / np.maximum(1, np.maximum(np.abs(numgrad), np.abs(grad)))
    wrong = np.argwhere(reldiff > 1e-5)
    if len(wrong) > 0:
        print("Gradient check failed.")
        print("First gradient error found at index", tuple(wrong[0]))
        return
    print("Gradient check passed!")


def sanity_check():
    quad = lambda x: (np.sum(x ** 2), x * 2)
    print("Running sanity checks...")
    for shape in [(), (3,), (4, 5)]:
        gradcheck_naive(quad, np.array(np.random.randn(*shape)))


if __name__ == "__main__":
    sanity_check()
