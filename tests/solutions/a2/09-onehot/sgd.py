#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import pickle
import glob
import random
import numpy as np


def load_saved_params():
    st = 0
    for f in glob.glob("saved_params_*.npy"):
        it = int("".join(ch for ch in f if ch.isdigit()))
        if it > st:
            st = it
    if st > 0:
        print("going on from iteration", st)
        params = np.load("saved_params_%d.npy" % st)
        with open("saved_state_%d.pickle" % st, "rb") as f:
            state = pickle.load(f)
        return st, params, state
    print("nothing was saved")
    return st, None, None


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    print("sgd: step", step, "iterations", iterations)
    x = x0
    start_iter = 0
    if useSaved:
        start_iter, oldx, state = load_saved_params()
        if start_iter > 0:
            x = oldx
            step *= 0.5 ** (start_iter // 20000)
        if state:
            random.setstate(state)

    for iter in range(start_iter, iterations):
        cost, gradient = f(x)
        if isinstance(x, np.ndarray):
            x[...] = x - step * gradient      # writes into x0
        else:
            x = x - step * gradient
        x = postprocessing(x) if postprocessing else x

        print("iteration", iter + 1, "cost", cost)
        if (iter + 1) % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter + 1, x)
        if (iter + 1) % 20000 == 0:
            step /= 2.0

    print("sgd: done")
    return x


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), x * 2), -1.5, 0.01, 1000))
