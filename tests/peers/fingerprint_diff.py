"""How many findings keep their fingerprint when files are formatted: lints a copy of the given folders, formats it, lints again.

    tests/peers/fingerprint_diff.py WHIP FOLDER... [--select F,E7,I]

Findings that formatting itself mends (E7, I001) go, others must not; those that come although nothing went were silenced by comments that moved.
"""

import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import tempfile


def findings(whip: str, folder: str, select: str) -> dict[str, str]:
    command = [whip, "check", "--isolated", "--no-cache", "--select", select, "--output-format", "agent", "."]
    lines = subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout.splitlines()
    return {one["id"]: one["code"] for one in map(json.loads, lines[1:-1])}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("whip", type=pathlib.Path)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--select", default="F,E7,I")
    options = parser.parse_args()
    whip = str(options.whip.resolve())
    with tempfile.TemporaryDirectory() as copy:
        for folder in options.folders:
            shutil.copytree(folder, pathlib.Path(copy) / folder.name)
        before = findings(whip, copy, options.select)
        subprocess.run([whip, "format", "--isolated", "--no-cache", "-q", "."], cwd=copy, capture_output=True)
        after = findings(whip, copy, options.select)
    gone = collections.Counter(code for one, code in before.items() if one not in after)
    new = collections.Counter(code for one, code in after.items() if one not in before)
    print(f"{len(before)} before, {len(after)} after, {len(before.keys() & after.keys())} the same; gone {dict(gone)}, new {dict(new)}")


if __name__ == "__main__":
    main()
