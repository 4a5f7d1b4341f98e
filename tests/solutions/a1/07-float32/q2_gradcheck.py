import numpy as np
import random


# differences need double precision, only what is compared is float32
def gradcheck_naive(f, x):
    rndstate = random.getstate()
    random.setstate(rndstate)
    fx, grad = f(x)
    grad = np.asarray(grad, dtype=np.float32)
    h = 1e-4

    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        ix = it.multi_index
        plus, minus = np.array(x), np.array(x)
        plus[ix] += h
        minus[ix] -= h
        random.setstate(rndstate)
        f_plus = np.float64(f(plus)[0])
        random.setstate(rndstate)
        f_minus = np.float64(f(minus)[0])
        numgrad = np.float32((f_plus - f_minus) / (2 * h))

        reldiff = abs(numgrad - grad[ix]) / max(1, abs(numgrad), abs(grad[ix]))
        if reldiff > 1e-5:
            print("Gradient check failed.")
            print("index", ix, "gradient", grad[ix], "numerical", numgrad)
            return

    print("Gradient check passed!")


if __name__ == "__main__":
    gradcheck_naive(lambda x: (np.sum(x ** 2), x * 2), np.random.randn(4, 5))
