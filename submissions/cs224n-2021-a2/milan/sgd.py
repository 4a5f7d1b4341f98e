#!/usr/bin/env python

# Save parameters every few SGD iterations as fail-safe
SAVE_PARAMS_EVERY = 5000
ANNEAL_EVERY = 20000

import pickle
import glob
import random
import numpy as np


def load_saved_params():
    files = sorted(glob.glob("params-*.pickle"))
    if not files:
        return 0, None, None
    with open(files[-1], "rb") as f:
        return pickle.load(f)


def save_params(iter, params):
    with open("params-%08d.pickle" % iter, "wb") as f:
        pickle.dump((iter, params, random.getstate()), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10):
    x = np.array(x0, dtype=float, copy=True)
    first = 1
    if useSaved:
        done, params, state = load_saved_params()
        if done:
            x, first = params, done + 1
            step *= 0.5 ** (done // ANNEAL_EVERY)
            random.setstate(state)

    if postprocessing is None:
        def postprocessing(y):
            return y

    losses = []
    for iter in range(first, iterations + 1):
        loss, grad = f(x)
        losses.append(loss)
        np.add.at(x, Ellipsis, -step * np.asarray(grad))
        x = np.array(postprocessing(x), dtype=float)

        if iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, np.mean(losses[-PRINT_EVERY:])))
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= 0.5

    return x


def sanity_check():
    def quad(x):
        return np.sum(x ** 2), 2 * x

    for x0 in [0.5, 0.0, -1.5]:
        assert abs(sgd(quad, x0, 0.01, 1000, PRINT_EVERY=100)) <= 1e-6
    print("ALL TESTS PASSED")


if __name__ == "__main__":
    sanity_check()
