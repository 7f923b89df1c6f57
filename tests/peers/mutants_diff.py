"""Compares every word of the findings of whip and the peer, on code as it is and on code with mistakes put in.

    python3 tests/peers/mutants_diff.py --ruff ruff --whip build/release/whip [--mutants 300] [--seed 1] [--select F,E,W,I] FOLDER...

With --mutants 0 the folders are checked as they are. Otherwise so many files of the folders are taken by chance, and several of MISTAKES are made
in each: mistakes that nobody leaves in a released package, so that rules are compared which never fire there. Findings must be the same in all the
JSON output has: code, place, message, every edit of the fix, the noqa line, and the order. Exit code 1 where anything differs.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile


def line_after(text: str, random_: random.Random, make) -> str:
    """Puts lines in before a random line that begins a statement, with its indentation."""
    lines = text.splitlines(keepends=True)
    places = [i for i, line in enumerate(lines) if re.match(r"\s*(return|if|for|[a-z_]+ = |[a-z_.]+\()", line) and line.rstrip().endswith((":", ")", "]", "\"", "1"))]
    if not places:
        return text
    at = random_.choice(places)
    indent = re.match(r"\s*", lines[at]).group()
    new = "".join(indent + line + "\n" for line in make(random_).splitlines())
    return "".join(lines[:at]) + new + "".join(lines[at:])


def swapped(pattern: str, replacements: list[str]):
    def mutate(text: str, random_: random.Random) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        match = random_.choice(found)
        return text[: match.start()] + random_.choice(replacements).replace("\\0", match.group()) + text[match.end() :]

    return mutate


def inserted(*snippets: str):
    names = ["self", "a", "b", "os", "sys", "value", "result", "l", "O", "I", "x", "print", "key"]

    def fill(random_: random.Random) -> str:
        snippet = random_.choice(snippets)
        return re.sub(r"\$", lambda _: random_.choice(names), snippet)

    return lambda text, random_: line_after(text, random_, fill)


MISTAKES = {
    "imports": inserted("import os, sys", "import os.path as p, re", "from a import *", "from . import ($, $ as $)", "from __future__ import annotations",
                        "from __future__ import nothing", "from __future__ import division, generators", "try:\n    import $\nexcept ImportError:\n    pass",
                        "try:\n    import $\nexcept ImportError:\n    $ = None", "import $; import $", "import $ as $", "from b import (\n    $,  # about\n    $,\n)"),
    "percent": inserted('"%s %s" % ($,)', '"%(a)s" % {"b": $}', '"%(a)s %s" % $', '"%s" % {"a": 1}', '"%(a)s" % ($, 1)', '"%.*f" % ($, 2)', '"%(a)*s" % {"a": 1}', '"%y" % $',
                        '"%" % $', '"%(a" % $', "'%s %%' % ($, *$)", '"%s" "%s" % ($, $, $)', '"%(a)s" % {"a": 1, **$}', '"%s %s" % $', "b'%s' % (1, 2)", '"%s %s" % {"a": 1}'),
    "format": inserted('"{} {1}".format($, $)', '"{".format($)', '"{a} {}".format($, b=1)', '"{0} {2}".format(1, 2, 3)', '"{!x}".format($)', '"{a.b[c]}".format(a=$, d=1)',
                       '"{:{}} {}".format($, 1)', '"{}".format(*$)', '"{a}".format(**$)', '"{} {}".format(1, *$)', '"".format($)', '("{}"\n "{}").format(1, 2, 3)'),
    "f-strings": inserted('$ = f"text"', '$ = f"a" "b {$}"', '$ = f"{{}}" f\'x\'', '$ = rf"\\d"', '$ = f"""a\n"""', '$ = f"{$!r:>{$}}"', 'print(f"a" f"{$}")'),
    "comparisons": swapped(r"(?<= )(==|!=|is not|is|in|not in)(?= )", ["==", "is", "is not", "!=", "== None ==", "== True !=", "!= False ==", "is 1 is"]),
    "literals": inserted("if $ is 1: pass", 'assert $ is not "a"', "if $ == None: pass", "while not $ == True: break", "$ = not $ in $", "$ = not $ is $", "if not $ is None: pass",
                         "$ = True == $", "$ = $ != None != 1", "if type($) == type($): pass", "if $ is (): pass", "$ = None == None", "$ = $ if $ == False else $"),
    "names": inserted("l = 1", "for l in $: pass", "def l(): pass", "class I: pass", "lambda l: 1", "with $ as O: pass", "global l", "import l", "def f(l=1, *I, **O): pass",
                      "$ = lambda: 0", "$: int = lambda x, y=1: x", "$.a = lambda: 0", "$: int", "del $", "del $, undefined_name", "f = lambda x: (x)", "try: pass\nexcept E as l: pass"),
    "statements": inserted("if ($, 'a'): pass", "assert ($, 'text')", "raise NotImplemented", "raise NotImplemented($)", "print >>sys.stderr, $", "$; $", "$;", "if $: $", "class A: pass",
                           "while $: $; $", "try: $\nexcept: $", "try:\n    pass\nexcept:\n    pass\nexcept E:\n    pass", "$, $ = $, $", "*$, = $", "*$, *$ = $", "with $ as ($, $): pass",
                           "for $ in $: pass\nelse: pass", "{'a': 1, 'a': 2, $: 1, $: 2, 'a': 1}", "{$: 1, $: 1}", "break", "continue", "return 1", "yield $", "await $", "match $:\n    case _: $"),
    "scopes": inserted("def f():\n    $ = 1\n    return locals()", "def f():\n    print($)\n    $ = 1", "def f(a, a2):\n    $ = $ = 1\n    ($, $) = 1, 2\n    with x as y: pass",
                       "def f():\n    try: pass\n    except E as e: pass\n    x: int\n    y: int = 1\n    (z := 3)", "class $:\n    a = $\n    def g(self): return a", "[$ for $ in $ if $]",
                       "def f():\n    global $\n    $ = 1", "def f():\n    def g():\n        nonlocal $\n        $ = 1", "def $(): pass\ndef $(): pass", "x: 'List[$]' = 1", "x: 'a b' = 1",
                       "def f(x: 'A', *, y: B = $) -> 'C': pass", "def f[T: 'X', *P](a: T) -> P: pass", "type X[T] = list[T, $]", "__all__ = ['$', 'nothing']", "__all__ += ['$']",
                       "for $ in $:\n    import $", "if TYPE_CHECKING:\n    import $", "def f():\n    import $\n    import $.b\n    return $.c"),
    "blanks": swapped(r"\n(?=[ \t]*\S)", [" \\0", "\t\\0", "\\0\t", "\\0 ", "\\0\\0", "  # noqa\\0", "  # noqa: F401,E501\\0", "  # type: ignore\\0", ";\\0", " ;  # c\\0", "\\0\f", "\r\\0"]),
    "strings": swapped(r"(?<=[\"'])[a-z]{3,}(?=[\"'])", ["\\\\d\\0", "\\\\\\0", "\\0\\\\", "\\\\N{DASH}\\0\\\\z", "\\0\\\\8", "https://example.org/" + "x" * 70, "\\0" * 12, "é\\0\\\\é"]),
    "comments": inserted("# " + "word " * 20, "#!shebang", "# noqa", "# ruff: noqa", "# ruff: noqa: F401", "$ = 1  # noqa: X", "import $  # noqa : F401", "import $  #noqa:F401 F811 reason",
                         "# ruff: disable[F401]\nimport $\n# ruff: enable[F401]", "import $  # ruff: ignore[F401]", "$ = '" + "x" * 80 + "'  # noqa: E501"),
    "gone": swapped(r"(?m)^(import|from) [^\n(\\]*\n", [""]),
    "renamed": swapped(r"\b[a-z_]{3,}\b(?= =)", ["\\0_x", "l", "_", "\\0: int"]),
    "end": lambda text, random_: text.rstrip("\n") + random_.choice(["", "\n\n", "\n  ", "  ", ";", "\\\n", "\n#", "\r\n", "\n\t\n"]),
    "wrapped": lambda text, random_: random_.choice(["\ufeff", "#!/usr/bin/env python\n", "\n", "  # c\n", '"""Doc."""\n', '"""Doc.""";import x\n', "from __future__ import annotations\n"]) + text,
    "line ends": lambda text, random_: text.replace("\n", "\r\n") if random_.random() < 0.3 else text,
}


def mutant(text: str, random_: random.Random) -> str:
    for name in random_.sample(sorted(MISTAKES), random_.randint(1, 5)):
        for _ in range(random_.randint(1, 3)):
            text = MISTAKES[name](text, random_)
    return text


def findings(command: list[str], folder: pathlib.Path) -> dict[str, list]:
    out = subprocess.run([*command, "--output-format", "json", "."], cwd=folder, capture_output=True, text=True)
    if out.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed: {out.stderr}")
    by_file = collections.defaultdict(list)
    for item in json.loads(out.stdout):
        item.pop("url", None)
        by_file[item.pop("filename")].append(item)
    return by_file


def brief(item: dict) -> str:
    place = item["location"]
    fix = item["fix"]
    edits = [(e["location"]["row"], e["location"]["column"], e["end_location"]["row"], e["end_location"]["column"], e["content"]) for e in fix["edits"]] if fix else []
    end = item["end_location"]
    return f"{place['row']}:{place['column']}-{end['row']}:{end['column']} {item['code']} {item['message']} noqa {item['noqa_row']} {fix and (fix['applicability'], fix['message'])} {edits}"


def compare(whip: list[str], ruff: list[str], folder: pathlib.Path, limit: int, counts: collections.Counter) -> None:
    ours, theirs = findings(whip, folder), findings(ruff, folder)
    for name in sorted(set(ours) | set(theirs)):
        mine, other = ours.get(name, []), theirs.get(name, [])
        counts["files with findings"] += 1
        counts["findings"] += len(other)
        for item in other:
            counts[item["code"]] += 1
        # What does not parse is compared by its first message; the rest is a matter of recovery.
        if any(item["code"] == "invalid-syntax" for item in mine) and any(item["code"] == "invalid-syntax" for item in other):
            counts["do not parse"] += 1
            continue
        if mine == other:
            continue
        counts["different files"] += 1
        if counts["different files"] > limit:
            continue
        print(name)
        for item in mine:
            if item not in other:
                print("    only whip:", brief(item))
        for item in other:
            if item not in mine:
                print("    only peer:", brief(item))
        if sorted(map(brief, mine)) == sorted(map(brief, other)):
            at = next(i for i, pair in enumerate(zip(mine, other)) if pair[0] != pair[1])
            print("    another order:", brief(mine[at])[:80], "before", brief(mine[at + 1])[:80])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--whip", default="build/release/whip")
    parser.add_argument("--select", default="F,E,W,I,RUF100")
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=40, help="so many different files are shown")
    parser.add_argument("--keep", help="folder to leave the mutants in")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    flags = ["check", "--no-cache", "--isolated", "--select", options.select]
    whip = [str(pathlib.Path(options.whip).resolve()) if "/" in options.whip else options.whip, *flags]
    ruff = [options.ruff, *flags]
    counts = collections.Counter()
    if options.mutants != 0:
        # Rules that do nothing unless they are told to.
        settings = ["--config", "lint.pycodestyle.max-doc-length = 60", "--config", "lint.isort.required-imports = ['from __future__ import annotations']"]
        whip += settings
        ruff += settings
    if options.mutants == 0:
        for folder in options.folders:
            compare(whip, ruff, pathlib.Path(folder), options.limit, counts)
    else:
        random_ = random.Random(options.seed)
        files = sorted(path for folder in options.folders for path in pathlib.Path(folder).rglob("*.py") if 200 < path.stat().st_size < 40000)
        with tempfile.TemporaryDirectory() as temporary:
            target = pathlib.Path(options.keep or temporary)
            target.mkdir(exist_ok=True)
            for i, path in enumerate(random_.sample(files, min(options.mutants, len(files)))):
                text = mutant(path.read_text(encoding="utf-8", errors="replace"), random_)
                # Every tenth stands for a package's __init__.py, every tenth for a stub.
                name = f"p{i}/__init__.py" if i % 10 == 3 else f"m{i}.pyi" if i % 10 == 7 else f"m{i}.py"
                (target / name).parent.mkdir(exist_ok=True)
                (target / name).write_bytes(text.encode())
            compare(whip, ruff, target, options.limit, counts)
    print(dict(sorted((key, value) for key, value in counts.items())))
    return 1 if counts["different files"] else 0


if __name__ == "__main__":
    sys.exit(main())
