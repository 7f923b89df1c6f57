"""A package index on loopback that misbehaves on demand: the world of tests/faults/lock_faults.py.

    index = FaultyIndex()
    index.mode = "cut"             # from the next request on; "clean" is the default
    index.url                      # of the Simple API

The world is small and complete: every page, METADATA and wheel has its right hash unless the mode says otherwise.
"""
import base64
import gzip
import hashlib
import functools
import io
import json
import re
import threading
import time
import zipfile
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NEEDS = {  # project: version: requirements
    "alpha": {"1.0": ["gamma<3"], "2.0": ["gamma<3", "delta; sys_platform == 'win32'"]},
    "beta": {"1.0": ["gamma>=1"], "1.1": ["gamma>=2"]},
    "gamma": {"1.0": [], "2.0": ["epsilon"], "3.0": ["epsilon"]},
    "delta": {"0.1": []},
    "epsilon": {"5.0": []},
}
JSON, HTML, FILE = "application/vnd.pypi.simple.v1+json", "text/html", "application/octet-stream"


def metadata(project, version):
    lines = ["Metadata-Version: 2.1", f"Name: {project}", f"Version: {version}"]
    return "\n".join(lines + [f"Requires-Dist: {need}" for need in NEEDS[project][version]]).encode() + b"\n\n" + b"text " * 50


def wheel(project, version, text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [(f"{project}/code.bin", bytes(range(256)) * 400), (f"{project}-{version}.dist-info/METADATA", text)]:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED)
    return out.getvalue()


@functools.cache
def bomb(megabytes):
    """That many MiB of blanks as gzip, made without having them, and once: it takes longer than clients wait."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(b" " * (1 << 20)) for _ in range(megabytes)] + [packer.flush()])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def reply(self, body, kind, status=200, headers=(), length=None, cut=None):
        self.send_response(status)
        for name, value in [("Content-Type", kind), *headers]:
            self.send_header(name, value)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        self.wfile.flush()
        if cut is not None or length is not None:
            self.close_connection = True
            self.connection.close()

    def endless(self, length):
        """Gigabytes, as far as somebody reads them."""
        self.send_response(200)
        self.send_header("Content-Type", self.kind)
        self.send_header(*(("Content-Length", str(length)) if length else ("Transfer-Encoding", "chunked")))
        self.end_headers()
        block = b" " * (1 << 20)
        while True:
            self.wfile.write(block if length else b"%x\r\n%s\r\n" % (len(block), block))

    def content(self, path, mode):
        """Body, content type, headers; None for what there is not."""
        if match := re.fullmatch(r"/simple/([a-z]+)/", path):
            project = match[1]
            if project not in NEEDS:
                return None
            files = []
            for version in NEEDS[project]:
                name, text = f"{project}-{version}-py3-none-any.whl", metadata(project, version)
                files.append({"filename": name, "url": f"/files/{name}", "hashes": {"sha256": hashlib.sha256(wheel(project, version, text)).hexdigest()},
                              **({"core-metadata": {"sha256": hashlib.sha256(text).hexdigest()}} if mode.sidecar else {})})
                if mode.name == "bad-metadata":
                    files[-1]["core-metadata"] = True
            caching = [("Cache-Control", "max-age=600"), ("ETag", f'"{project}"')]
            if mode.html:
                rows = [f'<a href="{f["url"]}#sha256={f["hashes"]["sha256"]}">{f["filename"]}</a><br>' for f in files]
                return ("<!DOCTYPE html><html><body>" + "\n".join(rows) + "</body></html>").encode(), HTML, caching
            return json.dumps({"meta": {"api-version": "1.0"}, "name": project, "files": files}).encode(), JSON, caching
        if match := re.fullmatch(r"/files/([a-z]+)-([0-9.]+)-py3-none-any\.whl(\.metadata)?", path):
            project, version, sidecar = match.groups()
            text = metadata(project, version)
            if sidecar:
                return (text, FILE, []) if mode.sidecar or mode.name == "bad-metadata" else None
            return wheel(project, version, text), FILE, []
        return None

    def do_GET(self):
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError, ValueError):
            self.close_connection = True

    def answer(self):
        index, mode, path = self.server.index, self.server.index.mode, self.path
        with index.lock:
            index.requests += 1
            index.seen[path] += 1
            number, first = index.requests, index.seen[path] == 1
        self.kind = JSON if path.startswith("/simple/") and not mode.html else HTML if path.startswith("/simple/") else FILE
        if mode.delay:
            time.sleep(mode.delay)
        authorization = self.headers.get("Authorization", "")
        if self.headers.get("Host", "").startswith("localhost"):  # another host, for who sends credentials
            index.leaked.append(authorization)
        elif mode.password:
            if authorization != "Basic " + base64.b64encode(f"user:{mode.password}".encode()).decode():
                return self.reply(b"", "text/plain", 401)
            if mode.name == "redirect-away":
                return self.reply(b"", "text/plain", 302, [("Location", f"http://localhost:{index.port}{path}")])
        if mode.name == "every-third" and number % 3 == 0 or mode.name == "always-503":
            return self.reply(b"", "text/plain", 503)
        if mode.name == "retry-after" and first:
            return self.reply(b"", "text/plain", 429, [("Retry-After", "1")])
        if mode.name == "loop":
            return self.reply(b"", "text/plain", 302, [("Location", path + "?again" if "?" not in path else path)])
        if mode.name == "silent":
            return index.stopping.wait(20)
        found = self.content(path, mode)
        if found is None:
            return self.reply(b"", "text/plain", 404)
        body, kind, headers = found
        is_page = path.startswith("/simple/")
        if mode.name == "stall":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            return index.stopping.wait(20)
        if mode.name == "cut-once" and first or mode.name == "cut-always":
            return self.reply(body, kind, length=len(body), cut=len(body) // 2)
        if mode.name == "cut-unsaid":  # neither a length nor a last chunk
            return self.reply(body, kind, headers=[("Connection", "close")], length=-1, cut=len(body) // 2)
        if mode.name == "huge" and is_page or mode.name == "huge-file" and not is_page:
            return self.endless(5 << 30)
        if mode.name == "endless" and is_page:
            return self.endless(0)
        if mode.name == "bomb" and is_page:
            return self.reply(bomb(1024), kind, headers=[("Content-Encoding", "gzip")])
        if mode.name == "garbage" and is_page:
            return self.reply(bytes(range(256)) * 20, kind, headers=headers)
        if mode.name == "portal" and is_page:
            return self.reply(b"<html><body><h1>Log in to the network</h1><form></form></body></html>", HTML, headers=headers)
        if mode.name == "half-json" and is_page:
            return self.reply(body[: len(body) // 2], kind, headers=headers)
        if mode.name in ("short-file", "bad-metadata") and not is_page:
            return self.reply(body[: len(body) // 2] if mode.name == "short-file" else b"\xff\x00no metadata at all", kind)
        if mode.name == "wrong-hash" and not is_page:
            return self.reply(body.replace(b"text", b"texz").replace(bytes(range(9)), b"another b"), kind)
        if mode.name == "zip-bomb" and path.endswith(".whl"):
            project, version = path.rsplit("/", 1)[1].split("-")[:2]
            body = wheel(project, version, metadata(project, version) + b" " * (64 << 20))
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if asked and kind == FILE and mode.name == "refuse-ranges":
            return self.reply(b"", "text/plain", 416)
        if asked and kind == FILE and mode.ranges:
            low, high = asked.groups()
            start = int(low) if low else max(0, len(body) - int(high))
            stop = min(int(high) + 1, len(body)) if low and high else len(body)
            total = len(body) if mode.name != "lying-ranges" else len(body) + 12345
            return self.reply(body[start:stop], kind, 206, [("Content-Range", f"bytes {start}-{stop - 1}/{total}")])
        if self.headers.get("If-None-Match") and dict(headers).get("ETag") == self.headers["If-None-Match"]:
            return self.reply(b"", kind, 304, headers)
        if is_page and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers = gzip.compress(body, mtime=0), [*headers, ("Content-Encoding", "gzip")]
        self.reply(body, kind, headers=headers)


class Mode:
    def __init__(self, name="clean", html=False, sidecar=True, ranges=True, delay=0.0, password=""):
        self.name, self.html, self.sidecar, self.ranges, self.delay, self.password = name, html, sidecar, ranges, delay, password


class Server(ThreadingHTTPServer):
    request_queue_size, daemon_threads = 256, True

    def handle_error(self, request, address):
        pass  # clients that go away are the point


class FaultyIndex:
    def __init__(self):
        self.mode, self.lock, self.stopping = Mode(), threading.Lock(), threading.Event()
        self.reset()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.index, self.port = self, self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/simple/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self):
        self.requests, self.seen, self.leaked = 0, Counter(), []

    def close(self):
        self.stopping.set()
        self.server.shutdown()
