#!/usr/bin/env python3
"""Locks what people lock, with whip and with uv over a real index: sets of popular packages, and projects as their source distributions are.

    lock_popular.py --whip PATH --index URL [--uv PATH] [--python PATH] [--cache FOLDER] [--only WORD] [sets] [projects]

Sets are locked universally for Python 3.10 and later, and compared as lock_diff.py does: versions, and what is installed where. Of projects
those are taken whose dependencies are static; their own locks are removed, and the packages and versions of `uv lock` and `whip lock` are
compared. Both see the files of before --exclude-newer only, so that a run can be repeated. uv builds what only a build can tell, whip never
does: a project that needs that counts as not comparable, and so does one that neither can lock. Needs `packaging` >= 26. Ends with 1 if
something differs that is not in EXPLAINED.
"""
import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from packaging.version import InvalidVersion, Version

from lock_cases import Case
from lock_diff import Compared, Skip, normal, prepared

# One set a line; `|` where a requirement has a marker.
SETS = """
flask celery[redis] sqlalchemy[asyncio] alembic gunicorn gevent
django djangorestframework django-filter psycopg[binary,pool] django-debug-toolbar whitenoise
fastapi[standard] uvicorn[standard] httpx[http2,socks] pydantic[email] sqlmodel
torch torchvision
tensorflow
jax[cuda12]
apache-airflow
dask[complete] distributed
scikit-learn pandas[all] matplotlib seaborn
poetry
ansible molecule
sphinx furo myst-parser sphinx-autodoc-typehints
mkdocs-material[imaging] mkdocstrings[python]
pytest pytest-cov pytest-xdist hypothesis tox nox
boto3 aiobotocore s3fs
google-cloud-storage google-cloud-bigquery[pandas] google-cloud-pubsub
azure-identity azure-storage-blob azure-cosmos
transformers[torch] datasets accelerate
langchain langchain-openai langchain-community
ray[default]
streamlit
gradio
jupyterlab notebook ipywidgets
spacy
mlflow
prefect
dagster dagster-webserver
dbt-core dbt-postgres
great-expectations
black ruff mypy pylint flake8 isort
opencv-python numpy<2
twisted[tls,http2] scrapy
kivy
pyqt6 pyside6
bokeh panel holoviews
polars[all]
geopandas rasterio cartopy
xarray[complete]
statsmodels lightgbm xgboost catboost
sentry-sdk[django,celery] opentelemetry-distro opentelemetry-exporter-otlp
grpcio grpcio-tools protobuf<5
cryptography pyopenssl paramiko ansible-core
aiohttp[speedups] aiodns yarl
home-assistant-frontend
huggingface-hub[cli,inference]
openai anthropic tiktoken litellm
vllm
numba llvmlite numpy
pyinstaller cx-freeze
conan
pre-commit commitizen
keras keras-cv
wandb tensorboard pytorch-lightning
zope.interface Products.CMFPlone
robotframework robotframework-seleniumlibrary selenium
cirq qiskit pennylane
apache-beam[gcp]
snowflake-connector-python[pandas] snowflake-sqlalchemy
requests-oauthlib python-jose[cryptography] authlib
uvloop; sys_platform != "win32"|winloop; sys_platform == "win32"|trio
numpy<2; python_version < "3.12"|numpy>=2; python_version >= "3.12"|scipy
ipython<9; python_version<"3.11"|ipython; python_version>="3.11"|ipykernel
"""

PROJECTS = """
pydantic-settings openai anthropic altair narwhals trio attrs cattrs structlog urllib3 httpx starlette uvicorn anyio hatch pdm litellm pytest
flask werkzeug jinja2 click quart sphinx nox build cibuildwheel meson-python scikit-build-core scikit-learn xarray zarr ipykernel
jupyter-client jupyterlab nbconvert mkdocstrings copier commitizen strawberry-graphql django-ninja django-allauth wagtail sqlmodel typer
fastapi inline-snapshot dirty-equals asyncpg ibis-framework great-tables plotnine panel streamlit optuna kedro marimo
"""

# What differs, and why that is right.
EXPLAINED = {
    "xarray[complete]": "where numpy conflicts on one platform only, uv's search gives netcdf4 up for all of 3.10, ours keeps the newer one",
    "keras keras-cv": "uv settles for a keras-cv of 2023, ours finds the newest that fits",
    "altair": "the same for ipython on emscripten",
    "scikit-build-core": "uv takes a click-extra that needs commentjson, which has no wheel and must be built; ours an older one",
    "apache-beam[gcp]": "uv takes a py2 wheel for none at all and fails; ours locks it with the source distribution beside it",
}


class Run:
    def __init__(self, options):
        self.options = options
        self.folder = Path(options.cache or tempfile.mkdtemp(prefix="lock_popular"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.counts = {"same": 0, "differs": 0, "explained": 0, "not comparable": 0}

    def tell(self, name, result, lines=()):
        self.counts[result] += 1
        print(f"{name[:60]:60} {result}", flush=True)
        for line in list(lines)[:4]:
            print("    " + line[:300], flush=True)

    def sets(self):
        for number, line in enumerate(SETS.strip().splitlines()):
            if self.options.only not in line:
                continue
            text = "\n".join(line.split("|") if ";" in line else line.split())
            case = Case({"r.in": text + "\n"}, ["r.in", "--python-version", "3.10", "--exclude-newer", self.options.exclude_newer])
            compared = Compared(self.options, self.options.index, self.folder, f"set{number}", case)
            (compared.folder / "pylock.toml").unlink(missing_ok=True)
            found = list(compared.differences())
            self.tell(line, "same" if not found else "explained" if line in EXPLAINED else "differs", found)

    def newest_source(self, name):
        """The folder of its newest final source distribution, unpacked; None if there is none."""
        page = f"{self.options.index.rstrip('/')}/{name}/"
        found = []
        with urllib.request.urlopen(urllib.request.Request(page, headers={"Accept": "text/html"}), timeout=60) as answer:
            for link, file in re.findall(r'<a[^>]*href="([^"]+)"[^>]*>([^<]+)</a>', answer.read().decode()):
                try:
                    version = Version(file.removesuffix(".tar.gz").rsplit("-", 1)[1])
                except (InvalidVersion, IndexError):
                    continue
                if file.endswith(".tar.gz") and not version.is_prerelease:
                    found.append((version, urljoin(page, html.unescape(link))))
        if not found:
            return None
        place = self.folder / "projects" / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        packed, _ = urllib.request.urlretrieve(max(found)[1], place / "source.tar.gz")
        with tarfile.open(packed) as archive:
            archive.extractall(place, filter="data")
        return next(each for each in place.iterdir() if each.is_dir())

    def lock(self, tool, folder):
        common = ["--default-index", self.options.index, "--exclude-newer", self.options.exclude_newer]
        python = ["--python", self.options.python] if tool == "uv" else []
        command = [getattr(self.options, tool), "lock", *python, "--cache-dir", self.folder / f"cache-{tool}", *common]
        environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
        return subprocess.run([str(each) for each in command], cwd=folder, env=environment, capture_output=True, text=True, timeout=900)

    def projects(self):
        for name in PROJECTS.split():
            if self.options.only not in name:
                continue
            folder = self.newest_source(name)
            project = tomllib.loads((folder / "pyproject.toml").read_text()).get("project") if folder else None
            if project is None or {"dependencies", "optional-dependencies"} & set(project.get("dynamic", [])):
                self.tell(name, "not comparable", ["no source distribution with static dependencies"])
                continue
            for lock in ("uv.lock", "pylock.toml"):
                (folder / lock).unlink(missing_ok=True)
            done = {tool: self.lock(tool, folder) for tool in ("whip", "uv")}
            if any(each.returncode for each in done.values()):
                told = [f"{tool}: {' / '.join(each.stderr.strip().splitlines()[:3])}" for tool, each in done.items() if each.returncode]
                needs_build = "builds nothing" in done["whip"].stderr or done["uv"].returncode != 0
                self.tell(name, "not comparable" if needs_build and done["whip"].returncode else "differs", told)
                continue
            theirs = {(p["name"], p.get("version")) for p in tomllib.loads((folder / "uv.lock").read_text())["package"] if "registry" in p["source"]}
            ours = {(normal(p["name"]), p.get("version")) for p in tomllib.loads((folder / "pylock.toml").read_text()).get("packages", [])
                    if not {"directory", "vcs", "archive"} & set(p)}
            self.tell(f"{name} ({len(theirs)} packages)", "same" if ours == theirs else "explained" if name in EXPLAINED else "differs",
                      [] if ours == theirs else [f"whip only {sorted(ours - theirs)}, uv only {sorted(theirs - ours)}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--cache", help="caches and sources are kept there")
    parser.add_argument("--only", default="")
    parser.add_argument("--exclude-newer", default="2026-11-10T00:00:00Z")
    parser.add_argument("what", nargs="*", choices=["sets", "projects", []], default=[])
    options = parser.parse_args()
    options.serve = None
    try:
        prepared(options)
    except Skip as why:
        print(f"skipped: {why}")
        return 77
    run = Run(options)
    for part in options.what or ["sets", "projects"]:
        getattr(run, part)()
    print(", ".join(f"{count} {word}" for word, count in run.counts.items()))
    return 1 if run.counts["differs"] else 0


if __name__ == "__main__":
    sys.exit(main())
