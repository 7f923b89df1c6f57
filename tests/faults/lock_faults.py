#!/usr/bin/env python3
"""Runs `whip lock` against an index that misbehaves: whatever it does, there is the right lock or one clear error, and
neither the lock nor the cache is ever broken.

    tests/faults/lock_faults.py build/test/whip [NAME...]      all scenarios, or those named
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from faulty_index import FaultyIndex, Mode, bomb

SECRET = "s3cr3t-pa55"
LARGEST = 400 << 10  # KiB of memory that one run may take, whatever the server sends


class Failed(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failed(message)


class Run:
    def __init__(self, code, out, err, memory):
        self.code, self.out, self.err, self.memory = code, out, err, memory


class Scenarios:
    def __init__(self, whip, folder):
        self.whip, self.folder, self.index, self.count = whip, Path(folder), FaultyIndex(), 0
        self.project = self.new_folder()
        self.right = None
        self.check_right(self.lock(self.new_folder(), self.project), self.project)
        self.right = (self.project / "pylock.toml").read_bytes()
        check(b'name = "gamma"\nversion = "2.0"' in self.right, "the clean lock is not as expected")

    def new_folder(self):
        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir()
        (folder / "pyproject.toml").write_text(
            '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = ["alpha", "beta"]\n')
        return folder

    def start(self, cache, project, *options, url=None, **environment):
        command = [self.whip, "lock", "--default-index", url or self.index.url, "--cache-dir", str(cache), *options]
        variables = {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "WHIP_HTTP_TIMEOUT": "1", **environment}
        return subprocess.Popen(command, cwd=project, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def lock(self, cache, project, *options, **more):
        process = self.start(cache, project, *options, **more)
        timer = threading.Timer(30, process.kill)
        timer.start()
        out, err = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        check(process.returncode in (0, 1, 2), f"ended with {process.returncode}: {err[-500:]!r}")
        check(usage.ru_maxrss < LARGEST, f"took {usage.ru_maxrss >> 10} MiB of memory")
        return Run(process.returncode, out.decode(), err.decode(), usage.ru_maxrss)

    def check_right(self, run, project):
        check(run.code == 0, f"no lock: {run.err}")
        text = (project / "pylock.toml").read_bytes()
        check(self.right is None or text == self.right, "another lock than without faults:\n" + text.decode())

    def check_error(self, run, project, *words):
        check(run.code in (1, 2), "no error")
        check(not (project / "pylock.toml").exists(), "a lock was written")
        check(run.err.count("error:") + run.err.count("whip failed") == 1, f"not one error: {run.err}")
        for word in words:
            check(word in run.err, f"`{word}` is not in: {run.err}")

    def expect(self, mode, *words, **more):
        """One run in the mode: right, or with the words of one error. Then without faults on the same cache."""
        self.index.mode = mode
        self.index.reset()
        cache, project = self.new_folder(), self.new_folder()
        run = self.lock(cache, project, **more)
        if words:
            self.check_error(run, project, *words)
        else:
            self.check_right(run, project)
        self.index.mode = Mode(password=mode.password)
        again = self.new_folder()
        self.check_right(self.lock(cache, again, **more), again)
        return run, cache, project

    # --- the scenarios; each name says what the server does ---

    def every_third_request_fails(self):
        self.expect(Mode("every-third"))

    def too_many_requests(self):
        self.expect(Mode("retry-after"))

    def connections_are_cut_once(self):
        for html in (False, True):
            self.expect(Mode("cut-once", html=html))
        self.expect(Mode("cut-once", sidecar=False))

    def connections_are_always_cut(self):
        self.expect(Mode("cut-always"), "tried 2 times", WHIP_HTTP_RETRIES="1")

    def pages_end_early_without_a_length(self):
        self.expect(Mode("cut-unsaid"), "/simple/")
        self.expect(Mode("cut-unsaid", html=True), "/simple/")

    def all_ways_to_metadata(self):
        for html in (False, True):
            self.expect(Mode(html=html, sidecar=False))
            self.expect(Mode(html=html, sidecar=False, ranges=False))
            self.expect(Mode("refuse-ranges", html=html, sidecar=False))
            self.expect(Mode("lying-ranges", html=html, sidecar=False))

    def files_are_short_or_wrong(self):
        self.expect(Mode("short-file"), "hash")
        self.expect(Mode("wrong-hash"), "hash")
        self.expect(Mode("short-file", sidecar=False, ranges=False), "hash")
        self.expect(Mode("wrong-hash", sidecar=False, ranges=False), "hash")

    def pages_are_garbage(self):
        self.expect(Mode("garbage"), "/simple/")
        self.expect(Mode("half-json"), "/simple/")
        self.expect(Mode("portal"), "alpha")
        self.expect(Mode("garbage", html=True), "alpha")

    def metadata_is_garbage(self):
        self.expect(Mode("bad-metadata", sidecar=False), "alpha")

    # With time to spare: a busy machine takes seconds to send that much.
    def answers_are_too_large(self):
        bomb(1024)
        for mode in (Mode("huge"), Mode("endless"), Mode("huge", html=True), Mode("huge-file"), Mode("bomb"),
                     Mode("huge-file", sidecar=False), Mode("huge-file", sidecar=False, ranges=False)):
            self.expect(mode, "larger than", WHIP_HTTP_TIMEOUT="30")
        # Small enough to come whole, so that its hash is looked at before anything is unpacked.
        self.expect(Mode("zip-bomb", sidecar=False), "do not have the hash", WHIP_HTTP_TIMEOUT="30")

    def redirects_have_no_end(self):
        self.expect(Mode("loop"), "redirects")

    def nobody_answers(self):
        for name in ("silent", "stall"):
            self.expect(Mode(name), "seconds", WHIP_HTTP_RETRIES="0", WHIP_HTTP_TIMEOUT="1")
        self.expect(Mode("silent"), "seconds", WHIP_HTTP_RETRIES="0", WHIP_HTTP_TIMEOUT="", UV_HTTP_TIMEOUT="1")

    def runs_are_killed(self):
        cache, chance = self.new_folder(), random.Random(1)
        for _ in range(25):
            self.index.mode = Mode(delay=0.01)
            project = self.new_folder()
            process = self.start(cache, project, "--refresh")
            time.sleep(chance.uniform(0.0, 0.12))
            process.kill()
            process.communicate()
            lock = project / "pylock.toml"
            check(not lock.exists() or lock.read_bytes() == self.right, "a killed run left a broken lock")
            self.index.mode = Mode()
            self.check_right(self.lock(cache, project), project)

    def a_byte_of_the_cache_is_wrong(self):
        cache, chance = self.new_folder(), random.Random(2)
        self.index.mode = Mode()
        project = self.new_folder()
        self.check_right(self.lock(cache, project), project)
        files = sorted(path.relative_to(cache) for path in (cache / "index").rglob("*") if path.is_file())
        check(len(files) > 4, "nothing is kept")
        for file in files:
            bytes_of = (cache / file).read_bytes()
            for place in [len(bytes_of) - 1, *(chance.randrange(len(bytes_of)) for _ in range(5))]:
                broken = self.new_folder()
                shutil.copytree(cache / "index", broken / "index")
                (broken / file).write_bytes(bytes_of[:place] + bytes([bytes_of[place] ^ 1]) + bytes_of[place + 1:])
                offline = self.new_folder()
                run = self.lock(broken, offline, "--offline")
                (self.check_error if run.code else self.check_right)(run, offline)
                project = self.new_folder()
                self.check_right(self.lock(broken, project), project)
                again = self.new_folder()
                self.check_right(self.lock(broken, again, "--offline"), again)

    def two_runs_share_a_cache(self):
        for round in range(6):
            cache = self.new_folder()
            self.index.mode = Mode(delay=0.005 * (round % 2))
            projects = [self.new_folder() for _ in range(2)]
            processes = [self.start(cache, project, *["--refresh"][: round % 3]) for project in projects]
            for process, project in zip(processes, projects):
                _, err = process.communicate(timeout=30)
                self.check_right(Run(process.returncode, "", err.decode(), 0), project)
            again = self.new_folder()
            self.index.mode = Mode()
            self.check_right(self.lock(cache, again, "--offline"), again)

    def credentials_stay_where_they_belong(self):
        url = self.index.url.replace("://", f"://user:{SECRET}@")

        def clean(run, cache, project):
            for text in (run.out, run.err):
                check(SECRET not in text and "user:" not in text, f"said: {text}")
            for path in [*cache.rglob("*"), *project.rglob("*")]:
                check(not path.is_file() or SECRET.encode() not in path.read_bytes(), f"written into {path.name}")

        clean(*self.expect(Mode(password=SECRET), url=url))
        self.index.mode = Mode("redirect-away", password=SECRET)
        self.index.reset()
        cache, project = self.new_folder(), self.new_folder()
        run = self.lock(cache, project, url=url)
        check(run.code == 0 and b"//localhost:" in (project / "pylock.toml").read_bytes(), f"not redirected: {run.err}")
        check(self.index.leaked and not any(self.index.leaked), "sent to another host")
        clean(run, cache, project)
        for name, options in (("always-503", {"WHIP_HTTP_RETRIES": "0"}), ("silent", {"WHIP_HTTP_RETRIES": "0"}), ("loop", {})):
            self.index.mode = Mode(name, password=SECRET)
            cache, project = self.new_folder(), self.new_folder()
            run = self.lock(cache, project, url=url, **options)
            self.check_error(run, project)
            clean(run, cache, project)
        self.index.mode = Mode(password=SECRET)
        cache, project = self.new_folder(), self.new_folder()
        run = self.lock(cache, project, url=url.replace(SECRET, SECRET + "x"))
        self.check_error(run, project, "401")
        clean(run, cache, project)

    def all(self):
        skipped = {"new_folder", "start", "lock", "check_right", "check_error", "expect", "all"}
        return [name for name in vars(type(self)) if not name.startswith("_") and name not in skipped]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whip")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        scenarios = Scenarios(os.path.abspath(arguments.whip), folder)
        for name in arguments.names or scenarios.all():
            begin = time.monotonic()
            try:
                getattr(scenarios, name)()
                print(f"ok      {name} ({time.monotonic() - begin:.1f} s)", flush=True)
            except Failed as failure:
                failures += 1
                print(f"FAILED  {name}: {failure}", flush=True)
        scenarios.index.close()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
