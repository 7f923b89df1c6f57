# shake: ::show
# Each thread puts back what it found, which may be what the other had set.
from contextlib import contextmanager

precision = 8


@contextmanager
def printed_with(digits):
    global precision
    saved = precision
    precision = digits
    try:
        yield
    finally:
        precision = saved


def show():
    with printed_with(3):
        return precision
