# shake: ::pool_for
# Test, then set: two threads get pools of their own.
pools = {}


class Pool:
    pass


def pool_for(host="example"):
    if host not in pools:
        pools[host] = Pool()
    return pools[host]
