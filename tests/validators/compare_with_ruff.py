#!/usr/bin/env python3
"""Compares our renderers with Ruff's, byte for byte, on Ruff's own findings.

Ruff lints PATHS (below --dir) once for its findings and once per output format; `replay` (replay.cpp) renders the same findings in the same
format. Findings that the formats cannot carry over completely (places of notes) are put together from two formats of Ruff's.

    compare_with_ruff.py --replay build/replay --ruff ruff --dir PROJECT [--select F,E,W,I] [--format full ...] [PATHS]

--format diff compares `--diff`: a copy of the folder is fixed by Ruff, and our difference of before and after is compared with Ruff's,
file by file, since Ruff prints files in the order in which they are done.

Known differences, taken out before comparing: the tool's name, fingerprints, SARIF and JUnit (which differ by design: they are
validated instead).
"""

import argparse
import difflib
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

FORMATS = ["concise", "full", "json", "json-lines", "grouped", "github", "gitlab", "pylint", "rdjson", "azure"]


def run(command, cwd, stdin=None):
    return subprocess.run(command, cwd=cwd, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def notebook_text(path, folder, number):
    """The joined code cells, as a file, and [cell number, first line] of each."""
    with open(path, encoding="utf-8") as file:
        notebook = json.load(file)
    lines, cells = [], []
    for index, cell in enumerate(notebook["cells"], 1):
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        # Cells with cell magics are no Python.
        if cell["cell_type"] != "code" or any(line.startswith("%%") for line in source.splitlines()):
            continue
        cells.append([index, len(lines)])
        lines += (source + "\n").split("\n")[:-1]
    name = os.path.join(folder, f"{number}.txt")
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write("".join(line + "\n" for line in lines))
    return name, cells


def split_finding(finding, github, path):
    """Parts that only the GitHub format tells apart: help, notes; and the label behind the message."""
    pieces = github.split("%0A  ")
    finding["help"] = next((p[len("help: "):] for p in pieces[1:] if p.startswith("help: ")), "")
    finding["notes"] = []
    finding["label"] = ""
    for piece in pieces[1:]:
        note = re.match(re.escape(path) + r":(\d+):(\d+): (.*)", piece)
        if not note:
            continue
        row, column, message = int(note[1]), int(note[2]), note[3]
        name = re.search(r"`([^`]*)`", message)
        width = len(name[1]) if name else 1
        finding["notes"].append({"location": {"row": row, "column": column},
                                 "end_location": {"row": row, "column": column + width}, "message": message})
    label = re.match(r"(.*): (`[^`]*` redefined here)$", finding["message"])
    if label:
        finding["message"], finding["label"] = label[1], label[2]


def set_places(value, span):
    for name, end in (("location", "start"), ("end_location", "end")):
        value[name] = {"row": span[end]["line"], "column": span[end]["column"]}


def findings_of(arguments, base, folder):
    found = [json.loads(line) for line in run(base + ["--output-format", "json-lines"], arguments.dir).splitlines()]
    github = run(base + ["--output-format", "github"], arguments.dir).decode("utf-8", "surrogateescape").split("\n::error ")
    # The only format whose places count over the whole text of a notebook.
    whole = json.loads(run(base + ["--output-format", "rdjson"], arguments.dir))["diagnostics"]
    rules, files = {}, {}
    cwd = os.path.realpath(arguments.dir)
    for finding, line, places in zip(found, github, whole):
        absolute = finding["filename"]
        path = os.path.relpath(absolute, cwd) if absolute.startswith(cwd + "/") else absolute
        if absolute not in files:
            text_file, cells = absolute, []
            if absolute.endswith(".ipynb") and os.path.exists(absolute):
                try:
                    text_file, cells = notebook_text(absolute, folder, len(files))
                except (ValueError, KeyError):
                    pass
            files[absolute] = {"path": path, "absolute_path": absolute, "text_file": text_file, "cells": cells, "findings": []}
        file = files[absolute]
        split_finding(finding, line.rstrip("\n"), path)
        first = {number: line for number, line in file["cells"]}.get(finding["cell"], 0)
        set_places(finding, places["location"]["range"])
        for edit, span in zip((finding["fix"] or {"edits": []})["edits"], places.get("suggestions", [])):
            set_places(edit, span["range"])
        if finding["noqa_row"] is not None:
            finding["noqa_row"] += first
        start = {"row": 1, "column": 1}
        if finding["location"] == finding["end_location"] == start:
            finding["location"]["file"] = finding["end_location"]["file"] = True
        if finding["name"] == "invalid-syntax":
            finding["rule"] = 0xFFFF
        else:
            finding["rule"] = rules.setdefault((finding["code"], finding["name"]), len(rules))
        file["findings"].append(finding)
    return {"rules": [{"code": code, "name": name} for code, name in rules], "files": list(files.values())}


def normal(text, form):
    text = re.sub(rb"title=(ruff|whip) \(", b"title=TOOL (", text)
    text = re.sub(rb'"fingerprint": "[0-9a-f]+"', b'"fingerprint": ""', text)
    if form in ("json", "json-lines"):
        text = re.sub(rb'\s*"fingerprint": ?"[0-9a-f]*",', b"", text)
    if form == "rdjson":
        text = re.sub(rb'"name": "(ruff|whip)"(,\s*"url": "[^"]*")?', b'"name": "TOOL"', text)
    if form == "azure":
        text = text.replace(b"%5D", b"]").replace(b"%3B", b";")
    return text


def split_differences(text):
    """By file; Ruff ends each with an empty line."""
    return {piece.split(b"\n", 1)[0]: piece for piece in re.split(rb"(?<=\n)\n(?=--- |$)", text) if piece}


def compare_differences(arguments, plain):
    theirs = run(plain + (["--color", "always"] if arguments.colour else []) + ["--diff"], arguments.dir)
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        shutil.copytree(arguments.dir, copy, symlinks=True)
        run(plain + ["--fix-only"], copy)
        pairs = []
        for root, _, names in os.walk(arguments.dir):
            for name in sorted(names):
                before = os.path.abspath(os.path.join(root, name))
                shown = os.path.relpath(before, arguments.dir)
                after = os.path.join(copy, shown)
                if not name.endswith((".py", ".pyi")) or filecmp.cmp(before, after, shallow=False):
                    continue
                pairs.append({"name": shown, "before": before, "after": after})
        ours = run([arguments.replay, "diff"], arguments.dir,
                   json.dumps({"pairs": pairs, "colour": arguments.colour}).encode("utf-8", "surrogateescape"))
    # The summary that follows is compared with the other formats.
    theirs = re.sub(rb"\n(Would fix|No errors would be fixed)[^\n]*\n$", b"\n", theirs)
    theirs, ours = split_differences(theirs), split_differences(ours)
    different = [name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name)]
    print(f"{'DIFFERENT' if different else 'same     '} diff: {len(theirs)} files, {len(different)} different")
    for name in different[:1]:
        a = theirs.get(name, b"").decode("utf-8", "replace").splitlines()
        b = ours.get(name, b"").decode("utf-8", "replace").splitlines()
        for line in list(difflib.unified_diff(a, b, "ruff", "ours", lineterm="", n=3))[:arguments.show]:
            print("   ", line)
    return bool(different)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replay", required=True)
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--dir", default=".")
    parser.add_argument("--select", default="F,E,W,I")
    parser.add_argument("--format", action="append")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--colour", action="store_true")
    parser.add_argument("--show", type=int, default=20, help="lines of difference to show")
    parser.add_argument("paths", nargs="*", default=["."])
    arguments = parser.parse_args()
    base = [arguments.ruff, "check", "--isolated", "--no-cache", "--exit-zero", "--select", arguments.select]
    base += ["--preview"] if arguments.preview else []
    base += ["--unsafe-fixes"] if arguments.unsafe_fixes else []
    plain = base + arguments.paths
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        findings = findings_of(arguments, plain, folder)
        findings |= {"colour": arguments.colour, "preview": arguments.preview, "unsafe_fixes": arguments.unsafe_fixes}
        data = json.dumps(findings).encode()
        total = sum(len(file["findings"]) for file in findings["files"])
        colour = ["--color", "always"] if arguments.colour else []
        for form in arguments.format or FORMATS + ["statistics-full", "statistics-json"]:
            if form == "diff":
                different += compare_differences(arguments, plain)
                continue
            if form.startswith("statistics-"):
                theirs = run(plain + colour + ["--statistics", "--output-format", form[11:]], arguments.dir)
            else:
                theirs = run(plain + colour + ["--output-format", form], arguments.dir)
            ours = run([arguments.replay, form], arguments.dir, data)
            theirs, ours = normal(theirs, form), normal(ours, form)
            same = theirs == ours
            different += not same
            print(f"{'same     ' if same else 'DIFFERENT'} {form}: {total} findings, {len(theirs)} bytes")
            if not same:
                a = theirs.decode("utf-8", "replace").splitlines()
                b = ours.decode("utf-8", "replace").splitlines()
                count = 0
                # Only around the first differences: difflib is quadratic.
                first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                lo = max(0, first - 8)
                for line in difflib.unified_diff(a[lo:first + 60], b[lo:first + 60], "ruff", "ours", lineterm="", n=8):
                    print("   ", line)
                    count += 1
                    if count > arguments.show:
                        break
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
