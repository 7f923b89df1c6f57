"""What `whip server` says and does, message by message.

    WHIP=build/test/whip python3 tests/clients/protocol_test.py
"""

import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from rpc import Client, insertion, replacement

WHIP = os.path.abspath(os.environ["WHIP"])
TEXT = "import sys\nimport os\n\nprint( os.sep )\n"
PUSH = {
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "dataSupport": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
    },
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
}
PULL = {
    "textDocument": {**PUSH["textDocument"], "diagnostic": {}},
    "workspace": {**PUSH["workspace"], "diagnostics": {"refreshSupport": True}},
}


def codes(items):
    return sorted(item["code"] for item in items)


def apply(text, edits):
    """Edits of an ASCII text."""
    lines = text.split("\n")

    def offset(place):
        return sum(len(line) + 1 for line in lines[: place["line"]]) + place["character"]

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text


class ServerTest(unittest.TestCase):
    configuration = '[lint]\nselect = ["E", "F", "I"]\n'

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name).resolve() / "project"
        self.folder.mkdir()
        if self.configuration:
            (self.folder / "whip.toml").write_text(self.configuration)
        self.uri = f"file://{self.folder}/app.py"
        self.client = None

    def start(self, capabilities=PUSH, options=None, settings=None):
        environment = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / ".none")}
        self.client = Client([WHIP, "server"], cwd=self.folder, settings=settings, env=environment)
        self.addCleanup(self.client.close)
        return self.client.initialize(self.folder, capabilities, options)

    def check(self, text, name="app.py"):
        """What the command line finds in the same text."""
        done = subprocess.run(
            [WHIP, "check", "--no-cache", "--output-format", "json", "--stdin-filename", name, "-"],
            cwd=self.folder,
            input=text.encode(),
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)

    def pull(self, uri=None, previous=None):
        params = {"textDocument": {"uri": uri or self.uri}}
        if previous:
            params["previousResultId"] = previous
        return self.client.request("textDocument/diagnostic", params)

    def actions(self, diagnostics=(), only=None, uri=None, lines=(0, 99)):
        context = {"diagnostics": list(diagnostics)}
        if only is not None:
            context["only"] = only
        span = {"start": {"line": lines[0], "character": 0}, "end": {"line": lines[1], "character": 0}}
        document = {"uri": uri or self.uri}
        return self.client.request(
            "textDocument/codeAction", {"textDocument": document, "range": span, "context": context}
        )

    def format(self, uri=None):
        options = {"tabSize": 4, "insertSpaces": True}
        return self.client.request(
            "textDocument/formatting", {"textDocument": {"uri": uri or self.uri}, "options": options}
        )

    def hover(self, line, character, uri=None):
        place = {"line": line, "character": character}
        return self.client.request("textDocument/hover", {"textDocument": {"uri": uri or self.uri}, "position": place})

    def complete(self, line, character, uri=None):
        place = {"line": line, "character": character}
        return self.client.request(
            "textDocument/completion", {"textDocument": {"uri": uri or self.uri}, "position": place}
        )


class Lifecycle(ServerTest):
    def test_it_ends_with_0_after_shutdown(self):
        self.start()
        self.assertEqual(self.client.stop(), 0)

    def test_it_ends_with_1_on_exit_without_shutdown(self):
        self.start()
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(10), 1)

    def test_it_ends_when_its_input_ends(self):
        self.start()
        self.client.process.stdin.close()
        self.assertEqual(self.client.process.wait(10), 1)

    def test_it_ends_when_the_client_dies(self):
        parent = subprocess.Popen(["sleep", "60"])
        self.client = Client([WHIP, "server"], cwd=self.folder)
        self.addCleanup(self.client.close)
        self.client.request("initialize", {"processId": parent.pid, "rootUri": None, "capabilities": {}})
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        self.assertEqual(self.client.process.wait(20), 1)

    def test_nothing_is_answered_before_initialize_nor_after_shutdown(self):
        self.client = Client([WHIP, "server"], cwd=self.folder)
        self.addCleanup(self.client.close)
        early = self.client.answer(self.client.start_request("textDocument/hover", {}))
        self.assertEqual(early["error"]["code"], -32002)
        self.client.initialize(self.folder)
        self.client.request("shutdown")
        late = self.client.answer(self.client.start_request("textDocument/hover", {}))
        self.assertEqual(late["error"]["code"], -32600)

    def test_broken_messages_are_answered_with_errors_and_do_no_harm(self):
        self.start()
        for broken, code in [
            (b"Content-Length: 1\r\n\r\n{", -32700),
            (b"nonsense\r\n\r\n", -32700),
            (b"Content-Length: 2\r\n\r\n[]", -32600),
            (b"Content-Length: 400000000\r\n\r\n", -32600),
        ]:
            self.client.send_bytes(broken)
            if b"400000000" in broken:
                for _ in range(400):
                    self.client.send_bytes(b"x" * 1000000)
            self.assertEqual(self.client.answer(None)["error"]["code"], code, broken)
        unknown = self.client.answer(self.client.start_request("textDocument/nonsense", {}))
        self.assertEqual(unknown["error"]["code"], -32601)
        self.client.notify("textDocument/didChange", {"textDocument": 7})
        self.client.open(self.uri, TEXT)
        self.assertEqual(codes(self.client.diagnostics(self.uri, 1)), ["F401", "I001"])

    def test_the_encoding_of_positions_is_agreed_upon(self):
        for offered, chosen, column in [
            (None, "utf-16", 12),
            (["utf-16", "utf-8"], "utf-8", 15),
            (["utf-32", "utf-16"], "utf-32", 11),
        ]:
            capabilities = {**PUSH, "general": {"positionEncodings": offered}} if offered else PUSH
            result = self.start(capabilities)
            self.assertEqual(result["capabilities"]["positionEncoding"], chosen)
            self.client.open(self.uri, "x = '😀é' + missing\n")
            [finding] = self.client.diagnostics(self.uri, 1)
            self.assertEqual(finding["range"]["start"]["character"], column)


class PushedDiagnostics(ServerTest):
    def test_they_are_what_the_command_line_finds(self):
        self.start()
        text = "import os\nimport sys\ndef f(x, x):\n  return y\nassert (1, 'é😀')\nl = 1\n"
        self.client.open(self.uri, text)
        found = self.client.diagnostics(self.uri, 1)
        self.assertEqual(
            [(item["code"], item["range"]["start"]["line"] + 1) for item in found],
            [(item["code"] or "invalid-syntax", item["location"]["row"]) for item in self.check(text)],
        )

    def test_a_finding_has_all_that_an_editor_can_show(self):
        self.start()
        self.client.open(self.uri, "import os\nimport os\nprint(os)\n")
        [finding] = [item for item in self.client.diagnostics(self.uri, 1) if item["code"] == "F811"]
        self.assertEqual(finding["source"], "whip")
        self.assertEqual(finding["severity"], 2)
        self.assertEqual(finding["tags"], [1])
        self.assertIn("redefined-while-unused", finding["codeDescription"]["href"])
        self.assertRegex(finding["data"]["fingerprint"], "^[0-9a-f]{32}$")
        self.assertEqual(finding["relatedInformation"][0]["location"]["uri"], self.uri)

    def test_syntax_errors_are_shown_unless_the_settings_say_no(self):
        for options, expected in [(None, ["invalid-syntax"]), ({"settings": {"showSyntaxErrors": False}}, [])]:
            self.start(options=options)
            self.client.open(self.uri, "x = (\n")
            self.assertEqual(sorted(set(codes(self.client.diagnostics(self.uri, 1)))), expected)

    def test_edits_of_ranges_are_followed(self):
        self.start()
        self.client.open(self.uri, "x = 1\n")
        self.assertEqual(self.client.diagnostics(self.uri, 1), [])
        self.client.change(self.uri, 2, insertion(1, 0, "print(y)\n"), replacement(1, 6, 7, "missing"))
        [finding] = self.client.diagnostics(self.uri, 2)
        self.assertIn("`missing`", finding["message"])
        self.client.change(self.uri, 3, {"text": ""})
        self.assertEqual(self.client.diagnostics(self.uri, 3), [])

    def test_closing_takes_them_back(self):
        self.start()
        self.client.open(self.uri, TEXT)
        self.assertEqual(len(self.client.diagnostics(self.uri, 1)), 2)
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})
        self.assertEqual(self.client.diagnostics(self.uri), [])

    def test_a_burst_of_keystrokes_costs_few_lints(self):
        self.start()
        self.client.open(self.uri, "x = 1\n" * 20000)
        self.client.diagnostics(self.uri, 1)
        burst = b"".join(
            Client.frame(
                {
                    "jsonrpc": "2.0",
                    "method": "textDocument/didChange",
                    "params": {
                        "textDocument": {"uri": self.uri, "version": version},
                        "contentChanges": [insertion(10, 0, f"y{version}\n")],
                    },
                }
            )
            for version in range(2, 52)
        )
        self.client.send_bytes(burst)
        self.assertEqual(len(self.client.diagnostics(self.uri, 51)), 50)
        # What was published: one push for each lint.
        time.sleep(0.1)
        self.assertLessEqual(self.client.dropped["textDocument/publishDiagnostics"], 1)

    def test_excluded_files_have_none(self):
        (self.folder / "whip.toml").write_text('exclude = ["app.py"]\n')
        self.start()
        self.client.open(self.uri, TEXT)
        self.assertEqual(self.client.diagnostics(self.uri, 1), [])
        self.assertIsNone(self.format())


class PulledDiagnostics(ServerTest):
    def test_what_did_not_change_is_not_sent_again(self):
        self.start(PULL)
        self.client.open(self.uri, TEXT)
        first = self.pull()
        self.assertEqual((first["kind"], codes(first["items"])), ("full", ["F401", "I001"]))
        again = self.pull(previous=first["resultId"])
        self.assertEqual(again, {"kind": "unchanged", "resultId": first["resultId"]})
        self.client.change(self.uri, 2, insertion(0, 0, "# a line\n"))
        moved = self.pull(previous=first["resultId"])
        self.assertEqual(moved["kind"], "full")

    def test_a_question_that_waits_can_be_taken_back(self):
        self.start(PULL)
        self.client.open(self.uri, "x = 1\n" * 60000)
        question = {"jsonrpc": "2.0", "id": 70, "method": "textDocument/diagnostic"}
        question["params"] = {"textDocument": {"uri": self.uri}}
        cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 70}}
        self.client.send_bytes(Client.frame(question) + Client.frame(cancel))
        self.assertEqual(self.client.answer(70)["error"]["code"], -32800)

    def test_the_whole_workspace_can_be_asked_for(self):
        (self.folder / "other.py").write_text("import os\n")
        (self.folder / "clean.py").write_text("x = 1\n")
        self.start(PULL)
        self.client.open(self.uri, TEXT, version=5)
        report = self.client.request("workspace/diagnostic", {"previousResultIds": []})
        items = {item["uri"].rsplit("/", 1)[1]: item for item in report["items"]}
        self.assertEqual({name: codes(item["items"]) for name, item in items.items()},
                         {"app.py": ["F401", "I001"], "other.py": ["F401"], "clean.py": []})
        self.assertEqual(items["app.py"]["version"], 5)
        previous = [{"uri": item["uri"], "value": item["resultId"]} for item in report["items"]]
        again = self.client.request("workspace/diagnostic", {"previousResultIds": previous})
        self.assertEqual({item["kind"] for item in again["items"]}, {"unchanged"})

    def test_a_notebook_that_is_not_open_is_reported_at_its_places_in_the_file(self):
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": ["# é"]},
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%matplotlib inline\n", "é = '\\t'; import os\n"]},
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": "print(é)\nmissing"},
        ]
        for ascii in [False, True]:
            content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            text = json.dumps(content, indent=1, ensure_ascii=ascii)
            (self.folder / "n.ipynb").write_text(text, encoding="utf-8")
            self.start(PULL, {"settings": {"lint": {"select": ["F"]}}})
            report = self.client.request("workspace/diagnostic", {"previousResultIds": []})
            [item] = report["items"]
            self.assertTrue(item["uri"].endswith("/n.ipynb"))
            lines = text.split("\n")
            found = {}
            for finding in item["items"]:
                start, end = finding["range"]["start"], finding["range"]["end"]
                self.assertEqual(start["line"], end["line"])
                found[finding["code"]] = lines[start["line"]][start["character"] : end["character"]]
            self.assertEqual(found, {"F401": "os", "F821": "missing"})
            # Once it is open, its cells have the findings.
            uri = item["uri"]
            cell = {"uri": uri.replace("file:", "vscode-notebook-cell:"), "languageId": "python", "version": 1, "text": "y"}
            document = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": [{"kind": 2, "document": cell["uri"]}]}
            self.client.notify("notebookDocument/didOpen", {"notebookDocument": document, "cellTextDocuments": [cell]})
            previous = [{"uri": uri, "value": item["resultId"]}]
            report = self.client.request("workspace/diagnostic", {"previousResultIds": previous})
            self.assertEqual({item["uri"]: codes(item["items"]) for item in report["items"]}, {uri: [], cell["uri"]: ["F821"]})
            self.client.stop()

    def test_the_workspace_is_left_alone_where_the_settings_say_so(self):
        (self.folder / "other.py").write_text("import os\n")
        self.start(PULL, {"settings": {"diagnosticMode": "openFilesOnly"}})
        self.assertEqual(self.client.request("workspace/diagnostic", {"previousResultIds": []}), {"items": []})


class CodeActions(ServerTest):
    def edit_of(self, action):
        if "edit" not in action:
            action = self.client.request("codeAction/resolve", action)
        [change] = action["edit"]["documentChanges"]
        self.assertEqual(change["textDocument"]["uri"], self.uri)
        return change["edits"]

    def test_a_finding_has_its_fix_and_a_comment_that_silences_it(self):
        self.start()
        self.client.open(self.uri, TEXT)
        found = self.client.diagnostics(self.uri, 1)
        unused = [item for item in found if item["code"] == "F401"]
        fix, silence = self.actions(unused, ["quickfix"])
        self.assertEqual(fix["title"], "whip (F401): Remove unused import: `sys`")
        self.assertTrue(fix["isPreferred"])
        self.assertEqual(fix["diagnostics"], unused)
        self.assertEqual(apply(TEXT, self.edit_of(fix)), "import os\n\nprint( os.sep )\n")
        self.assertEqual(silence["title"], "whip (F401): Disable for this line")
        self.assertTrue(apply(TEXT, self.edit_of(silence)).startswith("import sys  # noqa: F401\nimport os\n"))

    def test_a_silencing_comment_gets_more_codes(self):
        self.start()
        text = "import os  # noqa: E501\n"
        self.client.open(self.uri, text)
        [silence] = [item for item in self.actions(only=["quickfix"]) if item["title"].endswith("this line")]
        self.assertEqual(apply(text, self.edit_of(silence)), "import os  # noqa: E501, F401\n")

    def test_only_what_is_in_the_range_is_offered(self):
        self.start()
        self.client.open(self.uri, "import os\nx = 1\nimport sys\n")
        titles = [item["title"] for item in self.actions(only=["quickfix"], lines=(2, 3))]
        self.assertTrue(any("`sys`" in title for title in titles))
        self.assertFalse(any("`os`" in title for title in titles))

    def test_source_actions_go_by_either_name(self):
        self.start()
        self.client.open(self.uri, TEXT)
        for asked, kinds in [
            (["source.fixAll"], ["source.fixAll.whip"]),
            (["source.fixAll.ruff"], ["source.fixAll.ruff"]),
            (["source"], ["source.fixAll.whip", "source.organizeImports.whip"]),
            (["source.organizeImports.ruff"], ["source.organizeImports.ruff"]),
            (["refactor"], []),
            (["source.fix"], []),
        ]:
            self.assertEqual([item["kind"] for item in self.actions(only=asked)], kinds, asked)

    def test_everything_is_fixed_or_imports_alone(self):
        self.start()
        text = "import sys\nimport os\nimport re\n\nif re == None:\n    print(sys, f'x')\n"
        self.client.open(self.uri, text)
        fix_all, imports = self.actions(only=["source"])
        done = subprocess.run(
            [WHIP, "check", "--fix", "--quiet", "--stdin-filename", "app.py", "-"],
            cwd=self.folder, input=text, capture_output=True, text=True,
        )
        self.assertEqual(apply(text, self.edit_of(fix_all)), done.stdout)
        self.assertTrue(apply(text, self.edit_of(imports)).startswith("import os\nimport re\nimport sys\n\nif re == None"))

    def test_edits_come_at_once_to_clients_that_do_not_resolve(self):
        self.start({"textDocument": {}})
        self.client.open(self.uri, TEXT)
        [action] = self.actions(only=["source.fixAll"])
        self.assertEqual(apply(TEXT, action["edit"]["changes"][self.uri]), "import os\n\nprint( os.sep )\n")

    def test_an_action_on_a_changed_document_is_refused(self):
        self.start()
        self.client.open(self.uri, TEXT)
        [action] = self.actions(only=["source.fixAll"])
        self.client.change(self.uri, 2, insertion(0, 0, "\n"))
        answer = self.client.answer(self.client.start_request("codeAction/resolve", action))
        self.assertEqual(answer["error"]["code"], -32801)

    def test_commands_ask_the_editor_to_apply_their_edit(self):
        self.start()
        self.client.open(self.uri, TEXT)
        for command in ["whip.applyAutofix", "ruff.applyOrganizeImports", "ruff.applyFormat"]:
            argument = {"uri": self.uri, "version": 1}
            self.client.request("workspace/executeCommand", {"command": command, "arguments": [argument]})
            edit = self.client.asked_for("workspace/applyEdit")["edit"]
            self.assertEqual(edit["documentChanges"][0]["textDocument"], {"uri": self.uri, "version": 1})
        text = self.client.request("workspace/executeCommand", {"command": "ruff.printDebugInformation"})
        self.assertIn("position encoding: utf-16", text)
        answer = self.client.answer(self.client.start_request("workspace/executeCommand", {"command": "whip.nonsense"}))
        self.assertEqual(answer["error"]["code"], -32602)


class Formatting(ServerTest):
    def test_only_lines_that_differ_are_edited(self):
        self.start()
        self.client.open(self.uri, TEXT)
        [edit] = self.format()
        self.assertEqual(edit["range"]["start"], {"line": 3, "character": 0})
        self.assertEqual(edit["newText"], "print(os.sep)\n")

    def test_a_range_is_formatted_and_nothing_else(self):
        self.start()
        text = "x = ( 1 )\ny = ( 2 )\nz = ( 3 )\n"
        self.client.open(self.uri, text)
        span = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 3}}
        params = {"textDocument": {"uri": self.uri}, "range": span, "options": {"tabSize": 4, "insertSpaces": True}}
        edits = self.client.request("textDocument/rangeFormatting", params)
        self.assertEqual(apply(text, edits), "x = ( 1 )\ny = 2\nz = ( 3 )\n")

    def test_a_text_that_is_no_python_is_left_alone(self):
        self.start()
        self.client.open(self.uri, "x = (\n")
        self.assertIsNone(self.format())
        self.assertIn("not formatted", self.client.notification("window/logMessage")["message"])

    def test_markdown_has_its_code_formatted(self):
        self.start()
        uri = f"file://{self.folder}/README.md"
        text = "# Title\n\n```python\nx = ( 1 )\n```\n"
        self.client.open(uri, text, "markdown")
        self.assertEqual(apply(text, self.format(uri)), "# Title\n\n```python\nx = 1\n```\n")


class HoverAndCompletion(ServerTest):
    def test_hover_explains_codes_in_comments_and_findings(self):
        self.start()
        self.client.open(self.uri, "import os  # noqa: F401\nimport sys\n")
        self.assertIn("unused-import (F401)", self.hover(0, 20)["contents"]["value"])
        finding = self.hover(1, 8)
        self.assertIn("`sys` imported but unused", finding["contents"]["value"])
        self.assertIn("unused-import", finding["contents"]["value"])
        self.assertNotIn("```py bad", finding["contents"]["value"])
        self.assertIsNone(self.hover(0, 2))

    def test_completion_offers_codes_of_the_line_first(self):
        self.start()
        self.client.open(self.uri, "import os  # noqa: F\n")
        items = sorted(self.complete(0, 20)["items"], key=lambda item: item["sortText"])
        self.assertEqual(items[0]["label"], "F401")
        self.assertEqual(items[0]["textEdit"]["range"]["start"]["character"], 19)
        self.assertGreater(len(items), 50)
        self.assertIsNone(self.complete(0, 3))

    def test_completion_and_hover_know_the_lists_of_configurations(self):
        self.start()
        uri = f"file://{self.folder}/pyproject.toml"
        self.client.open(uri, '[tool.whip.lint]\nselect = ["E", "F401", "PL"]\n', "toml")
        labels = {item["label"] for item in self.complete(1, 25, uri)["items"]}
        self.assertLessEqual({"ALL", "PL", "F401", "E501"}, labels)
        self.assertIn("unused-import", self.hover(1, 17, uri)["contents"]["value"])


class Settings(ServerTest):
    configuration = None

    def found(self, version=1):
        return codes(self.client.diagnostics(self.uri, version))

    def test_options_of_initialize_go_by_either_name(self):
        for options in [
            {"settings": {"lint": {"select": ["F541"]}}},
            {"settings": {"ruff": {"lint": {"select": ["F541"]}}}},
            {"whip": {"settings": {"lint": {"select": ["F541"]}}}},
            {"settings": {"configuration": {"lint": {"select": ["F541"]}}}},
            {"globalSettings": {"lint": {"select": ["F"]}},
             "settings": [{"workspace": f"file://{self.folder}", "lint": {"select": ["F541"]}}]},
        ]:
            self.start(options=options)
            self.client.open(self.uri, "import os\nprint(os, f'')\n")
            self.assertEqual(self.found(), ["F541"], options)

    def test_the_preference_decides_between_editor_and_file(self):
        (self.folder / "ruff.toml").write_text('[lint]\nselect = ["F401"]\n')
        for preference, expected in [
            ("editorFirst", ["F541"]), ("filesystemFirst", ["F401"]), ("editorOnly", ["F541"])
        ]:
            options = {"settings": {"configurationPreference": preference, "lint": {"select": ["F541"]}}}
            self.start(options=options)
            self.client.open(self.uri, "import os\nprint(f'')\n")
            self.assertEqual(self.found(), expected, preference)

    def test_changes_of_the_editors_settings_take_effect(self):
        self.start()
        self.client.open(self.uri, "import os\nprint(f'')\n")
        self.assertIn("F401", self.found())
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"ruff": {"lint": {"select": ["F541"]}}}})
        self.assertEqual(self.found(), ["F541"])

    def test_settings_are_asked_for_where_the_client_answers(self):
        capabilities = {**PUSH, "workspace": {**PUSH["workspace"], "configuration": True}}
        self.start(capabilities, settings={"whip": {"lint": {"select": ["F541"]}}})
        self.client.asked_for("workspace/configuration")
        self.client.open(self.uri, "import os\nprint(f'')\n")
        self.client.notification(
            "textDocument/publishDiagnostics", lambda params: codes(params["diagnostics"]) == ["F541"]
        )
        self.client.settings = {"whip": {"lint": {"select": ["F401"]}}}
        self.client.notify("workspace/didChangeConfiguration", {"settings": None})
        self.client.notification(
            "textDocument/publishDiagnostics", lambda params: codes(params["diagnostics"]) == ["F401"]
        )

    def test_configuration_files_are_watched(self):
        watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
        self.start({**PUSH, "workspace": {**PUSH["workspace"], **watching}})
        [watchers] = self.client.asked_for("client/registerCapability")["registrations"]
        globs = [watcher["globPattern"] for watcher in watchers["registerOptions"]["watchers"]]
        self.assertIn("**/pyproject.toml", globs)
        self.client.open(self.uri, "import os\nprint(f'')\n")
        self.assertIn("F401", self.found())
        (self.folder / "ruff.toml").write_text('[lint]\nselect = ["F541"]\n')
        change = {"uri": f"file://{self.folder}/ruff.toml", "type": 1}
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
        self.assertEqual(self.found(), ["F541"])

    def test_a_wrong_configuration_is_told_and_defaults_hold(self):
        (self.folder / "ruff.toml").write_text("line-length = 'x'\n")
        self.start()
        self.client.open(self.uri, "import os\n")
        self.assertEqual(self.found(), ["F401"])
        self.assertIn("line-length", self.client.notification("window/showMessage")["message"])

    def test_each_folder_has_its_own(self):
        other = self.folder.parent / "other"
        other.mkdir()
        (other / "ruff.toml").write_text('[lint]\nselect = ["F541"]\n')
        (self.folder / "ruff.toml").write_text('[lint]\nselect = ["F401"]\n')
        self.start()
        self.client.notify(
            "workspace/didChangeWorkspaceFolders",
            {"event": {"added": [{"uri": f"file://{other}", "name": "other"}], "removed": []}},
        )
        for folder, expected in [(self.folder, ["F401"]), (other, ["F541"])]:
            uri = f"file://{folder}/x.py"
            self.client.open(uri, "import os\nprint(f'')\n")
            self.assertEqual(codes(self.client.diagnostics(uri, 1)), expected)


class Notebooks(ServerTest):
    def open_notebook(self, *sources):
        self.notebook = f"file://{self.folder}/n.ipynb"
        self.cells = [f"{self.notebook.replace('file:', 'vscode-notebook-cell:')}#{i}" for i in range(len(sources))]
        documents = [
            {"uri": uri, "languageId": "python", "version": 1, "text": text}
            for uri, text in zip(self.cells, sources)
        ]
        self.client.notify(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": self.notebook,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [{"kind": 2, "document": uri} for uri in self.cells],
                },
                "cellTextDocuments": documents,
            },
        )

    def test_cells_are_linted_together_and_told_apart(self):
        self.start()
        self.open_notebook("import os\nimport sys", "%matplotlib inline\nprint(os)", "missing")
        found = [codes(self.client.diagnostics(uri)) for uri in self.cells]
        self.assertEqual(found, [["F401"], [], ["F821"]])

    def test_changes_of_texts_and_of_the_order_are_followed(self):
        self.start()
        self.open_notebook("import os", "print(os)")
        self.assertEqual([self.client.diagnostics(uri) for uri in self.cells], [[], []])
        cells = {
            "textContent": [
                {"document": {"uri": self.cells[1], "version": 2}, "changes": [replacement(0, 6, 8, "1")]}
            ]
        }
        document = {"uri": self.notebook, "version": 2}
        self.client.notify("notebookDocument/didChange", {"notebookDocument": document, "change": {"cells": cells}})
        self.assertEqual(codes(self.client.diagnostics(self.cells[0])), ["F401"])
        new = self.cells[0] + "new"
        structure = {
            "array": {"start": 1, "deleteCount": 1, "cells": [{"kind": 2, "document": new}]},
            "didOpen": [{"uri": new, "languageId": "python", "version": 1, "text": "os"}],
            "didClose": [{"uri": self.cells[1]}],
        }
        document = {"uri": self.notebook, "version": 3}
        self.client.notify(
            "notebookDocument/didChange", {"notebookDocument": document, "change": {"cells": {"structure": structure}}}
        )
        self.assertEqual(self.client.diagnostics(self.cells[1]), [])
        self.assertEqual(self.client.diagnostics(self.cells[0]), [])

    def test_a_cell_is_formatted_and_all_are_fixed(self):
        self.start()
        self.open_notebook("import os\nimport sys", "%matplotlib inline\nprint( sys )")
        self.client.diagnostics(self.cells[0])
        self.assertEqual(self.format(self.cells[0]), [])
        [action] = self.actions(only=["notebook.source.fixAll"], uri=self.cells[0])
        self.assertEqual(action["kind"], "notebook.source.fixAll.whip")
        edit = self.client.request("codeAction/resolve", action)["edit"]
        [change] = edit["documentChanges"]
        self.assertEqual(change["textDocument"]["uri"], self.cells[0])
        self.assertEqual(apply("import os\nimport sys", change["edits"]), "import sys")
        self.assertEqual(self.actions(only=["source.fixAll"], uri=self.cells[0]), [])


class ProjectFiles(ServerTest):
    configuration = None

    def test_what_is_wrong_with_a_pyproject_is_told_at_its_place(self):
        self.start()
        uri = f"file://{self.folder}/pyproject.toml"
        text = '[project]\nname = "a"\nversion = "1"\ndependencies = ["requests >= x"]\n'
        self.client.open(uri, text, "toml")
        [finding] = self.client.diagnostics(uri, 1)
        self.assertEqual((finding["severity"], finding["range"]["start"]["line"]), (1, 3))
        self.client.change(uri, 2, {"text": text.replace(">= x", ">= 2")})
        self.assertEqual(self.client.diagnostics(uri, 2), [])

    def test_dependencies_without_free_threading_are_told_from_the_lock(self):
        lock = (
            'lock-version = "1.0"\ncreated-by = "whip"\nrequires-python = ">=3.14"\n\n'
            '[[packages]]\nname = "fast"\nversion = "1.0"\n'
            'wheels = [{name = "fast-1.0-cp314-cp314-manylinux_2_17_x86_64.whl", url = "https://x.invalid/f.whl", '
            'hashes = {sha256 = "00"}}]\n\n'
            '[[packages]]\nname = "pure"\nversion = "2.0"\n'
            'wheels = [{name = "pure-2.0-py3-none-any.whl", url = "https://x.invalid/p.whl", hashes = {sha256 = "00"}}]\n'
        )
        (self.folder / "pylock.toml").write_text(lock)
        self.start()
        uri = f"file://{self.folder}/pyproject.toml"
        text = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.14"\ndependencies = [\n  "fast",\n  "pure",\n]\n'
        self.client.open(uri, text, "toml")
        [finding] = self.client.diagnostics(uri, 1)
        self.assertEqual((finding["severity"], finding["code"], finding["range"]["start"]["line"]), (4, "free-threading", 5))
        self.assertIn("3.14t", finding["message"])
        self.assertIn("pure", self.hover(6, 4, uri)["contents"]["value"])


PROJECT = {
    "pyproject.toml": """[build-system]
requires = ["setuptools"]

[project]
name = "fast"
version = "1.0"
classifiers = ["Programming Language :: Python :: Free Threading :: 2 - Beta"]
""",
    "setup.py": """import os
from setuptools import Extension, setup
from Cython.Build import cythonize

setup(ext_modules=[*cythonize("pkg/inner.pyx"), Extension("pkg.native", ["pkg/native.c"], py_limited_api=True)])
""",
    "pkg/inner.pyx": "def f():\n    return 1\n",
    "pkg/native.c": """#include <Python.h>

static PyModuleDef_Slot slots[] = {
    {0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "native", NULL, 0, NULL, slots};

PyMODINIT_FUNC PyInit_native(void) { return PyModuleDef_Init(&module); }
""",
    ".github/workflows/wheels.yml": """on: push
jobs:
  wheels:
    runs-on: ubuntu-latest
    steps:
      - uses: pypa/cibuildwheel@v2.16.0
        env:
          CIBW_BUILD: "cp311-* cp313t-*"
""",
    "pkg/__init__.py": "",
    "pkg/counter.py": "hits = 0\n\n\ndef _count():\n    global hits\n    hits += 1\n",
    "pkg/server.py": "import threading\n\nfrom pkg.counter import _count\n\nfor _ in range(2):\n    threading.Thread(target=_count).start()\n",
}
LANGUAGES = {"py": "python", "toml": "toml", "pyx": "cython", "c": "c", "yml": "yaml"}


class AcrossFiles(ServerTest):
    """Rules that look at more than one file, in a project with extension modules and threads."""

    configuration = 'concurrency = "application"\n[lint]\nselect = ["F", "FT", "FTP"]\n'

    def setUp(self):
        super().setUp()
        for name, text in PROJECT.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def uri_of(self, name):
        return f"file://{self.folder}/{name}"

    def open_file(self, name, text=None):
        text = PROJECT[name] if text is None else text
        self.client.open(self.uri_of(name), text, LANGUAGES[name.rsplit(".", 1)[1]])

    def found(self, name, version=None):
        return codes(self.client.diagnostics(self.uri_of(name), version))

    def of_the_command_line(self):
        done = subprocess.run(
            [WHIP, "check", "--no-cache", "--output-format", "json"], cwd=self.folder, stdout=subprocess.PIPE
        )
        rows = sorted(
            (item["filename"].removeprefix(f"{self.folder}/"), item["location"]["row"], item["code"], item["fingerprint"])
            for item in json.loads(done.stdout)
        )
        self.assertEqual({code for _, _, code, _ in rows}, {"F401", "FT101", "FTP401", "FTP402", "FTP403", "FTP404", "FTP405"})
        return rows

    def rows(self, name, items):
        return [
            (name, item["range"]["start"]["line"] + 1, item["code"], item["data"]["fingerprint"]) for item in items
        ]

    def test_what_is_open_has_the_findings_of_the_command_line(self):
        expected = self.of_the_command_line()
        self.start()
        found = []
        for name in PROJECT:
            self.open_file(name)
            found += self.rows(name, self.client.diagnostics(self.uri_of(name), 1))
        self.assertEqual(sorted(found), expected)

    def test_who_asks_for_them_gets_the_same(self):
        expected = self.of_the_command_line()
        result = self.start(PULL)
        self.assertTrue(result["capabilities"]["diagnosticProvider"]["interFileDependencies"])
        self.assertTrue(result["capabilities"]["textDocumentSync"]["save"])
        found = []
        for name in PROJECT:
            self.open_file(name)
            found += self.rows(name, self.pull(self.uri_of(name))["items"])
        self.assertEqual(sorted(found), expected)

    def test_the_workspace_has_them_whether_or_not_its_files_are_open(self):
        expected = self.of_the_command_line()
        for names in [[], ["setup.py", "pkg/server.py", "pkg/native.c"], list(PROJECT)]:
            self.start(PULL)
            for name in names:
                self.open_file(name)
            report = self.client.request("workspace/diagnostic", {"previousResultIds": []})
            found = []
            for item in report["items"]:
                found += self.rows(item["uri"].removeprefix(self.uri_of("")), item["items"])
            self.assertEqual(sorted(found), expected, names)
            self.assertEqual(len({item["uri"] for item in report["items"]}), len(report["items"]))
            previous = [{"uri": item["uri"], "value": item["resultId"]} for item in report["items"]]
            again = self.client.request("workspace/diagnostic", {"previousResultIds": previous})
            self.assertEqual({item["kind"] for item in again["items"]}, {"unchanged"})

    def test_without_these_rules_nothing_else_is_read(self):
        (self.folder / "whip.toml").write_text('[lint]\nselect = ["F"]\n')
        result = self.start(PULL)
        self.assertFalse(result["capabilities"]["diagnosticProvider"]["interFileDependencies"])
        report = self.client.request("workspace/diagnostic", {"previousResultIds": []})
        self.assertEqual(
            sorted(item["uri"].rsplit("/", 1)[1] for item in report["items"]),
            ["__init__.py", "counter.py", "server.py", "setup.py"],
        )
        for name in ["pkg/native.c", ".github/workflows/wheels.yml", "pkg/inner.pyx"]:
            self.open_file(name)
            self.assertEqual(self.pull(self.uri_of(name))["items"], [])

    def test_an_edit_is_heard_by_other_files_when_they_are_asked_about(self):
        self.start(PULL)
        for name in ["pkg/counter.py", "pkg/server.py", "setup.py", "pkg/inner.pyx"]:
            self.open_file(name)
        counter, setup = self.uri_of("pkg/counter.py"), self.uri_of("setup.py")
        first = self.pull(counter)
        self.assertEqual(codes(first["items"]), ["FT101"])
        self.assertEqual(codes(self.pull(setup)["items"]), ["F401", "FTP401", "FTP403"])
        self.client.change(self.uri_of("pkg/server.py"), 2, {"text": "from pkg import counter\n"})
        self.assertEqual(self.pull(counter, first["resultId"])["items"], [])
        self.client.change(self.uri_of("pkg/inner.pyx"), 2, insertion(0, 0, "# cython: freethreading_compatible=True\n"))
        self.assertEqual(codes(self.pull(setup)["items"]), ["F401", "FTP403"])
        # What they say by themselves is not asked twice.
        known = self.pull(counter)["resultId"]
        self.assertEqual(self.pull(counter, known)["kind"], "unchanged")

    def test_a_save_brings_it_to_whoever_is_told(self):
        self.start()
        for name in ["pkg/counter.py", "pkg/server.py", "setup.py", "pkg/inner.pyx"]:
            self.open_file(name)
            self.found(name, 1)
        self.client.change(self.uri_of("pkg/server.py"), 2, {"text": "import os\n"})
        self.assertEqual(self.found("pkg/server.py", 2), ["F401"])
        (self.folder / "pkg/server.py").write_text("import os\n")
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": self.uri_of("pkg/server.py")}})
        self.assertEqual(self.found("pkg/counter.py"), [])
        self.client.change(self.uri_of("pkg/inner.pyx"), 2, insertion(0, 0, "# cython: freethreading_compatible=True\n"))
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": self.uri_of("pkg/inner.pyx")}})
        # The first save may have been told for this file as well.
        self.client.notification(
            "textDocument/publishDiagnostics",
            lambda params: params["uri"] == self.uri_of("setup.py") and codes(params["diagnostics"]) == ["F401", "FTP403"],
        )

    def test_changes_on_the_disk_are_heard_where_the_client_watches(self):
        watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
        self.start({**PUSH, "workspace": {**PUSH["workspace"], **watching}})
        [watchers] = self.client.asked_for("client/registerCapability")["registrations"]
        kinds = {watcher["globPattern"]: watcher.get("kind", 7) for watcher in watchers["registerOptions"]["watchers"]}
        self.assertEqual(kinds["**/*.{py,pyi}"], 7)
        self.open_file("pkg/counter.py")
        self.assertEqual(self.found("pkg/counter.py", 1), ["FT101"])
        (self.folder / "pkg/server.py").write_text("")
        change = {"uri": self.uri_of("pkg/server.py"), "type": 2}
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
        self.assertEqual(self.found("pkg/counter.py"), [])
        self.open_file("pkg/native.c")
        self.assertEqual(self.found("pkg/native.c"), ["FTP402"])

    def test_places_in_other_files_are_related(self):
        self.start()
        self.open_file("pkg/counter.py")
        [finding] = self.client.diagnostics(self.uri_of("pkg/counter.py"), 1)
        [start] = [
            item["location"] for item in finding["relatedInformation"]
            if item["location"]["uri"] == self.uri_of("pkg/server.py")
        ]
        self.assertEqual(start["range"]["start"], {"line": 5, "character": 4})

    def test_a_file_that_is_no_python_is_taken_for_none(self):
        self.start(options={"settings": {"lint": {"select": ["ALL"]}}})
        for name, language in [("notes.txt", "plaintext"), ("pkg/inner.pyx", "python"), ("Makefile", "makefile")]:
            uri = self.uri_of(name)
            self.client.open(uri, "x = (\n", language)
            self.assertNotIn("invalid-syntax", codes(self.client.diagnostics(uri, 1)), name)
            self.assertIsNone(self.format(uri))

    def test_fixes_of_build_files_are_offered_but_no_python_comment(self):
        self.start()
        self.open_file("pkg/native.c")
        findings = self.client.diagnostics(self.uri_of("pkg/native.c"), 1)
        titles = [action["title"] for action in self.actions(findings, ["quickfix"], self.uri_of("pkg/native.c"))]
        self.assertEqual(len(titles), 1)
        self.assertIn("FTP402", titles[0])
        self.open_file("setup.py")
        findings = self.client.diagnostics(self.uri_of("setup.py"), 1)
        actions = self.actions(findings, ["quickfix"], self.uri_of("setup.py"))
        silenced = [action["title"] for action in actions if "Disable for this line" in action["title"]]
        self.assertEqual(len(silenced), 3)
        [action] = [action for action in actions if action["title"] == "whip (FTP401): Disable for this line"]
        [change] = action["edit"]["documentChanges"]
        text = apply(PROJECT["setup.py"], change["edits"])
        self.assertIn("  # noqa: FTP401\n", text)
        self.client.change(self.uri_of("setup.py"), 2, {"text": text})
        self.assertEqual(self.found("setup.py", 2), ["F401", "FTP403"])

    def test_fix_all_mends_them_too(self):
        self.start()
        wrong = PROJECT["pyproject.toml"].replace("2 - Beta", "2 - beta")
        self.open_file("pyproject.toml", wrong)
        [action] = self.actions(only=["source.fixAll"], uri=self.uri_of("pyproject.toml"))
        [change] = self.client.request("codeAction/resolve", action)["edit"]["documentChanges"]
        self.assertEqual(apply(wrong, change["edits"]), PROJECT["pyproject.toml"])

    def test_fix_all_of_a_setup_py_is_that_of_the_command_line(self):
        for unsafe in [False, True]:
            with (self.folder / "whip.toml").open("w") as file:
                file.write(f"unsafe-fixes = {str(unsafe).lower()}\n{self.configuration}")
            self.start()
            self.open_file("setup.py")
            [action] = self.actions(only=["source.fixAll"], uri=self.uri_of("setup.py"))
            [change] = self.client.request("codeAction/resolve", action)["edit"]["documentChanges"]
            done = subprocess.run(
                [WHIP, "check", "--no-cache", "--fix", "--stdin-filename", "setup.py", "-"],
                cwd=self.folder, input=PROJECT["setup.py"].encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )
            self.assertEqual(apply(PROJECT["setup.py"], change["edits"]), done.stdout.decode())
            self.assertEqual("freethreading_compatible" in done.stdout.decode(), unsafe)


if __name__ == "__main__":
    unittest.main()
