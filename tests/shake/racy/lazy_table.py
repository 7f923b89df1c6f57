# shake: ::squares
# The table is visible before it is filled.
table = None


def squares():
    global table
    if table is None:
        table = {}
        for number in range(20):
            table[number] = number * number
    return table
