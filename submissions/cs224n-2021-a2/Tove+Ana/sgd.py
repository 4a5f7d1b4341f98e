#!/usr/bin/env python

SAVE_PARAMS_EVERY = 5000

import functools
import glob
import os
import pickle
import random
import numpy as np


class Checkpoint:
    pattern = "saved_params_%d.npy"

    @classmethod
    def last(cls):
        return max((int(n[13:-4]) for n in glob.glob("saved_params_*.npy")), default=0)

    def __init__(self, number):
        self.params = self.pattern % number
        self.state = "saved_state_%d.pickle" % number


def load_saved_params():
    n = Checkpoint.last()
    if n == 0:
        return 0, None, None
    point = Checkpoint(n)
    with open(point.state, "rb") as f:
        return n, np.load(point.params), pickle.load(f)


def save_params(iter, params):
    point = Checkpoint(iter)
    np.save(point.params, params)
    with open(point.state, "wb") as f:
        pickle.dump(random.getstate(), f)


class Descent:
    ANNEAL_EVERY = 20000

    def __init__(self, f, step, post, every, save):
        self.f, self.step, self.every, self.save = f, step, every, save
        self.post = post or (lambda x: x)
        self.smooth = None

    def __call__(self, x, n):
        loss, grad = self.f(x)
        new = self.post(x - self.step * grad)
        self.smooth = loss if self.smooth is None else 0.95 * self.smooth + 0.05 * loss
        if n % self.every == 0:
            print("iter", n, self.smooth)
        if self.save and n % SAVE_PARAMS_EVERY == 0:
            save_params(n, new)
        if n % self.ANNEAL_EVERY == 0:
            self.step /= 2
        return new


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    begin, x = 0, x0
    if useSaved:
        begin, params, state = load_saved_params()
        if begin > 0:
            x = params
            step *= 0.5 ** (begin // Descent.ANNEAL_EVERY)
            random.setstate(state)
    descent = Descent(f, step, postprocessing, PRINT_EVERY, useSaved)
    return functools.reduce(descent, range(begin + 1, iterations + 1), x)


if __name__ == "__main__":
    assert abs(sgd(lambda x: (x ** 2, 2 * x), 0.5, 0.01, 1000, PRINT_EVERY=100)) < 1e-6
