"""What `whip format` says and how it exits, compared with `ruff format` on the same files.

    format_cli_diff.py --ours build/test/whip --peer ruff [--only WORD] [--show]

Each case is a set of files and a command line. Compared are the exit code, both streams and the files afterwards; the
tools' names and the words where whip is meant to differ are evened out. Ends with 1 if a case differs.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

GOOD, BAD, LONG = "x = 1\n", "x = (\n", "x = 1\n\n\n\n\ny=2\nz = 3\n\nfoo(a,\n  b)\n"


def notebook(*cells):
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "execution_count": None, "id": f"c{i}", "metadata": {}, "outputs": [], "source": lines}
                for i, lines in enumerate(cells)
            ],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ) + "\n"


FILES = {"a.py": "x=1\n", "b.py": GOOD, "long.py": LONG, "bad.py": BAD, "sub/c.pyi": "def f():\n    ...\n"}
FORMATS = "concise full json json-lines grouped github pylint azure".split()
CASES = [
    *([mode, *paths] for mode in ("--check", "--diff", "") for paths in (["a.py"], ["b.py"], ["a.py", "b.py"], ["."], ["long.py"])),
    *(["--check", "--output-format", name, "a.py", "bad.py", "enc.py", "missing.py", "long.py"] for name in FORMATS),
    *([mode, name] for mode in ("--check", "--diff", "") for name in ("bad.py", "enc.py", "missing.py", "empty", "n.ipynb", "bad.ipynb", "m.md")),
    ["-q", "a.py"], ["-s", "a.py"], ["-q", "--check", "a.py"], ["-s", "--check", "a.py"], ["-q", "--diff", "a.py"], ["-q", "bad.py"], ["-s", "bad.py"],
    ["--exit-non-zero-on-format", "a.py"], ["--exit-non-zero-on-format", "b.py"],
    *(["--range", part, "long.py"] for part in ("1-2", "6", "6-7", "9:1-10:3", "100", "1:1-1:1")),
    *([f"--range={part}", "a.py"] for part in ("x", "0", "1:0", "5-2", "1-2-3")),
    ["--range", "1-2", "a.py", "b.py"], ["--line-length", "8", "long.py"], ["--target-version", "py38", "a.py"],
    ["--config", "format.quote-style='single'", "q.py"], ["--config", "format.indent-style='tab'", "long.py"],
    ["--config", "format.line-ending='cr-lf'", "a.py"], ["--config", "format.exclude=['a.py']", "."], ["--exclude", "sub", "."],
]
STDIN = [
    (["-"], "x=1\n"), (["-"], BAD), (["-"], GOOD), (["--check", "-"], "x=1\n"), (["--check", "-"], GOOD), (["--diff", "-"], "x=1\n"),
    (["--stdin-filename", "s/a.py"], "x=1\n"), (["--stdin-filename", "s/a.py"], BAD), (["--diff", "--stdin-filename", "s/a.py"], "x=1\n"),
    (["--stdin-filename", "a.pyi"], "def f():\n    ...\n"), (["--stdin-filename", "a.toml"], "x=1\n"), (["--stdin-filename", "a.md"], "```py\nx=1\n```\n"),
    (["--exit-non-zero-on-format", "-"], "x=1\n"), (["--range", "2", "-"], "x=1\ny=2\n"), (["-q", "--check", "-"], "x=1\n"),
]


def populate(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "enc.py").write_bytes(b"\xff\n")
    (folder / "q.py").write_text("x = \"a\"\n")
    (folder / "empty").mkdir()
    (folder / "n.ipynb").write_text(notebook(["x=1\n", "y = 2"], ["%magic  x\n", "z=3"]))
    (folder / "bad.ipynb").write_text("{")
    (folder / "m.md").write_text("# T\n```py\nx=1\n```\n")


def run(tool, arguments, stdin):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch).resolve() / "p"
        folder.mkdir()
        populate(folder)
        for path in folder.rglob("*"):
            os.utime(path, (1e9, 1e9))
        command = [tool, "format", "--isolated", "--no-cache", *(a for a in arguments if a)]
        done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, timeout=60)
        out, err = (text.replace(str(folder), "P").replace("whip", "ruff") for text in (done.stdout, done.stderr))
        # A usage line is each tool's own, and so is what the JSON reader says.
        out, err = (re.sub(r"(isn't valid JSON): .*", r"\1", text) for text in (out, err))
        err = "\n".join(line for line in err.splitlines() if line.strip() and not line.startswith("Usage:"))
        files = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        return {"exit": done.returncode, "out": out, "err": "\n".join(line.strip() for line in err.splitlines()), "files": files}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    ours, peer = (os.path.abspath(tool) if os.sep in tool else tool for tool in (options.ours, options.peer))
    differing = total = 0
    for arguments, stdin in [(case, "") for case in CASES] + STDIN:
        name = " ".join(a for a in arguments if a) + (f" < {stdin!r}" if stdin else "")
        if options.only not in name:
            continue
        total += 1
        found, expected = run(ours, arguments, stdin), run(peer, arguments, stdin)
        wrong = [part for part in found if found[part] != expected[part]]
        if not wrong:
            continue
        differing += 1
        print(f"{name}: {', '.join(wrong)}")
        if options.show:
            for part in wrong:
                print(f"--- {part}: whip\n{found[part]}\n--- {part}: ruff\n{expected[part]}")
    print(f"{total} command lines, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
