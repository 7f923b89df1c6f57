#!/usr/bin/env python3
"""Locks requirements of small made-up indexes with whip and with uv, in every mode of pre-releases, and compares what is chosen.

    lock_worlds.py --whip PATH [--uv PATH] [--python PATH] [--random N] [--seed N] [--shrink]

First the cases that are written down here, then N random worlds: a few projects whose releases, pre-releases among them, need each
other under random bounds, markers and extras, for some Pythons only, under constraints and overrides. A line a difference, with the
world that shows it, made as small as it goes (--shrink). Ends with 1 if anything differs, with 77 (skipped) where there is no uv.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lock"))
from small_index import SmallIndex  # noqa: E402

MODES = ("if-necessary", "explicit", "allow", "disallow", "if-necessary-or-explicit")
RESOLUTIONS = ("highest", "lowest", "lowest-direct")
WORLD = {
    "a": [{"version": "1.0"}, {"version": "2.0rc1"}],
    "b": [{"version": "1.0", "needs": ["a>1.0"]}],
    "c": [{"version": "1.0rc1"}, {"version": "1.0rc2"}],
    "d": [{"version": "1.0"}, {"version": "2.0a1"}, {"version": "2.0a2"}],
    "e": [{"version": "1.0", "needs": ["d>=2.0a1"]}],
    "f": [{"version": "1.0"}, {"version": "2.0rc1", "yanked": True}],
    "g": [{"version": "1.0.dev1"}, {"version": "1.0.post1.dev2"}, {"version": "0.9"}],
    "h": [{"version": "1.0", "needs": ["a==2.0rc1 ; sys_platform == 'win32'", "a"]}],
}
CASES = ("a", "b", "c", "d", "e", "f", "g", "h", "d>=2.0a1", "d>=2", "a!=1.0", "a!=2.0rc1", "d<2.0a2", "d==2.0a1", "d>=1,!=2.0a1",
         "d~=2.0a1", "d==2.*", "f==2.0rc1", "g>0.9", "g<1.0", "d>=2.0a1 ; sys_platform == 'win32'\nd",
         "d>=2.0a1 ; sys_platform == 'win32'\nd ; sys_platform != 'win32'", "e\nd<2.0a2", "b\na<2.0")


class Tools:
    def __init__(self, options, folder):
        self.options, self.folder = options, Path(folder)
        self.locked = self.split = 0
        self.variables = dict(os.environ, UV_NO_CONFIG="1", UV_PYTHON_DOWNLOADS="never")

    def run(self, command):
        return subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True)

    def whip(self, url, arguments):
        lock = self.folder / "pylock.toml"
        lock.unlink(missing_ok=True)
        done = self.run([self.options.whip, "lock", "r.in", *arguments, "--default-index", url, "--no-cache"])
        if done.returncode not in (0, 1):
            return f"exit code {done.returncode}: {done.stderr}"
        if done.returncode != 0:
            return None
        packages = tomllib.loads(lock.read_text())["packages"]
        return {(package["name"], package["version"]): package.get("marker", "").replace('"', "'") for package in packages}

    def uv(self, url, arguments):
        python = ["--python", self.options.python]
        done = self.run([self.options.uv, "pip", "compile", "-q", "--universal", "--no-header", "--no-annotate", "r.in", *arguments, *python,
                         "--default-index", url, "--no-cache"])
        if done.returncode != 0:
            return None
        found = {}
        for line in done.stdout.splitlines():
            requirement, _, marker = line.partition(" ; ")
            name, _, version = requirement.strip().partition("==")
            found[(name, version)] = marker.strip()
        return found

    def differ(self, index, requirements, arguments):
        (self.folder / "r.in").write_text(requirements + "\n")
        for line in requirements.splitlines():
            if line.startswith("# "):  # another file's
                file, _, lines = line[2:].partition(": ")
                (self.folder / file).write_text("\n".join(json.loads(lines)) + "\n")
        arguments = [*arguments, "--python-version", "3.12"]
        mine, theirs = self.whip(index.url, arguments), self.uv(index.url, arguments)
        self.locked += isinstance(mine, dict)
        self.split += isinstance(mine, dict) and len({name for name, _ in mine}) < len(mine)
        return None if mine == theirs else (mine, theirs)


def bound(dice):
    version = dice.choice(("1.0", "1.1", "2.0a1", "2.0rc1", "2.0", "3.0b1", "3.0"))
    return dice.choice(("", "", "", "", ">=", ">=", "<", "<", "==", "!=", ">", "<=", "~=")) + version


MARKERS = ("sys_platform == 'win32'", "sys_platform != 'win32'", "python_version < '3.13'", "python_version >= '3.14'",
           "platform_python_implementation == 'CPython'", "sys_platform == 'linux' and python_version < '3.14'")


def need(dice, project):
    text = bound(dice)
    extra = "[x]" if dice.random() < 0.15 else ""
    text = project + extra + (text if text[0] in "<>=!~" else "")
    return text + (f" ; {dice.choice(MARKERS)}" if dice.random() < 0.35 else "")


def of_extra(text):
    requirement, _, marker = text.partition(" ; ")
    return f"{requirement} ; extra == 'x'" + (f" and {marker}" if marker else "")


def random_case(dice, options):
    names = "pqrst"[:dice.randint(2, 5)]
    versions = ("1.0", "1.1", "2.0a1", "2.0rc1", "2.0", "2.1.dev1", "3.0b1", "3.0")
    world = {}
    for i, name in enumerate(names):
        chosen = sorted(dice.sample(range(len(versions)), dice.randint(1, 4)))
        below = names[i + 1:]
        world[name] = []
        for v in chosen:
            release = {"version": versions[v], "needs": [need(dice, other) for other in below if dice.random() < 0.5], "extras": ["x"]}
            release["needs"] += [of_extra(need(dice, other)) for other in below if dice.random() < 0.3]
            if dice.random() < 0.15:
                release["python"] = dice.choice((">=3.13", ">=3.12", ">=3.14", "<3.13", ">=3.8"))
            if dice.random() < 0.05:
                release["yanked"] = True
            world[name].append(release)
    roots = "\n".join(need(dice, name) for name in dice.choices(names, k=dice.randint(1, 3)))
    arguments = ["--prerelease", dice.choice(MODES), "--resolution", dice.choice(RESOLUTIONS)]
    for file, option in (("c.txt", "-c"), ("o.txt", "--overrides")):
        lines = [need(dice, name).replace("[x]", "") for name in names if dice.random() < 0.2]
        if lines and dice.random() < options.bounds:
            roots, arguments = f"{roots}\n# {file}: {json.dumps(lines)}", [*arguments, option, file]
    if dice.random() < 0.1:
        arguments += ["--fork-strategy", "fewest"]
    return world, roots, arguments


def smaller(world):
    """The world without a release, or without a requirement of one."""
    for name, releases in world.items():
        for i, release in enumerate(releases):
            yield {**world, name: releases[:i] + releases[i + 1:]}
            for j in range(len(release.get("needs", []))):
                needs = release["needs"][:j] + release["needs"][j + 1:]
                yield {**world, name: releases[:i] + [{**release, "needs": needs}] + releases[i + 1:]}


def shrunk(tools, index, world, roots, arguments):
    progress = True
    while progress:
        progress = False
        for candidate in smaller(world):
            index.set(candidate)
            if tools.differ(index, roots, arguments):
                world, progress = candidate, True
                break
    index.set(world)
    return world, tools.differ(index, roots, arguments)


def show(world, roots, arguments, found):
    print(f"differs: {' '.join(arguments)}  {json.dumps(roots)}\n    whip {found[0]}\n    uv   {found[1]}")
    if world:
        print("    " + json.dumps(world))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--uv", default=shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv") or "")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bounds", type=float, default=0.5, help="how often there are constraints, or overrides")
    parser.add_argument("--shrink", action="store_true")
    options = parser.parse_args()
    if not options.uv or not shutil.which(options.uv):
        print("skipped: no uv to compare with (--uv)")
        return 77
    options.whip = os.path.abspath(options.whip)
    compared = differing = 0
    with tempfile.TemporaryDirectory() as folder, SmallIndex(WORLD) as index:
        tools = Tools(options, folder)
        for mode in MODES:
            for roots in CASES:
                arguments = ["--prerelease", mode]
                found = tools.differ(index, roots, arguments)
                compared += 1
                if found:
                    differing += 1
                    show(None, roots, arguments, found)
        dice = random.Random(options.seed)
        for _ in range(options.random):
            world, roots, arguments = random_case(dice, options)
            index.set(world)
            found = tools.differ(index, roots, arguments)
            compared += 1
            if found:
                differing += 1
                if options.shrink:
                    world, found = shrunk(tools, index, world, roots, arguments)
                show(world, roots, arguments, found)
    print(f"{compared} compared, {tools.locked} of them lock, {tools.split} with several versions of a project; {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
