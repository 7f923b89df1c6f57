#!/usr/bin/env python3
"""The table of ten packages in docs/free-threading.md, against what `whip audit` prints and against the files themselves.

    audit_table.py --whip PATH (--serve FOLDER | --index URL) [--page docs/free-threading.md]

FOLDER holds a recorded index with its `serve.py`. The statuses of the files are worked out a second time, from the tags of `packaging`
(>= 26.3, which knows those of builds without the GIL) and the project pages. Ends with 1 if one of the three says something else, with
77 (skipped) where something is missing.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from lock_diff import Server, Skip, normal

TARGETS = ("3.13t", "3.14t", "3.15t")
ARCHES = ("x86_64", "aarch64")


def platforms():
    from packaging.tags import mac_platforms

    for arch in ARCHES:
        yield [f"manylinux_2_{minor}_{arch}" for minor in range(39, 4, -1)] + [f"manylinux2014_{arch}", f"manylinux2010_{arch}", f"manylinux1_{arch}", f"linux_{arch}"]
    yield list(mac_platforms((15, 0), "arm64"))
    yield ["win_amd64"]


def of_files(names, minor):
    """The status of a release by its wheels alone, if it is the same on all platforms."""
    from packaging.tags import compatible_tags, cpython_tags
    from packaging.utils import parse_wheel_filename

    wheels = [parse_wheel_filename(name)[3] for name in names if name.endswith(".whl")]
    found = set()
    for names_here in platforms():
        without = list(cpython_tags((3, minor), [f"cp3{minor}t"], names_here))
        pure = set(compatible_tags((3, minor), f"cp3{minor}", names_here))
        with_gil = list(cpython_tags((3, minor), [f"cp3{minor}"], names_here))
        native = any(tag.abi != "none" for tag in without for wheel in wheels if tag in wheel)
        falls_back = any(wheel & pure for wheel in wheels)
        best = next((tag for tag in with_gil for wheel in wheels if tag in wheel and tag.abi != "none"), None)
        if native:
            found.add("ready")
        elif falls_back:
            found.add("pure-fallback" if best else "pure")
        else:
            found.add("abi3-only" if best and best.abi == "abi3" else "gil-only")
    return found.pop() if len(found) == 1 else "mixed: " + ", ".join(sorted(found))


def of_page(text):
    """{package: (version, declared, {target: cell})}"""
    rows = {}
    for line in text[text.index("## Ten packages"):].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        named = re.match(r"(\S+) (\d[\w.]*)(?:, declared (\w+))?$", cells[0])
        if line.startswith("|") and named and len(cells) == 4:
            rows[normal(named[1])] = named[2], named[3], dict(zip(TARGETS, cells[1:]))
    return rows


def of_cell(cell):
    files, _, other = cell.partition(";")
    files = re.split(r"[ ,(]", files)[0]
    older = re.search(r"older-ready: (\S+)", other)
    return files, older[1] if older else None


def compare(options, index):
    rows = of_page(Path(options.page).read_text())
    wrong = [] if len(rows) == 10 else [f"{len(rows)} packages in the table, not ten"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "requirements.txt").write_text("".join(f"{name}=={row[0]}\n" for name, row in rows.items()))
        done = subprocess.run([os.path.abspath(options.whip), "audit", "requirements.txt", "--json", "--default-index", index, "--no-cache"],
                              cwd=folder, capture_output=True, text=True, env={"PATH": os.environ["PATH"], "HOME": folder})
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    for target in json.loads(done.stdout)["targets"]:
        for package in target["packages"]:
            version, declared, cells = rows[package["name"]]
            said = package["files"], package["older"] and package["older"]["version"]
            where = f"{package['name']} {version} on {target['target']}"
            if of_cell(cells[target["target"]]) != said or declared != package["declared"]:
                wrong.append(f"{where}: the page has {cells[target['target']]} ({declared}), whip says {said} ({package['declared']})")
            page = json.loads(urllib.request.urlopen(f"{index}{package['name']}/").read())
            stem = package["name"].replace("-", "_") + f"-{version}-"
            names = [file["filename"] for file in page["files"] if file["filename"].lower().startswith(stem)]
            by_tags = of_files(names, int(target["target"][2:4]))
            if by_tags != package["files"]:
                wrong.append(f"{where}: whip says {package['files']}, the tags of its {len(names)} files {by_tags}")
    for line in wrong:
        print(line)
    print(f"{len(rows)} packages on {len(TARGETS)} builds, {len(wrong)} differences")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--index")
    parser.add_argument("--serve")
    parser.add_argument("--page", default=Path(__file__).resolve().parents[2] / "docs" / "free-threading.md")
    options = parser.parse_args()
    server = None
    try:
        import packaging

        if int(packaging.__version__.split(".")[0]) < 26:
            raise Skip("needs packaging >= 26.3")
        # Also the releases whose metadata was not recorded: their files are what counts here.
        server = None if options.index else Server(options.serve, html=False, closed=False)
        return compare(options, options.index or server.url)
    except (Skip, ImportError) as why:
        print(f"skipped: {why}")
        return 77
    finally:
        if server:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
