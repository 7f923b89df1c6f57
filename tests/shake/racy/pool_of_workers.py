# Workers of a pool count what they did.
from concurrent.futures import ThreadPoolExecutor


class Tally:
    done = 0


def work(number):
    Tally.done = Tally.done + 1
    return number


with ThreadPoolExecutor(2) as pool:
    list(pool.map(work, range(4)))
print(Tally.done)
