"""Compares the settings and the files that whip and the peer arrive at, over many configurations.

    python3 tests/peers/settings_diff.py --ruff ruff --whip "whip check" [--random 200] [--seed 1] [--projects DIR...]

Three sources: configurations written here, random ones (rule selection, where most of the logic is), and the folders given with
--projects (each configuration file below them is copied to an empty project). For each: `--show-settings` of both tools, key by key for the
keys that whip prints, and `--show-files`. Selected rules are compared as what whip carries plus what it says it does not carry.
Exit code 1 if anything differs that is not in KNOWN.
"""

import argparse
import json
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

# key -> why the two may differ
KNOWN = {
    "cache_dir": "the cache's folder has another name",
    "linter.rules.not_carried": "only whip prints it",
}
IGNORED_PATTERNS = {'".whip_cache"'}  # whip's own default exclude

WRITTEN = {
    "empty": "",
    "lengths": 'line-length = 100\nlint.pycodestyle.max-line-length = 120\nlint.pycodestyle.max-doc-length = 72\nindent-width = 2\n',
    "per-file": 'lint.select = ["E", "F"]\n[lint.per-file-ignores]\n"tests/*" = ["F401", "E5"]\n"!src/**.py" = ["E"]\n"__init__.py" = ["F"]\n'
    '[lint.extend-per-file-ignores]\n"./docs/../docs/*" = ["F4"]\n',
    "versions": 'target-version = "py39"\n[per-file-target-version]\n"scripts/*.py" = "py312"\n',
    "sections": '[lint.isort]\nknown-first-party = ["mine", "also.mine*"]\nknown-third-party = ["theirs"]\nknown-local-folder = ["here"]\n'
    'extra-standard-library = ["path"]\nsection-order = ["future", "standard-library", "django", "third-party", "first-party", "local-folder"]\n'
    'default-section = "django"\nno-lines-before = ["local-folder", "django"]\nimport-heading = { future = "Futures", django = "Django" }\n'
    '[lint.isort.sections]\ndjango = ["django"]\n',
    "isort-flags": "[lint.isort]\n" + "".join(
        f"{key} = true\n" for key in ("case-sensitive", "combine-as-imports", "force-single-line", "force-wrap-aliases", "from-first",
                                      "length-sort", "length-sort-straight", "no-sections")) + "order-by-type = false\nlines-after-imports = 2\n",
    "isort-lists": '[lint.isort]\nrequired-imports = ["from __future__ import annotations"]\nforce-to-top = ["a"]\nsingle-line-exclusions = ["b"]\n'
    'forced-separate = ["c"]\nclasses = ["D"]\nconstants = ["E"]\nvariables = ["F"]\nrelative-imports-order = "closest-to-furthest"\n',
    "files": 'exclude = ["build", "a/b", "*.gen.py"]\nextend-exclude = ["tests/data/"]\ninclude = ["*.py"]\nextend-include = ["*.pyw"]\n'
    'src = ["lib", "s*"]\nextension = { ipy = "ipynb", inc = "python" }\nforce-exclude = true\n[lint]\nexclude = ["scripts/*"]\n',
    "words": 'builtins = ["_"]\n[lint]\ntask-tags = ["HACK"]\nexternal = ["V"]\nlogger-objects = ["a.b"]\ntyping-modules = ["my.typing"]\n'
    'allowed-confusables = ["ρ", "−"]\ndummy-variable-rgx = "^_x$"\ntyping-extensions = false\n[lint.pyflakes]\nextend-generics = ["a.B"]\n'
    'allowed-unused-imports = ["hvplot"]\n',
    "run": 'fix = true\nfix-only = true\nshow-fixes = true\nunsafe-fixes = false\noutput-format = "concise"\nrespect-gitignore = false\n',
    "safety": 'lint.extend-safe-fixes = ["F", "E711"]\nlint.extend-unsafe-fixes = ["F401", "E"]\n',
    "preview": 'preview = true\nlint.extend-select = ["E1"]\n',
    "lint-preview": 'preview = true\nlint.preview = false\nlint.select = ["E1", "F"]\n',
    "explicit-preview": 'preview = true\nlint.explicit-preview-rules = true\nlint.select = ["E1", "E201", "F"]\n',
    "by-name": 'preview = true\nlint.select = ["unused-import", "performance"]\nlint.ignore = ["suspicious"]\n',
    "convention": 'lint.select = ["D", "D203"]\n[lint.pydocstyle]\nconvention = "google"\n',
    "old-top-level": 'select = ["E"]\nignore = ["E5"]\n[per-file-ignores]\n"a.py" = ["E"]\n[isort]\nfrom-first = true\n',
}


def parse(text: str) -> dict[str, str]:
    """`key = value` with lists and tables over several lines, as one string a key."""
    settings: dict[str, str] = {}
    key, lines, close = None, [], ""
    for line in text.splitlines():
        if key is not None:
            lines.append(line)
            if line == close:
                settings[key] = "\n".join(lines)
                key = None
            continue
        match = re.match(r"([a-z0-9_.]+) = (.*)$", line)
        if not match:
            continue
        if match.group(2) in ("[", "{"):
            key, lines, close = match.group(1), [], "]" if match.group(2) == "[" else "}"
        else:
            settings[match.group(1)] = match.group(2)
    return settings


def codes(text: str) -> set[str]:
    return set(re.findall(r"\(([A-Z]+[0-9]+)\)", text))


def patterns(text: str) -> list[tuple[str, ...]]:
    """What --show-settings says of per-file settings: matcher, basename, negated."""
    return sorted(re.findall(r'absolute_matcher = "(.*)"\nbasename_matcher = "(.*)"\nnegated = (\w+)', text))


def same(key: str, ours: dict[str, str], theirs: dict[str, str], all_carried: bool) -> bool:
    mine, peer = ours[key], theirs.get(key, "")
    if key == "linter.rules.enabled":
        return codes(mine) | codes(ours["linter.rules.not_carried"]) == codes(peer)
    if key == "linter.rules.should_fix":
        return codes(mine) == codes(peer) & codes(ours["linter.rules.enabled"])
    if key.startswith("linter.safety_table"):
        return codes(mine) == codes(peer) if all_carried else codes(mine) <= codes(peer)
    if key.startswith("linter.per_file"):
        if patterns(mine) != patterns(peer):
            return False
        if key.endswith("target_version"):
            return sorted(re.findall(r"data = (.*)", mine)) == sorted(re.findall(r"data = (.*)", peer))
        return codes(mine) == codes(peer) if all_carried else codes(mine) <= codes(peer)
    if mine == peer:
        return True
    lines = [sorted(set(text.split("\n")) - {f"\t{name}," for name in IGNORED_PATTERNS}) for text in (mine, peer)]
    return lines[0] == lines[1] and key in ("file_resolver.exclude", "linter.isort.known_modules", "linter.isort.import_headings")


def run(command: list[str], folder: pathlib.Path) -> tuple[int, str, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


class Comparison:
    def __init__(self, ruff: str, whip: str, all_carried: bool) -> None:
        self.ruff, self.whip, self.all_carried = [ruff, "check"], shlex.split(whip), all_carried
        self.compared = self.keys = 0
        self.different: list[str] = []

    def compare(self, name: str, folder: pathlib.Path) -> None:
        self.compared += 1
        arguments = ["--show-settings", "a.py"]
        their_code, theirs, their_error = run(self.ruff + arguments, folder)
        our_code, ours, our_error = run(self.whip + arguments, folder)
        if their_code != our_code:
            self.different.append(f"{name}: exit code {our_code}, peer {their_code}: {our_error.strip()[:200]} | {their_error.strip()[:200]}")
            return
        if their_code != 0:
            return
        mine, peer = parse(ours), parse(theirs)
        for key in mine:
            if key in KNOWN or not re.match(r"linter\.|file_resolver\.|[a-z_]+$", key):
                continue
            self.keys += 1
            if not same(key, mine, peer, self.all_carried):
                odd = sorted(codes(mine[key]) ^ codes(peer.get(key, "")))
                detail = f"rules {odd[:20]}" if odd else f"\n  whip {mine[key]!r:.400}\n  peer {peer.get(key)!r:.400}"
                self.different.append(f"{name}: {key}: {detail}")
        _, their_files, _ = run(self.ruff + ["--show-files"], folder)
        _, our_files, _ = run(self.whip + ["--show-files"], folder)
        if sorted(their_files.split("\n")) != sorted(our_files.split("\n")):
            odd = set(their_files.split("\n")) ^ set(our_files.split("\n"))
            self.different.append(f"{name}: --show-files differs in {sorted(odd)[:5]}")


FILES = ["a.py", "b.pyi", "c.ipynb", "d.pyw", "e.inc", "f.ipy", "build/x.py", "a/b/y.py", "lib/m.py", "src/n.py", "tests/data/z.py", "tests/t.py",
         "scripts/s.py", "x.gen.py", "docs/conf.py", "venv/v.py", "sub/pyproject.toml", "ignored.py", "kept/ignored.py"]


def project(folder: pathlib.Path) -> None:
    for file in FILES:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("ignored.py\n!kept/ignored.py\n")


def random_config(rng: random.Random, selectors: list[str]) -> str:
    def some(most: int) -> str:
        return json.dumps([rng.choice(selectors) for _ in range(rng.randint(0, most))])

    patterns = ["build", "a/b", "*.gen.py", "tests/", "tests/*", "**/x.py", "s*", "sub/**", "{lib,src}", "[a-c]*", "./docs", "lib/../src", "*.py", "*.pyi",
                "**/*.ipynb", "?.py", "[!a].py", "tests/data", "*/*.py", "docs/**/conf.py", "a/**/y.py", "scripts", "e.inc"]
    lines = []
    for key, chance in (("exclude", 0.4), ("extend-exclude", 0.3), ("include", 0.2), ("extend-include", 0.2)):
        if rng.random() < chance:
            lines.append(f"{key} = {json.dumps([rng.choice(patterns) for _ in range(rng.randint(0, 3))])}")
    if rng.random() < 0.3:
        lines.append("preview = true")
    lines.append("[lint]")
    for key, chance in (("select", 0.7), ("ignore", 0.6), ("extend-select", 0.4), ("extend-ignore", 0.2), ("fixable", 0.3), ("unfixable", 0.3),
                        ("extend-fixable", 0.2), ("extend-safe-fixes", 0.2), ("extend-unsafe-fixes", 0.2)):
        if rng.random() < chance:
            lines.append(f"{key} = {some(4)}")
    if rng.random() < 0.2:
        lines.append("explicit-preview-rules = true")
    if rng.random() < 0.2:
        lines.append('per-file-ignores = { "t*" = ' + some(3) + " }")
    if rng.random() < 0.15:
        lines.append(f'[lint.pydocstyle]\nconvention = "{rng.choice(["google", "numpy", "pep257"])}"')
    return "\n".join(lines) + "\n"


def selectors_of(ruff: str) -> list[str]:
    rules = json.loads(subprocess.run([ruff, "rule", "--all", "--output-format", "json"], capture_output=True, text=True, check=True).stdout)
    linters = json.loads(subprocess.run([ruff, "linter", "--output-format", "json"], capture_output=True, text=True, check=True).stdout)
    own = sorted((linter["prefix"] for linter in linters if linter["prefix"]), key=len, reverse=True) + ["E", "W"]
    usable = {"C", "T"}
    for code in (rule["code"] for rule in rules if rule["code"] and "Removed" not in rule["status"]):
        prefix = next(prefix for prefix in own if code.startswith(prefix))
        usable |= {code[:size] for size in range(len(prefix), len(code) + 1)}
    usable = sorted(usable)
    return usable + ["ALL"] * 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--whip", default="whip check")
    parser.add_argument("--random", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--projects", nargs="*", default=[], type=pathlib.Path)
    parser.add_argument("--all-carried", action="store_true", help="the whip given carries every rule (a test program)")
    options = parser.parse_args()
    comparison = Comparison(options.ruff, options.whip, options.all_carried)
    rng = random.Random(options.seed)
    selectors = selectors_of(options.ruff)
    extended: dict[str, dict[str, str]] = {}
    configs = {f"written/{name}": ("ruff.toml", text) for name, text in WRITTEN.items()}
    for number in range(options.random):
        text = random_config(rng, selectors)
        bases = {}
        if rng.random() < 0.4:  # a chain of two
            bases = {"base.toml": random_config(rng, selectors)}
            text = 'extend = "base.toml"\n' + text
        configs[f"random/{number}"] = ("ruff.toml", text)
        extended[f"random/{number}"] = bases
    for root in options.projects:
        for file in sorted(root.rglob("*.toml")):
            text = file.read_text(errors="replace")
            # Without a table of Ruff's, whip reads the settings of older tools, which the peer does not.
            if file.name in ("ruff.toml", ".ruff.toml") or (file.name == "pyproject.toml" and "[tool.ruff" in text):
                configs[str(file)] = (file.name, text)
    for name, (file, text) in configs.items():
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch).resolve()
            project(folder)
            (folder / file).write_text(text)
            for base, base_text in extended.get(name, {}).items():
                (folder / base).write_text(base_text)
            comparison.compare(name, folder)
            shutil.rmtree(folder / ".git")
    print(f"{comparison.compared} configurations, {comparison.keys} settings compared, {len(comparison.different)} differences")
    for line in comparison.different[:40]:
        print(line)
    return 1 if comparison.different else 0


if __name__ == "__main__":
    sys.exit(main())
