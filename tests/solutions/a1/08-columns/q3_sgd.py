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


def sgd(fun, theta0, alpha, T, project=None, resume=False, every=10):
    t, shape = 0, np.shape(theta0)
    column = np.reshape(theta0, (-1, 1))
    if resume:
        t, saved, state = load_saved_params()
        if t > 0:
            column = np.reshape(saved, (-1, 1))
            alpha = alpha * 0.5 ** (t // 20000)
            random.setstate(state)

    while t != T:
        t = t + 1
        J, dJ = fun(column.reshape(shape))
        column = column - alpha * np.reshape(dJ, (-1, 1))
        if project is not None:
            column = np.reshape(project(column.reshape(shape)), (-1, 1))
        if t % every == 0:
            print("after", t, "steps:", J)
        if resume and t % SAVE_PARAMS_EVERY == 0:
            save_params(t, column.reshape(shape))
        if t % 20000 == 0:
            alpha = alpha / 2
    return column.reshape(shape)


if __name__ == "__main__":
    print(sgd(lambda x: (np.sum(x ** 2), 2 * x), np.array([[3.0], [-1.0]]), 0.01, 1500, every=500))
