"""Races that were mended upstream: the release before must have the finding, the release after must not.

Downloads both releases from the package index (pip download --no-deps) and lints what is in them with the rules about
threads, as a library. Exit code 0 if every pair comes out as it should.

    tests/peers/ft_bugs.py --whip build/release/whip [--keep FOLDER]
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """A mended race: where it was told of upstream, and the finding that shows it."""

    project: str
    before: str
    after: str
    source: str
    file: str  # end of the path
    code: str
    words: str  # in the message


BUGS = [
    Bug("regex", "2026.6.28", "2026.7.10", "mrab-regex issue 606", "regex/_main.py", "FT107", "`_cache` is changed"),
    Bug(
        "django-components",
        "0.147.0",
        "0.148.0",
        "django-components pull request 1588",
        "component_media.py",
        "FT103",
        "`comp_media.resolved_template` says",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "strategies/_internal/lazy.py",
        "FT101",
        "`unwrap_depth` is read",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "internal/conjecture/data.py",
        "FT101",
        "`global_test_counter` is read",
    ),
    Bug(
        "hypothesis",
        "6.135.0",
        "6.140.0",
        "hypothesis issue 4459",
        "internal/observability.py",
        "FT104",
        "`TESTCASE_CALLBACKS` may change",
    ),
    Bug("pyparsing", "3.0.0", "3.2.5", "reset_cache holds the lock", "pyparsing/core.py", "FT107", "packrat_cache_stats"),
    Bug("pyparsing", "3.0.0", "3.2.5", "enable_packrat holds the lock", "pyparsing/core.py", "FT103", "_packratEnabled"),
]


def unpacked(project: str, version: str, folder: pathlib.Path) -> pathlib.Path:
    """The Python files of a release, below `folder`."""
    target = folder / f"{project}-{version}"
    if target.exists():
        return target
    with tempfile.TemporaryDirectory() as wheels:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--only-binary", ":all:"]
        subprocess.run([*command, "--dest", wheels, f"{project}=={version}"], check=True)
        for wheel in pathlib.Path(wheels).iterdir():
            with zipfile.ZipFile(wheel) as archive:
                names = [name for name in archive.namelist() if name.endswith(".py")]
                archive.extractall(target, names)
    return target


def findings(whip: str, folder: pathlib.Path) -> list[dict]:
    """What the rules about threads say of a library."""
    flags = ["--isolated", "--no-cache", "--select", "FT", "--output-format", "json"]
    command = [whip, "check", *flags, "--config", 'concurrency = "library"', str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    return json.loads(run.stdout or "[]")


def has(bug: Bug, found: list[dict]) -> bool:
    """Whether the finding is among them."""
    return any(
        one["filename"].endswith(bug.file) and one["code"] == bug.code and bug.words in one["message"] for one in found
    )


def main() -> int:
    """Judge every pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--keep", help="folder for what is downloaded; a temporary one by default")
    options = parser.parse_args()
    whip = str(pathlib.Path(options.whip).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        wrong = 0
        for bug in BUGS:
            before = has(bug, findings(whip, unpacked(bug.project, bug.before, folder)))
            after = has(bug, findings(whip, unpacked(bug.project, bug.after, folder)))
            wrong += not before or after
            verdict = "ok" if before and not after else "WRONG"
            print(f"{verdict:6} {bug.code} {bug.project} {bug.before} -> {bug.after}: {before=} {after=} ({bug.source})")
    print(f"{len(BUGS) - wrong} of {len(BUGS)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
