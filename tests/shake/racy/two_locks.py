# shake: --call=forth() --call=back()
# Each waits for the lock that the other has.
import threading

left = threading.Lock()
right = threading.RLock()


def forth():
    with left:
        with right:
            pass


def back():
    with right:
        with left:
            pass
