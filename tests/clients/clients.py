"""Real clients against `whip server`: each opens a file, sees findings, edits, applies a code action and formats.

    python3 tests/clients/clients.py neovim --whip build/test/whip --cache build/clients

What a client needs is installed below the cache folder, once: from PyPI and npm by their own tools, Debian's editors by
unpacking their packages (nothing is installed into the system). Where that is not possible the test is skipped, exit
code 77, and says why.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SKIPPED = 77
# pytest-lsp's protocol types do not load with newer cattrs.
PYTHON_PACKAGES = ["pytest-lsp==1.0.1", "pytest-asyncio", "pygls==2.1.1", "lsprotocol==2025.0.0", "cattrs==24.1.3"]
NODE_PACKAGE = "vscode-jsonrpc@8.2.1"
DEBIAN_PACKAGES = {"neovim": ["neovim"], "emacs": ["emacs-nox", "elpa-eglot"]}


class Unavailable(Exception):
    pass


def run(command, **options):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(str(error)) from error
    if done.returncode != 0:
        raise Unavailable(f"{' '.join(map(str, command))}: {done.stdout.strip()[-400:]}")


def install(cache, name, steps):
    """Runs the steps unless they were run before; a folder that is not complete is made anew."""
    folder = cache / name
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        steps(folder)
        (folder / "complete").touch()
    return folder


def install_python(folder):
    run([sys.executable, "-m", "venv", folder / "venv"], timeout=120)
    run([folder / "venv/bin/pip", "install", "--quiet", *PYTHON_PACKAGES], timeout=300)


def install_node(folder):
    if shutil.which("npm") is None:
        raise Unavailable("there is no npm")
    run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, NODE_PACKAGE], timeout=300)


def debian_installer(packages):
    def steps(folder):
        if shutil.which("apt-get") is None:
            raise Unavailable("there is no apt-get to fetch the editor with")
        archives = folder / "archives"
        (archives / "partial").mkdir(parents=True)
        fetch = ["apt-get", "install", "--yes", "--download-only", "--no-install-recommends", "--reinstall"]
        run([*fetch, "-o", f"Dir::Cache::archives={archives}", *packages], timeout=300)
        for archive in sorted(archives.glob("*.deb")):
            run(["dpkg-deb", "-x", archive, folder / "root"])
        shutil.rmtree(archives)

    return steps


def library_folders(root):
    # Some packages still keep theirs outside of /usr.
    folders = [*(root / "usr/lib").glob("*-linux-*"), *(root / "lib").glob("*-linux-*")]
    return ":".join(str(path) for path in sorted(folders))


def with_neovim(cache):
    if shutil.which("nvim"):
        return ["nvim"], {}
    root = install(cache, "neovim", debian_installer(DEBIAN_PACKAGES["neovim"])) / "root"
    return [str(root / "usr/bin/nvim")], {
        "LD_LIBRARY_PATH": library_folders(root),
        "VIMRUNTIME": str(root / "usr/share/nvim/runtime"),
    }


def with_emacs(cache):
    root = install(cache, "emacs", debian_installer(DEBIAN_PACKAGES["emacs"])) / "root"
    shared = next((root / "usr/share/emacs").glob("[0-9]*"))
    eglot = next((root / "usr/share/emacs/site-lisp/elpa-src").glob("eglot-*"))
    lisp = [str(path) for path in [shared / "lisp", *sorted((shared / "lisp").rglob("*"))] if path.is_dir()]
    return [str(root / "usr/bin/emacs-nox"), "--batch", "-Q", "-L", str(eglot)], {
        "LD_LIBRARY_PATH": library_folders(root),
        "EMACSLOADPATH": ":".join(lisp),
        "EMACSDATA": str(shared / "etc"),
        "EMACSDOC": str(shared / "etc"),
        "EMACSPATH": str(next((root / "usr/libexec/emacs" / shared.name).iterdir())),
    }


def session(name, whip, cache, project):
    """The command that runs the session, and its environment."""
    if name == "pytest-lsp":
        folder = install(cache, name, install_python)
        pytest = [folder / "venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto"]
        return [*pytest, HERE / "pytest_lsp_session.py"], {"PYTHONDONTWRITEBYTECODE": "1"}
    if name == "vscode-jsonrpc":
        folder = install(cache, name, install_node)
        return ["node", HERE / "jsonrpc_session.js"], {"NODE_PATH": str(folder / "node_modules")}
    if name == "neovim":
        command, environment = with_neovim(cache)
        return [*command, "--headless", "--clean", "-c", f"luafile {HERE / 'neovim_session.lua'}"], environment
    command, environment = with_emacs(cache)
    return [*command, "-l", HERE / "emacs_session.el"], environment


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("client", choices=["pytest-lsp", "vscode-jsonrpc", "neovim", "emacs"])
    parser.add_argument("--whip", required=True, type=Path)
    parser.add_argument("--cache", required=True, type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        project.mkdir()
        (project / "pyproject.toml").write_text('[tool.whip.lint]\nselect = ["E", "F", "I"]\n')
        (project / "app.py").write_text("import sys\nimport os\n\nprint( os.sep )\n")
        try:
            command, environment = session(arguments.client, arguments.whip, arguments.cache.absolute(), project)
        except Unavailable as reason:
            print(f"skipped: {arguments.client} cannot be installed here: {reason}")
            return SKIPPED
        environment = {
            **os.environ,
            **environment,
            "HOME": scratch,
            "WHIP": str(arguments.whip.absolute()),
            "WHIP_PROJECT": str(project),
        }
        done = subprocess.run([str(part) for part in command], cwd=project, env=environment, timeout=120)
        print(f"{arguments.client}: {'passed' if done.returncode == 0 else 'FAILED'}")
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
