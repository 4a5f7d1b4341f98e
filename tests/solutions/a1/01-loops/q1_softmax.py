import math
import numpy as np


def softmax_of_list(numbers):
    biggest = max(numbers)
    powers = []
    for t in numbers:
        powers.append(math.exp(t - biggest))
    total = sum(powers)
    return [p / total for p in powers]


def softmax(x):
    if len(x.shape) == 1:
        return np.array(softmax_of_list([float(t) for t in x]))
    out = np.zeros(x.shape)
    for r in range(x.shape[0]):
        row = softmax_of_list([float(t) for t in x[r]])
        for c in range(x.shape[1]):
            out[r, c] = row[c]
    return out


def test_softmax():
    print(softmax(np.array([[1001, 1002], [3, 4]])))
    print(softmax(np.array([-1001, -1002])))


if __name__ == "__main__":
    test_softmax()
