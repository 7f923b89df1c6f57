#!/usr/bin/env python3
"""Compare our packaging standards with PyPI's `packaging`, on recorded and random inputs.

    packaging_diff.py --probe build/test/standards_probe [--index DIR] [--count 20000] [--seed 1] [SUBJECT...]

DIR holds simple/NAME/index.json and metadata/NAME-VERSION.txt, as the recorded index does when unpacked. Run it with a Python
that has `packaging` >= 26.3. Every difference that is not in ALLOWED is printed. Exit: 0 equal, 1 different.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from pathlib import Path

from packaging import tags
from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.metadata import parse_email
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import (
    InvalidName,
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

SEPARATOR = "\x1f"
SUBJECTS = {}


def subject(function):
    SUBJECTS[function.__name__] = function
    return function


class World:
    """Random and recorded inputs."""

    def __init__(self, index, seed, count):
        self.rng, self.count = random.Random(seed), count
        self.pages, self.metadata = [], []
        if index:
            self.pages = [json.loads((path / "index.json").read_bytes()) for path in sorted((index / "simple").iterdir())]
            self.metadata = sorted((index / "metadata").iterdir())

    def recorded_versions(self):
        found = []
        for page in self.pages:
            names = {file["filename"].split("-")[1] for file in page["files"] if file["filename"].endswith(".whl")}
            found.append(sorted(names))
        return found

    def version(self, sloppy=0.2):
        rng = self.rng
        number = lambda: rng.choice(["0", "1", "2", "3", "10", "007", "20240131", "70000", "4294967295"][: rng.choice([3, 4, 6, 9])])
        text = ".".join(number() for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 5, 8])))
        if rng.random() < 0.05:
            text = rng.choice(["0", "1", "2"]) + "!" + text
        dot = lambda: rng.choice(["", ".", "-", "_"]) if rng.random() < sloppy else ""
        if rng.random() < 0.3:
            text += dot() + rng.choice(["a", "b", "rc", "c", "alpha", "Beta", "pre", "preview"]) + dot() + rng.choice(["", number()])
        if rng.random() < 0.25:
            text += rng.choice([".post" + number(), "-" + number(), dot() + rng.choice(["post", "rev", "r"]) + dot() + rng.choice(["", number()])])
        if rng.random() < 0.25:
            text += rng.choice([".dev" + number(), dot() + "dev" + dot() + rng.choice(["", number()])])
        if rng.random() < 0.15:
            text += "+" + rng.choice(["-", ".", "_"]).join(rng.choice(["ubuntu", "1", "01", "g1f", "Local", "0"]) for _ in range(rng.choice([1, 2, 3])))
        if rng.random() < sloppy / 4:
            text = rng.choice(["v", "V", " ", "\n".strip()]) + text + rng.choice(["", " "])
        return text

    def damaged(self, text):
        if not text or self.rng.random() < 0.7:
            return text
        at = self.rng.randrange(len(text))
        return text[:at] + self.rng.choice(["", ".", "-", "+", "!", "x", "*", ",", ";", "(", ")", "[", "]", "'", '"', " ", "=", "<", "@", "1"]) + text[at + self.rng.choice([0, 1]) :]

    def specifier(self):
        operator = self.rng.choice(["<", "<=", "==", "!=", ">=", ">", "~=", "==="])
        version = self.version(0.05)
        if operator not in ("==", "!=", "==="):
            version = version.split("+")[0]
        if operator in ("==", "!=") and self.rng.random() < 0.4:
            version = ".".join(str(self.rng.randrange(4)) for _ in range(self.rng.choice([1, 2, 3]))) + ".*"
        return operator + self.rng.choice(["", "", " "]) + version

    def environment(self):
        rng = self.rng
        system, name, platform = rng.choice([("Linux", "posix", "linux"), ("Windows", "nt", "win32"), ("Darwin", "posix", "darwin")])
        full = rng.choice(["3.8.0", "3.9.21", "3.11.4", "3.12.1", "3.13.0", "3.14.0", "3.14.0rc2", "3.15.0a1"])
        implementation = rng.choice(["cpython", "cpython", "pypy"])
        return {
            "os_name": name,
            "sys_platform": platform,
            "platform_system": system,
            "platform_machine": rng.choice(["x86_64", "arm64", "AMD64", "aarch64"]),
            "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}[implementation],
            "platform_release": rng.choice(["6.1.0", "10", "22.6.0", "6.1.0-17-generic"]),
            "platform_version": rng.choice(["#1 SMP", "10.0.22621", ""]),
            "implementation_name": implementation,
            "implementation_version": rng.choice([full, "7.3.13"]),
            "python_full_version": full,
            "python_version": ".".join(full.split(".")[:2]),
        }

    def marker_term(self):
        rng = self.rng
        environment = self.environment()
        variable = rng.choice([*environment, "python_version", "sys_platform", "extra", "extra", "extras", "dependency_groups"])
        if variable in ("extras", "dependency_groups"):
            return f"'{rng.choice(['a', 'B_c', 'd'])}' {rng.choice(['in', 'not in'])} {variable}"
        operator = rng.choice(["==", "==", "!=", "<", "<=", ">", ">=", "in", "not in"])
        if variable == "extra":
            return f"extra {rng.choice(['==', '!='])} '{rng.choice(['a', 'B_c', 'd'])}'"
        value = environment[variable]
        if "version" in variable and rng.random() < 0.4:
            value = rng.choice(["3.8", "3.12", "3", "3.14", "3.9.1", "3.14.0rc1", "3.13.0"])
        if operator in ("==", "!=") and variable == "python_version" and rng.random() < 0.2:
            value = "3.*"
        if variable.startswith("python") and rng.random() < 0.1:
            operator, value = "~=", "3.9"
        if operator in ("in", "not in"):
            value = rng.choice([" ", ", "]).join([value, rng.choice(list(environment.values()))])
        quote = rng.choice("'\"")
        if rng.random() < 0.15:
            return f"{quote}{value}{quote} {operator} {variable}"
        return f"{variable} {operator} {quote}{value}{quote}"

    def marker(self, depth=0):
        rng = self.rng
        parts = []
        for _ in range(rng.choice([1, 1, 2, 3])):
            parts.append("(" + self.marker(depth + 1) + ")" if depth < 3 and rng.random() < 0.3 else self.marker_term())
        text = parts[0]
        for part in parts[1:]:
            text += rng.choice([" and ", " or "]) + part
        return text

    def requirement(self):
        rng = self.rng
        blank = lambda: rng.choice(["", "", " "])
        text = rng.choice(["a", "Foo", "zope.interface", "x_y-z", "7z"]) + blank()
        if rng.random() < 0.3:
            text += "[" + blank() + ("," + blank()).join(rng.choice(["a", "B.c", "d_e"]) for _ in range(rng.randrange(3))) + blank() + "]"
        if rng.random() < 0.1:
            text += blank() + "@" + blank() + "https://example.org/x-1.0.zip#sha256=00" + rng.choice(["", " "])
        else:
            specifiers = self.specifiers()
            text += blank() + (f"({specifiers})" if rng.random() < 0.2 else specifiers)
        if rng.random() < 0.5:
            text += blank() + ";" + blank() + self.marker()
        return text

    def recorded_requirements(self):
        found = set()
        for path in self.metadata:
            for line in path.read_text(errors="replace").split("\n"):
                if line.lower().startswith("requires-dist:"):
                    found.add(line.split(":", 1)[1].strip())
        return sorted(found)

    def specifiers(self):
        return self.rng.choice([",", ", "]).join(self.specifier() for _ in range(self.rng.choice([0, 1, 1, 1, 2, 3])))


def read(kind, text):
    try:
        return kind(text)
    except (InvalidVersion, InvalidSpecifier):
        return None


@subject
def name(world):
    texts = [page["name"] for page in world.pages]
    for _ in range(world.count):
        texts.append("".join(world.rng.choice("aZ9._-") for _ in range(world.rng.randrange(8))))
        texts.append(world.damaged("Zope.Interface__x"))
    for text in texts:
        try:
            yield ("name", text), "valid " + canonicalize_name(text, validate=True)
        except InvalidName:
            yield ("name", text), "invalid " + canonicalize_name(text)


@subject
def version(world):
    texts = [text for page in world.recorded_versions() for text in page]
    texts += [world.version() for _ in range(world.count)]
    texts += [world.damaged(world.version()) for _ in range(world.count)]
    for text in texts:
        found = read(Version, text)
        yield ("version", text), "error" if found is None else f"{found} {'pre' if found.is_prerelease else 'final'}"


@subject
def compare(world):
    pairs = []
    for page in world.recorded_versions():
        shuffled = page[:]
        world.rng.shuffle(shuffled)
        pairs += zip(page, shuffled)
    for _ in range(world.count):
        left = world.version(0)
        right = world.rng.choice([world.version(0), left + world.rng.choice([".0", ".post1", ".dev1", "+1", "a1", ".1", ""])])
        pairs.append((left, right))
    for left, right in pairs:
        a, b = read(Version, left), read(Version, right)
        answer = "error" if a is None or b is None else "-1" if a < b else "1" if a > b else "0"
        yield ("compare", left, right), answer


@subject
def specifier(world):
    for _ in range(world.count):
        text = world.damaged(world.specifiers())
        specifiers = read(SpecifierSet, text)
        for _ in range(3):
            candidate = world.version(0)
            if specifiers and world.rng.random() < 0.7:  # near its edges
                near = world.rng.choice(list(specifiers)).version.removesuffix(".*")
                candidate = near + world.rng.choice(["", ".0", ".1", "a1", ".post1", ".dev0", "+1", ".post1.dev1", "rc1.post2", ".1a1"])
            parsed = read(Version, candidate)
            if parsed is None:
                continue
            answer = "error" if specifiers is None else str(int(specifiers.contains(parsed, prereleases=True)))
            yield ("specifier", text, candidate), answer


@subject
def ranks(world):
    texts = [file["requires-python"] for page in world.pages for file in page["files"][:3] if file.get("requires-python")]
    texts += [world.specifiers() for _ in range(world.count // 10)]
    lists = [page for page in world.recorded_versions() if page] or [["1.0", "1.1", "2.0a1", "2.0"]]
    for text in texts:
        specifiers = read(SpecifierSet, text)
        versions = world.rng.choice(lists) + [world.version(0) for _ in range(8)]
        parsed = sorted((found for found in map(lambda v: read(Version, v), versions) if found is not None))
        if specifiers is None:
            yield ("ranks", text, *map(str, parsed)), "error"
            continue
        bits = "".join(str(int(specifiers.contains(found, prereleases=True))) for found in parsed)
        named = any(one.prereleases for one in specifiers)
        yield ("ranks", text, *map(str, parsed)), f"{bits} {'pre' if named else 'final'}"


@subject
def marker(world):
    texts = [text.split(";", 1)[1].strip() for text in world.recorded_requirements() if ";" in text]
    texts += [world.marker() for _ in range(world.count // 2)]
    texts += [world.damaged(world.marker()) for _ in range(world.count // 2)]
    for text in texts:
        environment = world.environment()
        extra = world.rng.choice(["", "", "a", "d", "b-c"])
        groups = set(world.rng.sample(["a", "b-c", "d"], world.rng.randrange(3)))
        asked = {**environment, "extra": extra, "extras": {extra} - {""}, "dependency_groups": groups}
        try:
            answer = str(int(Marker(text).evaluate(asked)))
        except InvalidMarker:
            answer = "error"
        except (UndefinedComparison, UndefinedEnvironmentName, AttributeError, TypeError):
            continue  # `~=` between texts, two variables, two literals: theirs raises, ours says where while reading or does not hold
        yield ("marker", text, *environment.values(), extra, ",".join(sorted(groups))), answer


@subject
def requirement(world):
    texts = world.recorded_requirements()
    texts += [world.requirement() for _ in range(world.count // 2)]
    texts += [world.damaged(world.requirement()) for _ in range(world.count // 2)]
    for text in texts:
        try:
            found = Requirement(text)
        except InvalidRequirement:
            yield ("requirement", text), "error"
            continue
        extras = "".join(extra + "," for extra in sorted({canonicalize_name(extra) for extra in found.extras}))
        specifiers = []
        for one in found.specifier:
            star = one.version.endswith(".*")
            version = one.version if one.operator == "===" else str(Version(one.version.removesuffix(".*"))) + (".*" if star else "")
            specifiers.append(one.operator + version)
        yield ("requirement", text), f"{found.name}|{extras}|{''.join(one + ',' for one in sorted(set(specifiers)))}|{found.url or ''}|{'marker' if found.marker else ''}"


def file_names(world, suffixes):
    return sorted({file["filename"] for page in world.pages for file in page["files"] if file["filename"].endswith(suffixes)})


@subject
def wheel(world):
    texts = file_names(world, ".whl")
    texts += [world.damaged(world.rng.choice(texts or ["a-1.0-py3-none-any.whl"])) for _ in range(world.count)]
    for text in texts:
        try:
            name, version, build, found = parse_wheel_filename(text)
        except InvalidWheelFilename:
            yield ("wheel", text), "error"
            continue
        columns = [sorted({getattr(tag, part) for tag in found}) for part in ("interpreter", "abi", "platform")]
        answer = "|".join("".join(one + "," for one in column) for column in columns)
        yield ("wheel", text), f"{name}|{version}|{text.split('-')[2] if build else ''}|{answer}"


@subject
def sdist(world):
    texts = file_names(world, (".tar.gz", ".zip"))
    texts += [world.damaged(world.rng.choice(texts or ["a-1.0.tar.gz"])) for _ in range(world.count)]
    for text in texts:
        try:
            yield ("sdist", text), "|".join(map(str, parse_sdist_filename(text)))
        except InvalidSdistFilename:
            yield ("sdist", text), "error"


def linux(arch, minor, oldest):
    legacy = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}
    found = [f"linux_{arch}"]
    for version in range(minor, oldest - 1, -1):
        found += [f"manylinux_2_{version}_{arch}"] + ([f"{legacy[version]}_{arch}"] if version in legacy else [])
    return found


# A machine by its own platform tag, and the platforms of wheels that it takes.
MACHINES = {
    "manylinux_2_28_x86_64": linux("x86_64", 28, 5),
    "manylinux_2_39_aarch64": linux("aarch64", 39, 17),
    "musllinux_1_2_x86_64": ["linux_x86_64"] + [f"musllinux_1_{minor}_x86_64" for minor in (2, 1, 0)],
    "macosx_14_0_arm64": list(tags.mac_platforms((14, 0), "arm64")),
    "macosx_13_0_x86_64": list(tags.mac_platforms((13, 0), "x86_64")),
    "macosx_10_13_x86_64": list(tags.mac_platforms((10, 13), "x86_64")),
    "ios_15_2_arm64_iphoneos": list(tags.ios_platforms((15, 2), "arm64_iphoneos")),
    "android_24_arm64_v8a": list(tags.android_platforms(24, "arm64_v8a")),
    "win_amd64": ["win_amd64"],
    "win32": ["win32"],
}


def tags_of(interpreter, platforms):
    version = (3, int(interpreter[3:].rstrip("t")))
    if interpreter.startswith("pp"):
        own = list(tags.generic_tags(interpreter, [f"pypy3{version[1]}_{abi}" for abi in ("pp73", "pp80")], platforms))
    else:
        own = list(tags.cpython_tags(version, [interpreter], platforms))
    return set(own) | set(tags.compatible_tags(version, interpreter.rstrip("t"), platforms))


@subject
def serves(world):
    names = file_names(world, ".whl")
    seen = {"-".join(name[:-4].split("-")[-3:]) for name in names}
    platforms = sorted({platform for one in seen for platform in one.split("-")[2].split(".")} | set(sum(MACHINES.values(), [])))
    pythons = ["py3", "py2.py3", "py39", "py315", "cp3", *[f"cp3{minor}" for minor in range(2, 17)], "pp311", "pp310", "cp27"]
    abis = ["none", "abi3", "abi3t", "abi3.abi3t", "pypy311_pp73", *[f"cp3{minor}{t}" for minor in range(7, 17) for t in ("", "t", "m")]]
    for _ in range(world.count):
        seen.add("-".join((world.rng.choice(pythons), world.rng.choice(abis), world.rng.choice(platforms))))
    for interpreter in ("cp39", "cp313t", "cp314", "cp314t", "cp315t", "pp311"):
        for machine, platforms in MACHINES.items():
            known = tags_of(interpreter, platforms)
            for one in world.rng.sample(sorted(seen), min(len(seen), 4000)):
                name = f"x-1.0-{one}.whl"
                try:
                    _, _, _, found = parse_wheel_filename(name)
                except InvalidWheelFilename:
                    continue
                yield ("serves", name, interpreter, machine), str(int(not known.isdisjoint(found)))


@subject
def metadata(world):
    for path in world.metadata:
        text = path.read_text()
        found, _ = parse_email(text)
        lists = [
            found.get("requires_dist", []),
            [canonicalize_name(extra) for extra in found.get("provides_extra", [])],
            [field.lower() for field in found.get("dynamic", [])],
            found.get("classifiers", []),
        ]
        answer = "|".join([found["metadata_version"], found["name"], found["version"], found.get("requires_python", "")])
        for one in lists:
            answer += "|" + "".join(value + "\x1d" for value in one)
        yield ("metadata", text.replace("\n", "\x1e")), answer


# Differences that are meant, by the question.
def is_allowed(question):
    text = question[1]
    if question[0] in ("marker", "requirement"):
        # A name ends with a letter or digit (PEP 508); a backslash in a quoted text is itself; `extras` is asked with `in` only;
        # what compares two variables or two texts is a mistake; `===` ends at a comma.
        if re.match(r"\s*[\w.-]*_\s*($|[^\w.-])", text) or re.search(r"_\s*[,\]]", text) or re.search(r"===[^;]*,", text) or "\\" in text:
            return True
    # Numbers are 64 bits wide.
    return any(len(run) > 18 for run in "".join(c if c.isdigit() else " " for c in question[1]).split())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    options = parser.parse_args()
    different = 0
    for word in options.subjects or SUBJECTS:
        world = World(options.index, options.seed, options.count)
        asked = [(q, a) for q, a in SUBJECTS[word](world) if not any("\n" in part or "\r" in part for part in q)]
        text = "".join(SEPARATOR.join(question) + "\n" for question, _ in asked)
        done = subprocess.run([options.probe], input=text.encode(), capture_output=True, check=True)
        answers = done.stdout.decode().split("\n")
        wrong = [(q, a, b) for (q, a), b in zip(asked, answers) if a != b and not is_allowed(q)]
        print(f"{word}: {len(asked)} questions, {len(wrong)} differences")
        for question, theirs, ours in wrong[:10]:
            print(f"  {question[:4]!r}\n    packaging {theirs}\n    ours      {ours}")
        different += len(wrong)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
