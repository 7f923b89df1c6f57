"""A project in a folder of its own, locked by the real command on a made-up index.

    with Project(WORLD) as project:
        project.write("pyproject.toml", PYPROJECT)
        project.lock("--check")            # what it said; .code is the exit code
        project.versions()                 # {"a": ["1.0"]} of the lock
"""
import os
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

from small_index import SmallIndex

WHIP = os.path.abspath(os.environ["WHIP"])


class Said(str):
    code = 0


class Project:
    def __init__(self, world):
        self.index = SmallIndex(world)
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name) / "project"
        self.folder.mkdir()

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        self.index.__exit__()
        self.scratch.cleanup()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(self, *arguments, folder=".", **variables):
        environment = {"PATH": os.environ["PATH"], "HOME": self.scratch.name, **variables}
        done = subprocess.run([WHIP, *arguments], cwd=self.folder / folder, env=environment, capture_output=True, text=True)
        said = Said(done.stdout + done.stderr)
        said.code = done.returncode
        return said

    def lock(self, *arguments, index=True, **more):
        where = ["--default-index", self.index.url] if index else []
        return self.run("lock", *arguments, *where, "--cache-dir", str(Path(self.scratch.name) / "cache"), **more)

    def text(self, name="pylock.toml"):
        return (self.folder / name).read_text()

    def packages(self, name="pylock.toml"):
        return tomllib.loads(self.text(name))["packages"]

    def versions(self, name="pylock.toml"):
        found = {}
        for package in self.packages(name):
            found.setdefault(package["name"], []).append(package.get("version", "-"))
        return found


class LockTest(unittest.TestCase):
    """Cases on a world of their own class."""
    WORLD = {}

    def setUp(self):
        self.project = Project(self.WORLD)
        self.addCleanup(self.project.__exit__)

    def locked(self, *arguments, **more):
        """A lock that must come about."""
        said = self.project.lock(*arguments, **more)
        self.assertEqual(said.code, 0, said)
        return said

    def outdated(self, *words, arguments=(), **more):
        """--check finds the lock outdated and says why; a new lock then holds."""
        said = self.project.lock("--check", *arguments, **more)
        self.assertEqual(said.code, 1, said)
        for word in words:
            self.assertIn(word, said)
        self.locked(*arguments, **more)
        self.holds(*arguments, **more)

    def holds(self, *arguments, **more):
        said = self.project.lock("--check", *arguments, **more)
        self.assertEqual(said.code, 0, said)
