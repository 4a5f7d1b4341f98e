import sys


def dots(iter, every=1000):
    """ A dot on stderr now and then, so that we know it lives. """
    if iter % every == 0:
        sys.stderr.write(".")
        sys.stderr.flush()
