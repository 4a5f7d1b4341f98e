import numpy as np


class Logistic:
    """ value and slope of an activation function """

    def __call__(self, x):
        return (1 + np.exp(-x)) ** -1.0

    def slope(self, value):
        return value - value ** 2


_logistic = Logistic()
sigmoid = lambda x: _logistic(x)


def sigmoid_grad(s):
    return _logistic.slope(s)


if __name__ == "__main__":
    print(sigmoid(0), sigmoid_grad(sigmoid(0)))
