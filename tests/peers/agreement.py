"""Adds up the tables that lint_oracle.py printed and writes docs/agreement.tsv, from which docs/rules.md has its figures.

    python3 tests/peers/agreement.py TABLE... > docs/agreement.tsv

A table has the lines "F401  peer  ours  matched  missing  extra  F1"; codes that are no rules of ours are left out.
"""

import collections
import pathlib
import re
import sys

RULES = {path.stem.split("_")[0] for path in (pathlib.Path(__file__).resolve().parents[2] / "rules").glob("*/[A-Z]*_*.cpp")}


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    sums = collections.defaultdict(lambda: [0, 0, 0])
    for name in sys.argv[1:]:
        for line in pathlib.Path(name).read_text().splitlines():
            row = re.match(r"([A-Z]+[0-9]+) +(\d+) +(\d+) +(\d+) ", line)
            if row and row[1] in RULES:
                peer, ours, both = (int(number) for number in row.groups()[1:])
                sums[row[1]] = [a + b for a, b in zip(sums[row[1]], (ours, peer, both))]
    print("code\twhip\truff\tboth")
    for code in sorted(sums):
        print(code, *sums[code], sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
