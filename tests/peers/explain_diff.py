#!/usr/bin/env python3
"""Print what uv and whip say of the same failures, one after the other, on a small index of made-up projects.

    explain_diff.py --whip build/test/whip [--uv uv] [--python python3] [SCENARIO...]

At the end, for each scenario: the number of lines of either text, whether it tells the place of a requirement in its file, and
whether it tells a change that helps. whip's changes are tried again here: each that names a requirement or an option is made in
the file, and must lock. Exit: 0 all of them do, 1 one does not.
"""

import argparse
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# name: (world, requires-python, dependencies, the rest of the file). A release is (version, needs, requires-python, flags).
SCENARIOS = {
    "disagreement": ({"a": [("1.0", ["c<2"])], "b": [("1.0", ["c>=2"])], "c": [("1.0",), ("2.0",)]}, ">=3.9", ["a", "b"], ""),
    "not found": ({"a": [("1.0",)]}, ">=3.9", ["a", "gone>=1"], ""),
    "not found below": ({"a": [("1.0", ["gone>2"]), ("1.1", ["gone"])]}, ">=3.9", ["a"], ""),
    "no match": ({"a": [("1.0",), ("1.5",), ("2.0",)]}, ">=3.9", ["a>=99"], ""),
    "newer Python": ({"z": [("4.0",), ("5.0", [], ">=3.11"), ("5.1", [], ">=3.12")]}, ">=3.9", ["z>=5"], ""),
    "yanked": ({"a": [("1.0",), ("2.0", [], "", "yanked")]}, ">=3.9", ["a>=2"], ""),
    "pre-release": ({"y": [("1.0",), ("3.0rc1",)]}, ">=3.9", ["y>2"], '[tool.uv]\nprerelease = "explicit"\n'),
    "pre-release of all": ({"y": [("3.0rc1",)]}, ">=3.9", ["y"], '[tool.uv]\nprerelease = "disallow"\n'),
    "mistyped": ({"requests": [("1.0",)]}, ">=3.9", ["reqeusts>=1"], ""),
    "no wheel": ({"x": [("1.9",), ("2.0", [], "", "sdist")]}, ">=3.9", ["x>=2"], ""),
    "no wheel below": ({"x": [("1.9",), ("2.0", [], "", "sdist")], "a": [("1.0", ["x>=2"])]}, ">=3.9", ["a"], ""),
    "constraint": ({"a": [("1.0", ["c>=2"])], "c": [("1.0",), ("2.0",)]}, ">=3.9", ["a"],
                   '[tool.uv]\nconstraint-dependencies = ["c<2"]\n'),
    "upper bound": ({"a": [("1.0", ["c<2"]), ("2.0", ["c>=2.1"])], "c": [("1.0",), ("2.0",), ("2.1",)]}, ">=3.9",
                    ["a>=2", "c>=1,<2"], ""),
    "extra and group": ({"a": [("1.0",), ("2.0",)]}, ">=3.9", [],
                        '[project.optional-dependencies]\nold = ["a==1.0"]\n[dependency-groups]\ndev = ["a==2.0"]\n'),
    "one platform": ({"a": [("1.0", ["c<2 ; sys_platform == 'win32'"])], "c": [("1.0",), ("2.0",)]}, ">=3.9", ["a", "c>=2"],
                     ""),
    "deep": ({"a": [("1.0", ["b"])], "b": [("1.0", ["c==1.0"]), ("2.0", ["c==2.0"])],
              "c": [("1.0", ["d<2"]), ("2.0", ["d<3"])], "d": [("1.0",), ("2.0",), ("3.0",)]}, ">=3.9", ["a", "d>=3"], ""),
}


def wheel(name, release):
    version, needs, python = release[0], *(list(release[1:3]) + [[], ""][len(release[1:3]):])
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {need}\n" for need in needs) + (f"Requires-Python: {python}\n" if python else "")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", metadata)
    return out.getvalue()


def index_of(world):
    pages, files = {}, {}
    for name, releases in world.items():
        entries = []
        for release in releases:
            flags = release[3] if len(release) > 3 else ""
            file = f"{name}-{release[0]}" + (".tar.gz" if flags == "sdist" else "-py3-none-any.whl")
            files[file] = b"no archive" if flags == "sdist" else wheel(name, release)
            entry = {"filename": file, "url": "/files/" + file, "yanked": flags == "yanked",
                     "hashes": {"sha256": hashlib.sha256(files[file]).hexdigest()}}
            if len(release) > 2 and release[2]:
                entry["requires-python"] = release[2]
            entries.append(entry)
        pages[name] = json.dumps({"meta": {"api-version": "1.0"}, "name": name, "files": entries}).encode()
    return pages, files


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        pages, files = self.server.index
        body = pages.get(parts[-1]) if parts[0] == "simple" else files.get(parts[-1])
        status, kind = (200, "application/vnd.pypi.simple.v1+json" if parts[0] == "simple" else "application/zip")
        if body is None:
            status, body = 404, b""
        span = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if span and status == 200:
            size = len(body)
            begin = int(span[1]) if span[1] else max(0, size - int(span[2]))
            end = min(int(span[2]) + 1, size) if span[1] and span[2] else size
            status, body = 206, body[begin:end]
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{size}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET


def pyproject(python, dependencies, rest):
    lines = "".join(f'    "{each}",\n' for each in dependencies)
    return (f'[project]\nname = "mine"\nversion = "1"\nrequires-python = "{python}"\ndependencies = [\n{lines}]\n{rest}')


def changed(text, advice, said):
    """The file with the change that a line of help names; nothing for changes that are no edit of a requirement."""
    if found := re.search(r"did you mean `([^`]+)`", advice):
        return text.replace(re.search(r"has a project `([^`]+)`", said)[1], found[1])
    if found := re.search(r"with `(conflicts = .*)` in \[tool.whip\]", advice):
        return text + f"[tool.whip]\n{found[1]}\n"
    if found := re.search(r"with `--prerelease-package ([^=`]+)=([^`]+)`", advice):
        return text + f'prerelease-package = {{{found[1]} = "{found[2]}"}}\n'
    if found := re.search(r'with `requires-python = "([^"]+)"`', advice):
        return re.sub(r'requires-python = "[^"]*"', f'requires-python = "{found[1]}"', text)
    if found := re.search(r"asking for `([a-z]+)([^`]+)`", advice):
        return re.sub(rf'"{found[1]}\b[^"]*"', f'"{found[1]}{found[2]}"', text)
    if found := re.search(r"without .*?`([^`]+)` on `([^`]+)` \(", advice):
        pattern = re.compile(rf'("{found[2]}[^"]*?),?{re.escape(found[1])},?')
        return pattern.sub(r"\1", text)
    if found := re.search(r"without the constraint `([^`]+)`", advice):
        return text.replace(f'"{found[1]}"', "")
    if found := re.search(r"without `([^`]+)`", advice):
        return re.sub(rf'"{found[1]}[^"]*",?', "", text, count=1)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True, type=Path)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("scenarios", nargs="*", choices=[*SCENARIOS, []])
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/simple"
    table, wrong = [], 0
    for name in options.scenarios or SCENARIOS:
        world, python, dependencies, rest = SCENARIOS[name]
        server.index = index_of(world)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pyproject.toml"
            text = pyproject(python, dependencies, rest)
            file.write_text(text)

            def run(*command):
                return subprocess.run([str(each) for each in command], cwd=folder, capture_output=True, text=True)

            uv = run(options.uv, "lock", "--no-cache", "--python", options.python, "--default-index", url, "--no-build").stderr
            lock = [options.whip.resolve(), "lock", "--no-cache", "--default-index", url]
            whip = run(*lock).stderr
            print(f"{'=' * 20} {name}\n--- uv\n{uv}--- whip\n{whip}")
            # What only tells what there is names no change.
            advice = [each for each in re.findall(r"^help: (.*)$", whip, re.M) if " with a wheel is " not in each]
            for each in advice:
                edit = changed(text, each, whip)
                file.write_text(edit or text)
                if edit is None or run(*lock).returncode != 0:
                    wrong += 1
                    print(f"THIS DOES NOT HELP: {each}")
            place = re.compile(r"pyproject\.toml:\d+:\d+")
            table.append((name, len(uv.splitlines()), bool(place.search(uv)), "hint:" in uv, len(whip.splitlines()),
                          bool(place.search(whip)), len(advice)))
    print(f"{'scenario':18} {'uv: lines':>10} {'place':>6} {'hint':>6} {'whip: lines':>12} {'place':>6} {'tried changes':>14}")
    for row in table:
        print(f"{row[0]:18} {row[1]:>10} {row[2]!s:>6} {row[3]!s:>6} {row[4]:>12} {row[5]!s:>6} {row[6]:>14}")
    told = sum(row[6] for row in table)
    print(f"{told - wrong} of {told} changes that whip tells help")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
