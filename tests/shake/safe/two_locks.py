# shake: --call=forth() --call=back()
# Both take the locks in the same order.
import threading

left = threading.Lock()
right = threading.RLock()


def forth():
    with left:
        with right:
            pass


def back():
    with left:
        with right:
            pass
