#!/usr/bin/env python3
"""Compare I001 and I002 with Ruff under many settings, on real projects.

    isort_options.py --ours 'build/release/whip check' --peer ruff PROJECT...

Each configuration below is given to both tools with --config and run in each project's root, first for the findings, then with
--fix on copies, whose bytes are compared. Suppression comments are ignored: they are not what is tested here.

Exit: 0 all thresholds hold, 1 they do not, 2 nothing could be compared.
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

SECTIONS = '{testing = ["unittest", "pytest", "hypothesis"], science = ["numpy", "scipy", "pandas", "matplotlib*"]}'

CONFIGURATIONS = {
    "default": [],
    "force-wrap-aliases": ["force-wrap-aliases = true", "combine-as-imports = true"],
    "force-single-line": ["force-single-line = true"],
    "single-line-exclusions": ["force-single-line = true", 'single-line-exclusions = ["typing", "collections.abc", "os"]'],
    "combine-as-imports": ["combine-as-imports = true"],
    "split-on-trailing-comma": ["split-on-trailing-comma = false"],
    "order-by-type": ["order-by-type = false"],
    "force-sort-within-sections": ["force-sort-within-sections = true"],
    "case-sensitive": ["case-sensitive = true"],
    "case-sensitive, without types": ["case-sensitive = true", "order-by-type = false"],
    "force-to-top": ['force-to-top = ["sys", "typing", "numpy", "zlib"]'],
    "known-first-party": ['known-first-party = ["numpy", "scipy.*", "twisted.python"]'],
    "known-third-party": ['known-third-party = ["os", "typing", "scipy"]'],
    "known-local-folder": ['known-local-folder = ["pytest*", "tests"]'],
    "extra-standard-library": ['extra-standard-library = ["numpy", "zope.interface", "typing_extensions"]'],
    "closest to furthest": ['relative-imports-order = "closest-to-furthest"'],
    "types by name": ['classes = ["ndarray", "array"]', 'constants = ["Any", "List"]', 'variables = ["Optional", "PIPE"]'],
    "no-lines-before": ['no-lines-before = ["local-folder", "first-party"]'],
    "no-lines-before, all": [
        'no-lines-before = ["future", "standard-library", "third-party", "first-party", "local-folder"]'],
    "lines-after-imports 0": ["lines-after-imports = 0"],
    "lines-after-imports 3": ["lines-after-imports = 3"],
    "lines-between-types": ["lines-between-types = 1"],
    "lines-between-types 2, from first": ["lines-between-types = 2", "from-first = true"],
    "forced-separate": ['forced-separate = ["numpy", "twisted", "ty"]'],
    "section-order": [
        'section-order = ["future", "local-folder", "first-party", "third-party", "standard-library"]'],
    "some sections only": ['section-order = ["future", "standard-library", "third-party"]'],
    "no-sections": ["no-sections = true"],
    "no-sections, sorted": ["no-sections = true", "force-sort-within-sections = true"],
    "from-first": ["from-first = true"],
    "length-sort": ["length-sort = true"],
    "length-sort, sorted within": ["length-sort = true", "force-sort-within-sections = true"],
    "length-sort-straight": ["length-sort-straight = true"],
    "length-sort-straight, sorted within": ["length-sort-straight = true", "force-sort-within-sections = true"],
    "sections": [f"sections = {SECTIONS}", 'section-order = ["future", "standard-library", "third-party", "science", '
                 '"first-party", "testing", "local-folder"]'],
    "default-section": ['default-section = "first-party"'],
    "default-section of one's own": [f"sections = {SECTIONS}", 'default-section = "science"',
                                     'section-order = ["future", "standard-library", "science", "testing"]'],
    "detect-same-package": ["detect-same-package = false"],
    "import-heading": ['import-heading = {standard-library = "Standard library", third-party = "Others", '
                       'local-folder = "Here"}'],
    "google": ["force-single-line = true", "force-sort-within-sections = true",
               "order-by-type = false", "lines-after-imports = 2"],
    "narrow": ["/line-length = 60"],
    "wide tabs": ["/line-length = 70", "/indent-width = 8"],
    "py37": ['/target-version = "py37"'],
    "py315": ['/target-version = "py315"'],
    "required-imports": ['required-imports = ["from __future__ import annotations"]'],
    "several required-imports": ['required-imports = ["import os, sys as system", "from typing import Any as A, List", '
                                 '"from . import here", "from __future__ import annotations"]'],
    "src": ['/src = ["."]', "detect-same-package = false"],
    "everything": ["force-wrap-aliases = true", "combine-as-imports = true", "force-sort-within-sections = true",
                   "case-sensitive = true", "lines-between-types = 1", "lines-after-imports = 1",
                   'no-lines-before = ["local-folder"]', 'force-to-top = ["typing"]', 'forced-separate = ["tests"]'],
}


def flags_of(settings):
    """A setting that begins with a slash is a top-level one."""
    return [flag for setting in settings
            for flag in ("--config", setting[1:] if setting[0] == "/" else "lint.isort." + setting)]


class Tool:
    def __init__(self, command, extra):
        self.command, self.extra = shlex.split(command), shlex.split(extra)

    def run(self, flags, folder):
        argv = [*self.command, "--isolated", "--no-cache", "--exit-zero", "--select", "I", *self.extra, *flags]
        done = subprocess.run([*argv, "."], cwd=folder, capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise RuntimeError(f"{shlex.join(argv)} in {folder}: exit {done.returncode}\n{done.stderr[-600:]}")
        return done.stdout

    def findings(self, flags, folder):
        found = Counter()
        for line in self.run(["--output-format", "json-lines", *flags], folder).splitlines():
            item = json.loads(line)
            if item["code"] in ("I001", "I002"):
                start, end = item["location"], item["end_location"]
                path = str(Path(folder, item["filename"]).relative_to(folder))
                found[path, item["code"], item["message"], start["row"], start["column"], end["row"], end["column"]] += 1
        return found

    def fixed(self, flags, project):
        with tempfile.TemporaryDirectory() as temp:
            copy = Path(temp, project.name)
            shutil.copytree(project, copy, ignore=lambda folder, names: [
                name for name in names if Path(folder, name).is_file() and not name.endswith((".py", ".pyi"))])
            self.run(["--fix-only", "--quiet", *flags], copy)
            return {str(path.relative_to(copy)): path.read_bytes() for path in copy.rglob("*") if path.is_file()}


def compare(name, settings, projects, peer, ours, log):
    """[findings in common, missing, extra, files changed alike, files changed differently]"""
    row = [0] * 5
    flags = flags_of(settings)
    for project in projects:
        theirs, mine = peer.findings(flags, project), ours.findings(flags, project)
        row[0] += (theirs & mine).total()
        row[1] += (theirs - mine).total()
        row[2] += (mine - theirs).total()
        log += [f"{name}: {project.name}: missing {key}" for key in theirs - mine]
        log += [f"{name}: {project.name}: extra {key}" for key in mine - theirs]
        after, own = peer.fixed(flags, project), ours.fixed(flags, project)
        for path in after.keys() | own.keys():
            if after.get(path) != own.get(path):
                row[4] += 1
                log.append(f"{name}: {project.name}: fixed differently {path}")
            elif after[path] != (project / path).read_bytes():
                row[3] += 1
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, help="command, e.g. 'build/release/whip check'")
    parser.add_argument("--peer", default="ruff check")
    parser.add_argument("--ours-extra", default="--ignore-noqa")
    parser.add_argument("--peer-extra", default="--ignore-noqa")
    parser.add_argument("--only", default="", help="configurations whose name contains this")
    parser.add_argument("--min-f1", type=float, default=0.999)
    parser.add_argument("--min-fixes", type=float, default=0.995)
    parser.add_argument("--verbose", action="store_true", help="print each difference")
    parser.add_argument("projects", nargs="+", type=lambda path: Path(path).resolve())
    args = parser.parse_args()
    peer, ours = Tool(args.peer, args.peer_extra), Tool(args.ours, args.ours_extra)

    log, total = [], [0] * 5
    print(f"{'configuration':<40}{'alike':>8}{'missing':>8}{'extra':>8}{'fixed':>8}{'wrong':>8}")
    for name, settings in CONFIGURATIONS.items():
        if args.only not in name:
            continue
        row = compare(name, settings, args.projects, peer, ours, log)
        total = [a + b for a, b in zip(total, row)]
        print(f"{name:<40}" + "".join(f"{number:>8}" for number in row), flush=True)
    print(f"{'total':<40}" + "".join(f"{number:>8}" for number in total))
    if args.verbose:
        print(*log, sep="\n")
    if total[0] + total[1] == 0:
        print("the peer reported nothing: nothing was compared")
        return 2
    f1 = 2 * total[0] / (2 * total[0] + total[1] + total[2])
    fixes = total[3] / max(1, total[3] + total[4])
    print(f"F1 {f1:.5f}, files fixed alike {fixes:.5f}")
    return int(f1 < args.min_f1 or fixes < args.min_fixes)


if __name__ == "__main__":
    sys.exit(main())
