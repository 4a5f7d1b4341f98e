# how often the parameters are written to disk
SAVE_PARAMS_EVERY = 5000

import glob
import random
import numpy as np
import os.path as op
import pickle


def load_saved_params():
    numbers = [int(op.splitext(op.basename(p))[0].split("_")[2]) for p in glob.glob("saved_params_*.npy")]
    if not numbers:
        return 0, None, None
    with open("saved_params_%d.npy" % max(numbers), "rb") as f:
        params = np.load(f)
        state = pickle.load(f)
    return max(numbers), params, state


def save_params(iter, params):
    with open("saved_params_%d.npy" % iter, "wb") as f:
        np.save(f, params)
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    ANNEAL_EVERY = 20000
    x, start_iter = x0, 0
    if useSaved:
        start_iter, oldx, state = load_saved_params()
        if start_iter > 0:
            x = oldx
            step *= 0.5 ** (start_iter // ANNEAL_EVERY)
        if state:
            random.setstate(state)
    if not postprocessing:
        postprocessing = lambda v: v

    expcost = None
    for iter in range(start_iter + 1, iterations + 1):
        ### YOUR CODE HERE
        ### apply the postprocessing as well
        cost, grad = f(x)
        x -= step * grad
        x = postprocessing(x)
        ### END YOUR CODE

        expcost = cost if not expcost else .95 * expcost + .05 * cost
        if iter % PRINT_EVERY == 0:
            print("%d: %f" % (iter, expcost))
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= 0.5
    return x


def sanity_check():
    out = sgd(lambda x: (np.sum(x ** 2), x * 2), 0.5, 0.01, 1000, PRINT_EVERY=250)
    assert abs(out) <= 1e-6


if __name__ == "__main__":
    sanity_check()
