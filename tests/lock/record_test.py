"""Whatever decides a resolution is noted in the lock: after a change of any of it --check ends with 1 and says what it was."""
import unittest

from project import LockTest

HEAD = '[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["a"]\n'
EXTRAS = '[project.optional-dependencies]\nold = ["c<2"]\nnew = ["c>=1"]\n[dependency-groups]\ndev = ["c"]\ntest = ["c>=1"]\n'
WORLD = {
    "a": [{"version": "1.0", "needs": ["b"]}, {"version": "2.0", "needs": ["b"]}],
    "b": [{"version": "1.0"}, {"version": "2.0rc1"}],
    "c": [{"version": "1.0"}],
}


class Memory(LockTest):
    """That a lock was found to hold is remembered for the same bytes and the same words only."""
    WORLD = WORLD

    def setUp(self):
        super().setUp()
        self.project.write("pyproject.toml", HEAD)
        self.locked()
        self.holds()

    def test_a_byte_of_the_lock(self):
        right = self.project.text()
        self.project.write("pylock.toml", right.replace('version = "2.0"', 'version = "2.1"'))
        self.assertEqual(self.project.lock("--check").code, 1)
        self.project.write("pylock.toml", right)
        self.holds()

    def test_a_word_of_the_project(self):
        self.project.write("pyproject.toml", HEAD.replace('"a"', '"a<2"'))
        self.assertEqual(self.project.lock("--check").code, 1)
        self.project.write("pyproject.toml", HEAD)
        self.holds()

    def test_another_index(self):
        said = self.project.lock("--check", "--offline", "--default-index", "http://other.invalid/simple", index=False)
        self.assertNotEqual(said.code, 0, said)

    def test_it_says_the_same_as_the_first_time(self):
        said = self.project.lock("--check", "--json")
        self.project.write("pylock.toml", self.project.text() + "\n")
        self.assertEqual(self.project.lock("--check", "--json"), said)
        self.assertIn('"packages":2', said.replace(" ", ""))


class Settings(LockTest):
    WORLD = WORLD

    def changed(self, before, after, *words):
        """The lock is made with the first settings, and checked with the second."""
        self.project.write("pyproject.toml", HEAD + before)
        self.locked()
        self.holds()
        self.project.write("pyproject.toml", HEAD + after)
        self.outdated(*words)

    def setting(self, before, after, *words):
        self.changed("[tool.uv]\n" + before, "[tool.uv]\n" + after, *words)

    def test_required_environments(self):
        self.setting("", "required-environments = [\"sys_platform == 'linux'\"]",
                     "option `required-environments` added: `sys_platform == ", "linux")

    def test_environments(self):
        self.setting("environments = [\"sys_platform == 'linux'\"]", "environments = [\"sys_platform == 'win32'\"]", "environments changed: ",
                     "linux", "win32")

    def test_conflicts(self):
        self.changed(EXTRAS, EXTRAS + '[tool.uv]\nconflicts = [[{extra = "old"}, {extra = "new"}]]\n', "option `conflicts` added", "old", "new")

    def test_conflicts_of_groups(self):
        head = EXTRAS + "[tool.uv]\nconflicts = [[{extra = \"old\"}, {extra = \"new\"}]%s]\n"
        self.changed(head % "", head % ', [{group = "dev"}, {group = "test"}]', "option `conflicts` changed", "(dev)", "(test)")

    def test_no_build(self):
        self.setting("", "no-build = true", "option `no-build` added: `true`")

    def test_no_build_package(self):
        self.setting('no-build-package = ["a"]', 'no-build-package = ["b"]', "option `no-build-package` changed: `a` -> `b`")

    def test_no_binary_package(self):
        self.setting("", 'no-binary-package = ["nothing"]', "option `no-binary-package` added: `nothing`")

    def test_exclude_newer(self):
        self.setting("", 'exclude-newer = "2026-01-01"', "option `exclude-newer` added: `2026-01-01`")

    def test_exclude_newer_package(self):
        self.setting('exclude-newer-package = {a = "2026-01-01"}', "exclude-newer-package = {a = false}",
                     "option `exclude-newer.a` changed: `2026-01-01` -> `false`")

    def test_resolution(self):
        self.setting("", 'resolution = "lowest"', "option `resolution` added: `lowest`")

    def test_prerelease(self):
        self.setting('prerelease = "disallow"', 'prerelease = "allow"', "option `prerelease` changed: `disallow` -> `allow`")

    def test_prerelease_package(self):
        self.setting("", 'prerelease-package = {b = "allow"}', "option `prerelease.b` added: `allow`")

    def test_fork_strategy(self):
        self.setting("", 'fork-strategy = "fewest"', "option `fork-strategy` added: `fewest`")

    def test_dependency_metadata(self):
        self.setting("", '[[tool.uv.dependency-metadata]]\nname = "a"\nrequires-dist = ["c"]\n', "option `dependency-metadata` added", "a *: c",
                     "Add c 1.0")

    def test_python_of_dependency_metadata(self):
        head = '[[tool.uv.dependency-metadata]]\nname = "a"\nrequires-dist = ["b"]\n'
        self.setting(head, head + 'requires-python = ">=3.9"\n', "option `dependency-metadata` changed", ">=3.9")

    def test_constraints(self):
        self.setting("", 'constraint-dependencies = ["a<2"]', "constraint added: `a<2`", "pyproject.toml:7:28", "Update a 2.0 -> 1.0: `a<2`")

    def test_overrides(self):
        self.setting("", 'override-dependencies = ["b==1.0"]', "override added: `b==1.0`")

    def test_default_groups(self):
        self.changed(EXTRAS, EXTRAS + '[tool.uv]\ndefault-groups = ["test"]\n', "default-groups changed: `dev` -> `test`")

    def test_requires_python(self):
        self.project.write("pyproject.toml", HEAD)
        self.locked()
        self.project.write("pyproject.toml", HEAD.replace("3.12", "3.13"))
        self.outdated("requires-python changed: `>=3.12` -> `>=3.13`", "pyproject.toml:4")

    def test_an_index_more(self):
        self.setting("", f'[[tool.uv.index]]\nname = "own"\nurl = "{self.project.index.url}"\n', "option `index` added: `own=http://127.0.0.1:")

    def test_the_order_of_indexes(self):
        one, other = (f'[[tool.uv.index]]\nname = "{name}"\nurl = "{self.project.index.url}{rest}"\n' for name, rest in (("x", ""), ("y", "?y")))
        self.setting(one + other, other + one, "option `index` changed: `x=")

    def test_index_pins(self):
        index = f'[[tool.uv.index]]\nname = "own"\nurl = "{self.project.index.url}"\nexplicit = true\n'
        self.setting(index, index + '[tool.uv.sources]\na = {index = "own"}\n', "option `sources` added: `a = own`")

    def test_credentials_of_an_index_are_no_change(self):
        index = '[[tool.uv.index]]\nname = "own"\nurl = "%s"\n'
        self.project.write("pyproject.toml", HEAD + index % self.project.index.url)
        self.locked()
        self.assertNotIn("s3cr3t", self.project.text())
        self.project.write("pyproject.toml", HEAD + index % self.project.index.url.replace("://", "://me:s3cr3t@"))
        self.holds()

    def test_what_has_no_part_in_it(self):
        self.project.write("pyproject.toml", HEAD)
        self.locked()
        self.project.write("pyproject.toml", HEAD + '[tool.ruff]\nline-length = 100\n[tool.uv]\nprerelease = "if-necessary-or-explicit"\n')
        self.holds()


class Options(LockTest):
    """The same on the command line."""
    WORLD = WORLD

    def setUp(self):
        super().setUp()
        self.project.write("r.in", "a\n")

    def test_each(self):
        cases = {
            ("--no-build",): "option `no-build` added: `true`",
            ("--no-build-package", "b"): "option `no-build-package` added: `b`",
            ("--no-binary-package", "x"): "option `no-binary-package` added: `x`",
            ("--exclude-newer", "2026-01-01"): "option `exclude-newer` added: `2026-01-01`",
            ("--exclude-newer-package", "a=2026-01-01"): "option `exclude-newer.a` added: `2026-01-01`",
            ("--resolution", "lowest-direct"): "option `resolution` added: `lowest-direct`",
            ("--prerelease", "explicit"): "option `prerelease` added: `explicit`",
            ("--prerelease-package", "b=disallow"): "option `prerelease.b` added: `disallow`",
            ("--fork-strategy", "fewest"): "option `fork-strategy` added: `fewest`",
            ("--python-platform", "linux"): "environments added: ",
            ("--python-version", "3.14"): "requires-python changed: `>=3.12` -> `>=3.14`",
        }
        for arguments, words in cases.items():
            with self.subTest(option=arguments[0]):
                common = [] if "--python-version" in arguments else ["--python-version", "3.12"]
                self.locked("r.in", "--python-version", "3.12")
                self.outdated(words, arguments=["r.in", *common, *arguments])
                (self.project.folder / "pylock.toml").unlink()

    def test_files_beside_the_requirements(self):
        self.project.write("c.txt", "a<2\n")
        self.locked("r.in")
        self.outdated("constraint added: `a<2` (c.txt:1:1)", "Update a 2.0 -> 1.0", arguments=["r.in", "-c", "c.txt"])
        self.project.write("r.in", "--only-binary :all:\na\n")
        self.outdated("option `no-build` added", arguments=["r.in", "-c", "c.txt"])


class Places(LockTest):
    """What lies in folders says itself what it needs, and says another thing tomorrow."""
    WORLD = WORLD
    LIB = '[project]\nname = "lib"\nversion = "0.1"\ndependencies = [%s]\n'

    def test_a_folder(self):
        self.project.write("lib/pyproject.toml", self.LIB % '"b"')
        self.project.write("pyproject.toml", HEAD.replace('"a"', '"a", "lib"') + '[tool.uv.sources]\nlib = {path = "lib"}\n')
        self.locked()
        self.holds()
        self.project.write("lib/pyproject.toml", self.LIB % '"b<2"')
        self.outdated("Change lib lib: its requirement changed: `b` -> `b<2`")
        self.project.write("lib/pyproject.toml", self.LIB % '"b<2", "c"')
        self.outdated("Add c 1.0: lib 0.1 needs `c`", "other dependencies")

    def test_a_folder_that_becomes_editable(self):
        self.project.write("lib/pyproject.toml", self.LIB % "")
        source = '[tool.uv.sources]\nlib = {path = "lib", editable = %s}\n'
        self.project.write("pyproject.toml", HEAD.replace('"a"', '"lib"') + source % "false")
        self.locked()
        self.project.write("pyproject.toml", HEAD.replace('"a"', '"lib"') + source % "true")
        self.outdated("Change lib lib: another source")

    def test_a_member_of_the_workspace(self):
        head = HEAD.replace('"a"', '"lib"') + '[tool.uv.sources]\nlib = {workspace = true}\n[tool.uv.workspace]\nmembers = ["packages/*"]\n'
        self.project.write("packages/lib/pyproject.toml", self.LIB % '"a<2"')
        self.project.write("pyproject.toml", head)
        self.locked()
        self.assertEqual(self.project.versions()["a"], ["1.0"])
        self.project.write("packages/lib/pyproject.toml", self.LIB % '"a"')
        self.outdated("its requirement changed: `a<2` -> `a`")


if __name__ == "__main__":
    unittest.main()
