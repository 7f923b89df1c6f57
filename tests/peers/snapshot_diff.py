"""Runs the cases of tests/snapshot/cases with the peer and compares exit codes, outputs and files with what the cases say.

    python3 tests/peers/snapshot_diff.py --ruff ruff [CASE...]

In the commands `whip` becomes `ruff`; in the peer's output its name, version and rule addresses become whip's. Cases about what only whip has
are in OURS, cases whose difference is meant in KNOWN, each with its reason. Exit code 1 where anything else differs.
"""

import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).resolve().parents[1] / "snapshot" / "cases"

OURS = {name: "whip's own command and options" for name in (
    "completion_bash", "completion_fish", "completion_zsh", "completion_unknown", "help", "help_check", "no_arguments")}
OURS_BEGIN = ("agent", "baseline", "changed", "dry_run", "explain", "max_findings", "mcp", "since", "within")  # options that Ruff does not have
KNOWN = {
    "bad_configuration": "one line with file, row and column before the excerpt",
    "bad_format": "the usage line, and the shorter word for the value",
    "config_file_missing": "two lines instead of eight",
    "environment": "WHIP_OUTPUT_FORMAT is whip's own",
    "exclusive_options": "the usage line is the same for all mistakes",
    "exclusive_exit": "the usage line is the same for all mistakes",
    "format_gitlab": "fingerprints",
    "format_json": "fingerprints",
    "format_json_lines": "fingerprints",
    "format_junit": "no attributes and elements that Jenkins' schema does not know",
    "format_rdjson": "no address of the tool",
    "format_sarif": "relative addresses, fingerprints, whip's own prose and names of rules",
    "no_cache_is_left": "the cache is laid out otherwise",
    "notebook_broken": "the JSON reader's words",
    "output_file_bad": "names the file",
    "statistics_bad_format": "says which formats there are",
    "unknown_option_near": "the usage line is the same for all mistakes",
    "unknown_rule": "wording",
}


def parse(text: str) -> list[list[str]]:
    sections = []
    for line in text.splitlines(keepends=True):
        if line.startswith("=== "):
            kind, _, name = line[4:].rstrip("\n").partition(" ")
            sections.append([kind, name, ""])
        elif sections:
            sections[-1][2] += line
    return sections


def as_ours(text: str, folder: str, version: str) -> str:
    text = text.replace(folder, "[DIR]").replace(version, "[VERSION]")
    text = re.sub(r"(?<!# )(?<!astral\.sh/)\bruff\b", "whip", text).replace(".ruff_cache", ".whip_cache")
    text = re.sub(r"\bRuff\b", "Whip", text)
    text = text.replace("RUFF_", "WHIP_")
    if text and not text.endswith("\n"):
        text += "\n[NO NEWLINE]\n"
    return text


def replay(path: pathlib.Path, ruff: str, version: str) -> list[str]:
    sections = parse(path.read_text(encoding="utf-8"))
    report: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary).resolve()
        work, tools = root / "work", root / "tools"
        work.mkdir()
        tools.mkdir()
        os.symlink(ruff, tools / "ruff")
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(work)}
        stdin, out, err, code = "", "", "", -1
        for kind, name, text in sections:
            if kind == "file":
                (work / name).parent.mkdir(parents=True, exist_ok=True)
                (work / name).write_text(text.replace("[tool.whip", "[tool.ruff"), encoding="utf-8")
                if pathlib.Path(name).name == "whip.toml":
                    (work / name).rename((work / name).with_name("ruff.toml"))
            elif kind == "stdin":
                stdin = text
            elif kind == "run":
                command = re.sub(r"\bwhip\.toml\b", "ruff.toml", name)
                command = re.sub(r"\bwhip\b", "ruff", command).replace("WHIP_", "RUFF_")
                result = subprocess.run(["sh", "-c", command], cwd=work, env=environment, input=stdin, capture_output=True, text=True)
                out, err, code = result.stdout, result.stderr, result.returncode
        expected = {"stderr": ""}
        got = {"exit": f"{code}\n", "stdout": as_ours(out, str(work), version), "stderr": as_ours(err, str(work), version)}
        for kind, name, text in sections:
            if kind == "exit":
                expected["exit"] = name + "\n"
            elif kind in ("stdout", "stderr"):
                expected[kind] = text
            elif kind == "after":
                expected[name] = text
                file = work / name.replace("whip", "ruff")
                got[name] = as_ours(file.read_text(encoding="utf-8"), str(work), version) if file.exists() else "gone\n"
        for key, text in expected.items():
            if text != got[key]:
                lines = difflib.unified_diff(text.splitlines(True), got[key].splitlines(True), f"whip {key}", f"peer {key}", n=1)
                report.extend("    " + line.rstrip("\n") for line in lines)
    return report


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    ruff = shutil.which(options.ruff)
    if not ruff:
        print("no such program:", options.ruff)
        return 2
    version = subprocess.run([ruff, "--version"], capture_output=True, text=True).stdout.split()[1]
    same = known = 0
    different = []
    for path in sorted(CASES.glob("*.txt")):
        if options.cases and path.stem not in options.cases:
            continue
        reason = OURS.get(path.stem) or KNOWN.get(path.stem)
        report = [] if (path.stem in OURS or path.stem.startswith(OURS_BEGIN)) and not options.cases else replay(path, ruff, version)
        if reason and not options.cases:
            known += 1
        elif report:
            different.append(path.stem)
            print(path.stem)
            print("\n".join(report))
        else:
            same += 1
    print(f"{same} the same, {known} known to differ, {len(different)} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
