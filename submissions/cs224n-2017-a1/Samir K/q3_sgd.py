SAVE_PARAMS_EVERY = 5000
ANNEAL_EVERY = 20000

import glob
import pickle
import random
import re
import numpy as np


def load_saved_params():
    found = [int(n) for n in re.findall(r"saved_params_(\d+)\.npy", " ".join(glob.glob("saved_params_*.npy")))]
    if not found:
        return 0, None, None
    st = max(found)
    with open(f"saved_state_{st}.pickle", "rb") as f:
        return st, np.load(f"saved_params_{st}.npy"), pickle.load(f)


def save_params(iter, params):
    np.save(f"saved_params_{iter}.npy", params)
    with open(f"saved_state_{iter}.pickle", "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    start, x = 0, x0
    if useSaved:
        start, saved, state = load_saved_params()
        if start:
            x = saved
            random.setstate(state)

    for iter in range(start, iterations):
        cost, grad = f(x)
        # (1, -step) times (x, grad)
        x = np.einsum('k,k...->...', [1, -step / 2 ** (iter // ANNEAL_EVERY)], np.stack([x, grad]))
        if postprocessing is not None:
            x = postprocessing(x)
        if (iter + 1) % PRINT_EVERY == 0:
            print(f"iter {iter + 1}: {cost}")
        if useSaved and (iter + 1) % SAVE_PARAMS_EVERY == 0:
            save_params(iter + 1, x)
    return x


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), 2 * x), np.ones(3), 0.01, 1000, PRINT_EVERY=100))
