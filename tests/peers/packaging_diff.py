#!/usr/bin/env python3
"""Compare our packaging standards with PyPI's `packaging`, on recorded and random inputs.

    packaging_diff.py --probe build/test/standards_probe [--index DIR] [--count 20000] [--seed 1] [SUBJECT...]

DIR holds simple/NAME/index.json and metadata/NAME-VERSION.txt, as the recorded index does when unpacked. Run it with a Python
that has `packaging` >= 26.3. Every difference that is not in ALLOWED is printed. Exit: 0 equal, 1 different.
"""

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import InvalidName, canonicalize_name
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


# Differences that are meant, by the question.
def is_allowed(question):
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
        for question, theirs, ours in wrong[:20]:
            print(f"  {question[:4]!r}\n    packaging {theirs}\n    ours      {ours}")
        different += len(wrong)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
