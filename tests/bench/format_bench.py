#!/usr/bin/env python3
"""Times `whip format --check` against a peer with the same command line: whole processes, alternating, on the same files.

    python3 tests/bench/format_bench.py --whip build/release/whip --peer ruff PROJECT...

For each project the median of the runs: user + system time, wall time, largest resident set, and the ratios. Modes:
    quiet     --check -q --output-format concise
    default   --check, with the report that shows what would change
    diff      --diff
    write     copies of the projects are formatted; each run has a fresh copy, and copying is not timed

What other programs do at the same time shows in the figures: the two alternate, so that it shows in both.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import tempfile

from check_bench import measure, show

ARGUMENTS = {
    "quiet": ["--check", "-q", "--output-format", "concise"],
    "default": ["--check"],
    "diff": ["--diff"],
    "write": [],
}


def fresh_copy(project, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project, folder, symlinks=True)
    return folder


def compare(tools, mode, project, runs, scratch):
    samples = {name: [] for name in tools}
    for _ in range(runs):
        for name, program in tools.items():
            directory = fresh_copy(project, f"{scratch}/{project.name}") if mode == "write" else project
            command = [program, "format", "--isolated", "--no-cache", *ARGUMENTS[mode], "."]
            samples[name].append(measure(command, directory, os.environ))
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in samples.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=pathlib.Path)
    parser.add_argument("--whip", required=True, type=pathlib.Path)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--modes", default="quiet,default")
    options = parser.parse_args()
    tools = {"whip": str(options.whip.resolve()), "peer": options.peer}
    with tempfile.TemporaryDirectory() as scratch:
        for project in options.projects:
            for mode in options.modes.split(","):
                show(project.name, mode, compare(tools, mode, project, options.runs, scratch), [])


if __name__ == "__main__":
    main()
