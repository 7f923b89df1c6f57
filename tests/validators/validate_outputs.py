#!/usr/bin/env python3
"""Runs whip on a small project in every format that has a validator and validates what it prints with the real thing.

    tests/validators/setup.sh TOOLS          once
    tests/validators/validate_outputs.py --whip build/release/whip --tools TOOLS [--project FOLDER] [--self-test]

--self-test also breaks each output in ways that matter and demands that its validator notices.
"""

import argparse
import copy
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).parent

# Odd on purpose: names that need escaping, syntax errors, notebooks, control characters, no line break at the end.
PROJECT = {
    "a.py": "import os\nimport sys, json\n\n\ndef f(x):\n    y = 1\n    if x == None:\n        return undefined\n",
    "pkg/odd name [1],;:%25 é.py": "import os; import os\nx = '<&\"' + undefined\n",
    "broken.py": "x = 1;\ny = (2\n",
    "last.py": "import os",
    "empty.py": "",
    "control.py": "x = '\x07\x1b' + undefined  \n__all__ = ['no\\nsuch <name>']\n",
    "notes.ipynb": json.dumps({
        "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# title"]},
                  {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": None, "outputs": [],
                   "source": ["import os\n", "x = 1"]},
                  {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": None, "outputs": [],
                   "source": ["import sys"]}],
        "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}),
}


# A project and its lock, for `whip audit`: one package that the project asks for needs the GIL, and one that it pulls in.
LOCKED = {
    "pyproject.toml": '[project]\nname = "app"\nversion = "1"\ndependencies = [\n    "web>=2",  # é\n    "native",\n]\n',
    "pylock.toml": """lock-version = "1.0"
requires-python = ">=3.13"
created-by = "a test"
[[packages]]
name = "web"
version = "2.0"
dependencies = [{ name = "speedy" }]
wheels = [{ url = "https://files.example/web-2.0-py3-none-any.whl", hashes = { sha256 = "00" } }]
[[packages]]
name = "native"
version = "1.5"
wheels = [{ url = "https://files.example/native-1.5-cp310-abi3-win_amd64.whl", hashes = { sha256 = "00" } }]
[[packages]]
name = "speedy"
version = "3.0"
wheels = [{ url = "https://files.example/speedy-3.0-cp314-cp314-manylinux_2_17_x86_64.whl", hashes = { sha256 = "00" } }]
""",
}


class Broken(Exception):
    """An output that its validator does not accept."""


def check(condition, message):
    if not condition:
        raise Broken(message)


class Validators:
    def __init__(self, tools, scratch):
        self.tools, self.scratch = Path(tools), Path(scratch)

    def run(self, command, **environment):
        return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env=os.environ | environment)

    def file(self, name, text):
        path = self.scratch / name
        path.write_text(text, encoding="utf-8")
        return path

    def sarif(self, text):
        import jsonschema
        document = json.loads(text)
        schema = json.loads(next(self.tools.glob("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0*.json")).read_text())
        checker = jsonschema.validators.validator_for(schema)(schema)
        error = jsonschema.exceptions.best_match(checker.iter_errors(document))
        check(error is None, f"schema: {error and error.message}")
        multitool = self.tools / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
        # Notes are left out of the default level: some of them make the tool fetch every address.
        log = self.scratch / "validated.sarif"
        result = self.run([multitool, "validate", self.file("out.sarif", text), "--output", log, "--log", "ForceOverwrite"],
                          DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
        complaints = [r["ruleId"] for r in json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
                      if r.get("level", "warning") == "error"]
        check(not complaints, f"Sarif.Multitool: {complaints} {result.stdout[-400:]}")
        # What Ruff's report lacks.
        for one in document["runs"]:
            rules = one["tool"]["driver"]["rules"]
            for rule in rules:
                check(rule.get("name"), f"rule {rule['id']} has no name")
            for found in one["results"]:
                check(rules[found["ruleIndex"]]["id"] == found["ruleId"], "ruleIndex points at another rule")
                check(found.get("partialFingerprints"), "no fingerprint")
                for place in found["locations"]:
                    check("://" not in place["physicalLocation"]["artifactLocation"]["uri"], "absolute address")
            prints = [tuple(found["partialFingerprints"].values()) for found in one["results"]]
            check(len(set(prints)) == len(prints), "a fingerprint twice")

    def junit(self, text):
        path = self.file("out.xml", text)
        schemas = sorted(self.tools.glob("xsd/*.xsd"))
        check(len(schemas) == 2, "both schemas must be there")
        for schema in schemas:
            result = self.run(["xmllint", "--noout", "--schema", schema, path])
            check(result.returncode == 0, result.stdout[:400])
        root = ElementTree.parse(path).getroot()
        for suite in root.iter("testsuite"):
            check(int(suite.get("tests")) == len(suite.findall("testcase")), "wrong number of tests")
            check(int(suite.get("failures")) == len(suite.findall("testcase/failure")), "wrong number of failures")

    def rdjson(self, text):
        validator = self.tools / "node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js"
        result = self.run(["node", validator, "--strict", self.file("out.rdjson", text)])
        check(result.returncode == 0, result.stdout[:400])

    def gitlab(self, text):
        import jsonschema
        document = json.loads(text)
        try:
            jsonschema.validate(document, json.loads((HERE / "gitlab.schema.json").read_text()))
        except jsonschema.ValidationError as error:
            raise Broken(error.message) from None
        prints = [entry["fingerprint"] for entry in document]
        check(len(set(prints)) == len(prints), "a fingerprint twice")

    def github(self, text):
        line = re.compile(r"::error title=whip \([\w-]+\),file=[^,:]+,line=\d+(,col=\d+)?,endLine=\d+(,endColumn=\d+)?::.+:\d+:\d+: .+")
        for one in text.splitlines():
            check(line.fullmatch(one), one)

    def azure(self, text):
        line = re.compile(r"##vso\[task\.logissue type=(error|warning);sourcepath=[^;\]]+;linenumber=\d+;columnnumber=\d+;code=[\w-]+;\].+")
        for one in text.splitlines():
            check(line.fullmatch(one), one)

    def json(self, text):
        for finding in json.loads(text):
            check(list(finding) == sorted(finding), "fields out of order")
            check(set(finding) == {"cell", "code", "end_location", "filename", "fix", "location", "message", "name", "noqa_row",
                                   "severity", "url"}, f"other fields: {sorted(finding)}")

    def json_lines(self, text):
        self.json("[" + ",".join(text.splitlines()) + "]")


def broken(form, text):
    """Ways to break an output; each must be noticed."""
    if form in ("sarif", "gitlab", "rdjson", "json"):
        document = json.loads(text)

        def variant(change):
            other = copy.deepcopy(document)
            change(other)
            return json.dumps(other)

        if form == "sarif":
            yield variant(lambda d: d.pop("version"))
            yield variant(lambda d: d["runs"][0]["results"][0]["message"].pop("text"))
            yield variant(lambda d: d["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0))
            yield variant(lambda d: d["runs"][0]["results"][0].update(ruleIndex=1))
            yield variant(lambda d: d["runs"][0]["results"][0].pop("partialFingerprints"))
        elif form == "gitlab":
            yield variant(lambda d: d[0].pop("fingerprint"))
            yield variant(lambda d: d[0].update(severity="bad"))
            yield variant(lambda d: d[0]["location"].update(path="/absolute.py"))
            yield variant(lambda d: d[1].update(fingerprint=d[0]["fingerprint"]))
        elif form == "rdjson":
            yield variant(lambda d: d["diagnostics"][0].pop("message"))
            yield variant(lambda d: d["diagnostics"][0]["location"].update(range={"start": {"line": "one"}}))
        else:
            yield variant(lambda d: d[0].pop("noqa_row"))
    elif form == "junit":
        yield text.replace("<testsuites ", '<testsuites skipped="0" ', 1)
        yield re.sub(r'(<testsuite .* failures=)"\d+"', r'\1"77"', text, count=1)
        yield text.replace("&lt;", "<", 1)
    elif form == "github":
        yield text.replace("%2C", ",", 1)
        yield text.replace("%0A", "\n", 1)
    elif form == "azure":
        yield text.replace("%3B", ";", 1)
        yield text.replace("%5D", "]", 1)
    elif form == "json-lines":
        yield text.replace('"noqa_row":', '"noqa":', 1)


def validate_audit(whip, validators, folder):
    """The report of `whip audit` as SARIF: valid, and each finding at the requirement that pulls its package in."""
    os.mkdir(folder)
    for name, text in LOCKED.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    result = subprocess.run([whip, "audit", "--format", "sarif", "--require-free-threaded", "--offline"], cwd=folder, stdout=subprocess.PIPE)
    try:
        check(result.returncode == 1, f"exit code {result.returncode}")
        validators.sarif(result.stdout.decode())
        for found in json.loads(result.stdout)["runs"][0]["results"]:
            place = found["locations"][0]["physicalLocation"]
            line = LOCKED["pyproject.toml"].splitlines()[place["region"]["startLine"] - 1]
            text = line[place["region"]["startColumn"] - 1:place["region"]["endColumn"] - 1]
            check(place["artifactLocation"]["uri"] == "pyproject.toml", "another file")
            check(text == ("web>=2" if "speedy" in found["message"]["text"] else "native"), f"points at {text!r}")
        print("valid    sarif of whip audit")
        return 0
    except (Broken, ValueError) as error:
        print(f"INVALID  sarif of whip audit: {error}")
        return 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--whip", required=True)
    parser.add_argument("--tools", required=True, help="the folder that setup.sh filled")
    parser.add_argument("--project", help="lint this folder and not the built-in files")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    whip, tools = os.path.abspath(arguments.whip), os.path.abspath(arguments.tools)
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        project = arguments.project
        if project is None:
            project = os.path.join(scratch, "project")
            for name, text in PROJECT.items():
                path = Path(project, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
        validators = Validators(tools, scratch)
        for form in ("sarif", "junit", "rdjson", "gitlab", "github", "azure", "json", "json-lines"):
            command = [whip, "check", "--isolated", "--no-cache", "--select", "F,E,W,I", "--output-format", form, "."]
            result = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            text = result.stdout.decode()
            validate = getattr(validators, form.replace("-", "_"))
            try:
                check(result.returncode == 1, f"exit code {result.returncode}: {result.stderr.decode()[-300:]}")
                validate(text)
                print(f"valid    {form} ({len(text)} bytes)")
            except (Broken, ValueError) as error:
                failures += 1
                print(f"INVALID  {form}: {error}")
                continue
            for number, other in enumerate(broken(form, text) if arguments.self_test else (), 1):
                try:
                    check(other != text, "not broken at all")
                    validate(other)
                    failures += 1
                    print(f"UNNOTICED {form}, variant {number}")
                except Broken as error:
                    unchanged = str(error) == "not broken at all"
                    failures += unchanged
                    print(f"{'UNBROKEN ' if unchanged else 'noticed  '} {form}, variant {number}: {str(error)[:100]!r}")
                except (ValueError, KeyError) as error:
                    print(f"noticed   {form}, variant {number}: {error!r:.100}")
        failures += validate_audit(whip, validators, os.path.join(scratch, "locked"))
        # Formats for programs must stay valid with nothing to report.
        clean = os.path.join(scratch, "clean")
        os.mkdir(clean)
        Path(clean, "a.py").write_text("x = 1\n")
        for form in ("sarif", "junit", "rdjson", "gitlab", "json"):
            command = [whip, "check", "--isolated", "--no-cache", "--output-format", form, "."]
            text = subprocess.run(command, cwd=clean, stdout=subprocess.PIPE).stdout.decode()
            try:
                getattr(validators, form)(text)
                print(f"valid    {form} without findings")
            except (Broken, ValueError) as error:
                failures += 1
                print(f"INVALID  {form} without findings: {error}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
