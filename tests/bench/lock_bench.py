#!/usr/bin/env python3
"""Times `whip lock` beside uv on the same index: one after the other in turns, with the same state of their caches.

    serve.py --export FOLDER                        the recorded index as plain files, with an nginx.conf
    nginx -c FOLDER/nginx.conf                      with `access_log FILE;` for the number of requests
    tests/bench/lock_bench.py --whip build/release/whip --uv uv --python python3.13 --inputs FOLDER_OF_IN_FILES \\
        --index URL [--access-log FILE] [--runs 21]

cold: no cache.  warm: everything cached and fresh, no lock.  check: the lock of a project is up to date
(`whip lock --check`, `uv lock --check`).  Medians of wall time; requests and peak memory of a cold run.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INPUTS = ["trio", "jupyter", "large"]


class Tool:
    def __init__(self, name, binary, options, folder):
        self.name, self.binary, self.options = name, os.path.abspath(binary), options
        self.folder = folder / name
        self.cache, self.out = self.folder / "cache", self.folder / "out"
        self.out.mkdir(parents=True)

    def compile_command(self, source, stem):
        if self.name == "uv":
            return [self.binary, "pip", "compile", "--universal", "--no-build", "--python-version", "3.12", "-q", source,
                    "-o", self.out / f"{stem}.txt", *self.common()]
        return [self.binary, "lock", "--python-version", "3.12", "--quiet", source, "-o", self.out / f"pylock.{stem}.toml",
                *self.common()]

    def lock_command(self, check):
        build = ["--no-build"] if self.name == "uv" else []
        return [self.binary, "lock", "--quiet", *build, *(["--check"] if check else []), *self.common()]

    def common(self):
        python = ["--python", self.options.python] if self.name == "uv" else []
        return ["--default-index", self.options.index, "--cache-dir", self.cache, *python]

    def run(self, command, where=None):
        """Wall time in ms and peak memory in MiB."""
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never"}
        begin = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], cwd=where or self.folder, env=variables,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = (time.perf_counter() - begin) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{self.name} ended with {process.returncode}: {error.decode()[-600:]}")
        return wall, usage.ru_maxrss / 1024

    def forget(self, cache):
        for path in self.out.iterdir():
            path.unlink()
        if cache:
            shutil.rmtree(self.cache, ignore_errors=True)


def project_of(source, folder):
    folder.mkdir()
    lines = [line.strip().replace('"', "'") for line in source.read_text().splitlines()]
    needs = ", ".join(f'"{line}"' for line in lines if line and not line.startswith("#"))
    (folder / "pyproject.toml").write_text(
        f'[project]\nname = "bench"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = [{needs}]\n')
    return folder


def requests_in(log):
    return sum(1 for _ in open(log)) if log else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--whip", "--uv", "--python", "--inputs", "--index"):
        parser.add_argument(name, required=True)
    parser.add_argument("--access-log")
    parser.add_argument("--runs", type=int, default=21)
    options = parser.parse_args()
    print("| input | state | whip | uv | whip / uv |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        tools = [Tool("whip", options.whip, options, Path(scratch)), Tool("uv", options.uv, options, Path(scratch))]

        def row(stem, state, values, unit):
            ours, theirs = (statistics.median(values[tool.name]) for tool in tools)
            print(f"| {stem} | {state} | {ours:.1f} {unit} | {theirs:.1f} {unit} | {ours / theirs:.2f} |", flush=True)

        def alternate(runs, prepare, command, where=lambda tool: None):
            walls, memory = {tool.name: [] for tool in tools}, {tool.name: [] for tool in tools}
            for _ in range(runs):
                for tool in tools:
                    prepare(tool)
                    wall, peak = tool.run(command(tool), where(tool))
                    walls[tool.name].append(wall)
                    memory[tool.name].append(peak)
            return walls, memory

        for stem in INPUTS:
            source = Path(options.inputs).resolve() / f"{stem}.in"
            requests = {}
            for tool in tools:
                tool.forget(cache=True)
                before = requests_in(options.access_log)
                tool.run(tool.compile_command(source, stem))
                time.sleep(0.1)
                requests[tool.name] = [requests_in(options.access_log) - before]
            walls, memory = alternate(options.runs, lambda tool: tool.forget(cache=True),
                                      lambda tool: tool.compile_command(source, stem))
            row(stem, "cold", walls, "ms")
            row(stem, "memory", memory, "MiB")
            if options.access_log:
                row(stem, "requests", requests, "")
            walls, _ = alternate(options.runs, lambda tool: tool.forget(cache=False),
                                 lambda tool: tool.compile_command(source, stem))
            row(stem, "warm", walls, "ms")
            projects = {tool.name: project_of(source, tool.folder / stem) for tool in tools}
            for tool in tools:
                tool.run(tool.lock_command(check=False), projects[tool.name])
            walls, _ = alternate(options.runs, lambda tool: None, lambda tool: tool.lock_command(check=True),
                                 lambda tool: projects[tool.name])
            row(stem, "check", walls, "ms")


if __name__ == "__main__":
    main()
