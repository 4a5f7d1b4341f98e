SAVE_PARAMS_EVERY = 5000

import glob
import pickle
import random

import numpy as np


def load_saved_params():
    last = 0
    for name in glob.glob("saved_params_*.pickle"):
        number = int(name[13:-7])
        if number > last:
            last = number
    if last == 0:
        return 0, None, None
    with open("saved_params_%d.pickle" % last, "rb") as f:
        params, state = pickle.load(f)
    return last, params, state


def save_params(iter, params):
    with open("saved_params_%d.pickle" % iter, "wb") as f:
        pickle.dump((params, random.getstate()), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    ANNEAL_EVERY = 20000
    start = 0
    x = np.array(x0, dtype=float)
    if useSaved:
        start, old, state = load_saved_params()
        if start > 0:
            x = old
            step = step * 0.5 ** (start // ANNEAL_EVERY)
            random.setstate(state)

    expcost = None
    for iter in range(start + 1, iterations + 1):
        cost, grad = f(x)
        new = np.zeros(x.shape)
        g = np.array(grad)
        for index in np.ndindex(*x.shape):
            new[index] = x[index] - step * g[index]
        x = new
        if postprocessing:
            x = np.array(postprocessing(x), dtype=float)

        if expcost is None:
            expcost = cost
        else:
            expcost = .95 * expcost + .05 * cost
        if iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, expcost))
        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step = step * 0.5
    return x


def sanity_check():
    quad = lambda x: (np.sum(x ** 2), x * 2)
    for x0 in (0.5, 0.0, -1.5):
        print(x0, "->", sgd(quad, x0, 0.01, 1000, PRINT_EVERY=100))


if __name__ == "__main__":
    sanity_check()
