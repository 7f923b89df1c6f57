"""What a run came to, in a form that two runs can be compared by.

Lists are compared without their order, and so are the lines of standard output: threads that append to one list may do
so in any order. What must not differ is which elements there are, what a counter says, which errors there were, and
whether two threads were given the same object.
"""

_ATOMS = (int, float, complex, str, bytes, bool, type(None), type(...))
DEPTH = 6
SIZE = 5_000


class _Picture:
    def __init__(self):
        self.left = SIZE
        self.open = set()

    def of(self, value, depth=0):
        if isinstance(value, _ATOMS) and type(value) in _ATOMS:
            return repr(value)
        name = type(value).__name__
        self.left -= 1
        if depth >= DEPTH or self.left < 0 or id(value) in self.open:
            return "<%s>" % name
        self.open.add(id(value))
        try:
            return self.inside(value, name, depth + 1)
        finally:
            self.open.discard(id(value))

    def inside(self, value, name, depth):
        parts = []
        if isinstance(value, dict):
            parts = sorted("%s: %s" % (self.of(key, depth), self.of(item, depth)) for key, item in dict.items(value))
            name += " of %d" % dict.__len__(value)
        elif isinstance(value, tuple):
            parts = [self.of(item, depth) for item in tuple.__iter__(value)]
        elif isinstance(value, (list, set, frozenset)) or name == "deque":
            parts = sorted(self.of(item, depth) for item in list(value))
            name += " of %d" % len(parts)
        elif isinstance(value, BaseException):
            parts = [self.of(value.args, depth)]
        fields = getattr(value, "__dict__", None)
        if isinstance(fields, dict) and not isinstance(value, (type, BaseException)) and not callable(value):
            if type(value).__module__ not in ("threading", "_thread", "queue", "builtins", "concurrent.futures.thread"):
                parts += sorted("%s=%s" % (key, self.of(item, depth)) for key, item in list(fields.items()))
        return "<%s %s>" % (name, ", ".join(parts)) if parts else "<%s>" % name


def picture(value):
    """A text for a value: equal for equal contents, whatever the order of lists and the places in memory."""
    return _Picture().of(value)


def globals_picture(names):
    """{name: text} of a module's variables; functions, classes and modules are left out."""
    shown = {}
    for name, value in list(names.items()):
        if name.startswith("__") or isinstance(value, type) or callable(value) or type(value).__name__ == "module":
            continue
        shown[name] = picture(value)
    return shown


def same_objects(values):
    """Which of the values are one object: for each the first that is the same.

    What compares by value (a number, a dictionary) is the same as its equal: to build such a value twice is no error.
    """
    pictures = [picture(value) for value in values]

    def same(one, two):
        by_value = type(values[one]).__eq__ is not object.__eq__
        return values[one] is values[two] or (by_value and pictures[one] == pictures[two])

    return [next(other for other in range(at + 1) if same(at, other)) for at in range(len(values))]


def differences(outcome, expected):
    """Lines that say how an outcome differs from each of the expected ones; empty if it equals one of them."""
    keys = ("errors", "results", "same", "variables", "output", "exit")
    if "deadlock" in outcome["errors"] and not any("deadlock" in other["errors"] for other in expected):
        return ["deadlock"]
    best = None
    for other in expected:
        lines = []
        for key in keys:
            lines += _differences(key, outcome.get(key), other.get(key))
        if not lines:
            return []
        if best is None or len(lines) < len(best):
            best = lines
    return best or []


def _short(text):
    text = "nothing" if text is None else str(text)
    return text if len(text) <= 100 else text[:97] + "..."


def _differences(key, mine, other):
    if mine == other:
        return []
    if key == "errors":
        new = [line for line in mine if line not in other]
        return ["error: " + _short(line) for line in new] or ["fewer errors than without preemption"]
    if key == "variables":
        return [
            "`%s` is %s; without preemption %s" % (name, _short(mine.get(name)), _short(other.get(name)))
            for name in sorted(set(mine) | set(other))
            if mine.get(name) != other.get(name)
        ]
    if key == "results":
        return [
            "call %d gave %s; without preemption %s" % (at + 1, _short(one), _short(two))
            for at, (one, two) in enumerate(zip(mine, other))
            if one != two
        ]
    if key == "same":
        return ["the calls were given different objects; without preemption one and the same"]
    if key == "output":
        return ["other lines were printed than without preemption"]
    return ["exit code %s; without preemption %s" % (mine, other)]
