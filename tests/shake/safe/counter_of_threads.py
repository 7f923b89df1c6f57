# The same under a lock.
import threading

hits = 0
lock = threading.Lock()


def handle():
    global hits
    with lock:
        hits += 1


for _ in range(3):
    threading.Thread(target=handle).start()
