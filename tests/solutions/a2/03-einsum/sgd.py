#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import glob
import pickle
import random
import re
import numpy as np


def load_saved_params():
    found = [int(m.group(1)) for m in
             (re.match(r"saved_params_(\d+)\.npy", n) for n in glob.glob("saved_params_*.npy")) if m]
    st = max(found, default=0)
    if st == 0:
        return st, None, None
    params = np.load(f"saved_params_{st}.npy")
    with open(f"saved_state_{st}.pickle", "rb") as f:
        state = pickle.load(f)
    return st, params, state


def save_params(iter, params):
    np.save(f"saved_params_{iter}.npy", params)
    with open(f"saved_state_{iter}.pickle", "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    start_iter, x = 0, x0
    if useSaved:
        start_iter, saved, state = load_saved_params()
        x = saved if start_iter else x0
        if state:
            random.setstate(state)

    exploss = 0
    for iter in range(start_iter + 1, iterations + 1):
        rate = step * 0.5 ** ((iter - 1) // 20000)      # halved every 20000 iterations
        loss, grad = f(x)
        x = x - np.einsum(',...->...', rate, grad)
        if postprocessing is not None:
            x = postprocessing(x)

        exploss = .95 * exploss + .05 * loss if iter > start_iter + 1 else loss
        if iter % PRINT_EVERY == 0:
            print(f"iter {iter}: {exploss}")
        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)
    return x


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), 2 * x), 0.5, 0.01, 1000, PRINT_EVERY=100))
