SAVE_PARAMS_EVERY = 5000

import glob
import random
import numpy as np
import pickle


def load_saved_params():
    st = 0
    for f in glob.glob("saved_params_*.npy"):
        it = int("".join(ch for ch in f if ch.isdigit()))
        if it > st:
            st = it
    if st > 0:
        params = np.load("saved_params_%d.npy" % st)
        with open("saved_state_%d.pickle" % st, "rb") as f:
            state = pickle.load(f)
        return st, params, state
    return st, None, None


def save_params(iter, params):
    np.save("saved_params_%d.npy" % iter, params)
    with open("saved_state_%d.pickle" % iter, "wb") as f:
        pickle.dump(random.getstate(), f)


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    x = x0
    start_iter = 0
    if useSaved:
        start_iter, oldx, state = load_saved_params()
        if start_iter > 0:
            x = oldx
            step *= 0.5 ** (start_iter // 20000)
        if state:
            random.setstate(state)

    for iter in range(start_iter + 1, iterations + 1):
        cost, grad = f(x)
        if isinstance(x, np.ndarray):
            np.subtract(x, step * grad, out=x)
            if postprocessing:
                x[...] = postprocessing(x)       # x0 always holds the newest values
        else:
            x = x - step * grad
            if postprocessing:
                x = postprocessing(x)
        print("iter", iter, "cost", cost, "step", step)
        if iter % SAVE_PARAMS_EVERY == 0 and useSaved:
            save_params(iter, x)
        if iter % 20000 == 0:
            step /= 2.0
    return x


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), x * 2), np.array([1.0, 2.0]), 0.01, 1000))
