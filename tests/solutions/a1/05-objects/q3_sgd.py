SAVE_PARAMS_EVERY = 5000

import functools
import glob
import pickle
import random
import numpy as np


def load_saved_params():
    last = max((int(n[13:-4]) for n in glob.glob("saved_params_*.npy")), default=0)
    if last == 0:
        return 0, None, None
    with open("saved_state_%d.pickle" % last, "rb") as f:
        return last, np.load("saved_params_%d.npy" % last), pickle.load(f)


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def annealing(step, every=20000):
    """ closure that knows the rate of iteration n """
    def rate(n):
        return step * 0.5 ** ((n - 1) // every)
    return rate


def compose(*functions):
    return functools.reduce(lambda g, h: lambda x: h(g(x)), functions)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    rate = annealing(step)
    n, x = 0, x0
    if useSaved:
        n, saved, state = load_saved_params()
        if n > 0:
            x = saved
            random.setstate(state)

    def descend(x, n):
        cost, grad = f(x)
        if n % PRINT_EVERY == 0:
            print("iter", n, cost)
        return x - rate(n) * grad

    for n in range(n + 1, iterations + 1):
        chain = [functools.partial(descend, n=n)]
        if postprocessing:
            chain.append(postprocessing)
        x = compose(*chain)(x)
        if useSaved and n % SAVE_PARAMS_EVERY == 0:
            save_params(n, x)
    return x


if __name__ == "__main__":
    assert abs(sgd(lambda x: (x ** 2, 2 * x), 0.5, 0.01, 1000, PRINT_EVERY=100)) < 1e-6
