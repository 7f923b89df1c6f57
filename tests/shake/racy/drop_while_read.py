# shake: --setup=cache.put() --call=cache.get() --call=cache.drop()
# `in` says yes, and the item is gone when it is read.
class Cache:
    def __init__(self):
        self.items = {}

    def put(self):
        self.items["key"] = 1

    def get(self):
        if "key" in self.items:
            return self.items["key"]
        return None

    def drop(self):
        self.items.pop("key", None)


cache = Cache()
