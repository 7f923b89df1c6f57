# shake: ::squares
# Built aside and published whole; that two threads may build it is no error.
table = None


def squares():
    global table
    if table is None:
        built = {number: number * number for number in range(20)}
        table = built
    return table
