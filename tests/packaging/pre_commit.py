"""The hooks with the real pre-commit: commits that it refuses, and mends where it can, and the same commits accepted.

    tests/packaging/pre_commit.py --wheel WHEEL          a mirror repository that asks for the wheel; no index is asked
    tests/packaging/pre_commit.py --source REPOSITORY    this repository itself, built by pre-commit (minutes: on request only)

`pre-commit` is looked for on PATH; where it is not there the script says so and exits 77. `--warm-limit MS` fails if whip's share of a
warm run on a small change is more.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
DIRTY = 'import os\nimport sys\n\nprint( sys.path )\n'
CLEAN = "import sys\n\nprint(sys.path)\n"
PROJECT = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.14"\n'
# A wheel that no free-threaded Python loads.
BLOCKED = """
[[packages]]
name = "fast"
version = "1.0"
wheels = [{name = "fast-1.0-cp314-cp314-win32.whl", url = "https://x.invalid/f.whl", hashes = {sha256 = "00"}}]
"""


def run(words: list[str], folder: pathlib.Path, environment: dict[str, str], expected: int | None = 0) -> str:
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    if expected is not None and done.returncode != expected:
        raise SystemExit(f"{' '.join(words)}: exit code {done.returncode}, not {expected}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def seconds(words: list[str], folder: pathlib.Path, environment: dict[str, str], expected: int | None = 0) -> float:
    start = time.perf_counter()
    run(words, folder, environment, expected)
    return time.perf_counter() - start


def make_repository(folder: pathlib.Path, files: dict[str, str], environment: dict[str, str]) -> str:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    run(["git", "init", "-q"], folder, environment)
    run(["git", "add", "."], folder, environment)
    run(["git", "commit", "-qm", "first"], folder, environment)
    return run(["git", "rev-parse", "HEAD"], folder, environment).strip()


def make_mirror(root: pathlib.Path, wheel: pathlib.Path, environment: dict[str, str]) -> str:
    """What is published for pre-commit: a project of nothing but a dependency on the wheel."""
    links = root / "links"
    links.mkdir()
    shutil.copy(wheel, links)
    # What pip builds the mirror's own empty package with.
    run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(links), "setuptools"], root, environment)
    version = wheel.name.split("-")[1]
    project = f"""[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "whip-pre-commit"
version = "{version}"
dependencies = ["whipsnake=={version}"]
[tool.setuptools]
py-modules = []
"""
    hooks = (HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    environment.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(links))
    return make_repository(root / "mirror", {"pyproject.toml": project, ".pre-commit-hooks.yaml": hooks}, environment)


def refuse_locks(user: pathlib.Path, whip: pathlib.Path, environment: dict[str, str]) -> None:
    """A lock that does not fit its project, and one with a package that needs the GIL."""
    (user / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    run([str(whip), "lock", "--find-links", "."], user, environment)
    lock = user / "pylock.toml"
    right = lock.read_text(encoding="utf-8")
    for hook, wrong in (
        ("whip lock --check", right.replace("3.14", "3.13")),
        ("whip audit", right.replace("packages = []\n", "") + BLOCKED),
    ):
        lock.write_text(wrong, encoding="utf-8")
        run(["git", "add", "."], user, environment)
        said = run(["git", "commit", "-m", "locks"], user, environment, expected=1)
        [line] = [line for line in said.splitlines() if line.startswith(hook + ".")]
        if not line.endswith("Failed"):
            raise SystemExit(f"{hook} did not refuse the lock:\n{said}")
    lock.write_text(right, encoding="utf-8")
    run(["git", "add", "."], user, environment)
    run(["git", "commit", "-m", "locks"], user, environment)
    print("wrong locks were refused, the right one was accepted")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheel", type=pathlib.Path)
    parser.add_argument("--source", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, help="where to work instead of a temporary folder")
    parser.add_argument("--warm-limit", type=float, default=None)
    options = parser.parse_args()
    if (options.wheel is None) == (options.source is None):
        parser.error("give either --wheel or --source")
    if shutil.which("pre-commit") is None or shutil.which("git") is None:
        print("skipped: there is no pre-commit, or no git, on PATH")
        return 77
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        root = pathlib.Path(temporary).resolve()
        environment = dict(os.environ, PRE_COMMIT_HOME=str(root / "home"), GIT_CONFIG_GLOBAL=os.devnull)
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{who}_NAME": "a", f"GIT_{who}_EMAIL": "a@a.a"}
        if options.wheel is not None:
            repository = root / "mirror"
            revision = make_mirror(root, options.wheel.resolve(), environment)
        else:
            repository = options.source.resolve()
            revision = run(["git", "rev-parse", "HEAD"], repository, environment).strip()
        config = f"""repos:
- repo: {repository}
  rev: {revision}
  hooks:
  - id: whip-check
    args: [--fix]
  - id: whip-format
  - id: whip-lock
    args: [--find-links, .]
  - id: whip-audit
"""
        user = root / "user"
        make_repository(user, {".pre-commit-config.yaml": config, "README": ""}, environment)
        print(f"hooks installed in {seconds(['pre-commit', 'install', '--install-hooks'], user, environment):.1f} s")

        (user / "a.py").write_text(DIRTY, encoding="utf-8")
        run(["git", "add", "."], user, environment)
        run(["git", "commit", "-m", "dirty"], user, environment, expected=1)
        if (user / "a.py").read_text(encoding="utf-8") != CLEAN:
            raise SystemExit("the hooks did not mend the file")
        print("the commit was refused, and its file mended")
        run(["git", "add", "."], user, environment)
        run(["git", "commit", "-m", "clean"], user, environment)
        print("the mended commit was accepted")

        # pre-commit's own time beside that of the programs it starts.
        warm = min(seconds(["pre-commit", "run", "--all-files"], user, environment) for _ in range(5))
        whip = next((root / "home").glob("*/py_env-*/bin/whip"))
        share = 0.0
        for command in ("check", "format"):
            share += min(seconds([str(whip), command, "--force-exclude", "a.py"], user, environment) for _ in range(5))
        print(f"warm run {warm * 1000:.0f} ms, whip's share {share * 1000:.1f} ms")
        refuse_locks(user, whip, environment)
        if options.warm_limit is not None and share * 1000 > options.warm_limit:
            raise SystemExit("whip's share is above the limit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
