#!/usr/bin/env python3
"""Lock one small project on a real index, and see that everybody installs the same from the lock.

    UV_DEFAULT_INDEX=URL lock_end_to_end.py --whip build/test/whip [--uv uv] [--python python3] [--keep DIR]

The index is the one that UV_DEFAULT_INDEX names; without it the test is skipped (exit 77). Run it with a Python that has
`packaging` >= 26.3. It asks little of the index: some twenty packages, once for each installer. Checked are:

    the lock is valid and selects (packaging.pylock)      uv pip sync and pip install -r install what was selected
    the same with an extra and a group                    pip install --require-hashes of `whip export` installs the same
    `whip export` has the packages of `uv export`         a second `whip lock` changes no byte, --check says so
    --check after an edit: exit 1 and the reason

Exit: 0 all of it holds, 1 something does not, 77 skipped.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PYPROJECT = """\
[project]
name = "end-to-end"
version = "0.1"
requires-python = ">=3.10"
dependencies = [
    "requests>=2.31",
    "jinja2",
    "attrs",
    "packaging>=24",
    "click",
]

[project.optional-dependencies]
color = ["rich"]

[dependency-groups]
dev = ["pytest>=8"]
"""
# What comes with an environment, and is no matter of the lock.
TOOLS = {"pip", "setuptools", "wheel"}

failures = []


def check(what, holds, detail=""):
    print(("ok    " if holds else "FAIL  ") + what)
    if not holds:
        failures.append(what)
        print("      " + str(detail).replace("\n", "\n      "))


class Trial:
    def __init__(self, options, folder, index):
        self.options, self.folder = options, folder
        self.environment = dict(os.environ)
        # One index for all three, and no other's caches: what is fetched once is there for the next.
        self.environment.update(
            UV_DEFAULT_INDEX=index, UV_CACHE_DIR=str(folder / "uv-cache"), UV_NO_CONFIG="1", UV_PYTHON_DOWNLOADS="never",
            PIP_INDEX_URL=index, PIP_CACHE_DIR=str(folder / "pip-cache"), PIP_DISABLE_PIP_VERSION_CHECK="1",
        )
        self.environment.pop("VIRTUAL_ENV", None)

    def run(self, *command, fails=False):
        done = subprocess.run([str(each) for each in command], cwd=self.folder / "project", env=self.environment,
                              capture_output=True, text=True)
        if done.returncode != 0 and not fails:
            # The index stays out of what is kept.
            text = re.sub(r"https?://[^/\s]+", "<index>", done.stdout + done.stderr)
            raise SystemExit(f"{' '.join(map(str, command[:4]))} ...: exit {done.returncode}\n{text}")
        return done

    def whip(self, *arguments, fails=False):
        cache = ["--cache-dir", self.folder / "whip-cache"] if arguments[0] == "lock" else []
        return self.run(self.options.whip, *arguments, *cache, fails=fails)

    def fresh(self, name):
        place = self.folder / name
        self.run(self.options.python, "-m", "venv", place)
        return place

    def installed(self, place):
        out = self.run(place / "bin/python", "-m", "pip", "list", "--format=freeze").stdout
        return {line for line in out.split() if line.split("==")[0] not in TOOLS}


def selected(trial, place, extras, groups):
    """What packaging.pylock would install into an environment, asked inside of it where possible."""
    script = (
        "import json, sys, tomllib\n"
        "from packaging.pylock import Pylock\n"
        "lock = Pylock.from_dict(tomllib.load(open('pylock.toml', 'rb')))\n"
        f"chosen = lock.select(extras={extras!r}, dependency_groups={groups!r})\n"
        "print('\\n'.join(f'{package.name}=={package.version}' for package, _ in chosen))\n"
    )
    return set(trial.run(sys.executable, "-c", script).stdout.split())


def spelled(names):
    return {re.sub(r"[-_.]+", "-", name.split("==")[0]).lower() + "==" + name.split("==")[1] for name in names}


def exported(text):
    """`name==version` of the lines of a requirements.txt, with the marker."""
    lines = [line.rstrip(" \\") for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    return {re.sub(r"\s*;\s*", " ; ", line) for line in lines}


def installs_the_same(trial, uv_place, pip_place, uv_arguments, pip_arguments, extras, groups, what):
    trial.run(trial.options.uv, "pip", "sync", "-q", "--python", uv_place / "bin/python", "pylock.toml", *uv_arguments)
    by_uv = {line.strip() for line in trial.run(trial.options.uv, "pip", "list", "-q", "--format=freeze", "--python",
                                                uv_place / "bin/python").stdout.split()}
    trial.run(pip_place / "bin/python", "-m", "pip", "install", "-q", *pip_arguments)
    by_pip = trial.installed(pip_place)
    wanted = selected(trial, pip_place, extras, groups)
    by_uv = {each for each in by_uv if each.split("==")[0] not in TOOLS}
    check(f"{what}: uv installs the {len(wanted)} packages that packaging.pylock selects", spelled(by_uv) == wanted,
          spelled(by_uv) ^ wanted)
    check(f"{what}: pip installs the same", spelled(by_pip) == wanted, spelled(by_pip) ^ wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True, type=Path)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--python", default=sys.executable, help="makes the environments")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    options = parser.parse_args()
    options.whip = options.whip.resolve()
    index = os.environ.get("UV_DEFAULT_INDEX")
    if not index:
        print("skipped: UV_DEFAULT_INDEX names no index")
        return 77
    try:
        from packaging.pylock import Pylock
    except ImportError:
        print("skipped: this Python has no packaging >= 26.1")
        return 77

    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        project = folder / "project"
        project.mkdir(parents=True, exist_ok=True)
        (project / "pyproject.toml").write_text(PYPROJECT)
        trial = Trial(options, folder, index)

        trial.whip("lock")
        lock = (project / "pylock.toml").read_bytes()
        pylock = Pylock.from_dict(tomllib.loads(lock.decode()))
        check(f"packaging.pylock accepts the lock of {len(pylock.packages)} packages", True)
        direct = {"requests", "jinja2", "attrs", "packaging", "click", "rich", "pytest"}
        check("all that is asked for is in it", direct <= {package.name for package in pylock.packages})

        by_uv, by_pip = trial.fresh("by-uv"), trial.fresh("by-pip")
        trial.run(by_pip / "bin/python", "-m", "pip", "install", "-q", "pip>=26.3")
        installs_the_same(trial, by_uv, by_pip, [], ["-r", "pylock.toml"], [], [], "the project")
        installs_the_same(trial, by_uv, by_pip, ["--extra", "color", "--group", "dev"],
                          ["-r", "pylock.toml[color]", "--group", "pylock.toml:dev"], ["color"], ["dev"],
                          "with an extra and a group")

        everything = trial.whip("export", "--all-extras").stdout
        (project / "requirements.txt").write_text(everything)
        by_hashes = trial.fresh("by-hashes")
        trial.run(by_hashes / "bin/python", "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements.txt")
        check("pip --require-hashes installs the same from `whip export`",
              trial.installed(by_hashes) == trial.installed(by_pip),
              trial.installed(by_hashes) ^ trial.installed(by_pip))
        trial.run(options.uv, "lock", "-q", "--python", options.python)
        plain = ["--no-hashes", "--no-annotate", "--no-header"]
        for arguments in ([], ["--all-extras"], ["--no-default-groups", "--extra", "color"], ["--only-group", "dev"]):
            ours = exported(trial.whip("export", *plain, *arguments).stdout)
            theirs = exported(trial.run(options.uv, "export", "-q", "--frozen", "--no-emit-project", *plain, *arguments).stdout)
            check(" ".join(["export", *arguments]) + f": the {len(theirs)} packages and markers of uv", ours == theirs,
                  "\n".join(sorted(ours ^ theirs)))

        trial.whip("lock")
        check("a second lock changes no byte", (project / "pylock.toml").read_bytes() == lock)
        trial.whip("lock", "--refresh")
        check("nor does one that asks the index again", (project / "pylock.toml").read_bytes() == lock)
        check("--check: 0", trial.whip("lock", "--check", fails=True).returncode == 0)
        version = next(str(package.version) for package in pylock.packages if package.name == "attrs")
        (project / "pyproject.toml").write_text(PYPROJECT.replace('"attrs"', f'"attrs<{version}"'))
        edited = trial.whip("lock", "--check", fails=True)
        reason = f"`attrs<{version}` (pyproject.toml:8:5)"
        check("--check after an edit: 1, and the reason",
              edited.returncode == 1 and f"requirement changed: `attrs` -> {reason}" in edited.stderr and
              re.search(rf"Update attrs {re.escape(version)} -> \S+: {re.escape(reason)}", edited.stderr), edited.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
