"""What `./dev profile` has `whip lock` and `whip server` do, so that the compiler knows what they are used for.

    python3 tests/bench/train.py build/profile/whip

`lock` on a made-up index: cold, with pages that are known, and a lock that holds. `server` with files of the standard library:
opened, typed into, formatted. Both end properly: that is when the counts are written.
"""

import os
import random
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lock"), str(HERE.parent / "clients")]

from rpc import Client, insertion, replacement  # noqa: E402
from small_index import SmallIndex  # noqa: E402

PROJECT = '[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = [%s]\n'
MARKERS = ["", "; sys_platform == 'win32'", "; python_version < '3.13'", "; sys_platform != 'linux' and python_version >= '3.12'"]
FILES = ["argparse.py", "inspect.py", "typing.py", "pathlib.py", "tarfile.py"]
EDITS = 40


def world(projects=120, releases=40):
    """Each release needs some of the projects after its own. The newest want old ones of every third, so that first choices conflict."""
    choice = random.Random(1)
    made = {}
    for i in range(projects):
        made[f"p{i}"] = [
            {
                "version": f"{1 + version // 8}.{version % 8}.0",
                "python": ">=3.8",
                "needs": [
                    f"p{other}{'>=1.2' if other % 3 else f'<{3 if version > 30 else 6}'}{choice.choice(MARKERS)}"
                    for other in sorted(choice.sample(range(i + 1, projects), min(4, projects - i - 1)))
                ],
            }
            for version in range(releases)
        ]
    return made


def train_lock(whip, folder):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with SmallIndex(world()) as index:
        for names in (["p0"], [f"p{i}" for i in range(0, 30, 3)]):
            listed = ", ".join(f'"{name}"' for name in names)
            (folder / "pyproject.toml").write_text(PROJECT % listed)
            for more in ([], ["--upgrade"], ["--check"]):
                command = [whip, "lock", "--default-index", index.url, "--cache-dir", str(folder / "cache"), *more]
                subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def train_server(whip, folder):
    library = Path(sysconfig.get_path("stdlib"))
    for name in FILES:
        client = Client([whip, "server"], cwd=folder)
        client.initialize(folder)
        uri = f"file://{folder}/{name}"
        text = (library / name).read_text(encoding="utf-8")
        client.open(uri, text)
        client.diagnostics(uri, 1)
        middle = text.count("\n") // 2
        for version in range(2, 2 + EDITS, 2):
            client.change(uri, version, insertion(middle, 0, "x"))
            client.diagnostics(uri, version)
            client.change(uri, version + 1, replacement(middle, 0, 1, ""))
            client.diagnostics(uri, version + 1)
        client.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": True}})
        client.stop()


def main():
    whip = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        train_lock(whip, Path(folder))
        train_server(whip, Path(folder))


if __name__ == "__main__":
    main()
