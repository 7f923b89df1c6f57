"""Puts comments at random places of real code and compares what the formatter makes of it with Ruff.

    comment_diff.py FORMAT_FILE RUFF PATH... [--seed N] [--files N] [--snippets N] [--rounds N] [--show N] [--suppress]

A case is a statement of a file (or a few that follow each other) with one to three comments put between two of its
tokens, at the end of a line or on a line of its own. What Ruff itself refuses or does not keep when it formats its own
output is left out, and so is what it loses a comment of. Differences are counted by kind of the innermost node around
the first comment.
"""

import argparse
import ast
import collections
import io
import pathlib
import random
import subprocess
import sys
import tempfile
import tokenize

SKIPPED = {tokenize.ENCODING, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE, tokenize.NL,
           tokenize.COMMENT}


def gaps(text):
    """Offsets behind tokens, and whether a bracket is open there."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    depth, fstring, found = 0, 0, []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        if name.endswith("STRING_START"):
            fstring += 1
        elif name.endswith("STRING_END"):
            fstring -= 1
        if token.type in SKIPPED:
            if token.type == tokenize.NEWLINE:
                found.append((starts[token.start[0] - 1] + token.start[1], depth, True))
            continue
        if token.string in ("(", "[", "{") and token.type == tokenize.OP and not fstring:
            depth += 1
        if token.string in (")", "]", "}") and token.type == tokenize.OP and not fstring:
            depth -= 1
        if not fstring:
            found.append((starts[token.end[0] - 1] + token.end[1], depth, False))
    return found


def with_comments(text, random_source, count, suppress):
    places = [g for g in gaps(text) if g[1] > 0 or g[2]]
    if not places:
        return None
    chosen = sorted(random_source.sample(places, min(count, len(places))))
    out, at = [], 0
    for number, (offset, depth, line_end) in enumerate(chosen):
        word = f"# c{number}"
        if suppress:
            word = random_source.choice(["# fmt: off", "# fmt: on", "# fmt: skip", word])
        out.append(text[at:offset])
        at = offset
        if line_end:
            if random_source.random() < 0.5:
                out.append(f"  {word}")
            else:
                indent = " " * random_source.choice([0, 4, 4, 8, 8, 12])
                blank = "\n" * random_source.choice([0, 0, 1, 2])
                out.append(f"\n{blank}{indent}{word}" + "\n" * random_source.choice([0, 0, 1]))
        elif random_source.random() < 0.5:
            out.append(f" {word}\n")
        else:
            out.append(f"\n {word}\n")
    out.append(text[at:])
    return "".join(out)


def snippets(text, random_source, limit):
    lines = text.splitlines(keepends=True)
    found = []
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body:
            for i in range(len(body)):
                begin, end = body[i], body[min(i + random_source.choice([0, 0, 1]), len(body) - 1)]
                if end.end_lineno - begin.lineno > 14:
                    continue
                first = min([begin.lineno] + [d.lineno for d in getattr(begin, "decorator_list", [])])
                part = "".join(lines[first - 1 : end.end_lineno])
                indent = len(part) - len(part.lstrip(" "))
                if indent:
                    part = "if x:\n" + part
                try:
                    ast.parse(part)
                except SyntaxError:
                    continue
                found.append(part if part.endswith("\n") else part + "\n")
    random_source.shuffle(found)
    return found[:limit]


class Formatters:
    """Runs both on a folder of many small files."""

    def __init__(self, ours, peer):
        self.ours, self.peer = ours, peer

    def run(self, texts):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            results = []
            for name, command in (("ours", self.ours), ("peer", self.peer)):
                (root / name).mkdir()
                for i, text in enumerate(texts):
                    (root / name / f"f{i}.py").write_text(text)
                subprocess.run([*command, str(root / name)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                results.append([(root / name / f"f{i}.py").read_text() for i in range(len(texts))])
            # Ruff's own output must be stable to count.
            subprocess.run([*self.peer, str(root / "peer")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            again = [(root / "peer" / f"f{i}.py").read_text() for i in range(len(texts))]
            # And so must ours.
            subprocess.run([*self.ours, str(root / "ours")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ours_again = [(root / "ours" / f"f{i}.py").read_text() for i in range(len(texts))]
            return list(zip(results[0], results[1], again, ours_again))


def comment_count(text):
    return sum(t.type == tokenize.COMMENT for t in tokenize.generate_tokens(io.StringIO(text).readline))


def enclosing(text, offset):
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1)
    best, name = None, "Module"
    for node in ast.walk(ast.parse(text)):
        if hasattr(node, "lineno"):
            begin, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
            if begin <= (line, column) < end and (best is None or begin >= best):
                best, name = begin, type(node).__name__
    return name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ours")
    parser.add_argument("ruff")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--snippets", type=int, default=15)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=1, help="cases made of each snippet")
    parser.add_argument("--suppress", action="store_true", help="suppression comments among them")
    options = parser.parse_args()
    random_source = random.Random(options.seed)
    formatters = Formatters([options.ours], [options.ruff, "format", "--isolated", "--no-cache", "-q"])
    files = []
    for path in map(pathlib.Path, options.paths):
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    random_source.shuffle(files)
    cases = []
    for path in files[: options.files]:
        try:
            text = path.read_text()
            parts = snippets(text, random_source, options.snippets)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for part in parts * options.rounds:
            try:
                case = with_comments(part, random_source, random_source.choice([1, 1, 2, 3]), options.suppress)
                if case:
                    ast.parse(case)
                    cases.append(case)
            except (SyntaxError, tokenize.TokenError, ValueError):
                continue
    compared = unstable = lost = shown = ours_unstable = 0
    kinds = collections.Counter()
    different = []
    for at in range(0, len(cases), 400):
        chunk = cases[at : at + 400]
        for case, (ours, peer, again, ours_again) in zip(chunk, formatters.run(chunk)):
            if peer != again or peer == case:
                unstable += 1
                continue
            if comment_count(peer) < comment_count(case):
                lost += 1
                continue
            compared += 1
            if ours == peer and ours != ours_again:
                ours_unstable += 1
            if ours != peer:
                different.append((len(case), case, ours, peer))
    for _, case, ours, peer in sorted(different):
        place = case.find("# c") if "# c" in case else max(case.find("# fmt"), 0)
        kind = enclosing(case, place)
        kinds[kind] += 1
        if shown < options.show and kinds[kind] <= 3:
            shown += 1
            print(f"--- in {kind}", case, "--- peer", peer, "--- ours", "(unchanged)" if ours == case else ours, sep="\n")
    print(f"{compared} cases compared ({unstable} that Ruff refuses or does not keep, {lost} where it loses a comment),",
          f"{len(different)} differ,",
          f"{ours_unstable} of ours not kept:", dict(kinds.most_common()))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
