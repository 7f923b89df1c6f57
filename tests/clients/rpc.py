"""A language client of a few lines: JSON-RPC over the pipes of a server that it starts.

One thread reads what the server sends; requests wait for their answer, notifications are kept in the order of their
coming. What the server asks of the client is answered at once: settings with `settings`, edits with "applied", all else
with null.
"""

import collections
import json
import subprocess
import threading
import time


class ServerGone(Exception):
    """The server closed its output."""


class Client:
    def __init__(self, command, cwd=None, settings=None, env=None):
        self.process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.settings = settings or {}
        self.asked = []  # requests of the server
        self.dropped = collections.Counter()  # notifications that nobody wanted, by method
        self._answers = {}
        self._notifications = collections.deque()
        self._changed = threading.Condition()
        self._next_id = 0
        self._gone = False
        self._writing = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    # -- what is written

    def send_bytes(self, data):
        with self._writing:
            self.process.stdin.write(data)
            self.process.stdin.flush()

    @staticmethod
    def frame(message):
        body = json.dumps(message).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

    def send(self, message):
        self.send_bytes(self.frame(message))

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": {} if params is None else params})

    def start_request(self, method, params=None):
        self._next_id += 1
        message = {"jsonrpc": "2.0", "id": self._next_id, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return self._next_id

    def request(self, method, params=None, timeout=30):
        answer = self.answer(self.start_request(method, params), timeout)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    # -- what is read

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while True:
                line = stream.readline()
                if not line:
                    with self._changed:
                        self._gone = True
                        self._changed.notify_all()
                    return
                if line == b"\r\n":
                    break
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            self._take(json.loads(stream.read(length)))

    def _take(self, message):
        if "method" in message and "id" in message:
            with self._changed:
                self.asked.append(message)
                self._changed.notify_all()
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": self._reply(message)})
            return
        with self._changed:
            if "method" in message:
                self._notifications.append(message)
            else:
                self._answers[message["id"]] = message
            self._changed.notify_all()

    def _reply(self, message):
        if message["method"] == "workspace/configuration":
            return [self.settings.get(item.get("section")) for item in message["params"]["items"]]
        if message["method"] == "workspace/applyEdit":
            return {"applied": True}
        return None

    def _wait(self, found, timeout):
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                value = found()
                if value is not None:
                    return value
                if self._gone:
                    raise ServerGone()
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError()
                self._changed.wait(left)

    def answer(self, request_id, timeout=30):
        return self._wait(lambda: self._answers.pop(request_id, None), timeout)

    def notification(self, method, accept=lambda params: True, timeout=30):
        """The first that fits; those before it of the same method are dropped."""

        def found():
            for message in list(self._notifications):
                if message["method"] != method:
                    continue
                self._notifications.remove(message)
                if accept(message["params"]):
                    return message["params"]
                self.dropped[method] += 1
            return None

        return self._wait(found, timeout)

    def untaken(self):
        """The methods of the notifications that came and that nobody took."""
        with self._changed:
            return {message["method"] for message in self._notifications}

    def asked_for(self, method, timeout=30):
        """The first request of the server with that method, taken from the list."""

        def found():
            for message in self.asked:
                if message["method"] == method:
                    self.asked.remove(message)
                    return message["params"]
            return None

        return self._wait(found, timeout)

    # -- the usual steps

    def initialize(self, folder, capabilities=None, options=None):
        result = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": f"file://{folder}" if folder else None,
                "workspaceFolders": [{"uri": f"file://{folder}", "name": "project"}] if folder else None,
                "capabilities": capabilities or {},
                "initializationOptions": options,
            },
        )
        self.notify("initialized")
        return result

    def open(self, uri, text, language="python", version=1):
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri, version, *changes):
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)},
        )

    def diagnostics(self, uri, version=None, timeout=30):
        """What was published last for the document, once it is for that version."""

        def fits(params):
            return params["uri"] == uri and (version is None or params.get("version") == version)

        return self.notification("textDocument/publishDiagnostics", fits, timeout)["diagnostics"]

    def stop(self, timeout=10):
        """Shutdown and exit; the exit code."""
        self.request("shutdown", timeout=timeout)
        self.notify("exit", None)
        return self.process.wait(timeout)

    def close(self):
        """Ends the server, whatever its state."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass


def insertion(line, character, text):
    place = {"line": line, "character": character}
    return {"range": {"start": place, "end": place}, "text": text}


def replacement(line, begin, end, text):
    return {
        "range": {"start": {"line": line, "character": begin}, "end": {"line": line, "character": end}},
        "text": text,
    }
