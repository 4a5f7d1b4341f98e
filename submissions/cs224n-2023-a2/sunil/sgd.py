#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import glob
import pickle
import random
import numpy as np


def load_saved_params():
    st, newest = 0, None
    for path in glob.glob("saved_params_*.npz"):
        n = int(path[len("saved_params_"):-len(".npz")])
        st, newest = max((st, newest or ""), (n, path))
    if not newest:
        return 0, None, None
    with open(newest + ".state", "rb") as f:
        return st, np.load(newest)["params"], pickle.load(f)


def save_params(iter, params):
    name = "saved_params_%d.npz" % iter
    np.savez(name, params=params)
    with open(name + ".state", "wb") as f:
        pickle.dump(random.getstate(), f)


def iterates(f, x, step, postprocessing, taken):
    """ endless: yields the loss before and the parameters after each step """
    while True:
        loss, grad = f(x)
        x = postprocessing(np.add(x, np.multiply(-step, grad)))
        yield loss, x
        taken += 1
        if taken % 20000 == 0:
            step *= 0.5


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10, verbose=True):
    done = 0
    x = x0
    if useSaved:
        done, params, state = load_saved_params()
        if done:
            x = params
            step *= 0.5 ** (done // 20000)
            random.setstate(state)

    steps = iterates(f, x, step, postprocessing or (lambda p: p), done)
    smooth = 0.
    for iter, (loss, x) in zip(range(done + 1, iterations + 1), steps):
        smooth = 0.95 * smooth + 0.05 * loss if smooth else loss
        if verbose and iter % PRINT_EVERY == 0:
            print('iter %d: %f' % (iter, smooth))
        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)
    return x


def sanity_check():
    for x0 in (0.5, -1.5):
        r = sgd(lambda x: (np.sum(x ** 2), x * 2), x0, 0.01, 1000, PRINT_EVERY=1000)
        assert abs(r) <= 1e-6, r


if __name__ == "__main__":
    sanity_check()
