#!/usr/bin/env python

import glob
import pickle
import random
import numpy as np
import os.path as op

SAVE_PARAMS_EVERY = 5000


def load_saved_params():
    st = 0
    for fname in glob.glob("saved_params_*.npy"):
        st = max(st, int(op.splitext(op.basename(fname))[0].rsplit("_", 1)[1]))
    if st > 0:
        with open("saved_state_%d.pickle" % st, "rb") as f:
            state = pickle.load(f)
        return st, np.load("saved_params_%d.npy" % st), state
    return st, None, None


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, np.float32(params))
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10):
    ANNEAL_EVERY = 20000
    x = x0
    start = 0
    if useSaved:
        start, oldx, state = load_saved_params()
        if start > 0:
            x = np.float64(oldx)
            step *= 0.5 ** (start // ANNEAL_EVERY)
            random.setstate(state)

    running = None
    for iter in range(start + 1, iterations + 1):
        loss, grad = f(x)
        update = np.float32(step) * np.asarray(grad, dtype=np.float32)
        x = x - update
        if postprocessing is not None:
            x = postprocessing(x)

        running = loss if running is None else 0.95 * running + 0.05 * loss
        if iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, running))
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= 0.5
    return x


def sanity_check():
    t = sgd(lambda x: (np.sum(x ** 2), x * 2), 0.5, 0.01, 1000, PRINT_EVERY=100)
    print("result", t)
    assert abs(t) <= 1e-6


if __name__ == "__main__":
    sanity_check()
