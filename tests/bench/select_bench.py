#!/usr/bin/env python3
"""What a selection of rules costs beside another: whole cold runs of `whip check` over the same files, in turns.

    python3 tests/bench/select_bench.py --whip build/release/whip PROJECT...
    python3 tests/bench/select_bench.py --whip build/release/whip --base F --select F,ASP PROJECT...

For each project, and for all in one run, user + system seconds of both selections and the ratio: of the least of the
runs, which other programs disturbed least, and of their medians.
"""

import argparse
import os
import pathlib
import statistics

from check_bench import measure


def compare(whip: str, selections: list[str], projects: list[str], runs: int) -> list[list[float]]:
    """Seconds by selection."""
    flags = ["--no-cache", "--isolated", "--exit-zero", "--quiet"]
    samples: list[list[float]] = [[] for _ in selections]
    for _ in range(runs):
        for i, selection in enumerate(selections):
            command = [whip, "check", *flags, "--select", selection, *projects]
            samples[i].append(measure(command, os.getcwd(), os.environ)[0])
    return samples


def main() -> None:
    """Print a line for each project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=pathlib.Path)
    parser.add_argument("--whip", required=True, type=pathlib.Path)
    parser.add_argument("--base", default="F")
    parser.add_argument("--select", default="F,FT,FTP,ASP,MIG")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    whip = str(options.whip.resolve())
    projects = [str(project.resolve()) for project in options.projects]
    together = [("all in one run", projects)] if len(projects) > 1 else []
    for title, folders in [*((pathlib.Path(folder).name, [folder]) for folder in projects), *together]:
        base, more = compare(whip, [options.base, options.select], folders, options.runs)
        print(
            f"{title:24} {min(base):7.3f} {min(more):7.3f} s = {min(more) / min(base):5.3f}   "
            f"medians {statistics.median(base):7.3f} {statistics.median(more):7.3f} s = "
            f"{statistics.median(more) / statistics.median(base):5.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
