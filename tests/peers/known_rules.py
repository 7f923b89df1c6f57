"""Writes linter/known_rules_table.cpp: the codes, names and status of every rule of the peer.

    python3 tests/peers/known_rules.py --ruff PATH_TO_RUFF > linter/known_rules_table.cpp

Facts only: the default selection is read from `ruff check --isolated --show-settings`.
"""

import argparse
import json
import re
import subprocess
import tempfile


def run(ruff: str, *args: str, cwd: str | None = None) -> str:
    return subprocess.run([ruff, *args], capture_output=True, text=True, check=True, cwd=cwd).stdout


def default_codes(ruff: str) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        open(f"{folder}/a.py", "w").close()
        shown = run(ruff, "check", "--isolated", "--show-settings", "a.py", cwd=folder)
    block = re.search(r"^linter\.rules\.enabled = \[\n(.*?)^\]", shown, re.S | re.M)
    assert block is not None
    return set(re.findall(r"\(([A-Z]+[0-9]+)\)", block.group(1)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ruff", default="ruff")
    ruff = parser.parse_args().ruff
    version = run(ruff, "--version").split()[1]
    defaults = default_codes(ruff)
    linters = json.loads(run(ruff, "linter", "--output-format", "json"))
    rules = [rule for rule in json.loads(run(ruff, "rule", "--all", "--output-format", "json")) if rule["code"]]
    rules.sort(key=lambda rule: rule["code"])
    linters.sort(key=lambda linter: linter["name"].lower())
    index = {linter["name"]: number for number, linter in enumerate(linters)}
    prefixes = [(linter["prefix"], linter["name"]) for linter in linters if linter["prefix"]]

    def linter_of(rule: dict) -> int:
        if rule["linter"]:
            return index[rule["linter"]]
        fitting = [(len(prefix), name) for prefix, name in prefixes if rule["code"].startswith(prefix)]
        return index[max(fitting)[1] if fitting else "pycodestyle"]

    print(f"// Written by tests/peers/known_rules.py from Ruff {version}; one row a rule, so longer than other files.")
    print('#include "linter/known_rules.h"\n')
    print("namespace whip {\nnamespace {\n")
    print("using enum Category;\nusing enum RuleStatus;\n")
    print("// clang-format off")
    print("constexpr KnownLinter kLinters[] = {")
    for linter in linters:
        print(f'    {{"{linter["prefix"]}", "{linter["name"]}"}},')
    print("};\n")
    print("constexpr KnownRule kRules[] = {")
    for rule in rules:
        status = next(iter(rule["status"])).lower()
        default = "true" if rule["code"] in defaults else "false"
        print(f'    {{"{rule["code"]}", "{rule["name"]}", {linter_of(rule)}, {rule["category"]}, {status}, {default}}},')
    print("};\n// clang-format on\n")
    print("}  // namespace\n")
    print("std::span<const KnownRule> known_rules() { return kRules; }")
    print("std::span<const KnownLinter> known_linters() { return kLinters; }\n")
    print("}  // namespace whip")


if __name__ == "__main__":
    main()
