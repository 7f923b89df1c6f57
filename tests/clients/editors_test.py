"""Editors that cannot run here, as their sources say what they send, with the recipes of docs/editors.md as they stand there.

    WHIP=build/test/whip python3 -m unittest editors_test        (in tests/clients)
"""

import os
import re
import subprocess
import unittest
from pathlib import Path

from protocol_test import PULL, TEXT, WHIP, ServerTest, codes
from rpc import Client

PAGE = Path(__file__).resolve().parents[2] / "docs/editors.md"


def recipe(chapter, language):
    """The first block in that language of a chapter of the page."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {chapter}\n")[1].split("\n## ")[0]
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE).group(1)


class EditorTest(ServerTest):
    configuration = None

    def environment(self):
        return {
            **os.environ,
            "HOME": str(self.folder.parent),
            "XDG_CONFIG_HOME": str(self.folder / ".none"),
            "PATH": f"{os.path.dirname(WHIP)}{os.pathsep}{os.environ['PATH']}",
        }

    def run_server(self, command, capabilities, options, settings=None):
        self.client = Client(command, cwd=self.folder, settings=settings, env=self.environment())
        self.addCleanup(self.client.close)
        return self.client.initialize(self.folder, capabilities, options)


class VisualStudioCode(EditorTest):
    """Ruff's extension with the script of the recipe in place of Ruff."""

    capabilities = {
        "textDocument": PULL["textDocument"],
        "workspace": {**PULL["workspace"], "configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
    }

    def setUp(self):
        super().setUp()
        self.script = self.folder.parent / "ruff"
        self.script.write_text(recipe("Visual Studio Code", "sh"))
        self.script.chmod(0o755)

    def values(self, **changes):
        """What the settings of the extension are where the user set none but these."""
        return {
            "nativeServer": "on",
            "path": [str(self.script)],
            "ignoreStandardLibrary": True,
            "interpreter": [],
            "configuration": None,
            "importStrategy": "fromEnvironment",
            "codeAction": {"disableRuleComment": {"enable": True}, "fixViolation": {"enable": True}},
            "lint": {"enable": True, "run": "onType", "args": [], "preview": None, "select": None, "extendSelect": None,
                     "ignore": None},
            "format": {"args": [], "preview": None, "backend": "internal"},
            "enable": True,
            "organizeImports": True,
            "fixAll": True,
            "showNotifications": "off",
            "exclude": None,
            "lineLength": None,
            "configurationPreference": "editorFirst",
            "showSyntaxErrors": True,
            "logLevel": None,
            "logFile": None,
            **changes,
        }

    def start_extension(self, **changes):
        """The extension puts the workspace's folder into its options; the editor answers questions without that."""
        asked = self.values(**changes)
        given = dict(asked)
        if isinstance(given["configuration"], str):
            given["configuration"] = given["configuration"].replace("${workspaceFolder}", str(self.folder))
        folder = {**given, "cwd": str(self.folder), "workspace": f"file://{self.folder}"}
        everywhere = {**asked, "cwd": "/", "workspace": "/"}
        options = {"settings": [folder], "globalSettings": everywhere}
        self.run_server([str(self.script), "server"], self.capabilities, options, {"ruff": asked})
        self.client.asked_for("workspace/configuration")

    def test_the_script_has_a_version_that_the_extension_starts(self):
        done = subprocess.run([self.script, "--version"], env=self.environment(), capture_output=True, text=True, check=True)
        version = [int(part) for part in done.stdout.strip().split(" ")[1].split(".")]
        # Older ones are started with --preview (0.5.3), or get no settings inside of `configuration` (0.9.8).
        self.assertEqual(len(version), 3)
        self.assertGreaterEqual(version, [0, 9, 8])

    def test_documents_are_linted_fixed_and_formatted(self):
        self.start_extension(lint={**self.values()["lint"], "extendSelect": ["I"]})
        self.client.open(self.uri, TEXT)
        found = self.client.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
        self.assertEqual(codes(found["items"]), ["F401", "I001"])
        self.assertEqual(self.actions(only=["source.organizeImports"])[0]["kind"], "source.organizeImports.whip")
        self.assertEqual(self.format()[0]["newText"], "print(os.sep)\n")
        for command in ["ruff.applyAutofix", "ruff.applyFormat", "ruff.applyOrganizeImports"]:
            document = {"uri": self.uri, "version": 1}
            self.client.request("workspace/executeCommand", {"command": command, "arguments": [document]})
            self.client.asked_for("workspace/applyEdit")
        document = {"textDocument": {"uri": self.uri}}
        told = {"command": "ruff.printDebugInformation", "arguments": [document]}
        self.assertIn(str(self.folder), self.client.request("workspace/executeCommand", told))

    def test_a_configuration_is_found_below_the_folder(self):
        (self.folder / "other.toml").write_text('[lint]\nselect = ["F541"]\n')
        self.start_extension(configuration="${workspaceFolder}/other.toml")
        self.client.open(self.uri, "import os\nprint(f'')\n")
        found = self.client.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
        self.assertEqual(codes(found["items"]), ["F541"])
        self.assertNotIn("window/showMessage", self.client.untaken())

    def test_cells_are_pushed_as_the_extension_asks_for_none(self):
        self.start_extension()
        notebook = f"file://{self.folder}/n.ipynb"
        cell = {"uri": f"vscode-notebook-cell://{self.folder}/n.ipynb#a", "languageId": "python", "version": 1}
        self.client.notify(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": notebook,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [{"kind": 2, "document": cell["uri"]}],
                },
                "cellTextDocuments": [{**cell, "text": "import os"}],
            },
        )
        self.assertEqual(codes(self.client.diagnostics(cell["uri"], 1)), ["F401"])
        self.client.notify(
            "notebookDocument/didClose",
            {"notebookDocument": {"uri": notebook}, "cellTextDocuments": [{"uri": cell["uri"]}]},
        )
        self.assertEqual(self.client.diagnostics(cell["uri"]), [])


class Helix(EditorTest):
    def test_the_recipe_holds_for_what_helix_sends(self):
        try:
            import tomllib
        except ImportError:
            self.skipTest("this Python has no tomllib")
        server = tomllib.loads(recipe("Helix", "toml"))["language-server"]["whip"]
        self.assertEqual(server["config"]["settings"]["lineLength"], 100)
        capabilities = {"textDocument": PULL["textDocument"], "workspace": {**PULL["workspace"], "configuration": True}}
        # `config` is what it sends at the start, once more as the settings, and what it looks sections up in.
        self.run_server([server["command"], *server["args"]], capabilities, server["config"], server["config"])
        self.client.notify("workspace/didChangeConfiguration", {"settings": server["config"]})
        wide = f"print({'1, ' * 30})\n"
        self.assertTrue(88 < len(wide) <= 100)
        self.client.open(self.uri, f"{wide}print( 1 )\n")
        [edit] = self.format()
        self.assertEqual(edit["newText"].splitlines()[-1], "print(1)")


if __name__ == "__main__":
    unittest.main()
