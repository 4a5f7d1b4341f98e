#!/usr/bin/env python

# How many iterations lie between two saved states
SAVE_PARAMS_EVERY = 5000

import glob
import os.path as op
import pickle
import random

import numpy as np


def load_saved_params():
    """ Find the newest saved state: (iteration, parameters, random state). """
    saved = glob.glob("saved_params_*.npy")
    if not saved:
        return 0, None, None

    newest = max(int(op.splitext(name)[0].split("_")[-1]) for name in saved)
    with open("saved_state_%d.pickle" % newest, "rb") as source:
        state = pickle.load(source)
    return newest, np.load("saved_params_%d.npy" % newest), state


def save_params(iter, params):
    """ Write parameters and random state down. """
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as target:
        pickle.dump(random.getstate(), target)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False,
        PRINT_EVERY=10):
    """
    Descend along the gradient of f.

    f              -- takes x, gives (loss, gradient of the loss by x)
    x0             -- where to begin
    step           -- step size
    iterations     -- how many steps to take
    postprocessing -- what to do to x after each step, such as giving word
                      vectors length 1 again; None for nothing
    useSaved       -- go on from the newest saved state
    PRINT_EVERY    -- a progress line every so many iterations

    Give back x as it is after the last step.
    """

    # The step size halves after every so many iterations
    ANNEAL_EVERY = 20000

    begin = 0
    x = x0
    if useSaved:
        begin, saved, state = load_saved_params()
        if begin > 0:
            x = saved
            step *= 0.5 ** (begin // ANNEAL_EVERY)
        if state:
            random.setstate(state)

    if not postprocessing:
        postprocessing = lambda x: x

    smooth = None

    for iter in range(begin + 1, iterations + 1):
        loss = None

        ### YOUR CODE HERE (two lines)
        loss, grad = f(x)
        x = x - step * grad
        ### END YOUR CODE

        x = postprocessing(x)

        if iter % PRINT_EVERY == 0:
            smooth = 0.95 * smooth + 0.05 * loss if smooth else loss
            print("iter %d: %f" % (iter, smooth))

        if useSaved and iter % SAVE_PARAMS_EVERY == 0:
            save_params(iter, x)

        if iter % ANNEAL_EVERY == 0:
            step *= 0.5

    return x


def sanity_check():
    """ A parabola has its minimum at 0, wherever one begins. """
    for start in (0.5, 0.0, -1.5):
        end = sgd(lambda x: (x ** 2, 2 * x), start, 0.01, 1000, PRINT_EVERY=100)
        print("from %.1f to %g" % (start, end))
        assert abs(end) <= 1e-6
    print("sgd arrives")


if __name__ == "__main__":
    sanity_check()
