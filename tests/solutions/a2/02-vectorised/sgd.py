#!/usr/bin/env python

# how often the parameters are written to disk
SAVE_PARAMS_EVERY = 5000

import pickle
import glob
import random
import numpy as np
import os.path as op


def load_saved_params():
    numbers = [int(op.splitext(op.basename(p))[0].split("_")[2])
               for p in glob.glob("saved_params_*.npy")]
    if not numbers:
        return 0, None, None
    st = max(numbers)
    params = np.load("saved_params_%d.npy" % st)
    with open("saved_state_%d.pickle" % st, "rb") as handle:
        return st, params, pickle.load(handle)


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as handle:
        pickle.dump(random.getstate(), handle)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    ANNEAL_EVERY = 20000

    x, start_iter = x0, 0
    if useSaved:
        start_iter, oldx, state = load_saved_params()
        if start_iter > 0:
            x = oldx
            step *= 0.5 ** (start_iter / ANNEAL_EVERY)
        if state:
            random.setstate(state)

    if not postprocessing:
        postprocessing = lambda v: v

    exploss = None
    for iter in range(start_iter + 1, iterations + 1):
        ### YOUR CODE HERE
        loss, grad = f(x)
        x -= step * grad
        ### END YOUR CODE

        x = postprocessing(x)
        exploss = loss if not exploss else 0.95 * exploss + 0.05 * loss
        if iter % PRINT_EVERY == 0:
            print("%d: %f" % (iter, exploss))
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= 0.5

    return x


def sanity_check():
    quad = lambda x: (np.sum(x ** 2), x * 2)
    out = sgd(quad, np.array([1.0, -2.0]), 0.01, 1000, PRINT_EVERY=250)
    assert np.abs(out).max() < 1e-6
    print("sgd fine")


if __name__ == "__main__":
    sanity_check()
