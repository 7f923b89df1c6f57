#!/usr/bin/env python3
"""Locks the same inputs with whip and with uv, over one recorded index, and compares what would be installed where.

    lock_diff.py --whip PATH (--serve FOLDER | --index URL) [--uv PATH] [--python PATH] [--only WORD] [--json | --html] [FILE.in ...]

FOLDER holds a recorded index with its own `serve.py`, which is started here on free ports, as JSON with metadata files, with --html as
HTML with range requests; URL is one that somebody else serves. Both tools must see the same, closed world.

Beside the files that are named, the cases of lock_cases.py are locked. Compared are the packages and versions, and, for each of a grid
of environments (Pythons, systems, machines, implementations) and each choice of extras and groups, what the markers let be installed:
so markers are compared by what they mean. A case that uv locks and whip does not, or the other way round, differs; so does one that
neither locks, unless it says that it must fail. Run it with a Python that has `packaging` >= 26. Ends with 1 if a case differs, with
77 (skipped) where something that it needs is missing.
"""
import argparse
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

from lock_cases import CASES, Case

SYSTEMS = (("linux", "Linux", "posix", "x86_64"), ("linux", "Linux", "posix", "aarch64"), ("darwin", "Darwin", "posix", "arm64"),
           ("darwin", "Darwin", "posix", "x86_64"), ("win32", "Windows", "nt", "AMD64"), ("cygwin", "CYGWIN_NT", "posix", "x86_64"),
           ("freebsd", "FreeBSD", "posix", "amd64"))
PYTHONS = ("3.9.0", "3.9.1", "3.10.4", "3.11.3", "3.11.4", "3.12.0", "3.12.5", "3.13.0", "3.14.0", "3.15.1")


def grid(floor):
    for python, (platform, system, os_name, machine), implementation in itertools.product(PYTHONS, SYSTEMS, ("cpython", "pypy")):
        if tuple(map(int, python.split("."))) < floor:
            continue
        yield {
            "python_full_version": python, "python_version": ".".join(python.split(".")[:2]), "implementation_version": python,
            "sys_platform": platform, "platform_system": system, "os_name": os_name, "platform_machine": machine,
            "implementation_name": implementation, "platform_python_implementation": "CPython" if implementation == "cpython" else "PyPy",
            "platform_release": "", "platform_version": "",
        }


# What `--python-platform` means in the grid.
PLATFORMS = {"linux": ("linux", "x86_64"), "aarch64-unknown-linux-gnu": ("linux", "aarch64"),
             "x86_64-manylinux_2_28": ("linux", "x86_64"), "macos": ("darwin", "arm64"), "x86_64-apple-darwin": ("darwin", "x86_64"), "windows": ("win32", "AMD64")}


class Skip(Exception):
    pass


def run(command, folder, environment):
    return subprocess.run([str(each) for each in command], cwd=folder, env=environment, capture_output=True, text=True)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def of_requirements(text):
    """(name, version or place) and marker of each line; a path stands for what lies there."""
    found = []
    for line in text.splitlines():
        line, _, marker = line.strip().partition(" ; ")
        pinned = re.match(r"([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+)$", line)
        placed = re.match(r"([A-Za-z0-9._-]+) @ (\S+)$", line)
        if pinned:
            found.append((normal(pinned[1]), pinned[2], marker))
        elif placed:
            found.append((normal(placed[1]), "a place", marker))
        elif line.startswith("-e ") or line.startswith("."):
            found.append((normal(Path(line.removeprefix("-e ").removeprefix("file://")).name), "a place", marker))
    return found


def of_pylock(text):
    found = []
    for package in tomllib.loads(text)["packages"]:
        is_placed = any(key in package for key in ("directory", "vcs", "archive"))
        found.append((package["name"], "a place" if is_placed else package["version"], package.get("marker", "")))
    return found


class Where:
    """What a list of packages is in each environment."""

    def __init__(self, floor):
        from packaging.markers import Marker

        self.environments = list(grid(floor))
        self.make = Marker
        self.known = {}

    def holds(self, text, extras, groups):
        key = text, extras, groups
        if key not in self.known:
            marker = self.make(text) if text else None
            choice = {"extras": extras, "dependency_groups": groups}
            self.known[key] = [marker is None or marker.evaluate({**each, **choice}, context="lock_file") for each in self.environments]
        return self.known[key]

    def installed(self, packages, extras=frozenset(), groups=frozenset()):
        out = [set() for _ in self.environments]
        for name, version, marker in packages:
            for holds, place in zip(self.holds(marker, extras, groups), out):
                if holds:
                    place.add((name, version))
        return out


class Compared:
    def __init__(self, options, index, scratch, name, case):
        self.options, self.index, self.name, self.case = options, index, name, case
        self.folder = Path(scratch) / name.replace("/", "-")
        for file, text in case.files.items():
            path = self.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("{INDEX}", index.removesuffix("/simple/")))
        self.environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
        if not case.is_project:
            self.environment["UV_NO_CONFIG"] = "1"
        for variable in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "VIRTUAL_ENV"):
            self.environment.pop(variable, None)
        self.cache = Path(scratch) / "cache"

    def whip(self):
        done = run([self.options.whip, "lock", *self.case.arguments, *self.platform(), "--default-index", self.index, "--cache-dir", self.cache / "whip"],
                   self.folder, self.environment)
        return done, (of_pylock((self.folder / "pylock.toml").read_text()) if done.returncode == 0 else None)

    def platform(self):
        return ["--python-platform", self.case.platform] if self.case.platform else []

    def uv_common(self):
        python = ["--python", self.options.python] if self.options.python else []
        return [*python, "--default-index", self.index, "--cache-dir", self.cache / "uv"]

    def uv(self):
        if self.case.is_project:
            done = run([self.options.uv, "lock", *self.uv_common()], self.folder, self.environment)
            return done, None
        done = run([self.options.uv, "pip", "compile", *(self.platform() or ["--universal"]), "--no-annotate", "--no-header", *self.case.arguments, *self.uv_common()],
                   self.folder, self.environment)
        return done, (of_requirements(done.stdout) if done.returncode == 0 else None)

    def exported(self, extras, groups):
        """What uv's lock of a project has under a choice of extras and groups."""
        chosen = [word for extra in sorted(extras) for word in ("--extra", extra)] + [word for group in sorted(groups) for word in ("--group", group)]
        done = run([self.options.uv, "export", "--frozen", "--no-hashes", "--no-annotate", "--no-header", "--no-emit-project", "--no-default-groups",
                    *chosen, *self.uv_common()], self.folder, self.environment)
        if done.returncode != 0:
            raise SystemExit(f"{self.name}: uv export: {done.stderr}")
        return of_requirements(done.stdout)

    def choices(self):
        """None, each alone, and all that do not conflict."""
        if not self.case.is_project:
            return [(frozenset(), frozenset())]
        project = tomllib.loads((self.folder / "pyproject.toml").read_text())
        members = [("extra", name) for name in project["project"].get("optional-dependencies", {})]
        members += [("group", name) for name in project.get("dependency-groups", {})]
        conflicts = [{(kind, item[kind]) for item in each for kind in ("extra", "group") if kind in item}
                     for each in project.get("tool", {}).get("uv", {}).get("conflicts", [])]
        found = []
        for size in range(len(members) + 1):
            for chosen in itertools.combinations(members, size):
                if all(len(conflict & set(chosen)) < 2 for conflict in conflicts):
                    found.append(tuple(frozenset(name for kind, name in chosen if kind == wanted) for wanted in ("extra", "group")))
        return found

    def differences(self):
        ours, mine = self.whip()
        theirs, other = self.uv()
        if (ours.returncode != 0) != (theirs.returncode != 0) or (ours.returncode != 0) != self.case.fails:
            yield f"whip exit {ours.returncode}, uv exit {theirs.returncode}, expected {'a failure' if self.case.fails else 'a lock'}"
            for who, done in (("whip", ours), ("uv", theirs)):
                if done.returncode != 0:
                    yield f"{who}: " + " / ".join(done.stderr.strip().splitlines()[:8])
            return
        if ours.returncode != 0:
            return
        where = Where(self.case.floor)
        if self.case.platform:
            yield from self.platform_differences(where, mine, other)
            return
        self.count = len({each[:2] for each in mine})
        for extras, groups in self.choices():
            listed = self.exported(extras, groups) if self.case.is_project else other
            if not self.case.is_project and {each[:2] for each in mine} != {each[:2] for each in listed}:
                yield f"whip only {sorted({e[:2] for e in mine} - {e[:2] for e in listed})}, uv only {sorted({e[:2] for e in listed} - {e[:2] for e in mine})}"
            told = set()
            for place, a, b in zip(where.environments, where.installed(mine, extras, groups), where.installed(listed)):
                key = frozenset(a - b), frozenset(b - a)
                if a != b and key not in told:
                    told.add(key)
                    yield (f"in {place['python_full_version']} {place['sys_platform']} {place['platform_machine']} {place['implementation_name']} "
                           f"{sorted(extras)} {sorted(groups)}: whip only {sorted(key[0])}, uv only {sorted(key[1])}")


    def platform_differences(self, where, mine, other):
        system, machine = PLATFORMS[self.case.platform]
        self.count = len(other)
        for place, installed in zip(where.environments, where.installed(mine)):
            here = place["sys_platform"], place["platform_machine"], place["implementation_name"]
            theirs = {each[:2] for each in other}
            if place["python_full_version"] == f"{self.case.python}.0" and here == (system, machine, "cpython") and installed != theirs:
                yield f"whip only {sorted(installed - theirs)}, uv only {sorted(theirs - installed)}"


class Server:
    def __init__(self, folder, html, closed=True):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        more = ["--protocol", "html", "--metadata", "range"] if html else []
        more += ["--closed"] if closed else []
        self.process = subprocess.Popen([sys.executable, str(Path(folder) / "serve.py"), "--port", str(port), "--cache-headers", "on", *more],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{port}/simple/"
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url + "six/", timeout=5).read()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise Skip("the recorded index could not be served")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def prepared(options):
    try:
        from packaging.markers import Marker

        Marker("'x' in extras")
    except Exception as problem:
        raise Skip(f"needs `packaging` >= 26 ({problem})") from None
    options.uv = shutil.which(options.uv) or shutil.which("uv", path=str(Path(sys.executable).parent))
    if not options.uv:
        raise Skip("no uv to compare with")
    options.whip = os.path.abspath(options.whip)
    if not options.index and not (options.serve and (Path(options.serve) / "serve.py").is_file()):
        raise Skip("no recorded index (--serve FOLDER, --index URL)")


def compare_all(options, index):
    cases = {Path(file).stem: Case({"r.in": Path(file).read_text()}, ["r.in"]) for file in options.files}
    differing = 0
    chosen = {name: case for name, case in {**cases, **CASES}.items() if options.only in name}
    with tempfile.TemporaryDirectory() as scratch:
        for name, case in chosen.items():
            compared = Compared(options, index, scratch, name, case)
            compared.count = 0
            found = list(compared.differences())
            differing += bool(found)
            print(f"{name:28} {'fails in both' if case.fails and not found else f'{compared.count:3} packages'}{', DIFFERS' if found else ''}", flush=True)
            for line in found[:12]:
                print("    " + line)
    print(f"{len(chosen)} cases, {differing} differ")
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--index")
    parser.add_argument("--serve", default=os.environ.get("WHIP_RECORDED_INDEX"))
    parser.add_argument("--json", dest="html", action="store_false")
    parser.add_argument("--html", dest="html", action="store_true")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", default="")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    server = None
    try:
        prepared(options)
        if not options.index:
            server = Server(options.serve, options.html)
        return compare_all(options, options.index or server.url)
    except Skip as why:
        print(f"skipped: {why}")
        return 77
    finally:
        if server:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
