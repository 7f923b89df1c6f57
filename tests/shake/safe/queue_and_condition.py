# A queue, a condition with a timeout, an event and a timer: all that blocks does so under the scheduler.
import queue
import threading
import time

jobs = queue.Queue()
results = []
changed = threading.Condition()
stop = threading.Event()


def producer():
    for number in range(2):
        jobs.put(number)
        time.sleep(0.01)
    jobs.put(None)


def consumer():
    while (number := jobs.get()) is not None:
        with changed:
            results.append(number)
            changed.notify_all()
    stop.set()


threading.Timer(5, lambda: None).start()
for body in (producer, consumer):
    threading.Thread(target=body).start()
with changed:
    changed.wait_for(lambda: len(results) == 2, timeout=100)
stop.wait()
