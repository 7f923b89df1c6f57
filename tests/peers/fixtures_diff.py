"""Runs every example of rules/**/*.md through whip and the peer, and compares findings and what --fix makes of them.

    python3 tests/peers/fixtures_diff.py --ruff ruff --whip build/release/whip [--select F401,E7] [--verbose]

An example is one ```py, ```pyi or ```toml-configured block without its `# error:` marks; the rule of the file is on, and what the TOML selects.
The settings of [tool.whip] are written to a ruff.toml as they are. Exit code 1 where anything differs.
"""

import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIGNS = re.compile("[\u2400-\u2420]")


def decode(text: str) -> str:
    """Signs for characters that nobody sees: see tests/support/marks.h."""
    text = text.split("\u2404", 1)[0]
    return SIGNS.sub(lambda sign: chr(ord(sign.group()) - 0x2400), text)


def unmarked(text: str) -> str:
    return decode("".join(re.sub(r"[ \t]*# error: .*", "", line) for line in text.splitlines(keepends=True)))


def examples(path: pathlib.Path):
    """(heading, line, file name, toml, code) for each."""
    heading, toml, words, block, begin = "", "", None, [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1):
        if words is None and line.startswith("```"):
            words, block, begin = line[3:].split() or [""], [], number
        elif words is not None and line.rstrip("\n") == "```":
            text = "".join(block)
            if words[0] == "toml":
                toml = text
            elif words[0] in ("py", "pyi") and "fixed" not in words:
                names = [word for word in words[1:] if "." in word or "/" in word]
                yield heading, begin, names[0] if names else f"example.{words[0]}", toml, unmarked(text)
            words = None
        elif words is not None:
            block.append(line)
        elif line.startswith("## "):
            heading, toml = line[3:].strip(), ""


def findings(command: list[str], name: str, folder: pathlib.Path) -> list[tuple]:
    out = subprocess.run([*command, "--output-format", "json", name], cwd=folder, capture_output=True, text=True)
    if out.returncode not in (0, 1):
        return [("exit", out.returncode, out.stderr)]
    rows = []
    for item in json.loads(out.stdout):
        begin, end = item["location"], item["end_location"]
        rows.append((begin["row"], begin["column"], end["row"], end["column"], item["code"], item["message"], bool(item["fix"])))
    return rows


def fixed(command: list[str], name: str, code: str, folder: pathlib.Path) -> str:
    path = folder / name
    path.write_bytes(code.encode())
    subprocess.run([*command, "--fix", "--quiet", name], cwd=folder, capture_output=True)
    text = path.read_bytes().decode()
    path.write_bytes(code.encode())
    return text


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--whip", default="build/release/whip")
    parser.add_argument("--select", default="", help="codes or their beginnings, with commas")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    wanted = tuple(options.select.split(",")) if options.select else ("",)
    whip = str(pathlib.Path(options.whip).resolve()) if "/" in options.whip else options.whip
    counts = collections.Counter()
    for path in sorted((ROOT / "rules").glob("*/*.md")):
        rule = path.stem.split("_")[0]
        if not rule.startswith(wanted):
            continue
        for heading, line, name, toml, code in examples(path):
            with tempfile.TemporaryDirectory() as temporary:
                folder = pathlib.Path(temporary)
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                if "/" in name:
                    (folder / name).parent.joinpath("__init__.py").touch()
                (folder / name).write_bytes(code.encode())
                (folder / "ruff.toml").write_text(toml)
                results = []
                for tool in (whip, options.ruff):
                    select = [] if "select" in toml else ["--select", rule]
                    command = [tool, "check", "--no-cache", *select]
                    result = [findings(command, name, folder)]
                    for reach in ("--no-unsafe-fixes", "--unsafe-fixes"):
                        result.append(fixed([*command, reach], name, code, folder))
                    results.append(result)
            counts["examples"] += 1
            if results[0] == results[1]:
                continue
            counts["different"] += 1
            print(f"{path.relative_to(ROOT)}:{line}: {heading}")
            ours, theirs = results
            for row in ours[0]:
                if row not in theirs[0]:
                    print("    only whip:", *row)
            for row in theirs[0]:
                if row not in ours[0]:
                    print("    only peer:", *row)
            if sorted(ours[0], key=str) == sorted(theirs[0], key=str) and ours[0] != theirs[0]:
                print("    another order")
            for what, mine, other in zip(("safe", "unsafe"), ours[1:], theirs[1:]):
                if mine != other:
                    print(f"    {what} fixes differ")
                    if options.verbose:
                        print("    --- whip", repr(mine), "    --- peer", repr(other), sep="\n")
    print(f"{counts['examples']} examples, {counts['different']} different")
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
