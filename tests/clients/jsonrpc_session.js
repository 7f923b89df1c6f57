// The JSON-RPC library that VS Code's language clients stand on: a session with pushed findings, one with pulled ones.

const assert = require("assert");
const childProcess = require("child_process");
const path = require("path");
const rpc = require("vscode-jsonrpc/node");

const project = process.env.WHIP_PROJECT;
const uri = "file://" + path.join(project, "app.py");
const text = "import sys\nimport os\n\nprint( os.sep )\n";

function apply(source, edits) {
  const lines = source.split("\n");
  const offset = (place) =>
    lines.slice(0, place.line).reduce((sum, line) => sum + line.length + 1, 0) + place.character;
  const sorted = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  for (const edit of sorted) {
    source = source.slice(0, offset(edit.range.start)) + edit.newText + source.slice(offset(edit.range.end));
  }
  return source;
}

async function session(pulls) {
  const server = childProcess.spawn(process.env.WHIP, ["server"], { cwd: project });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin)
  );
  const waiting = [];
  connection.onNotification("textDocument/publishDiagnostics", (params) => {
    for (const wish of waiting.splice(0)) {
      if (wish.version === params.version) wish.resolve(params.diagnostics);
      else waiting.push(wish);
    }
  });
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();

  const capabilities = {
    textDocument: {
      publishDiagnostics: { versionSupport: true, dataSupport: true },
      codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
    },
    workspace: { workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  if (pulls) capabilities.textDocument.diagnostic = {};
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: "file://" + project,
    capabilities,
    workspaceFolders: [{ uri: "file://" + project, name: "project" }],
  });
  await connection.sendNotification("initialized", {});

  const findings = async (version, send) => {
    const pushed = pulls ? null : new Promise((resolve) => waiting.push({ version, resolve }));
    await send();
    if (!pulls) return pushed;
    return (await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } })).items;
  };
  const codes = (items) => items.map((item) => item.code).sort();

  const first = await findings(1, () =>
    connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "python", version: 1, text },
    })
  );
  assert.deepStrictEqual(codes(first), ["F401", "I001"]);

  const place = { line: 3, character: 0 };
  const second = await findings(2, () =>
    connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: place, end: place }, text: "print(missing)\n" }],
    })
  );
  assert.deepStrictEqual(codes(second), ["F401", "F821", "I001"]);
  const third = await findings(3, () =>
    connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 3 }, contentChanges: [{ text }] })
  );
  assert.deepStrictEqual(third, first);

  const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
  const actions = await connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri },
    range,
    context: { diagnostics: third },
  });
  const fix = actions.find((action) => action.title.includes("Remove unused import"));
  assert.ok(fix.isPreferred);
  assert.strictEqual(apply(text, fix.edit.documentChanges[0].edits), "import os\n\nprint( os.sep )\n");
  const fixAll = actions.find((action) => action.kind === "source.fixAll.whip");
  assert.strictEqual(fixAll.edit, undefined);
  const resolved = await connection.sendRequest("codeAction/resolve", fixAll);
  const fixed = apply(text, resolved.edit.documentChanges[0].edits);
  assert.strictEqual(fixed, "import os\n\nprint( os.sep )\n");
  const layout = await connection.sendRequest("textDocument/formatting", {
    textDocument: { uri },
    options: { tabSize: 4, insertSpaces: true },
  });
  assert.strictEqual(apply(text, layout), "import sys\nimport os\n\nprint(os.sep)\n");

  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.strictEqual(await ended, 0);
}

session(false)
  .then(() => session(true))
  .then(() => process.exit(0))
  .catch((error) => {
    console.error("vscode-jsonrpc:", error);
    process.exit(1);
  });
