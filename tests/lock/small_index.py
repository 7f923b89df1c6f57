"""An index of made-up projects on loopback, the same for every tool that asks it.

    with SmallIndex({"a": [{"version": "1.0", "needs": ["b>=2"]}]}) as index:
        index.url

A release may also have: python (requires-python), yanked, sdist (a source distribution that says nothing certain, instead of a wheel),
tag (of the wheel, `py3-none-any`), uploaded (a time).
"""
import hashlib
import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def metadata(project, release):
    lines = ["Metadata-Version: 2.1", f"Name: {project}", f"Version: {release['version']}"]
    lines += [f"Requires-Python: {release['python']}"] if release.get("python") else []
    lines += [f"Provides-Extra: {extra}" for extra in release.get("extras", [])]
    lines += [f"Requires-Dist: {need}" for need in release.get("needs", [])]
    return "\n".join(lines) + "\n"


def stem(project):
    return project.replace("-", "_")


def wheel(project, release):
    out = io.BytesIO()
    tag = release.get("tag", "py3-none-any")
    info = f"{stem(project)}-{release['version']}.dist-info"
    files = {f"{stem(project)}/__init__.py": "", f"{info}/METADATA": metadata(project, release),
             f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"}
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


class SmallIndex:
    def __init__(self, world):
        self.set(world)
        index = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                found = index.answers.get(self.path.split("?")[0].rstrip("/"))
                body, kind = found or (b"", "text/plain")
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET

        class Server(ThreadingHTTPServer):
            def handle_error(self, *arguments):
                pass  # a client that had enough

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def set(self, world):
        answers = {}
        for project, releases in world.items():
            files = []
            for release in releases:
                is_sdist = release.get("sdist")
                name = f"{stem(project)}-{release['version']}" + (".tar.gz" if is_sdist else f"-{release.get('tag', 'py3-none-any')}.whl")
                body = b"nothing certain" if is_sdist else wheel(project, release)
                answers["/files/" + name] = body, "application/octet-stream"
                file = {"filename": name, "url": "/files/" + name, "hashes": {"sha256": hashlib.sha256(body).hexdigest()},
                        "size": len(body), "upload-time": release.get("uploaded", "2025-01-01T00:00:00Z"), "yanked": bool(release.get("yanked"))}
                if release.get("python"):
                    file["requires-python"] = release["python"]
                if not is_sdist:
                    text = metadata(project, release).encode()
                    answers[f"/files/{name}.metadata"] = text, "application/octet-stream"
                    file["core-metadata"] = {"sha256": hashlib.sha256(text).hexdigest()}
                files.append(file)
            page = {"meta": {"api-version": "1.1"}, "name": project, "versions": [], "files": files}
            answers["/simple/" + project] = json.dumps(page).encode(), "application/vnd.pypi.simple.v1+json"
        self.answers = answers

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        self.server.shutdown()
        self.server.server_close()
