#!/usr/bin/env python3
"""Random literals, formatted by us and by a peer.

    string_diff.py --ours build/test/format_file --peer "ruff format --isolated --no-cache" [--count 2000] [--seed 1]
                   [--options "--target-version py312"] [--peer-options ...] [--examples]

Each case is a small module: strings of all prefixes and quotes, with escapes, f-strings with fields in fields, pieces
side by side with and without comments, docstrings with tabs and backslashes. Printed are the shortest cases that differ,
what is no longer the same program (by CPython's ast, docstrings by their words), and what a second run
changes. With --examples: docstrings with code alone (give both the option that formats it). Exit code 1 if anything was
printed.
"""

import argparse
import ast
import os
import random
import shlex
import subprocess
import sys
import tempfile
import warnings

WORDS = ["a", "b c", "long text that takes some room", " ", "  ", "x" * 30, "é", "漢字", ""]
ESCAPES = ["\\n", "\\\\", "\\'", '\\"', "\\xAB", "\\xab", "\\1", "\\12", "\\t", "\\0"]
TEXT_ESCAPES = ["\\uABCD", "\\U0001F60E", "\\N{en dash}", "\\N{LATIN SMALL LETTER A}"]
QUOTES = ["'", '"', "''", '""', "'", '"']
NAMES = ["a", "b.c", "d[0]", "f(1)", "(a, b)", "[a,b]", "{1: 2}", "{1}", "a if b else c", "lambda: 1", "a+b", "not  a", "(a)", "( yield )", "x.y(z=1)"]


EXAMPLE_LINES = [
    ">>> f( 1 )", ">>> x = 'a'", ">>> if  x :", "...     y( 1 )", "... ", "...", "... else :", ">>> not python(", ">>>f( 1 )",
    '>>> x = """a"""', ">>> x = '''a'''", ">>> '\\n'", ">>> '\\x'", ">>> # comment", ">>> def f( a ): return a", "2", "Traceback:",
    "Text::", "Text ::  ", "::", ".. code-block:: python", ".. code-block:: ruby", ".. sourcecode:: py3", ".. note::", ":linenos:",
    ".. code-block::  Python", "```", "```py", "```python title=a", "``` python", "~~~", "~~~py3", "````", "```rust", "``",
    "f( 1 )", "x = [1,2,]", "call(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccc)", "if x :", "  y", "class A : pass",
    "words of text", "", "", "", "@dec", "x = 1 # c",
]


class Maker:
    def __init__(self, rng, examples=False):
        self.rng = rng
        self.examples = examples

    def pick(self, choices):
        return self.rng.choice(choices)

    def chance(self, part):
        return self.rng.random() < part

    def text(self, quote, raw, is_bytes, interpolated, triple):
        """Text for between such quotes; now and then one that ends them, which the caller's compile() finds out."""
        pieces = []
        for _ in range(self.rng.choice([0, 1, 1, 2, 3, 5])):
            kind = self.rng.random()
            if kind < 0.35:
                pieces.append(self.pick(WORDS if not is_bytes else ["a", "b c", " "]))
            elif kind < 0.6:
                pieces.append(self.pick(QUOTES))
            elif kind < 0.85:
                pieces.append(self.pick(ESCAPES if raw or is_bytes or self.chance(0.7) else TEXT_ESCAPES))
            elif kind < 0.92:
                pieces.append(self.pick(["{{", "}}", "{{}}"]) if interpolated else self.pick(["{", "}", "{x}"]))
            elif triple:
                pieces.append(self.pick(["\n", "\n    ", "\n\n", "\\\n", "\t", "  \n  "]))
            else:
                pieces.append(self.pick(["7", "1", "\\\n", "\t"]))
        return "".join(pieces)

    def field(self, depth):
        value = self.pick(NAMES) if depth <= 0 or self.chance(0.6) else self.pick(["{}", "a[{}]", "f({}, b)", "{} + b"]).format(self.string_text(depth - 1))
        pad = self.pick(["", "", " ", "  "])
        if value.startswith("{") and not pad:
            pad = " "
        if self.chance(0.05):
            pad = "\n" + pad
        text = "{" + pad + value + self.pick(["", "", " "])
        if self.chance(0.15):
            text += self.pick(["=", " = ", "= "])
        if self.chance(0.25):
            text += self.pick(["!r", "!s", "!a"])
        if self.chance(0.25):
            text += ":" + self.pick([">10", "", ".3f", "{w}", "{w}.{ p }", "%H:%M", "'>3", '"<', "{ 'a' }", '{"a"}'])
        return text + "}"

    def literal(self, depth, prefixes):
        prefix = self.pick(prefixes)
        low = prefix.lower()
        quote = self.pick(["'", '"'])
        triple = self.chance(0.2)
        interpolated = "f" in low or "t" in low
        pieces = [self.text(quote, "r" in low, "b" in low, interpolated, triple)]
        if interpolated:
            for _ in range(self.rng.choice([0, 1, 1, 2])):
                pieces.append(self.field(depth))
                pieces.append(self.text(quote, "r" in low, False, True, triple))
        marks = quote * (3 if triple else 1)
        return prefix + marks + "".join(pieces) + marks

    def string(self, depth=1, joined=0.0):
        kinds = [["", "", "", "u", "r", "R", "U"], ["b", "B", "rb", "bR", "Br"], ["f", "f", "F", "rf", "fR", "", ""]]
        prefixes = self.pick([kinds[0], kinds[0], kinds[1], kinds[2], kinds[2]])
        parts = [self.literal(depth, prefixes)]
        while self.chance(joined):
            parts.append(self.literal(depth, prefixes))
        return parts

    def string_text(self, depth=1, joined=0.0, broken=False):
        parts = self.string(depth, joined)
        if not broken or len(parts) == 1:
            return " ".join(parts)
        return "".join(part + self.pick(["\n", " ", "  # note\n", "\n# own line\n", "\n"]) for part in parts)

    def statement(self):
        shape = self.rng.randrange(14)
        if shape == 0:
            return "x = " + self.string_text(2)
        if shape == 1:
            return "x = " + self.string_text(1, 0.6)
        if shape == 2:
            return "x = (" + self.string_text(1, 0.7, True) + ")"
        if shape == 3:
            return "call(" + self.string_text(1, 0.5, True) + ", 1)"
        if shape == 4:
            return "some.attribute[key] = call(" + self.string_text(1) + ", " + self.string_text(1, 0.4) + ")"
        if shape == 5:
            return "def f():\n    return (" + self.string_text(1, 0.5, True) + ")"
        if shape == 6:
            return "d = {" + self.string_text(1) + ": (" + self.string_text(1, 0.5, True) + "), 'k': " + self.string_text(1, 0.3) + "}"
        if shape == 7:
            return "assert (" + self.string_text(1, 0.3, True) + ") == x, (" + self.string_text(1, 0.5, True) + ")"
        if shape == 8:
            return "x = [" + ", ".join(self.string_text(1) for _ in range(3)) + "]"
        if shape == 10:
            return self.pick(["call(", "x = call(", "a.b(*"]) + self.string_text(1, 0.2, True) + ")"
        if shape == 11:
            return self.pick(["", "x = ", "f(a) + "]) + self.string_text(1) + self.pick([".format(a, b)", " % (a, b)", " % a", "[1:]", " + c"])
        if shape == 12:
            return "x[" + self.string_text(1, 0.3, True) + "] = " + self.pick(["not ", "", "lambda: ", "a if b else ", "[c] + "]) + self.string_text(1)
        if shape == 13:
            return self.pick(["raise E(", "print(a)(", "f("]) + self.string_text(1, 0.3) + self.pick([")", ",)", " if a else b)", " for a in b)"])
        return "if " + self.string_text(1) + " in x:\n    y += " + self.string_text(1, 0.5)

    def docstring(self):
        prefix = self.pick(["", "", "", "", "r", "u", "R"])
        quote = self.pick(["'", '"'])
        triple = self.chance(0.85)
        marks = quote * (3 if triple else 1)
        lines = []
        for _ in range(self.rng.choice([1, 1, 2, 3, 5])):
            indent = self.pick(["", " ", "    ", "    ", "    ", "        ", "\t", "  \t", "\t  ", "\f  "])
            body = self.pick(["", "text", "'", '"', 'say "x"', "back\\", "\\\\", '\\"', "end  ", ">>> f( 1 )", "\\n", "é ", "a\tb"])
            lines.append(indent + body + self.pick(["", "", " ", "\t"]))
        text = ("\n" if triple else " ").join(lines)
        literal = prefix + marks + text + marks
        if self.chance(0.1):
            literal += " " + self.pick(["'x'", '" "', "' tail '"])
        header = self.pick(["def f():\n    {}\n", "class C:\n    {}\n    x = 1\n", "{}\n", "class C:\n  def f(self):\n      {}\n      pass\n", "def f(): {}\n", "class C:\n\n\t{}\n"])
        return header.replace("{}", literal)

    def example_docstring(self):
        indent = self.pick(["", "    ", "    ", "  "])
        lines = ["Text."]
        for _ in range(self.rng.randrange(2, 14)):
            if self.chance(0.3):
                indent = self.pick(["", "    ", "    ", "        ", "      ", "\t", "  "])
            if self.chance(0.2):
                lines.append("")
            line = self.pick(EXAMPLE_LINES)
            # Blanks behind marks: docs/compatibility.md says why we differ there.
            lines.append("    " + indent + line + ("" if line[:2] in ("..", "``", "~~") else self.pick(["", "", "", " "])))
        lines.append(self.pick(["", "    ", "    ", "    end"]))
        marks = self.pick(['"""', '"""', "'''"])
        literal = self.pick(["", "", "r"]) + marks + "\n".join(lines) + marks
        return self.pick(["def f():\n    {}\n", "class C:\n    {}\n\n    x = 1\n", "{}\n"]).replace("{}", literal)

    def case(self):
        if self.examples:
            return self.example_docstring()
        return self.docstring() if self.chance(0.25) else self.statement() + "\n"


def is_python(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


class Strings(ast.NodeTransformer):
    """What may change: blanks and indentation of docstrings; pieces of f-strings become one."""

    def visit_body(self, node):
        first = node.body[0] if node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            first.value.value = " ".join(first.value.value.split())
        return self.generic_visit(node)

    visit_Module = visit_FunctionDef = visit_ClassDef = visit_body

    def visit_Constant(self, node):
        node.kind = None
        return node


def program(text):
    return ast.dump(Strings().visit(ast.parse(text)))


def is_same_program(before, after):
    return is_python(after) and program(before) == program(after)


def is_python_too(_, after):
    """The code in docstrings changes their words."""
    return is_python(after)


def write(folder, cases):
    os.makedirs(folder)
    for number, case in enumerate(cases):
        with open(os.path.join(folder, f"{number:05}.py"), "w", encoding="utf-8", newline="") as file:
            file.write(case)


def read(folder, count):
    texts = []
    for number in range(count):
        with open(os.path.join(folder, f"{number:05}.py"), encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts


def run(command, folder):
    subprocess.run([*shlex.split(command), folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def show(title, items, limit):
    items.sort(key=lambda item: len(item[0]))
    for texts in items[:limit]:
        print(f"=== {title}")
        for text in texts:
            print(text.rstrip("\n"))
            print("---")


def main():
    warnings.simplefilter("ignore")  # of the escapes we make
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--options", default="", help="for both")
    parser.add_argument("--peer-options", default="")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", action="store_true", help="docstrings with code")
    parser.add_argument("--limit", type=int, default=10)
    args = parser.parse_args()
    maker = Maker(random.Random(args.seed), args.examples)
    cases = []
    while len(cases) < args.count:
        case = maker.case()
        if is_python(case):
            cases.append(case)
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = os.path.join(folder, "ours"), os.path.join(folder, "theirs")
        write(ours, cases)
        write(theirs, cases)
        run(f"{args.ours} {args.options}", ours)
        run(f"{args.peer} {args.options} {args.peer_options}", theirs)
        mine, others = read(ours, len(cases)), read(theirs, len(cases))
        run(f"{args.ours} {args.options}", ours)
        again = read(ours, len(cases))
    differ = [(case, text, other) for case, text, other in zip(cases, mine, others) if text != other]
    same = is_python_too if args.examples else is_same_program
    changed = [(case, text) for case, text in zip(cases, mine) if not same(case, text)]
    unstable = [(case, text, second) for case, text, second in zip(cases, mine, again) if text != second]
    show("differs (source, ours, peer's)", differ, args.limit)
    show("another program (source, ours)", changed, args.limit)
    show("unstable (source, first, second)", unstable, args.limit)
    peer_changed = sum(not same(case, other) for case, other in zip(cases, others))
    print(f"{len(cases)} cases, {len(differ)} differ, {len(changed)} changed ({peer_changed} by the peer), {len(unstable)} unstable")
    return 1 if differ or changed or unstable else 0


if __name__ == "__main__":
    sys.exit(main())
