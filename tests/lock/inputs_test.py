"""What `whip lock` takes: workspaces, editable folders, platforms, other tools' locks, and which packages move."""
import tomllib
import unittest

from project import LockTest

HEAD = '[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = [%s]\n'
LIB = '[project]\nname = "%s"\nversion = "0.1"\ndependencies = [%s]\n%s'


def head(*dependencies):
    return HEAD % ", ".join(f'"{each}"' for each in dependencies)


class Workspaces(LockTest):
    WORLD = {"a": [{"version": "1.0"}, {"version": "2.0"}], "b": [{"version": "1.0"}]}

    def setUp(self):
        super().setUp()
        members = '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n'
        sources = "[tool.uv.sources]\none = {workspace = true}\n"
        self.project.write("pyproject.toml", head("one") + sources + members)
        self.project.write("packages/one/pyproject.toml", LIB % ("one", '"two", "a<2"', "[tool.uv.sources]\ntwo = {workspace = true}\n"))
        self.project.write("packages/two/pyproject.toml", LIB % ("two", '"b"', ""))
        self.project.write("packages/old/pyproject.toml", LIB % ("old", '"no-such-thing"', ""))
        self.project.write("packages/notes.txt", "")

    def test_members_come_from_their_folders(self):
        self.locked()
        self.assertEqual(self.project.versions(), {"a": ["1.0"], "b": ["1.0"], "one": ["-"], "two": ["-"]})
        places = {package["name"]: package["directory"] for package in self.project.packages() if "directory" in package}
        self.assertEqual(places, {"one": {"path": "packages/one", "editable": True}, "two": {"path": "packages/two", "editable": True}})

    def test_a_member_is_locked_alone_from_its_own_folder(self):
        self.locked(folder="packages/one")
        self.assertEqual(self.project.versions("packages/one/pylock.toml"), {"a": ["1.0"], "b": ["1.0"], "two": ["-"]})
        two = [package for package in self.project.packages("packages/one/pylock.toml") if package["name"] == "two"][0]
        self.assertEqual(two["directory"]["path"], "../two")

    def test_what_is_no_member_is_told_with_its_place(self):
        self.project.write("pyproject.toml", head("old") + "[tool.uv.sources]\nold = {workspace = true}\n"
                                                           '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n')
        said = self.project.lock()
        self.assertEqual(said.code, 2)
        self.assertIn("`old` is to come from the workspace, but no member", said)
        self.assertIn("pyproject.toml:7:7", said)


class TheProjectItself(LockTest):
    WORLD = {"plugin": [{"version": "1.0", "needs": ["demo>=1"]}], "a": [{"version": "1.0"}, {"version": "2.0"}],
             "eager": [{"version": "1.0", "needs": ["demo[quick]"]}], "later": [{"version": "1.0", "needs": ["demo>=2"]}],
             "demo": [{"version": "9.0"}]}

    def test_a_plugin_gets_this_one_and_not_the_one_of_the_index(self):
        self.project.write("pyproject.toml", head() + '[dependency-groups]\ndev = ["plugin"]\n')
        self.locked()
        self.assertEqual(self.project.versions(), {"plugin": ["1.0"]})

    def test_its_extras_are_its_own(self):
        extra = '[project.optional-dependencies]\nquick = ["a<2"]\n'
        self.project.write("pyproject.toml", head("eager") + extra)
        self.locked()
        self.assertEqual(self.project.versions(), {"eager": ["1.0"], "a": ["1.0"]})
        self.assertEqual([each.get("marker") for each in self.project.packages()], [None, None])

    def test_a_version_that_it_does_not_have(self):
        self.project.write("pyproject.toml", head("later"))
        said = self.project.lock()
        self.assertEqual(said.code, 1)
        self.assertIn("needs `demo>=2`, but the project itself is version 1", said)

    def test_a_version_that_only_its_build_knows(self):
        self.project.write("pyproject.toml", head("later").replace('version = "1"', 'dynamic = ["version"]'))
        self.locked()
        self.assertEqual(self.project.versions(), {"later": ["1.0"]})


class SettingsOfProjects(LockTest):
    WORLD = {"a": [{"version": "1.0"}, {"version": "2.0", "python": ">=3.13"}], "b": [{"version": "1.0", "needs": ["a"]}],
             "edge": [{"version": "1.0"}, {"version": "2.0", "python": "!=3.12.0,>=3.12"}]}

    def test_a_group_for_newer_pythons_and_what_includes_it(self):
        groups = '[dependency-groups]\nnew = ["a==2.0"]\nall = ["b", {include-group = "new"}]\n'
        self.project.write("pyproject.toml", head() + groups + '[tool.uv.dependency-groups]\nnew = {requires-python = ">=3.13"}\n')
        self.locked()
        self.assertEqual(self.project.versions(), {"a": ["2.0"], "b": ["1.0"]})
        markers = {package["name"]: package["marker"] for package in self.project.packages()}
        self.assertIn("python_full_version >= '3.13'", markers["a"])
        self.assertIn("python_full_version >= '3.13'", markers["b"])

    def test_a_group_s_pythons_that_are_none(self):
        self.project.write("pyproject.toml", head() + '[tool.uv.dependency-groups]\nnew = {requires-python = "new"}\n')
        said = self.project.lock()
        self.assertEqual(said.code, 2)
        self.assertIn("pyproject.toml:7:26", said)

    def test_dev_dependencies_are_of_the_group_dev(self):
        self.project.write("pyproject.toml", head() + '[tool.uv]\ndev-dependencies = ["a<2"]\n')
        self.locked()
        self.assertEqual([package["marker"] for package in self.project.packages()], ["'dev' in dependency_groups"])

    def test_what_is_excluded_is_locked_for_nobody(self):
        self.project.write("pyproject.toml", head("b"))
        self.locked()
        self.project.write("pyproject.toml", head("b") + '[tool.uv]\nexclude-dependencies = ["A"]\n')
        self.assertEqual(self.project.lock("--check").code, 1)
        self.locked()
        self.assertEqual(self.project.versions(), {"b": ["1.0"]})

    def test_nor_where_the_project_is_named_as_a_file(self):
        self.project.write("pyproject.toml", head("b") + '[tool.uv]\nexclude-dependencies = ["a"]\n')
        self.locked("pyproject.toml")
        self.assertEqual(self.project.versions(), {"b": ["1.0"]})

    def test_a_release_that_leaves_out_the_first_of_a_python(self):
        self.project.write("pyproject.toml", head("edge"))
        self.locked()
        self.assertEqual(self.project.versions(), {"edge": ["1.0", "2.0"]})


class Folders(LockTest):
    WORLD = {"a": [{"version": "1.0"}], "fast": [{"version": "1.0"}]}

    def setUp(self):
        super().setUp()
        self.project.write("tool/pyproject.toml", LIB % ("tool", '"a"', '[project.optional-dependencies]\nquick = ["fast"]\n'))

    def package(self, name):
        return [package for package in self.project.packages() if package["name"] == name][0]

    def test_editable_in_a_requirements_file(self):
        self.project.write("r.in", "-e ./tool\n")
        self.locked("r.in")
        self.assertEqual(self.project.versions(), {"a": ["1.0"], "tool": ["-"]})
        self.assertEqual(self.package("tool")["directory"], {"path": "tool", "editable": True})

    def test_editable_with_an_extra_and_a_marker(self):
        self.project.write("r.in", "-e ./tool[quick] ; sys_platform == 'linux'\n")
        self.locked("r.in")
        self.assertEqual(self.project.versions(), {"a": ["1.0"], "fast": ["1.0"], "tool": ["-"]})
        self.assertEqual(self.package("fast")["marker"], "sys_platform == 'linux'")

    def test_not_editable(self):
        self.project.write("r.in", "./tool\n")
        self.locked("r.in")
        self.assertEqual(self.package("tool")["directory"], {"path": "tool"})

    def test_a_folder_that_says_nothing_certain_is_an_error(self):
        self.project.write("tool/pyproject.toml", '[project]\nname = "tool"\ndynamic = ["version", "dependencies"]\n')
        self.project.write("r.in", "-e ./tool\n")
        said = self.project.lock("r.in")
        self.assertNotEqual(said.code, 0)
        self.assertIn("tool", said)
        self.assertIn("dynamic", said)


class Platforms(LockTest):
    WORLD = {"a": [{"version": "1.0", "needs": ["win ; sys_platform == 'win32'", "mac ; platform_machine == 'arm64'", "pi ; platform_machine == 'aarch64'"]}],
             "win": [{"version": "1.0"}], "mac": [{"version": "1.0"}], "pi": [{"version": "1.0"}]}

    def on(self, *platforms):
        self.project.write("r.in", "a\n")
        self.locked("r.in", *[word for platform in platforms for word in ("--python-platform", platform)])
        return sorted(self.project.versions())

    def test_each(self):
        self.assertEqual(self.on("linux"), ["a"])
        self.assertEqual(self.on("windows"), ["a", "win"])
        self.assertEqual(self.on("macos"), ["a", "mac"])
        self.assertEqual(self.on("aarch64-unknown-linux-gnu"), ["a", "pi"])
        self.assertEqual(self.on("linux", "windows"), ["a", "win"])
        self.assertEqual(self.on(), ["a", "mac", "pi", "win"])

    def test_the_lock_says_so(self):
        self.on("windows", "linux")
        self.assertEqual([each.replace('"', "'") for each in tomllib.loads(self.project.text())["environments"]],
                         ["sys_platform == 'win32' and platform_machine == 'AMD64'", "sys_platform == 'linux' and platform_machine == 'x86_64'"])

    def test_an_unknown_one_is_an_error(self):
        self.project.write("r.in", "a\n")
        said = self.project.lock("r.in", "--python-platform", "beos")
        self.assertEqual(said.code, 2)
        self.assertIn("`--python-platform beos`: whip knows", said)


OLD = {"a": [{"version": "1.0"}], "b": [{"version": "1.0"}], "c": [{"version": "1.0", "needs": ["d"]}], "d": [{"version": "1.0"}]}
NEW = {name: [*releases, {"version": "1.5"}, {"version": "2.0", "needs": releases[0].get("needs", [])}] for name, releases in OLD.items()}


class Upgrades(LockTest):
    WORLD = OLD

    def setUp(self):
        super().setUp()
        self.project.write("pyproject.toml", head("a", "c") + '[dependency-groups]\ndev = ["b"]\ntest = ["a"]\n')
        self.locked()
        self.project.index.set(NEW)

    def moved(self, *arguments):
        """The packages that are not at 1.0 any more."""
        self.locked("--refresh", *arguments)
        return {name: versions[0] for name, versions in self.project.versions().items() if versions != ["1.0"]}

    def test_nothing_moves_by_itself(self):
        self.assertEqual(self.moved(), {})

    def test_all(self):
        self.assertEqual(self.moved("-U"), dict.fromkeys("abcd", "2.0"))

    def test_one_package(self):
        self.assertEqual(self.moved("-P", "a"), {"a": "2.0"})

    def test_one_package_to_a_version(self):
        self.assertEqual(self.moved("-P", "a==1.5"), {"a": "1.5"})
        self.holds()

    def test_several_packages(self):
        self.assertEqual(self.moved("-P", "a<2", "--upgrade-package", "d"), {"a": "1.5", "d": "2.0"})

    def test_a_version_that_there_is_not(self):
        said = self.project.lock("--refresh", "-P", "a==7")
        self.assertEqual(said.code, 1)
        self.assertIn("no release of `a` matches `a==7`", said)
        self.assertIn("--upgrade-package a==7", said)

    def test_the_packages_of_a_group(self):
        self.assertEqual(self.moved("--upgrade-group", "dev"), {"b": "2.0"})

    def test_a_group_that_there_is_not(self):
        said = self.project.lock("--upgrade-group", "docs")
        self.assertEqual(said.code, 2)
        self.assertIn("`--upgrade-group docs`: the project has no such group", said)

    def test_the_reason_is_told(self):
        self.assertIn("Update a 1.0 -> 2.0: the newest that fits", self.project.lock("--refresh", "-P", "a", "--dry-run"))
        self.assertEqual(self.moved(), {}, "--dry-run writes nothing")


class Moves(LockTest):
    """From another tool's lock no version changes."""
    WORLD = NEW
    HASH = "sha256:" + "0" * 64

    def moved_from(self, name, text):
        self.project.write(name, text)
        self.project.write("pyproject.toml", head("a", "c"))
        self.locked("--from", name)
        self.assertEqual(self.project.versions(), {"a": ["1.0"], "c": ["1.0"], "d": ["1.5"]})
        self.holds()

    def test_uv(self):
        package = '[[package]]\nname = "%s"\nversion = "%s"\nsource = { registry = "https://index.example/simple" }\n'
        self.moved_from("uv.lock", 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n' + package % ("a", "1.0") + package % ("c", "1.0") + package % ("d", "1.5")
                        + '[[package]]\nname = "demo"\nversion = "1"\nsource = { virtual = "." }\n')

    def test_poetry(self):
        package = '[[package]]\nname = "%s"\nversion = "%s"\ndescription = ""\noptional = false\npython-versions = ">=3.8"\nfiles = []\n'
        self.moved_from("poetry.lock", package % ("A", "1.0") + package % ("c", "1.0") + package % ("d", "1.5")
                        + '[metadata]\nlock-version = "2.1"\npython-versions = ">=3.12"\ncontent-hash = "0"\n')

    def test_requirements(self):
        self.moved_from("requirements.txt", f"# made by a tool\nA==1.0 \\\n    --hash={self.HASH}\nc==1.0 ; python_version >= '3.8'\n    # via demo\nd==1.5\n")

    def test_pylock(self):
        package = '[[packages]]\nname = "%s"\nversion = "%s"\n'
        self.moved_from("pylock.old.toml", 'lock-version = "1.0"\ncreated-by = "pip"\n' + package % ("a", "1.0") + package % ("c", "1.0") + package % ("d", "1.5"))

    def test_what_does_not_fit_any_more_moves(self):
        self.project.write("requirements.txt", "a==1.0\nc==1.0\nd==1.0\n")
        self.project.write("pyproject.toml", head("a>1", "c"))
        self.locked("--from", "requirements.txt")
        self.assertEqual(self.project.versions(), {"a": ["2.0"], "c": ["1.0"], "d": ["1.0"]})

    def test_what_is_no_lock_is_an_error(self):
        self.project.write("pyproject.toml", head("a"))
        self.project.write("other.toml", "[tool]\n")
        said = self.project.lock("--from", "other.toml")
        self.assertEqual(said.code, 2)
        self.assertIn("other.toml", said)
        self.assertIn("no list of packages", said)


class Overrides(LockTest):
    """An override stands for every requirement on its project: the user's too, and whatever its marker was."""
    WORLD = {"a": [{"version": "1.0", "needs": ["b<2 ; sys_platform == 'linux'", "e ; extra == 'x' and sys_platform == 'linux'"], "extras": ["x"]}],
             "b": [{"version": "1.0"}, {"version": "2.0"}, {"version": "3.0"}], "e": [{"version": "1.0"}]}

    def marker(self, name):
        return [package.get("marker", "") for package in self.project.packages() if package["name"] == name]

    def test_of_a_release(self):
        self.project.write("pyproject.toml", head("a") + '[tool.uv]\noverride-dependencies = ["b>=2 ; sys_platform == \'win32\'"]\n')
        self.locked()
        self.assertEqual((self.project.versions()["b"], self.marker("b")), (["3.0"], ["sys_platform == 'win32'"]))
        self.holds()

    def test_of_the_user(self):
        self.project.write("pyproject.toml", head("b>=2") + '[tool.uv]\noverride-dependencies = ["b<2"]\n')
        self.locked()
        self.assertEqual(self.project.versions(), {"b": ["1.0"]})
        self.holds()
        self.assertIn("b<2", self.project.run("tree", "--why", "b"))

    def test_of_an_extra(self):
        settings = '[tool.uv]\noverride-dependencies = ["e>=1"]\n'
        self.project.write("pyproject.toml", head("a") + settings)
        self.locked()
        self.assertNotIn("e", self.project.versions(), "nobody asks for the extra")
        self.project.write("pyproject.toml", head("a[x]") + settings)
        self.locked()
        self.assertEqual(self.marker("e"), [""])


class Failures(LockTest):
    WORLD = {"requests": [{"version": "1.0"}], "scikit-learn": [{"version": "1.0"}], "hidden": [{"version": "1.0"}],
             "mixed": [{"version": "1.0"}, {"version": "1.4"}, {"version": "1.5", "yanked": True}, {"version": "2.0", "sdist": True}],
             "above": [{"version": "1.0", "needs": ["mixed>=2"]}], "source": [{"version": "1.0", "sdist": True}]}

    def said(self, requirement, *arguments):
        self.project.write("r.in", requirement + "\n")
        said = self.project.lock("r.in", *arguments)
        self.assertEqual(said.code, 1, said)
        return said

    def test_a_mistyped_name(self):
        self.assertIn("help: did you mean `requests`?", self.said("reqeusts"))

    def test_the_name_of_a_module(self):
        self.assertIn("help: did you mean `scikit-learn`?", self.said("sklearn"))

    def test_a_name_of_the_lock_before(self):
        self.project.write("r.in", "hidden\n")
        self.locked("r.in")
        self.assertIn("help: did you mean `hidden`?", self.said("hiden"))

    def test_no_name_is_offered_that_only_the_index_has(self):
        self.assertNotIn("did you mean", self.said("hiddn"))

    def test_no_name_is_offered_that_the_index_does_not_have(self):
        self.assertNotIn("did you mean", self.said("nunpy"))

    def test_the_newest_with_a_wheel(self):
        for options in ([], ["--no-build"]):
            self.assertIn("help: the newest release of `mixed` with a wheel is 1.4", self.said("above", *options))
            said = self.said("mixed>=2", *options)
            self.assertIn("help: without the lower bound `>=2` on `mixed` (r.in:1:1) it would lock, with mixed 1.4", said)
            self.assertNotIn("the newest release of", said, "it is told already")

    def test_an_older_one_with_a_wheel_is_taken_where_it_may_be(self):
        self.project.write("r.in", "mixed\n")
        self.locked("r.in")
        self.assertEqual(self.project.versions(), {"mixed": ["1.4"]})

    def test_none_with_a_wheel(self):
        said = self.said("source")
        self.assertIn("no release of `source` has a wheel", said)
        self.assertIn("dependency-metadata", said)
        self.assertNotIn("it would lock", said, "without the only requirement there is nothing to lock")


class Pythons(LockTest):
    WORLD = {"a": [{"version": "1.0", "python": ">=3.8"}, {"version": "2.0", "python": ">=3.12"}]}

    def test_older_ones_get_a_version_of_their_own(self):
        self.project.write("r.in", "a\n")
        self.locked("r.in", "--python-version", "3.10")
        self.assertEqual(self.project.versions(), {"a": ["1.0", "2.0"]})

    def test_or_all_get_the_same(self):
        self.project.write("r.in", "a\n")
        self.locked("r.in", "--python-version", "3.10", "--fork-strategy", "fewest")
        self.assertEqual(self.project.versions(), {"a": ["1.0"]})


if __name__ == "__main__":
    unittest.main()
