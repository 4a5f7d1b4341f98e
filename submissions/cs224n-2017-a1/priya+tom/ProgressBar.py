import sys
import time


class ProgressBar(object):
    """How far sgd is, how long it will take. One line that is written over."""

    def __init__(self, total, width=30):
        self.total = total
        self.width = width
        self.began = time.time()

    def tick(self, done, cost):
        if done % max(1, self.total // 100):
            return
        full = self.width * done // self.total
        left = (time.time() - self.began) / done * (self.total - done)
        sys.stdout.write("\r[%s%s] %4d s left, cost %.4f" % (
            "=" * full, " " * (self.width - full), left, np_float(cost)))
        if done == self.total:
            sys.stdout.write("\n")


def np_float(cost):
    return float(cost)
