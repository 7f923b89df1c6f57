"""`whip mcp` and clients that misbehave, over bare pipes: each mistake gets an error, and the server answers on.

    tests/clients/mcp_hostile.py WHIP
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile


class Server:
    def __init__(self, whip: str, root: pathlib.Path):
        self.process = subprocess.Popen([whip, "mcp"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, line: bytes) -> None:
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict:
        line = self.process.stdout.readline()
        assert line, "the server is gone"
        return json.loads(line)

    def ask(self, method: str, params: dict | None = None, number: object = 1) -> dict:
        message = {"jsonrpc": "2.0", "id": number, "method": method}
        if params is not None:
            message["params"] = params
        self.send(json.dumps(message).encode())
        return self.read()

    def call(self, name: str, arguments: object, number: object = 1) -> dict:
        return self.ask("tools/call", {"name": name, "arguments": arguments}, number)["result"]

    def expect_error(self, line: bytes, code: int) -> None:
        self.send(line)
        got = self.read()
        assert got["error"]["code"] == code and got["id"] is None, (line[:80], got)
        assert self.ask("ping", number="alive")["result"] == {}, line[:80]


def misbehave(server: Server, root: pathlib.Path) -> None:
    server.expect_error(b"{", -32700)
    server.expect_error(b"\xff\xfe", -32700)
    server.expect_error(b"[]", -32600)
    server.expect_error(b"[" * 5000 + b"]" * 5000, -32700)
    server.expect_error(b'{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600)
    server.expect_error(b'{"jsonrpc":"2.0","method":7}', -32600)
    server.expect_error(b'{"jsonrpc":"2.0","method":"ping","params":"' + b"x" * (17 << 20) + b'"}', -32600)
    server.send(b'{"jsonrpc":"2.0","method":"notifications/unheard_of"}')  # no answer
    assert server.ask("tools/unheard_of")["error"]["code"] == -32601
    assert server.ask("tools/call", {"name": "rm"})["error"]["code"] == -32602
    assert server.ask("ping", number="a\"b\n")["id"] == "a\"b\n"

    old = server.ask("initialize", {"protocolVersion": "1999-01-01"})["result"]
    assert old["protocolVersion"] == "2025-11-25", old
    future = server.ask("tools/list", {"_meta": {"io.modelcontextprotocol/protocolVersion": "2099-01-01"}})["error"]
    assert future["code"] == -32022 and future["data"]["supported"] == ["2026-07-28"], future

    for arguments in ({"paths": "a.py"}, {"paths": [1]}, {"max": -1}, {"fix": True}, {"path": ["a.py"]}, [], "x", {"since": "--output=x"}):
        refused = server.call("check", arguments)
        assert refused["isError"] and "structuredContent" not in refused, (arguments, refused)
    for path in ("..", "/", "/etc/passwd", "a.py/../../secret.py", "link", "link/secret.py", "", "a\u0000.py", str(root) + "x"):
        refused = server.call("check", {"paths": [path], "fix": "safe"})
        assert refused["isError"], (path, refused)
    assert (root.parent / "secret.py").read_text() == "import os\n"
    # A link among the files of a folder is not followed either.
    found = server.call("check", {"select": ["F401"], "fix": "safe"})["structuredContent"]
    assert found["summary"]["fixed"] == 1, found
    assert (root.parent / "secret.py").read_text() == "import os\n"
    assert not list(root.glob("x*")), list(root.iterdir())


def cancel(server: Server) -> None:
    """Two calls, both taken back: the next answer is that of the third."""
    for number in (10, 11):
        line = {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": "check", "arguments": {"paths": ["big"]}}}
        server.send(json.dumps(line).encode())
    for number in (11, 10):
        server.send(json.dumps({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": number}}).encode())
    server.send(json.dumps({"jsonrpc": "2.0", "id": 12, "method": "tools/call", "params": {"name": "explain", "arguments": {"code": "F401"}}}).encode())
    answers = [server.read()]
    while answers[-1]["id"] != 12:
        answers.append(server.read())
    assert all(one["id"] != 11 for one in answers), answers


def end(server: Server) -> None:
    """What was asked before the client closed its end is still answered."""
    server.process.stdin.write(b'{"jsonrpc":"2.0","id":99,"method":"tools/call","params":{"name":"explain","arguments":{"code":"E501"}}}')
    server.process.stdin.close()
    assert server.read()["result"]["structuredContent"]["code"] == "E501"
    assert server.process.wait(timeout=30) == 0


def main() -> int:
    whip = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "project"
        (root / "big").mkdir(parents=True)
        (root / "a.py").write_text("import os\n")
        (root.parent / "secret.py").write_text("import os\n")
        os.symlink(root.parent, root / "link")
        os.symlink(root.parent / "secret.py", root / "secret_link.py")
        for i in range(300):
            (root / "big" / f"m{i}.py").write_text("x = [a for a in range(10)]\n" * 2000)
        environment = dict(os.environ)
        os.environ["WHIP_OUTPUT_FILE"] = str(root.parent / "report.txt")
        server = Server(whip, root)
        os.environ.clear()
        os.environ.update(environment)
        misbehave(server, root)
        cancel(server)
        end(server)
        assert not (root.parent / "report.txt").exists()
    print("every mistake got its error, and the server lived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
