# shake: ::show
# Every thread has a value of its own.
from contextlib import contextmanager
from contextvars import ContextVar

current = ContextVar("precision", default=8)


@contextmanager
def printed_with(digits):
    token = current.set(digits)
    try:
        yield
    finally:
        current.reset(token)


def show():
    with printed_with(3):
        return current.get()
