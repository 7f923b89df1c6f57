# shake: --call=fire() --call=add()
# A copy is iterated; to copy a dict is one operation.
handlers = {"first": len, "second": len}


def add():
    handlers["third"] = len


def fire():
    return sum(len(name) > 0 for name in handlers.copy().keys()) > 0
