import numpy as np


def softmax(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    # all in the memory of x
    if len(x.shape) > 1:
        x -= np.max(x, axis=1).reshape((x.shape[0], 1))
        np.exp(x, x)
        x /= np.sum(x, axis=1).reshape((x.shape[0], 1))
    else:
        x -= np.max(x)
        np.exp(x, x)
        x /= np.sum(x)
    return x


if __name__ == "__main__":
    print("Running basic tests...")
    print(softmax(np.array([1, 2])))
    print(softmax(np.array([[1001, 1002], [3, 4]])))
    print(softmax(np.array([[-1001, -1002]])))
