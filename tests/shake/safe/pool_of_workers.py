# The submitter counts what the workers return.
from concurrent.futures import ThreadPoolExecutor


def work(number):
    return number


with ThreadPoolExecutor(2) as pool:
    done = len(list(pool.map(work, range(4))))
print(done)
