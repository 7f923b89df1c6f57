#!/usr/bin/env python3
"""Compare how two linters read suppression comments, on random programs full of them.

    noqa_diff.py --ours build/release/whip --peer ruff [--count 300] [--seed 1]

Each program mixes findings that are easy to make (F401, F821, E711, W291, ...) with comments in every spelling: good ones,
slips, several in a row, in strings, behind backslashes, between brackets, in and around blocks. Compared are the findings
with their fixes, the warnings, the fixed text, and what --add-noqa and --add-ignore write. Exit: 0 equal, 1 different.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SELECT = "F401,F821,F841,E711,E741,E703,W291,RUF100"
CODES = ["F401", "F821", "F841", "E711", "E741", "E703", "W291", "RUF100", "E501", "B008", "XYZ123", "PLR1701", "f401", "F"]
SEPARATORS = [", ", ",", " ", ",, ", "", " , ", "; "]


# Whether a code may be named twice. Ruff keeps it twice when it adds another; we do not.
twice = True


def codes(rng, separators=SEPARATORS):
    chosen = rng.choices(CODES, k=rng.choice([1, 1, 1, 2, 2, 3]))
    if not twice:
        chosen = list(dict.fromkeys(chosen))
    text = ""
    for code in chosen:
        text += (rng.choice(separators) if text else "") + code
    return text


def noqa(rng):
    word = rng.choice(["noqa", "noqa", "noqa", "NOQA", "NoQA", "noqua"])
    prefix = rng.choice(["# ", "# ", "#", "#  ", "# why # ", "#: "])
    tail = rng.choice(["", "", "", " because", "  # more", "# more", " -- E501", ",", "  # noqa: E711"])
    middle = rng.choice([":", ": ", ": ", ": ", " : ", "; ", " ", ""])
    return prefix + word + (middle + codes(rng) if rng.random() < 0.75 else "") + tail


def file_noqa(rng):
    tool = rng.choice(["ruff", "flake8", "ruff ", "pylint"])
    return f"# {tool}:{rng.choice(['', ' '])}noqa" + (": " + codes(rng) if rng.random() < 0.97 else "")


def brackets(rng, actions):
    action = rng.choice(actions)
    inner = codes(rng, [", ", ",", ",  "]) if rng.random() < 0.95 else ""
    text = f"# ruff:{rng.choice(['', ' ', ' '])}{action}{rng.choice(['', '', '', ' '])}[{inner}]"
    if rng.random() < 0.05:
        text = text.replace("]", rng.choice(["", ",]", " ]"]))
    return rng.choice(["", "", "", "", "# why "]) + text + rng.choice(["", "", "", " reason", " # more", "  # noqa"])


def behind(rng):
    """What may stand behind a line."""
    kind = rng.random()
    if kind < 0.35:
        return ""
    if kind < 0.7:
        return rng.choice(["  ", " "]) + noqa(rng) + rng.choice(["", "", " "])
    if kind < 0.95:
        return "  " + brackets(rng, ["ignore", "ignore", "ignore", "ignore", "disable", "file-ignore"])
    return "  " + file_noqa(rng)


def own_line(rng):
    kind = rng.random()
    if kind < 0.15:
        return noqa(rng)
    if kind < 0.25:
        return file_noqa(rng)
    if kind < 0.6:
        return brackets(rng, ["ignore"])
    return brackets(rng, ["disable", "disable", "enable", "enable", "file-ignore"])


class Program:
    def __init__(self, rng):
        self.rng, self.lines, self.names = rng, [], 0

    def name(self):
        self.names += 1
        return f"n{self.names}"

    def statement(self, indent, depth):
        rng, pad = self.rng, "    " * indent
        add = self.lines.append
        kind = rng.randrange(13)
        if kind == 0:
            add(f"{pad}import {self.name()}{behind(rng)}")
        elif kind == 1:
            add(f"{pad}from {self.name()} import ({behind(rng)}")
            for _ in range(rng.randrange(1, 4)):
                if rng.random() < 0.3:
                    add(f"{pad}    {own_line(rng)}")
                if rng.random() < 0.1:
                    add("")
                add(f"{pad}    {self.name()},{behind(rng)}")
            add(f"{pad}){behind(rng)}")
        elif kind == 2:
            add(f"{pad}{self.name()} == None{rng.choice(['', ';'])}{behind(rng)}")
        elif kind == 3:
            add(f'{pad}x = {self.name()}, """ {rng.choice(["", "# noqa"])}')
            add(f'  text {rng.choice(["", "# noqa: F821"])}')
            add(f'"""{rng.choice(["", " == None", "; l = 1"])}{behind(rng)}')
        elif kind == 4:
            add(f"{pad}x = {self.name()} + \\")
            add(f"{pad}    {self.name()}{behind(rng)}")
        elif kind == 5:
            add(f"{pad}x = f'''{{{self.name()}}} {{")
            add(f"{self.name()}}} '''{behind(rng)}")
        elif kind == 6:
            add(f"{pad}f({self.name()},{behind(rng)}")
            if rng.random() < 0.4:
                add(f"{pad}  {own_line(rng)}")
            add(f"{pad}  {self.name()} == None,{behind(rng)}")
            add(f"{pad}  [{self.name()}]){behind(rng)}")
        elif kind == 7 and depth < 3:
            add(f"{pad}def {rng.choice('fgh')}({rng.choice(['', 'l', 'a = None == b'])}):{behind(rng)}")
            self.block(indent + 1, depth + 1)
        elif kind == 8 and depth < 3:
            add(f"{pad}if {self.name()} == None:{behind(rng)}")
            self.block(indent + 1, depth + 1)
            if rng.random() < 0.4:
                add(f"{pad}else:{behind(rng)}")
                self.block(indent + 1, depth + 1)
        elif kind == 9 and depth < 3:
            add(f"{pad}class {rng.choice('ABC')}:{behind(rng)}")
            self.block(indent + 1, depth + 1)
        elif kind == 10:
            add(f"{pad}l = {self.name()}{behind(rng)}")
        elif kind == 11:
            add(f"{pad}if x: l = {self.name()}; O = 1{behind(rng)}")
        else:
            add(f"{pad}x = 1{behind(rng)}")

    def block(self, indent, depth):
        rng = self.rng
        for _ in range(rng.randrange(1, 4)):
            while rng.random() < 0.35:
                self.lines.append("    " * rng.choice([indent, indent, indent, max(indent - 1, 0), indent + 1]) + own_line(rng))
            if rng.random() < 0.1:
                self.lines.append(rng.choice(["", "# why", "    "]))
            self.statement(indent, depth)
        while rng.random() < 0.25:
            self.lines.append("    " * rng.choice([indent, indent, max(indent - 1, 0), indent + 1]) + own_line(rng))

    def text(self):
        for _ in range(self.rng.randrange(1, 5)):
            self.block(0, 0)
        ending = self.rng.choice(["\n", "\n", "\n", "\r\n"])
        return ending.join(self.lines) + (ending if self.rng.random() < 0.9 else "")


FLAGS = ["--isolated", "--no-cache", "--select", SELECT]


def run(tool, arguments, folder):
    done = subprocess.run([tool, "check", *FLAGS, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{tool} {arguments}: {done.returncode}\n{done.stderr}")
    return done.stdout, done.stderr


def findings(tool, folder):
    out, err = run(tool, ["--exit-zero", "--output-format", "json-lines", "."], folder)
    found = {}
    for line in out.splitlines():
        item = json.loads(line)
        fix = item["fix"] and (item["fix"]["applicability"], item["fix"]["message"], item["fix"]["edits"])
        key = [item["code"], item["location"], item["end_location"], item["message"]]
        if item["code"] not in ("F401",):  # the rule's own fixes are another matter
            key.append(fix)
        found.setdefault(Path(item["filename"]).name, []).append(key)
    for line in err.splitlines():
        for name in [word.split(":")[0] for word in line.split() if word.startswith("p") and ".py:" in word]:
            found.setdefault(name, []).append(line)
    return {name: sorted(map(json.dumps, items)) for name, items in found.items()}


def rewritten(tool, programs, arguments):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in programs.items():
            Path(folder, name).write_bytes(text.encode())
        run(tool, [*arguments, "."], folder)
        return {name: Path(folder, name).read_bytes().decode() for name in programs}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    ours, peer = (shutil.which(tool) or sys.exit(f"no {tool}") for tool in (options.ours, options.peer))
    global twice
    rng = random.Random(options.seed)
    programs = {f"p{i:04}.py": Program(rng).text() for i in range(options.count)}
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in programs.items():
            Path(folder, name).write_bytes(text.encode())
        left, right = findings(ours, folder), findings(peer, folder)
    for name in programs:
        if left.get(name, []) != right.get(name, []):
            different += 1
            if different <= options.show:
                print(f"=== {name}")
                for number, line in enumerate(programs[name].splitlines(), 1):
                    print(f"{number:3} {line}")
                print("only ours:", *sorted(set(left.get(name, [])) - set(right.get(name, []))), sep="\n  ")
                print("only peer:", *sorted(set(right.get(name, [])) - set(left.get(name, []))), sep="\n  ")
    print(f"findings: {different} of {len(programs)} programs differ")
    modes = {
        "--fix": ["--fix-only", "--quiet", "--unfixable", "F401"],
        "--unsafe-fixes": ["--fix-only", "--quiet", "--unsafe-fixes", "--unfixable", "F401,E711,F841"],
        "--add-noqa": ["--add-noqa"],
        "--add-ignore": ["--add-ignore"],
        "--add-noqa=why": ["--add-noqa=why not"],
        "--add-ignore=why": ["--add-ignore=why not"],
    }
    for mode, arguments in modes.items():
        if twice and mode.startswith("--add"):
            twice = False
            programs = {name: Program(rng).text() for name in programs}
        left, right = rewritten(ours, programs, arguments), rewritten(peer, programs, arguments)
        wrong = [name for name in programs if left[name] != right[name]]
        different += len(wrong)
        print(f"{mode}: {len(wrong)} of {len(programs)} texts differ")
        for name in wrong[: options.show]:
            print(f"=== {name}")
            for number, (a, b, c) in enumerate(zip(programs[name].splitlines(), left[name].splitlines(), right[name].splitlines()), 1):
                if b != c:
                    print(f"{number:3} {a}\n  ours {b}\n  peer {c}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
