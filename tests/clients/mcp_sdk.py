"""`whip mcp` with the official Python SDK as its client, in both eras of the protocol: lists the tools, calls each, and lets the SDK check every
answer against the tool's output schema.

    tests/clients/in_venv.py --folder FOLDER --package mcp==2.3.0 tests/clients/mcp_sdk.py WHIP
"""

import pathlib
import subprocess
import sys
import tempfile

import anyio
from mcp import ClientSession
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

LOCK = """lock-version = "1.0"
created-by = "whip"

[[packages]]
name = "six"
version = "1.17.0"
wheels = [{ url = "https://files.example/six-1.17.0-py2.py3-none-any.whl", hashes = { sha256 = "00" } }]
"""


def make_project(root: pathlib.Path) -> None:
    (root / "pkg").mkdir(parents=True)
    (root / "pkg" / "a.py").write_text("import os\nimport sys\n\nprint(sys.path)\n")
    (root / "pkg" / "b.py").write_text("x = {  'a':1 }\n")
    (root / "pylock.toml").write_text(LOCK)
    (root.parent / "secret.py").write_text("import os\n")
    (root / "link.py").symlink_to(root.parent / "secret.py")
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@a.a"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)


def expect(condition: bool, what: str, seen: object) -> None:
    if not condition:
        raise AssertionError(f"{what}; seen: {seen}")


async def use(call, tools, root: pathlib.Path) -> None:
    names = [tool.name for tool in tools]
    expect(names == ["audit", "check", "explain", "format", "lock"], "five tools, sorted", names)
    expect(all(tool.output_schema for tool in tools), "an output schema each", tools)

    found = await call("check", {"select": ["F"]})
    ids = [(one["code"], one["path"]) for one in found.structured_content["findings"]]
    expect(ids == [("F401", "pkg/a.py")], "one finding, and none of the file that a link leads out to", found)
    expect(any("left out 1 file" in line for line in found.structured_content["messages"]), "it says so", found)
    expect(found.structured_content["exit"] == 1, "exit code", found)

    nothing = await call("check", {"changed": True})
    expect(nothing.structured_content["findings"] == [], "nothing changed", nothing)
    (root / "new.py").write_text("import re\n")
    new = await call("check", {"changed": True, "explain": True})
    expect([one["path"] for one in new.structured_content["findings"]] == ["new.py"], "what is new", new)
    expect("why" in new.structured_content["findings"][0], "the rule's reason", new)

    fixed = await call("check", {"paths": ["pkg"], "fix": "safe", "select": ["F401"]})
    expect(fixed.structured_content["summary"]["fixed"] == 1, "one fix", fixed)
    expect("import os" not in (root / "pkg" / "a.py").read_text(), "the file is fixed", fixed)

    asked = await call("format", {"paths": ["pkg"], "check": True})
    expect(asked.structured_content["unformatted"] == ["pkg/b.py"], "what would change", asked)
    done = await call("format", {"paths": ["pkg/b.py"]})
    expect("1 file reformatted" in done.structured_content["summary"], "formatted", done)
    expect((root / "pkg" / "b.py").read_text() == 'x = {"a": 1}\n', "the file is formatted", done)
    text = await call("format", {"source": "x = ( 1 )\n"})
    expect(text.structured_content["source"] == "x = 1\n", "a text comes back", text)
    broken = await call("format", {"source": "x = (\n"})
    expect(broken.is_error, "no Python, no layout", broken)

    rule = await call("explain", {"code": "F401"})
    expect(rule.structured_content["name"] == "unused-import", "the rule", rule)
    audit = await call("audit", {})
    expect("targets" in audit.structured_content["report"], "a report", audit)
    lock = await call("lock", {"check": True})
    expect(lock.is_error and "pyproject.toml" in lock.content[0].text, "no project, no lock", lock)

    for name, arguments in [
        ("check", {"paths": ["../secret.py"]}),
        ("check", {"paths": ["link.py"]}),
        ("check", {"paths": ["/etc"]}),
        ("check", {"baseline": "/etc/passwd"}),
        ("format", {"paths": ["link.py"]}),
        ("format", {"source": "x=1", "filename": "../b.py"}),
        ("audit", {"lock": "../pylock.toml"}),
    ]:
        refused = await call(name, arguments)
        expect(refused.is_error and "outside" in refused.content[0].text, f"{arguments} is refused", refused)
    for name, arguments in [("check", {"path": ["pkg"]}), ("check", {"fix": "all"}), ("explain", {"code": "NO999"})]:
        refused = await call(name, arguments)
        expect(refused.is_error, f"{arguments} is refused", refused)


async def handshake_era(server: StdioServerParameters, root: pathlib.Path) -> str:
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        await session.send_ping()
        await use(session.call_tool, (await session.list_tools()).tools, root)
        return hello.protocol_version


async def stateless_era(server: StdioServerParameters, root: pathlib.Path) -> str:
    async with Client(server) as client:
        await use(client.call_tool, (await client.list_tools()).tools, root)
        return client.session.protocol_version


def main() -> int:
    whip = str(pathlib.Path(sys.argv[1]).resolve())
    for era in (handshake_era, stateless_era):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve() / "project"
            make_project(root)
            server = StdioServerParameters(command=whip, args=["mcp"], cwd=str(root))
            print(f"{era.__name__}: version {anyio.run(era, server, root)}, all tools called")
    return 0


if __name__ == "__main__":
    sys.exit(main())
