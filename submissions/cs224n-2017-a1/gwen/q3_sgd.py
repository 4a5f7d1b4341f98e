SAVE_PARAMS_EVERY = 5000

import glob
import random
import numpy as np
import pickle


def load_saved_params():
    files = sorted(glob.glob("params-*.pickle"))
    if not files:
        return 0, None, None
    with open(files[-1], "rb") as f:
        return pickle.load(f)


def save_params(iter, params):
    with open("params-%08d.pickle" % iter, "wb") as f:
        pickle.dump((iter, params, random.getstate()), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    ANNEAL_EVERY = 20000
    first, x = 1, np.array(x0, dtype=float, copy=True)
    if useSaved:
        done, params, state = load_saved_params()
        if done:
            first, x = done + 1, params
            step *= 0.5 ** (done // ANNEAL_EVERY)
            random.setstate(state)

    history = []
    for iter in range(first, iterations + 1):
        cost, grad = f(x)
        history.append(cost)
        np.subtract.at(x, Ellipsis, step * np.asarray(grad))
        if postprocessing is not None:
            x = np.array(postprocessing(x), dtype=float)

        if iter % PRINT_EVERY == 0:
            print("iter %d: %f" % (iter, np.mean(history[-PRINT_EVERY:])))
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % ANNEAL_EVERY == 0:
            step *= 0.5
    return x


def sanity_check():
    for x0 in [0.5, 0.0, -1.5]:
        assert abs(sgd(lambda x: (np.sum(x ** 2), x * 2), x0, 0.01, 1000, PRINT_EVERY=100)) <= 1e-6


if __name__ == "__main__":
    sanity_check()
