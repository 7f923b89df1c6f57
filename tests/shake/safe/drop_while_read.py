# shake: --setup=cache.put() --call=cache.get() --call=cache.drop()
# One lookup that either finds the item or does not.
class Cache:
    def __init__(self):
        self.items = {}

    def put(self):
        self.items["key"] = 1

    def get(self):
        return self.items.get("key")

    def drop(self):
        self.items.pop("key", None)


cache = Cache()
