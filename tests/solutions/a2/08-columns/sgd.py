#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import glob
import pickle
import random
import numpy as np


def load_saved_params():
    candidates = sorted(glob.glob("saved_params_*.npy"), key=lambda s: int(s[13:-4]))
    if candidates == []:
        return 0, None, None
    number = int(candidates[-1][13:-4])
    with open("saved_state_%d.pickle" % number, "rb") as f:
        return number, np.load(candidates[-1]), pickle.load(f)


def save_params(t, params):
    np.save("saved_params_%d.npy" % t, params)
    with open("saved_state_%d.pickle" % t, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(cost, theta0, alpha, T, project=None, useSaved=False, every=10):
    t, theta = 0, theta0
    if useSaved:
        t, saved, state = load_saved_params()
        if t > 0:
            theta = saved
            random.setstate(state)

    while t < T:
        t += 1
        J, dJ = cost(theta)
        column = np.reshape(theta, (-1, 1)) - alpha * 0.5 ** ((t - 1) // 20000) * np.reshape(dJ, (-1, 1))
        theta = np.reshape(column, np.shape(theta))
        if project:
            theta = project(theta)
        if t % every == 0:
            print("after", t, "steps the loss was", J)
        if useSaved and t % SAVE_PARAMS_EVERY == 0:
            save_params(t, theta)
    return theta


def sanity_check():
    end = sgd(lambda x: (np.sum(x ** 2), 2 * x), np.array([3.0, -1.0]), 0.01, 1500, every=500)
    assert np.all(np.abs(end) < 1e-6)


if __name__ == "__main__":
    sanity_check()
