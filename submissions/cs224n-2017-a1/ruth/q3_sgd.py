SAVE_PARAMS_EVERY = 5000

import glob
import pickle
import random
import numpy as np


def load_saved_params():
    st = 0
    for path in glob.glob("saved_params_*.npz"):
        st = max(st, int(path[len("saved_params_"):-len(".npz")]))
    if not st:
        return 0, None, None
    with open("saved_state_%d.pickle" % st, "rb") as f:
        return st, np.load("saved_params_%d.npz" % st)["params"], pickle.load(f)


def save_params(iter, params):
    np.savez("saved_params_%d.npz" % iter, params=params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def identity(x):
    return x


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10, quiet=False):
    it = 0
    x = x0
    if useSaved:
        it, params, state = load_saved_params()
        if it:
            x = params
            step *= 0.5 ** (it // 20000)
            random.setstate(state)
    postprocessing = postprocessing or identity

    smooth = None
    while it < iterations:
        it += 1
        out = f(x)
        smooth = out[0] if smooth is None else 0.95 * smooth + 0.05 * out[0]
        x = postprocessing(np.add(x, np.multiply(-step, out[1])))

        if not quiet and it % PRINT_EVERY == 0:
            print('iter %d: %f' % (it, smooth))
        if useSaved and it % SAVE_PARAMS_EVERY == 0:
            save_params(it, x)
        if it % 20000 == 0:
            step *= 0.5
    return x


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), x * 2), -1.5, 0.01, 1000, PRINT_EVERY=1000))
