"""What carries the requests of `whip lock`."""
import unittest

from project import LockTest

PROJECT = '[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["a"]\n'


class WithoutLibcurl(LockTest):
    WORLD = {"a": [{"version": "1.0"}]}

    def setUp(self):
        super().setUp()
        self.project.write("pyproject.toml", PROJECT)
        # The loader finds these first, and they are no libraries.
        for name in ("libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"):
            self.project.write(f"empty/{name}", "")
        self.hidden = {"LD_LIBRARY_PATH": str(self.project.folder / "empty"), "DYLD_LIBRARY_PATH": str(self.project.folder / "empty")}

    def test_it_is_said_what_to_install(self):
        said = self.project.lock(**self.hidden)
        self.assertEqual(said.code, 2)
        self.assertEqual(said.count("libcurl, which could not be loaded"), 1)
        self.assertIn("libcurl4", said)

    def test_what_is_known_needs_none(self):
        self.locked()
        self.assertEqual(self.project.lock("--check", **self.hidden).code, 0)
        self.assertEqual(self.project.lock("--offline", **self.hidden).code, 0)
        self.assertEqual(self.project.run("export", **self.hidden).code, 0)


if __name__ == "__main__":
    unittest.main()
