# A program whose threads add to a global.
import threading

hits = 0


def handle():
    global hits
    hits += 1


for _ in range(3):
    threading.Thread(target=handle).start()
