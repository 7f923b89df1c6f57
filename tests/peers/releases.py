"""Releases from the package index, unpacked: what the scripts about threads lint.

Only the Python files and the metadata are kept. A folder that is kept from one run to the next saves the downloads.
"""

import email.parser
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

LEVEL = "Programming Language :: Python :: Free Threading :: "


def folder_of(project: str, version: str, folder: pathlib.Path) -> pathlib.Path:
    """Where a release is unpacked."""
    return folder / f"{project}-{version}"


def fetch(project: str, version: str, folder: pathlib.Path) -> str:
    """Downloads and unpacks a release, if it is not there already. Says what went wrong."""
    target = folder_of(project, version, folder)
    if target.exists():
        return ""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        run = pip_download(f"{project}=={version}", scratch)
        archives = [path for path in pathlib.Path(scratch).iterdir() if path.is_file()]
        if run.returncode != 0 or not archives:
            return f"{project} {version}: {run.stderr.strip().splitlines()[-1:]}"
        unpacked = pathlib.Path(scratch, "unpacked")
        for archive in archives:
            unpack(archive, unpacked)
        os.replace(unpacked, target)  # at once: a run that is stopped leaves no half release
    return ""


def pip_download(requirement: str, folder: str) -> subprocess.CompletedProcess:
    """A wheel, if need be one for a newer Python, or the sources. Tried twice: an index may be busy."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--timeout", "60", "--dest", folder]
    wheel = [*command, "--only-binary", ":all:", requirement]
    for newer in ([], ["--python-version", "3.14"], []):
        run = subprocess.run([*wheel, *newer], capture_output=True, text=True, timeout=900, check=False)
        if run.returncode == 0:
            return run
    sources = [*command, "--no-binary", ":all:", "--no-build-isolation", requirement]
    return subprocess.run(sources, capture_output=True, text=True, timeout=900, check=False)


def unpack(archive: pathlib.Path, target: pathlib.Path) -> None:
    """Python files and metadata of a wheel or of sources."""

    def wanted(name: str) -> bool:
        return name.endswith((".py", ".dist-info/METADATA")) or pathlib.PurePath(name).name == "PKG-INFO"

    target.mkdir(exist_ok=True)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(target, [name for name in wheel.namelist() if wanted(name)])
        return
    with tarfile.open(archive) as sources:
        for member in sources:
            data = sources.extractfile(member) if member.isfile() and wanted(member.name) else None
            if data is None:
                continue
            path = target / pathlib.PurePosixPath(member.name).relative_to(member.name.split("/")[0])
            path.parent.mkdir(parents=True, exist_ok=True)
            with io.FileIO(path, "w") as out:
                shutil.copyfileobj(data, out)


def fetch_all(releases: Iterable[tuple[str, str]], folder: pathlib.Path) -> list[str]:
    """Several at a time; what could not be had, in words."""
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(4) as pool:
        failures = pool.map(lambda release: fetch(*release, folder), dict.fromkeys(releases))
        return [failure for failure in failures if failure]


def declared(release: pathlib.Path) -> str:
    """The level of support for free threading that the metadata declares: "3 - Stable"; empty if none."""
    files = [*release.glob("*.dist-info/METADATA"), *release.glob("PKG-INFO")]
    levels = [
        line.removeprefix(LEVEL)
        for file in files
        for line in email.parser.HeaderParser().parsestr(file.read_text("utf-8")).get_all("Classifier", [])
        if line.startswith(LEVEL)
    ]
    return max(levels, default="")


def findings(whip: str, folder: pathlib.Path, select: str) -> list[dict]:
    """What the rules about threads say of a library: the build and the settings are the same for every script."""
    flags = ["--isolated", "--no-cache", "--select", select, "--output-format", "json"]
    command = [whip, "check", *flags, "--config", 'concurrency = "library"', str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    return json.loads(run.stdout or "[]")
