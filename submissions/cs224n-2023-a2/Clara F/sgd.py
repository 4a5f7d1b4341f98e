#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import glob
import os
import pickle
import random

import numpy as np


def load_saved_params():
    best = 0
    for name in glob.glob("saved_params_*.npy"):
        n = int(name.split("_")[-1].split(".")[0])
        if n > best:
            best = n
    if best == 0:
        return 0, None, None
    with open("saved_state_%d.pickle" % best, "rb") as f:
        state = pickle.load(f)
    return best, np.load("saved_params_%d.npy" % best), state


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10):
    ANNEAL_EVERY = 20000
    start = 0
    x = np.array(x0, dtype=float)
    if useSaved:
        start, saved, state = load_saved_params()
        if start > 0:
            x = saved
            step = step * 0.5 ** (start // ANNEAL_EVERY)
        if state:
            random.setstate(state)

    smoothed = None
    for iter in range(start + 1, iterations + 1):
        loss, grad = f(x)
        grad = np.asarray(grad)
        # one number at a time
        for index in np.ndindex(*x.shape):
            x[index] = x[index] - step * grad[index]
        if postprocessing:
            x = np.array(postprocessing(x), dtype=float)
        if smoothed is None:
            smoothed = loss
        else:
            smoothed = 0.95 * smoothed + 0.05 * loss
        if iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, smoothed))
        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step = step * 0.5

    return x[()]


def sanity_check():
    quad = lambda x: (np.sum(x ** 2), x * 2)
    for start in (0.5, 0.0, -1.5):
        result = sgd(quad, start, 0.01, 1000, PRINT_EVERY=100)
        print("start %.1f -> %g" % (start, result))
        assert abs(result) <= 1e-6


if __name__ == "__main__":
    sanity_check()
