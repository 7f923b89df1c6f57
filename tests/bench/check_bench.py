#!/usr/bin/env python3
"""Times `whip check` against a peer with the same command line: whole processes, alternating, on the same files.

    python3 tests/bench/check_bench.py --whip build/release/whip --peer ruff --select F,E,W,I PROJECT...

For each project and mode the median of the runs: user + system time, wall time, largest resident set, and the ratios. Modes:
    cold      --no-cache
    warm      with a cache that the run before filled
    clean     the same where nothing is found (--select W605,F502, or what --clean-select says)
    start-up  one file of one line, no cache

What other programs do at the same time shows in the figures: the two alternate, so that it shows in both.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time


def measure(command, directory, environment):
    """One run: user + system seconds, wall seconds, peak KiB."""
    read, write = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.chdir(directory)
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execvpe(command[0], command, environment)
    os.close(write)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    os.close(read)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit code {code}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss


def compare(tools, arguments, directory, runs, caches):
    """Median figures per tool, the tools alternating. With `caches`, one run before the clock fills them."""
    samples = {name: [] for name in tools}
    for turn in range(-1 if caches else 0, runs):
        for name, (program, extra) in tools.items():
            command = [program, "check", *arguments, *extra]
            if caches:
                command += ["--cache-dir", caches[name]]
            sample = measure(command, directory, os.environ)
            if turn >= 0:
                samples[name].append(sample)
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in samples.items()}


def show(title, mode, figures, rows):
    (cpu, wall, rss), (peer_cpu, peer_wall, peer_rss) = figures["whip"], figures["peer"]
    print(f"{title:24} {mode:9} cpu {cpu:7.3f} / {peer_cpu:7.3f} s = {cpu / peer_cpu:5.2f}   "
          f"wall {wall:7.3f} / {peer_wall:7.3f} s = {wall / peer_wall:5.2f}   "
          f"rss {rss / 1024:6.1f} / {peer_rss / 1024:6.1f} MiB = {rss / peer_rss:5.2f}", flush=True)
    rows.append({"project": title, "mode": mode, "whip": figures["whip"], "peer": figures["peer"]})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=pathlib.Path)
    parser.add_argument("--whip", required=True, type=pathlib.Path)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--select", default="F,E,W,I")
    parser.add_argument("--clean-select", default="W605,F502", help="rules that nothing in the projects breaks")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--modes", default="cold,warm,clean,start-up")
    parser.add_argument("--json", type=pathlib.Path, help="write the figures here as well")
    options = parser.parse_args()
    tools = {"whip": (str(options.whip.resolve()), []), "peer": (options.peer, [])}
    modes = options.modes.split(",")
    common = ["--isolated", "--exit-zero", "--quiet", "--output-format", "concise"]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for project in options.projects:
            for mode in modes:
                if mode == "start-up":
                    continue
                select = options.clean_select if mode == "clean" else options.select
                arguments = [*common, "--select", select, "."]
                caches = {name: f"{scratch}/{project.name}-{mode}-{name}" for name in tools} if mode != "cold" else None
                if not caches:
                    arguments.append("--no-cache")
                show(project.name, mode, compare(tools, arguments, project, options.runs, caches), rows)
        if "start-up" in modes:
            (pathlib.Path(scratch) / "small.py").write_text("x = 1\n")
            arguments = [*common, "--select", options.select, "--no-cache", "small.py"]
            show("one small file", "start-up", compare(tools, arguments, scratch, max(options.runs, 40), None), rows)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
