"""Compares what our parser and validate() accept with what CPython's compile() accepts, and with Ruff.

    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --files DIR...      whole files
    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --strings FILE...   code in the strings of CPython's own tests
    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --mutants N DIR...  real files with one token changed
    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --mutants N --snippets FILE...    the same with code in strings
    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --sequences N       N short random sequences of tokens
    python3.13 tests/peers/compile_diff.py BUILD/syntax_check --cases FILE        cases divided by lines of `---`

Run it with the Python that is to be the judge. `--ruff PATH` counts the same for Ruff; `--compare` compares its findings with ours.
Prints the counts, then `--show` examples of each kind of disagreement; the exit code is 0 if there is none of ours.
"""

import argparse
import ast
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import tokenize
import warnings
from pathlib import Path

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# What the rules F404, F406 and F407 say: not a matter of validate().
RULES_OF_IMPORTS = ("from __future__ imports must", "future feature ", "not a chance", "import * only allowed at module level")
RUFF_RULES = "F404,F406,F407,F621,F622,F701,F702,F704,F706,F707,PLE0115,PLE0117,PLE0118,PLE1142,PLE1700"


def judge(text):
    """What compile() says: None if it accepts, its message if not; "?" where it gave up for other reasons."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "text", "exec", dont_inherit=True)
    except SyntaxError as error:
        if error.msg.startswith(RULES_OF_IMPORTS):
            return "?"
        return f"{error.lineno}:{error.offset} {error.msg}"
    except (ValueError, RecursionError, MemoryError, OverflowError):
        return "?"
    return None


def ours(program, texts):
    data = b"\0".join(text.encode("utf-8", "surrogatepass") for text in texts) + b"\0"
    # surrogateescape: a message may quote half a character.
    run = subprocess.run([program, VERSION], input=data, stdout=subprocess.PIPE, check=True)
    lines = run.stdout.decode("utf-8", "surrogateescape").split("\n")[:-1]
    if len(lines) != len(texts):
        sys.exit(f"{len(texts)} texts, {len(lines)} answers")
    return [None if line == "ok" else line for line in lines]


def ruffs(program, texts):
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"t{number:07}.py").write_bytes(text.encode("utf-8", "surrogatepass"))
        command = [program, "check", "--isolated", "--no-cache", "--output-format", "json", "--select", RUFF_RULES]
        command += ["--target-version", "py" + VERSION.replace(".", ""), "--ignore-noqa", folder]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        answers = [None] * len(texts)
        for finding in json.loads(run.stdout):
            number = int(os.path.basename(finding["filename"])[1:-3])
            begin, end = finding["location"], finding["end_location"]
            place = f"{begin['row']}:{begin['column']}-{end['row']}:{end['column']}"
            line = f"{place} {finding['code']} {finding['message']}"
            answers[number] = line if answers[number] is None else f"{answers[number]}\t{line}"
    return answers


def python_files(places):
    for place in places:
        if os.path.isfile(place):
            yield Path(place)
        else:
            yield from sorted(Path(place).rglob("*.py"))


def read(path):
    """The text of a file as compile() would see it; None if it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return None


def whole_files(places):
    for path in python_files(places):
        text = read(path)
        if text is not None and "\0" not in text:
            yield text, str(path)


def doctest_blocks(text):
    """The examples of a docstring, each as one text."""
    block = []
    for line in text.split("\n") + [""]:
        line = line.strip(" ") if not block else line.lstrip(" ")
        if line.startswith(">>> "):
            if block:
                yield "\n".join(block) + "\n"
            block = [line[4:]]
        elif block and (line.startswith("... ") or line == "..."):
            block.append(line[4:])
        elif block:
            yield "\n".join(block) + "\n"
            block = []


def code_strings(places):
    seen = set()
    for path in python_files(places):
        text = read(path)
        if text is None:
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or "\0" in node.value:
                continue
            value = node.value
            candidates = [value] + list(doctest_blocks(value))
            lines = [line for line in value.split("\n") if line.strip()]
            if lines:
                margin = min(len(line) - len(line.lstrip(" ")) for line in lines)
                candidates.append("\n".join(line[margin:] for line in value.split("\n")))
            for candidate in candidates:
                if candidate not in seen:
                    seen.add(candidate)
                    yield candidate, f"{path.name}:{node.lineno}"


WORDS = """x y f 1 1.5 'a' b'a' f'{x}' None True ... ( ) [ ] { } , : ; . = == := -> + - * ** / @ += not in is and or if else elif for while
try except finally with as def class return yield await async lambda import from global nonlocal del pass break continue raise assert
match case type _ print __debug__ | & ~ < > != //""".split()


def mutate(text, random_source, other_tokens):
    """One token deleted, doubled, swapped with its neighbour, replaced or inserted."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.string.strip() and token.type != tokenize.COMMENT:
            spans.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
        elif token.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT) and token.string:
            spans.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
    if len(spans) < 4:
        return None
    index = random_source.randrange(len(spans) - 1)
    begin, end = spans[index]
    next_begin, next_end = spans[index + 1]
    kind = random_source.randrange(6)
    word = random_source.choice(other_tokens)
    if kind == 0:
        return text[:begin] + text[end:]
    if kind == 1:
        return text[:end] + " " + text[begin:end] + text[end:]
    if kind == 2:
        return text[:begin] + text[next_begin:next_end] + text[end:next_begin] + text[begin:end] + text[next_end:]
    if kind == 3:
        return text[:begin] + " " + word + " " + text[end:]
    if kind == 4:
        return text[:begin] + word + " " + text[begin:]
    other = random_source.randrange(len(spans))
    return text[:begin] + text[spans[other][0] : spans[other][1]] + text[end:]


def mutants(count, originals, seed):
    random_source = random.Random(seed)
    made = 0
    while made < count:
        text, path = random_source.choice(originals)
        if isinstance(text, Path):
            text = read(text)
        if text is None or "\0" in text or "\r" in text or "\f" in text:
            continue
        try:
            changed = mutate(text, random_source, WORDS)
        except (tokenize.TokenError, IndentationError, SyntaxError):
            continue
        if changed is None or changed == text:
            continue
        made += 1
        yield changed, str(path)


TEMPLATES = [
    "@\n", "x = @\n", "f(@)\n", "[@]\n", "def f(@): pass\n", "for @ in y: pass\n", "for x in @: pass\n", "with @: pass\n",
    "del @\n", "f'{@}'\n", "{@}\n", "a[@]\n", "lambda @: 1\n", "def f():\n    @\n", "async def f():\n    @\n", "import @\n",
    "from a import @\n", "class A(@): pass\n", "match x:\n    case @: pass\n", "try: pass\nexcept @: pass\n", "if @: pass\n",
    "while 1:\n    @\n", "x: @ = 1\n", "@ = 1\n", "@ += 1\n", "[x for @]\n", "[@ for x in y]\n", "assert @\n", "raise @\n", "return @\n",
    "def f():\n    x = 1\n    def g():\n        @\n", "type X[@] = int\n", "def f[@](): pass\n", "(@)\n", "class A:\n    @\n",
    "@ : int\n", "global @\n", "yield @\n", "f(**a, @)\n", "def f() -> @: pass\n", "print(@ if x else y)\n", "not @\n", "@ and x\n",
]  # fmt: skip


def sequences(count, seed):
    random_source = random.Random(seed)
    for _ in range(count):
        template = random_source.choice(TEMPLATES)
        words = [random_source.choice(WORDS) for _ in range(random_source.randrange(1, 6))]
        text = template.replace("@", " ".join(words), 1)
        yield text, "sequence"


def cases(path):
    for number, text in enumerate(Path(path).read_text().split("\n---\n")):
        yield text if text.endswith("\n") else text + "\n", f"case {number + 1}"


def shorten(text):
    return text if len(text) <= 400 else text[:400] + "..."


def around(text, message):
    """The line that a message of compile() speaks about, with its neighbours."""
    try:
        line = int(message.split(":")[0])
    except ValueError:
        line = 1
    lines = text.split("\n")
    return "\n".join(lines[max(0, line - 3) : line + 1])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("paths", nargs="*")
    arguments.add_argument("--files", action="store_true")
    arguments.add_argument("--strings", action="store_true")
    arguments.add_argument("--mutants", type=int, default=0)
    arguments.add_argument("--snippets", action="store_true")
    arguments.add_argument("--sequences", type=int, default=0)
    arguments.add_argument("--cases", action="append", default=[])
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--ruff")
    arguments.add_argument("--compare", action="store_true")
    arguments.add_argument("--show", type=int, default=20)
    options = arguments.parse_intermixed_args()

    inputs = []
    if options.files:
        inputs += whole_files(options.paths)
    if options.strings:
        inputs += code_strings(options.paths)
    if options.mutants and options.snippets:
        inputs += mutants(options.mutants, [pair for pair in code_strings(options.paths) if judge(pair[0]) is None], options.seed)
    elif options.mutants:
        small = [(path, path) for path in python_files(options.paths) if path.stat().st_size <= 20_000]
        inputs += mutants(options.mutants, small, options.seed)
    if options.sequences:
        inputs += sequences(options.sequences, options.seed)
    for path in options.cases:
        inputs += cases(path)

    texts = [text for text, _ in inputs]
    verdicts = [judge(text) for text in texts]
    answers = {"whip": ours(options.program, texts)}
    if options.ruff:
        answers["ruff"] = ruffs(options.ruff, texts)
    invalid = sum(1 for verdict in verdicts if verdict not in (None, "?"))
    print(f"{len(texts)} texts: compile() accepts {sum(v is None for v in verdicts)}, rejects {invalid}")
    failed = 0
    for name, findings in answers.items():
        wrong = [i for i, v in enumerate(verdicts) if v is None and findings[i] is not None]
        missed = [i for i, v in enumerate(verdicts) if v not in (None, "?") and findings[i] is None]
        lines = sum(
            1
            for i, v in enumerate(verdicts)
            if v not in (None, "?") and findings[i] is not None and findings[i].split(":")[0] == v.split(":")[0]
        )
        print(f"{name}: {len(wrong)} accepted texts rejected, {len(missed)} rejected texts accepted, ", end="")
        print(f"line of the first error as compile()'s in {lines}")
        if name != "whip":
            continue
        failed = len(wrong) + len(missed)
        for title, group in (("REJECTED BUT FINE", wrong), ("ACCEPTED BUT WRONG", missed)):
            for i in group[: options.show]:
                print(f"--- {title} ({inputs[i][1]}): {verdicts[i] or findings[i]}")
                print(around(texts[i], verdicts[i] or findings[i]))
    if options.compare and options.ruff:
        firsts = {"same": 0, "same line": 0, "same message": 0, "other": 0}
        shown = 0
        for i, (mine, theirs) in enumerate(zip(answers["whip"], answers["ruff"])):
            if mine is None or theirs is None:
                continue
            a, b = mine.split("\t")[0], theirs.split("\t")[0]
            same_line = a.split(":")[0] == b.split(":")[0]
            same_words = a.split(" ", 1)[1] == b.split(" ", 1)[1]
            key = "same" if a == b else "same message" if same_words and same_line else "same line" if same_line else "other"
            firsts[key] += 1
            if a != b and shown < options.show:
                shown += 1
                print(f"--- whip {a}\n    ruff {b}\n{around(texts[i], b)}")
        print("first finding beside Ruff's:", ", ".join(f"{value} {key}" for key, value in firsts.items()))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
