"""Compares whip and the peer on random notebooks: findings in every word, and the sources of the cells after --fix.

    python3 tests/peers/notebook_diff.py --ruff ruff --whip build/release/whip [--notebooks 200] [--seed 1] FOLDER...

A notebook is a Python file of the folders cut into cells, with magics, help, empty and foreign cells put in. Exit code 1 where anything differs.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from mutants_diff import compare

LINES = ["%matplotlib inline", "!ls -l", "foo?", "%time x = 1", "x = !ls", "x = %time f()", "?foo", "%%time", "%%bash\nls -l", "pip install x", "import os;",
         "plt.show();", "   ", "# c", "%load_ext autoreload", "%%capture out", "!pip install \\\n   foo", "a = 1;  # noqa", '"""doc"""', "import sys, os",
         "from __future__ import annotations", "%cd ..", "foo.bar??  # c", "/f x", "%run a.py", "f = lambda: 1", "x = f(1,\n", "if x:", "    indented"]


def cell(source: str, kind: str, random_: random.Random) -> dict:
    made = {"cell_type": kind, "metadata": {}, "source": source if random_.random() < 0.2 else source.splitlines(True)}
    if random_.random() < 0.05:
        made["metadata"] = {"vscode": {"languageId": random_.choice(["python", "bash"])}}
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def notebook(text: str, random_: random.Random) -> str:
    pieces = re.split(r"\n(?=\S)", text)
    cells = []
    while pieces and len(cells) < 12:
        size = random_.choice([1, 1, 2, 3, 6])
        body, pieces = "\n".join(pieces[:size]), pieces[size:]
        chance = random_.random()
        line = random_.choice(LINES)
        if chance < 0.15:
            body = line + "\n" + body
        elif chance < 0.3:
            body += "\n" + line
        elif chance < 0.4:
            body += "\n"
        elif chance < 0.48:
            body = line
        elif chance < 0.51:
            body = ""
        elif chance < 0.56:
            cells.append(cell("# Title\nimport os", random_.choice(["markdown", "raw"]), random_))
        cells.append(cell(body, "code", random_))
    metadata = {"language_info": {"name": "python"}} if random_.random() < 0.8 else {}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}, indent=random_.choice([None, 1, 2])) + random_.choice(["", "\n"])


def sources(path: pathlib.Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"]]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--whip", default="build/release/whip")
    parser.add_argument("--notebooks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    files = sorted(path for folder in options.folders for path in pathlib.Path(folder).rglob("*.py"))
    whip = str(pathlib.Path(options.whip).resolve()) if "/" in options.whip else options.whip
    flags = ["check", "--no-cache", "--isolated", "--select", "F,E,W,I,RUF100"]
    counts: collections.Counter = collections.Counter()
    with tempfile.TemporaryDirectory() as temporary:
        ours, theirs = pathlib.Path(temporary) / "ours", pathlib.Path(temporary) / "theirs"
        ours.mkdir()
        for i in range(options.notebooks):
            (ours / f"n{i}.ipynb").write_text(notebook(random_.choice(files).read_text(errors="replace"), random_))
        compare([whip, *flags], [options.ruff, *flags], ours, options.limit, counts)
        shutil.copytree(ours, theirs)
        for tool, folder in ((whip, ours), (options.ruff, theirs)):
            subprocess.run([tool, *flags, "--fix", "--unsafe-fixes", "--quiet", "."], cwd=folder, capture_output=True)
        for path in sorted(ours.iterdir()):
            mine, other = sources(path), sources(theirs / path.name)
            if mine == other:
                continue
            counts["fixed otherwise"] += 1
            for one, two in zip(mine, other):
                if one != two and counts["fixed otherwise"] <= options.limit:
                    print(path.name, repr(one)[:300], "   " + repr(two)[:300], sep="\n    ")
    print(dict(sorted(counts.items())))
    return 1 if counts["different files"] or counts["fixed otherwise"] else 0


if __name__ == "__main__":
    sys.exit(main())
