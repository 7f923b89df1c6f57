"""Runs a script in a virtual environment that has the given packages, made once and kept.

    tests/clients/in_venv.py --folder FOLDER --package NAME==VERSION SCRIPT [ARGUMENT...]

Where the packages cannot be installed (no index can be reached, no venv module) it says so and exits 77, which ctest counts as skipped.
"""

import argparse
import pathlib
import subprocess
import sys


def skip(why: str) -> int:
    print(f"skipped: {why}")
    return 77


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--package", action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    python = options.folder / "bin" / "python"
    stamp = options.folder / "installed.txt"
    wanted = "\n".join(options.package)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        made = subprocess.run([sys.executable, "-m", "venv", str(options.folder)], capture_output=True, text=True)
        if made.returncode != 0:
            return skip(f"no virtual environment could be made: {made.stderr.strip() or made.stdout.strip()}")
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options.package]
        try:
            done = subprocess.run(pip, capture_output=True, text=True, timeout=300)
        except subprocess.TimeoutExpired:
            return skip(f"{wanted} took too long to install")
        if done.returncode != 0:
            return skip(f"{wanted} could not be installed: {done.stderr.strip().splitlines()[-1:]}")
        stamp.write_text(wanted, encoding="utf-8")
    return subprocess.run([str(python), *options.command]).returncode


if __name__ == "__main__":
    sys.exit(main())
