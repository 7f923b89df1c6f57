"""How often the rules about threads speak of packages that declare that they run without the GIL.

Downloads releases that declare the classifier "Free Threading", lints them as libraries with the same settings as
ft_bugs.py, and prints findings for each 1,000 lines. A line counts if there is code in it: blank lines, comments and
docstrings are left out. Tests, examples and vendored packages count on neither side: they are no part of the promise.
Exit code 0 if the packages that declare Stable or Resilient stay at or below the target together.

    tests/peers/ft_precision.py --whip build/release/whip [--keep FOLDER] [--findings]
"""

import argparse
import ast
import pathlib
import sys
import tempfile
import warnings
from collections import Counter

import releases

SELECT = "FT,ASP"
TARGET = 0.1  # findings for each 1,000 lines of the first group

DECLARED = [
    ("bcrypt", "5.0.0"),
    ("charset-normalizer", "3.5.2"),
    ("coverage", "7.17.3"),
    ("cryptography", "50.0.2"),
    ("jax", "0.10.2"),
    ("niquests", "3.21.2"),
    ("packaging", "26.3"),
    ("prompt-toolkit", "3.0.53"),
    ("pynacl", "1.6.2"),
    ("scikit-build-core", "1.1.2"),
    ("urllib3-future", "2.25.904"),
    # Beta
    ("anyio", "4.15.0"),
    ("asgiref", "3.13.0"),
    ("asyncpg", "0.32.0"),
    ("boto3", "1.44.5"),
    ("botocore", "1.44.5"),
    ("cffi", "2.1.1"),
    ("mmh3", "5.3.1"),
    ("pyarrow", "26.0.1"),
    ("python-dateutil", "4.0.0"),
    ("requests", "2.34.2"),
    ("s3transfer", "0.19.3"),
    ("snowflake-connector-python", "5.2.0"),
    ("urllib3", "2.8.0"),
]

ASIDE = {"test", "tests", "testing", "docs", "doc", "examples", "benchmarks", "benchmark", "_vendor", "vendored"}
ASIDE_FILES = {"conftest.py", "setup.py", "tests.py", "noxfile.py"}


def is_aside(path: pathlib.PurePath) -> bool:
    """Whether a file is no part of what the package promises."""
    name = path.name
    return (
        not ASIDE.isdisjoint(path.parts[:-1])
        or name in ASIDE_FILES
        or name.startswith("test_")
        or name.endswith("_test.py")
    )


def lines_of_code(source: bytes) -> int:
    """Lines that hold code: not blank, not a comment, not a docstring."""
    code = {n for n, line in enumerate(source.splitlines(), 1) if line.strip() and not line.lstrip().startswith(b"#")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            code.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(code)


def measure(whip: str, release: pathlib.Path) -> tuple[int, list[dict]]:
    """Lines of code, and what is found in them."""
    lines = 0
    for file in release.rglob("*.py"):
        if is_aside(file.relative_to(release)):
            continue
        try:
            lines += lines_of_code(file.read_bytes())
        except SyntaxError:  # a template, or a newer Python's
            continue
    root = release.resolve()
    found = [
        dict(one, filename=str(path.relative_to(root)))
        for one in releases.findings(whip, release, SELECT)
        if not is_aside((path := pathlib.Path(one["filename"]).resolve()).relative_to(root))
    ]
    return lines, found


def rate(count: int, lines: int) -> str:
    """Findings for each 1,000 lines."""
    return f"{1000 * count / max(lines, 1):.3f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whip", required=True)
    parser.add_argument("--keep", help="folder for what is downloaded; a temporary one by default")
    parser.add_argument("--findings", action="store_true", help="list the findings too")
    options = parser.parse_args()
    whip = str(pathlib.Path(options.whip).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        failures = releases.fetch_all(DECLARED, folder)
        groups = {True: [0, 0], False: [0, 0]}
        print("| package | declares | lines | findings | per 1,000 lines |\n|---|---|---|---|---|")
        for project, version in DECLARED:
            release = releases.folder_of(project, version, folder)
            if not release.exists():
                continue
            level = releases.declared(release)
            if not level:
                failures.append(f"{project} {version} declares nothing")
                continue
            lines, found = measure(whip, release)
            group = groups[level[0] in "34"]
            group[0] += lines
            group[1] += len(found)
            codes = ", ".join(f"{count} {code}" for code, count in sorted(Counter(x["code"] for x in found).items()))
            print(
                f"| {project} {version} | {level.split()[-1]} | {lines:,} | {len(found)}{codes and f' ({codes})'} "
                f"| {rate(len(found), lines)} |"
            )
            if options.findings:
                for one in found:
                    at = one["location"]
                    print(f"    {one['filename']}:{at['row']}:{at['column']}: {one['code']} {one['message']}")
        for first, (lines, count) in groups.items():
            name = "Stable and Resilient" if first else "Beta"
            print(f"| **{name}** | | {lines:,} | {count} | {rate(count, lines)} |")
    for failure in failures:
        print(failure, file=sys.stderr)
    lines, count = groups[True]
    return 1 if failures or 1000 * count > TARGET * lines else 0


if __name__ == "__main__":
    sys.exit(main())
