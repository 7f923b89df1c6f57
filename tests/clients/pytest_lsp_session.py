"""pytest-lsp, with the capabilities of Visual Studio Code as it records them."""

import os
from pathlib import Path

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

TEXT = "import sys\nimport os\n\nprint( os.sep )\n"
PROJECT = Path(os.environ["WHIP_PROJECT"])
URI = (PROJECT / "app.py").as_uri()


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[os.environ["WHIP"], "server"]))
async def client(lsp_client: LanguageClient):
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params):
        return None

    folder = types.WorkspaceFolder(uri=PROJECT.as_uri(), name="project")
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            root_uri=PROJECT.as_uri(),
            workspace_folders=[folder],
        )
    )
    yield
    await lsp_client.shutdown_session()


def open_document(client, text=TEXT):
    item = types.TextDocumentItem(uri=URI, language_id="python", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


async def pull(client, previous=None):
    document = types.TextDocumentIdentifier(uri=URI)
    return await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document, previous_result_id=previous)
    )


async def test_findings_are_pulled_and_not_sent_twice(client):
    open_document(client)
    report = await pull(client)
    assert sorted(item.code for item in report.items) == ["F401", "I001"]
    again = await pull(client, report.result_id)
    assert again.kind == "unchanged"


async def test_an_edit_changes_the_findings(client):
    open_document(client)
    place = types.Position(line=3, character=0)
    change = types.TextDocumentContentChangePartial(range=types.Range(start=place, end=place), text="print(missing)\n")
    document = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
    )
    report = await pull(client)
    assert "F821" in [item.code for item in report.items]


async def test_a_code_action_is_resolved(client):
    open_document(client)
    everything = types.Range(start=types.Position(0, 0), end=types.Position(4, 0))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=URI),
            range=everything,
            context=types.CodeActionContext(diagnostics=[], only=["source.fixAll"]),
        )
    )
    assert [action.kind for action in actions] == ["source.fixAll.whip"]
    action = await client.code_action_resolve_async(actions[0])
    assert action.edit.document_changes[0].edits


async def test_a_document_is_formatted(client):
    open_document(client)
    edits = await client.text_document_formatting_async(
        types.DocumentFormattingParams(
            text_document=types.TextDocumentIdentifier(uri=URI),
            options=types.FormattingOptions(tab_size=4, insert_spaces=True),
        )
    )
    assert [edit.new_text for edit in edits] == ["print(os.sep)\n"]


async def test_hover_explains_a_finding(client):
    open_document(client)
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=types.TextDocumentIdentifier(uri=URI), position=types.Position(0, 8))
    )
    assert "unused-import" in hover.contents.value
