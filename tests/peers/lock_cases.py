"""What lock_diff.py locks with whip and with uv: inputs that a recorded index of 2026 can satisfy, each about something of its own."""
from dataclasses import dataclass, field


@dataclass
class Case:
    files: dict
    arguments: list = field(default_factory=list)  # of both; empty: the project itself, by `uv lock`
    python: str = "3.12"                           # the oldest, where the arguments do not say
    fails: bool = False                            # in both: there is no solution
    platform: str = ""                             # --python-platform: uv locks for one environment of it then

    def __post_init__(self):
        self.is_project = not self.arguments
        if self.is_project:
            return
        if "--python-version" in self.arguments:
            self.python = self.arguments[self.arguments.index("--python-version") + 1]
        else:
            self.arguments = [*self.arguments, "--python-version", self.python]
        self.arguments = [*self.arguments, "--no-build"]

    @property
    def floor(self):
        return tuple(map(int, self.python.split(".")))


def requirements(text, *arguments, more=None, **settings):
    return Case({"r.in": text, **(more or {})}, ["r.in", *arguments], **settings)


def genai(text, *arguments, **settings):
    """A project with recorded pre-releases, without those of its needs that were not recorded."""
    return requirements(text, "--overrides", "o.txt", *arguments, more={"o.txt": "websockets\ngoogle-auth ; python_version < '3'\n"}, **settings)


def project(dependencies, more="", python="3.11", files=None, **settings):
    listed = ", ".join(f"'{each}'" if '"' in each else f'"{each}"' for each in dependencies)
    text = f'[project]\nname = "demo"\nversion = "1"\nrequires-python = ">={python}"\ndependencies = [{listed}]\n{more}'
    return Case({"pyproject.toml": text, **(files or {})}, python=python, **settings)


def library(name, dependencies, more=""):
    listed = ", ".join(f'"{each}"' for each in dependencies)
    return f'[project]\nname = "{name}"\nversion = "0.3"\ndependencies = [{listed}]\n{more}[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'


CASES = {
    # Extras.
    "extras": requirements("sqlalchemy[asyncio]\nuvicorn[standard]\njinja2[i18n]\n"),
    "extras-of-several": requirements("sqlalchemy\nuvicorn\n./coherent\n",
                                      more={"coherent/pyproject.toml": library("coherent", ["sqlalchemy[asyncio]<2.1", "uvicorn[standard]"])}),
    "extra-with-marker": requirements("uvicorn[standard] ; sys_platform == 'win32'\nuvicorn\n"),
    # Markers, which split the lock or do not.
    "markers": requirements("colorama ; sys_platform == 'win32'\nuvloop ; sys_platform != 'win32'\nclick\n"),
    "marker-of-implementation": requirements("cffi ; platform_python_implementation != 'PyPy'\nclick ; implementation_name == 'pypy'\n"),
    "marker-of-machine": requirements("pyzmq ; platform_machine == 'x86_64' or platform_machine == 'AMD64'\n"),
    "split-by-python": requirements("flask<3 ; python_version < '3.13'\nflask>=3 ; python_version >= '3.13'\n"),
    "split-by-platform": requirements("attrs<21 ; sys_platform == 'darwin'\nattrs>=26 ; sys_platform != 'darwin'\ncattrs\n"),
    "split-in-three": requirements("jinja2<3 ; sys_platform == 'win32'\njinja2==3.0.3 ; sys_platform == 'darwin'\n"
                                   "jinja2>3.1 ; sys_platform != 'win32' and sys_platform != 'darwin'\nmarkupsafe\n"),
    "split-with-more-below": requirements("sqlalchemy<2 ; sys_platform == 'win32'\nsqlalchemy>=2 ; sys_platform != 'win32'\nalembic\n"),
    "split-twice": requirements("attrs<21 ; sys_platform == 'darwin'\nattrs>=26 ; sys_platform != 'darwin'\n"
                                "click ; python_version < '3.13'\nidna ; python_version >= '3.14'\n"),
    # Constraints and overrides.
    "constraints": requirements("flask\nalembic\n", "-c", "c.txt", more={"c.txt": "werkzeug<3\nsqlalchemy<2.1\nidna\nunheard-of<3\n"}),
    "constraint-with-marker": requirements("sqlalchemy\n", "-c", "c.txt", more={"c.txt": "sqlalchemy<2.1 ; sys_platform == 'win32'\n"}),
    "overrides": requirements("boto3\n", "--overrides", "o.txt", more={"o.txt": "urllib3<2\n"}),
    "override-with-marker": requirements("argon2-cffi\n", "--overrides", "o.txt", more={"o.txt": "cffi ; sys_platform == 'win32'\n"}),
    "includes": requirements("-r base.in\n-c c.txt\nrich\n", more={"base.in": "jinja2\n", "c.txt": "jinja2<3.1\nmarkupsafe<4\n"}),
    # Which versions.
    "pre-releases-named": requirements("sqlalchemy>=2.1.0b1\n"),
    "pre-releases-only": requirements("opentelemetry-semantic-conventions\n"),
    "pre-releases-not-needed": genai("google-genai<2.9.1,!=2.9.0\n"),
    "pre-releases-allowed": genai("google-genai<2.9.1,!=2.9.0\n", "--prerelease", "allow"),
    "pre-releases-of-one": genai("google-genai<2.9.1,!=2.9.0\nalembic\n", "--prerelease-package", "google-genai=allow"),
    "pre-release-pinned": genai("google-genai==2.9.0rc1\n"),
    "pre-releases-disallowed": genai("google-genai==2.9.0rc1\n", "--prerelease", "disallow", fails=True),
    "lowest": requirements("requests>=2.31\nclick>=8.1\n", "--resolution", "lowest"),
    "lowest-direct": requirements("requests>=2.31\nfastapi>=0.110\n", "--resolution", "lowest-direct"),
    # Pythons.
    "python-3.9": requirements("six\ncolorama\nidna\n", "--python-version", "3.9"),
    "python-3.10": requirements("jinja2\npyyaml\nexceptiongroup\n", "--python-version", "3.10"),
    "python-3.11": requirements("numpy\n", "--python-version", "3.11"),
    "python-3.14": requirements("jupyterlab\n", "--python-version", "3.14"),
    "fewest": requirements("numpy\n", "--python-version", "3.11", "--fork-strategy", "fewest"),
    # Places.
    "path": requirements("./tool\nclick\n", more={"tool/pyproject.toml": library("tool", ["jinja2<3.1", "colorama ; sys_platform == 'win32'"])}),
    "editable-path": requirements("-e ./tool[fast]\n", more={
        "tool/pyproject.toml": library("tool", ["jinja2"], '[project.optional-dependencies]\nfast = ["markupsafe>=2", "uvloop ; sys_platform != \'win32\'"]\n')}),
    "url": requirements("six @ {INDEX}/files/six/six-1.17.0-py2.py3-none-any.whl\npython-dateutil\n"),
    # Projects.
    "project-file": Case({"pyproject.toml": project(
        ["requests"], '[project.optional-dependencies]\nweb = ["fastapi"]\nall = ["demo[web]", "click"]\n'
                      '[dependency-groups]\ntest = ["jinja2", {include-group = "lint"}]\nlint = ["attrs<25"]\n').files["pyproject.toml"]},
        ["pyproject.toml", "--extra", "all", "--group", "test"]),
    "project": project(["requests"], '[project.optional-dependencies]\nweb = ["fastapi"]\nsql = ["sqlalchemy<2.1"]\n'
                                     '[dependency-groups]\ndev = ["towncrier"]\n[tool.uv]\nconstraint-dependencies = ["click<9"]\n'),
    "groups-within-groups": project(["click"], '[dependency-groups]\ndev = [{include-group = "test"}, "rich"]\ntest = ["jinja2", "colorama"]\n'),
    "extras-within-extras": project(["click"], '[project.optional-dependencies]\na = ["demo[b]", "six"]\nb = ["idna ; sys_platform == \'linux\'"]\n'),
    "conflicting-extras": project(["click"], '[project.optional-dependencies]\nold = ["flask<3"]\nnew = ["flask>=3"]\nalso = ["rich"]\n'
                                             '[tool.uv]\nconflicts = [[{extra = "old"}, {extra = "new"}]]\n'),
    "conflicting-groups": project(["markupsafe"], '[dependency-groups]\na = ["jinja2<3"]\nb = ["jinja2>=3.1", "rich"]\n'
                                                '[tool.uv]\nconflicts = [[{group = "a"}, {group = "b"}]]\n'),
    "conflicting-extra-and-group": project(["click"], '[project.optional-dependencies]\nold = ["sqlalchemy<2"]\n[dependency-groups]\ndev = ["sqlalchemy>=2"]\n'
                                                      '[tool.uv]\nconflicts = [[{extra = "old"}, {group = "dev"}]]\n'),
    "environments": project(["ipython"], "[tool.uv]\nenvironments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]\n"),
    "override-of-own": requirements("jinja2>3.1\n", "--overrides", "o.txt", more={"o.txt": "jinja2<3.1\n"}),
    "override-of-extra": requirements("sqlalchemy[asyncio]\n", "--overrides", "o.txt", more={"o.txt": "greenlet ; sys_platform != 'win32'\n"}),
    "overrides-of-project": project(["boto3"], '[tool.uv]\noverride-dependencies = ["urllib3<2", "six ; sys_platform == \'win32\'"]\n'),
    "sources": project(["lib", "click"], '[dependency-groups]\ndev = ["other[x]"]\n[tool.uv.sources]\nlib = {path = "lib"}\nother = {path = "other", editable = true}\n',
                       files={"lib/pyproject.toml": library("lib", ["jinja2"]),
                              "other/pyproject.toml": library("other", ["lib"], '[project.optional-dependencies]\nx = ["rich"]\n[tool.uv.sources]\nlib = {path = "../lib"}\n')}),
    "workspace": project(["lib"], '[tool.uv.sources]\nlib = {workspace = true}\n[tool.uv.workspace]\nmembers = ["lib"]\n',
                         files={"lib/pyproject.toml": library("lib", ["flask<3 ; sys_platform == 'win32'", "flask ; sys_platform != 'win32'"])}),
    # One platform: what uv locks for one environment of it is what whip's lock has there.
    **{f"platform-{platform}": requirements("jupyter\nuvicorn[standard]\npandas\ncffi ; platform_machine == 'x86_64'\n", platform=platform)
       for platform in ("linux", "x86_64-manylinux_2_28", "aarch64-unknown-linux-gnu", "macos", "windows")},
    "platform-of-markers": requirements("colorama ; sys_platform == 'win32'\nuvloop ; sys_platform != 'win32'\nflask<3 ; python_version < '3.13'\n",
                                        platform="windows"),
    "platform-with-wheels": requirements("pywin32\n", platform="windows"),
    "platform-of-old-python": requirements("flask\nanyio\nuvicorn[standard]\n", "--python-version", "3.11", platform="x86_64-apple-darwin"),
    # No solution, in either.
    "disagreement": requirements("flask>=3\nwerkzeug<2\n", fails=True),
    "extra-that-cannot-be": requirements("requests[socks]\n", fails=True),
    "too-old-a-python": requirements("numpy\n", "--python-version", "3.9", fails=True),
}
