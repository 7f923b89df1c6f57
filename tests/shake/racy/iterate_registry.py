# shake: --call=fire() --call=add()
# A dictionary that grows while it is iterated.
handlers = {"first": len, "second": len}


def add():
    handlers["third"] = len


def fire():
    return sum(len(name) > 0 for name in handlers.keys()) > 0
