"""Runs whip and the peer with random combinations of options over one small project, and compares exit codes, outputs and changed files.

    python3 tests/peers/options_diff.py --ruff ruff --whip build/release/whip [--runs 300] [--seed 1]

The peer's name becomes whip's in what it prints. Exit code 1 where anything differs that KNOWN does not explain.
"""

import argparse
import difflib
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from snapshot_diff import as_ours

FILES = {
    "a.py": "import os, sys  # c\nimport re\nx = 1 \nif x == None: pass\nprint(undefined)\ndef f():\n    y = 1\n",
    "pkg/__init__.py": "from .b import c\nimport os\n",
    "pkg/b.py": 'c = "%s %s" % (1,)\nassert (c, "always")\nl = lambda: f"x"\n' + "z = '" + "z" * 90 + "'\n",
    "pkg/clean.py": "x = 1\n",
    "pkg/broken.py": "x = = 1\nimport os\n",
    "pkg/noqa.py": "import os  # noqa\nimport sys  # noqa: F401\nx = 1  # noqa: E501\n# ruff: noqa: F811\n",
    "pkg/stub.pyi": "import os\nx: int\n",
    "n.ipynb": '{\n "cells": [\n  {\n   "cell_type": "code",\n   "execution_count": null,\n   "metadata": {},\n   "outputs": [],\n   "source": [\n'
    '    "import os\\n",\n    "%time x == None"\n   ]\n  }\n ],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 4\n}\n',
    "docs/conf.py": "import b\nimport a\n",
    "empty.py": "",
}
CONFIGURATIONS = {
    "plain": 'lint.select = ["F", "E4", "E7"]\n',
    "select": 'lint.select = ["F", "E", "I"]\nline-length = 60\n',
    "ignores": 'lint.select = ["F", "W", "E7"]\nlint.ignore = ["F841"]\n[lint.per-file-ignores]\n"pkg/*" = ["F401"]\n',
    "fixing": 'lint.select = ["I", "F", "W"]\nfix = true\nshow-fixes = true\n',
    "unsafe": 'unsafe-fixes = true\nlint.select = ["F", "E"]\noutput-format = "concise"\nlint.unfixable = ["F401"]\n',
    "files": 'exclude = ["docs"]\nextend-include = ["*.txt"]\nrespect-gitignore = false\nlint.select = ["F", "I"]\n',
}
FORMATS = ["concise", "full", "json", "json-lines", "grouped", "github", "pylint", "azure"]

# One of each line, by chance.
OPTIONS = [
    ["", "", "--select F", "--select E,W", "--extend-select I", "--select F401 --select I", "--ignore F", "--select F,E,W,I,RUF100"],
    ["", "", "", "--fix", "--fix --unsafe-fixes", "--diff", "--unsafe-fixes", "--no-fix", "--fix-only", "--diff --unsafe-fixes", "--fix --no-unsafe-fixes"],
    ["--output-format " + name for name in FORMATS] + ["", "", ""],
    ["", "", "", "--show-fixes", "--statistics", "--quiet", "--silent", "--no-show-fixes"],
    ["", "", "--exit-zero", "--exit-non-zero-on-fix"],
    ["", "", "--isolated --select F,E,W,I", "--ignore-noqa", "--line-length 40", "--target-version py38", "--config line-length=50", "--per-file-ignores=pkg/*:F", "--fixable I", "--unfixable F"],
    ["", "", "", "--exclude docs", "--extend-exclude pkg/b.py", "--force-exclude", "--no-respect-gitignore", "--extension inc:python"],
    ["", "", "", "", "", "", "--add-noqa", "--show-files", "--add-noqa=because", "--add-ignore"],
    [".", ".", "", "a.py", "pkg", "a.py pkg/clean.py", "missing.py", "n.ipynb", "pkg/clean.py", "- --stdin-filename pkg/new.py", "-", "- --stdin-filename pkg/stub2.pyi", "pkg/broken.py a.py", "empty.py docs"],
]

KNOWN = [
    (re.compile(r"has no output format|Unsupported serialization"), "wording, formats of --statistics"),
    (re.compile(r"No Python files found"), "no word about notebooks that get no comments"),
    (re.compile(r"^error: ", re.M), "wording of what is said about a wrong command line"),
]


def run(tool: str, words: list[str], configuration: str, stdin: str) -> tuple[int, str, str, dict[str, str]]:
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary).resolve()
        work, tools = root / "work", root / "tools"
        tools.mkdir()
        name = "whip" if tool.endswith("whip") or "whip" in pathlib.Path(tool).name else "ruff"
        os.symlink(tool, tools / name)
        for path, text in FILES.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_text(text)
        if configuration:
            (work / "ruff.toml").write_text(configuration)
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(work)}
        result = subprocess.run([name, "check", "--no-cache", *words], cwd=work, env=environment, input=stdin, capture_output=True, text=True)
        after = {path: (work / path).read_text() for path in FILES}
        version = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout.split()[1]
        # What was fixed in a file stands in no order of its own there.
        out, err = (re.sub(r"(?:^    \d+ × .*\n)+", lambda lines: "".join(sorted(lines.group().splitlines(True))), text, flags=re.M) for text in (result.stdout, result.stderr))
        out, err = (as_ours(text, str(work), version) for text in (out, err))
        return result.returncode, out, err, after


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--whip", default="build/release/whip")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    whip, ruff = (str(pathlib.Path(shutil.which(tool) or tool).resolve()) for tool in (options.whip, options.ruff))
    random_ = random.Random(options.seed)
    different = known = 0
    for _ in range(options.runs):
        words = [word for choice in OPTIONS for word in shlex.split(random_.choice(choice))]
        name = random_.choice(sorted(CONFIGURATIONS))
        stdin = FILES["a.py"] if "-" in words else ""
        ours = run(whip, words, CONFIGURATIONS[name], stdin)
        theirs = run(ruff, words, CONFIGURATIONS[name], stdin)
        if "--diff" in words:  # the peer writes the files in the order in which its threads are done
            ours, theirs = ((code, "".join(sorted(out.splitlines(True))), *rest) for code, out, *rest in (ours, theirs))
        if ours == theirs:
            continue
        if ours[0] == theirs[0] and any(pattern.search(text) for pattern, _ in KNOWN for text in (ours[2], theirs[2])):
            known += 1
            continue
        different += 1
        print(f"== {shlex.join(words)} (configuration: {name}) exit {ours[0]} and {theirs[0]}")
        for what, mine, other in (("stdout", ours[1], theirs[1]), ("stderr", ours[2], theirs[2]), ("files", str(ours[3]), str(theirs[3]))):
            if mine != other:
                lines, others = mine.splitlines(), other.splitlines()
                print(f"  {what}")
                for line in list(difflib.unified_diff(lines, others, "whip", "peer", n=1))[2:14]:
                    print("    " + line[:200])
    print(f"{options.runs} runs, {known} with known differences, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
