# shake: ::pool_for
# `setdefault` of a dict is one operation.
pools = {}


class Pool:
    pass


def pool_for(host="example"):
    return pools.setdefault(host, Pool())
