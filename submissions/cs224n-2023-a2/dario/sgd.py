#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import copy
import glob
import os
import pickle
import random
import numpy as np


def load_saved_params():
    found = {}
    for path in glob.glob("saved_params_*.npy"):
        digits = os.path.splitext(path)[0].split("_")[-1]
        if digits.isdigit() and os.path.exists("saved_state_%s.pickle" % digits):
            found[int(digits)] = path
    if not found:
        return 0, None, None
    last = max(found)
    with open("saved_state_%d.pickle" % last, "rb") as f:
        return last, np.load(found[last]), pickle.load(f)


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10, ANNEAL_EVERY=20000, anneal_by=0.5):
    assert callable(f) and step > 0 and iterations >= 0
    assert postprocessing is None or callable(postprocessing)

    x = copy.deepcopy(x0)
    start_iter = 0
    if useSaved:
        start_iter, old, state = load_saved_params()
        if start_iter > 0 and old is not None:
            assert np.shape(old) == np.shape(x0)
            x = old
            step *= anneal_by ** (start_iter // ANNEAL_EVERY)
        if state is not None:
            random.setstate(state)

    exploss = None
    for iter in range(start_iter + 1, iterations + 1):
        loss, grad = f(x)
        assert np.shape(grad) == np.shape(x)
        x = x - step * np.array(grad)
        if postprocessing is not None:
            x = postprocessing(x)
            assert x is not None

        exploss = float(loss) if exploss is None else .95 * exploss + .05 * float(loss)
        if PRINT_EVERY and iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, exploss))
        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= anneal_by
    return x


def sanity_check():
    start = np.array([0.5, 0.0, -1.5])
    end = sgd(lambda x: (np.sum(x ** 2), x * 2), start, 0.01, 1000, PRINT_EVERY=0)
    assert np.abs(end).max() < 1e-6
    assert start[0] == 0.5
    print("passed")


if __name__ == "__main__":
    sanity_check()
