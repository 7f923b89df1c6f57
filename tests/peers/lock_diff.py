#!/usr/bin/env python3
"""Locks the same inputs with whip and with uv, over one index, and compares them package by package.

    lock_diff.py --whip PATH --uv PATH --index URL [--python PATH] [--only WORD] [FILE.in ...]

The index is served by whoever starts this (a recorded, closed one: both must see the same releases). Beside the files that are named,
the cases below are locked: extras, groups, markers, conflicts, constraints, overrides, pre-releases, lowest versions, several floors
of Python. A line a case; what differs stands below it. Markers that differ in their words only are counted, not shown (--markers).
Ends with 1 if a package or version differs, or one of the two locks what the other cannot. Cases that neither can lock, because the
index lacks what they need, are counted apart: they compare nothing.
"""
import argparse, os, re, subprocess, sys, tempfile, tomllib
from pathlib import Path


def project(dependencies, more="", python=">=3.12"):
    listed = ", ".join(f'"{d}"' for d in dependencies)
    return f'[project]\nname = "demo"\nversion = "1"\nrequires-python = "{python}"\ndependencies = [{listed}]\n{more}'


# name: (files, arguments of both, the project itself by `uv lock` or not)
CASES = {
    "extras": ({"r.in": "fastapi[standard]\nrequests[socks]\n"}, ["r.in"], False),
    "extras-of-extras": ({"r.in": "uvicorn[standard]\nhttpx[http2,cli]\n"}, ["r.in"], False),
    "markers": ({"r.in": "colorama ; sys_platform == 'win32'\nuvloop ; sys_platform != 'win32'\nclick\n"}, ["r.in"], False),
    "split-by-python": ({"r.in": "numpy<2.3 ; python_version < '3.13'\nnumpy>=2.3 ; python_version >= '3.13'\npandas\n"}, ["r.in"], False),
    "split-by-platform": ({"r.in": "attrs<24 ; sys_platform == 'darwin'\nattrs>=24 ; sys_platform != 'darwin'\ntrio\n"}, ["r.in"], False),
    "constraints": ({"r.in": "jupyter\n", "c.txt": "tornado<6.5\npyzmq<27\nrequests!=2.32.4\n"}, ["r.in", "-c", "c.txt"], False),
    "overrides": ({"r.in": "boto3\n", "o.txt": "urllib3<2\n"}, ["r.in", "--overrides", "o.txt"], False),
    "override-marker": ({"r.in": "trio\n", "o.txt": "cffi ; sys_platform == 'win32'\n"}, ["r.in", "--overrides", "o.txt"], False),
    "pre-releases": ({"r.in": "sqlalchemy>=2.1.0b1\n"}, ["r.in"], False),
    "pre-releases-allowed": ({"r.in": "attrs\nclick\nidna\n"}, ["r.in", "--prerelease", "allow"], False),
    "lowest": ({"r.in": "requests>=2.31\nclick>=8.1\n"}, ["r.in", "--resolution", "lowest"], False),
    "lowest-direct": ({"r.in": "requests>=2.31\nfastapi>=0.110\n"}, ["r.in", "--resolution", "lowest-direct"], False),
    "python-3.9": ({"r.in": "numpy\nrequests\n"}, ["r.in", "--python-version", "3.9"], False),
    "python-3.10": ({"r.in": "pandas\nipython\n"}, ["r.in", "--python-version", "3.10"], False),
    "python-3.14": ({"r.in": "jupyterlab\n"}, ["r.in", "--python-version", "3.14"], False),
    "fewest": ({"r.in": "numpy\nipython\n"}, ["r.in", "--python-version", "3.10", "--fork-strategy", "fewest"], False),
    "exclude-newer": ({"r.in": "fastapi\nsqlalchemy\n"}, ["r.in", "--exclude-newer", "2025-06-01"], False),
    "includes": ({"r.in": "-r base.in\n-c c.txt\ntrio\n", "base.in": "click\n", "c.txt": "click<8.2\n"}, ["r.in"], False),
    "project-extra-group": (
        {"pyproject.toml": project(["requests"], '[project.optional-dependencies]\nweb = ["fastapi"]\nall = ["demo[web]", "click"]\n'
                                   '[dependency-groups]\ntest = ["trio", {include-group = "lint"}]\nlint = ["attrs<25"]\n')},
        ["pyproject.toml", "--extra", "all", "--group", "test"], False),
    "project": (
        {"pyproject.toml": project(["requests"], '[project.optional-dependencies]\nweb = ["fastapi"]\nsql = ["sqlalchemy<2.0.40"]\n'
                                   '[dependency-groups]\ndev = ["trio"]\n[tool.uv]\nconstraint-dependencies = ["click<8.2"]\n')},
        [], True),
    "conflicting-extras": (
        {"pyproject.toml": project(["click"], '[project.optional-dependencies]\nold = ["attrs<24"]\nnew = ["attrs>=24", "trio"]\n'
                                   '[tool.uv]\nconflicts = [[{extra = "old"}, {extra = "new"}]]\n')},
        [], True),
    "conflicting-groups": (
        {"pyproject.toml": project(["requests"], '[dependency-groups]\na = ["urllib3<2"]\nb = ["urllib3>=2", "trio"]\n'
                                   '[tool.uv]\nconflicts = [[{group = "a"}, {group = "b"}]]\n')},
        [], True),
    "environments": (
        {"pyproject.toml": project(["jupyter"], "[tool.uv]\nenvironments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]\n")},
        [], True),
}


def run(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def of_requirements(text):
    found = {}
    for line in text.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+?)(?:\s*;\s*(.*))?$", line.strip())
        if match:
            found[(normal(match[1]), match[2])] = (match[3] or "").strip()
    return found


def of_lock(text, key, own=None):
    found = {}
    for package in tomllib.loads(text).get(key, []):
        if package["name"] != own:
            found[(normal(package["name"]), package.get("version", ""))] = package.get("marker", "")
    return found


def with_default_python(arguments, project_python):
    has = "--python-version" in arguments or project_python
    return arguments if has else [*arguments, "--python-version", "3.12"]


def compare(name, files, arguments, is_project, options):
    environment = dict(os.environ, UV_NO_CONFIG="1" if not is_project else "0", UV_PYTHON_DOWNLOADS="never")
    if is_project:
        environment.pop("UV_NO_CONFIG")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "case"
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text)
        arguments = with_default_python(arguments, "pyproject.toml" in files)
        common = ["--default-index", options.index, "--no-build"]
        ours = run([options.whip, "lock", *arguments, *common, "--cache-dir", f"{scratch}/whip"], folder, environment)
        lock = folder / "pylock.toml"
        mine = of_lock(lock.read_text(), "packages") if ours[0] == 0 else None
        python = ["--python", options.python] if options.python else []
        if is_project:
            uv = [options.uv, "lock", *python, "--default-index", options.index, "--no-build-package", "nothing", "--cache-dir", f"{scratch}/uv"]
            theirs = run(uv, folder, environment)
            other = of_lock((folder / "uv.lock").read_text(), "package", "demo") if theirs[0] == 0 else None
        else:
            floor = [] if "--python-version" in arguments else ["--python-version", "3.12"]
            uv = [options.uv, "pip", "compile", "--universal", *python, *arguments, *floor, *common, "--cache-dir", f"{scratch}/uv", "--no-annotate", "--no-header"]
            theirs = run(uv, folder, environment)
            other = of_requirements(theirs[1]) if theirs[0] == 0 else None
    if mine is None or other is None:
        print(f"{name:24} whip exit {ours[0]}, uv exit {theirs[0]}")
        for who, result in (("whip", ours), ("uv", theirs)):
            if result[0] != 0:
                print(f"    {who}: " + " / ".join(result[2].strip().splitlines()[:6]))
        return "in neither" if mine is None and other is None else "in whip only" if other is None else "in uv only", 0
    differences = [("whip only", key) for key in mine.keys() - other.keys()] + [("uv only", key) for key in other.keys() - mine.keys()]
    markers = [] if is_project else sorted(key for key in mine.keys() & other.keys() if mine[key].replace('"', "'") != other[key].replace('"', "'"))
    print(f"{name:24} {len(mine):4} packages, {len(differences)} differ, {len(markers)} markers in other words")
    for side, (package, version) in sorted(differences, key=lambda each: each[1]):
        print(f"    {side}: {package} {version}")
    if options.markers:
        for key in markers:
            print(f"    {key[0]} {key[1]}\n        whip {mine[key]}\n        uv   {other[key]}")
    return "different" if differences else "alike", len(markers)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--whip", "--uv", "--index"):
        parser.add_argument(option, required=True)
    parser.add_argument("--python")
    parser.add_argument("--only", default="")
    parser.add_argument("--markers", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    options.whip, options.uv = (os.path.abspath(tool) if "/" in tool else tool for tool in (options.whip, options.uv))
    markers = 0
    counts = dict.fromkeys(("alike", "different", "in neither", "in whip only", "in uv only"), 0)
    named = {Path(file).stem: ({"r.in": Path(file).read_text()}, ["r.in"], False) for file in options.files}
    for name, case in {**named, **CASES}.items():
        if options.only not in name:
            continue
        outcome, others = compare(name, *case, options)
        counts[outcome] += 1
        markers += others
    print(f"{sum(counts.values())} cases: {counts['alike']} alike, {counts['different']} different; locked in whip only {counts['in whip only']}, "
          f"in uv only {counts['in uv only']}, in neither {counts['in neither']}; {markers} markers in other words")
    return 0 if counts["alike"] + counts["in neither"] == sum(counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
