"""`whip server` beside `ruff server`: how long an editor waits.

    python3 tests/bench/server_bench.py --whip build/release/whip --ruff .../bin/ruff [--rounds 60] [--json FILE]

Both servers run at the same time with the same generated file open, and take turns, so that what disturbs one disturbs
the other. A keystroke replaces a name in the middle of the file by one that nobody knows; it is over when the
diagnostics that name it arrive. p50 of all rounds.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "clients"))
from rpc import Client, replacement  # noqa: E402

CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "tagSupport": {"valueSet": [1, 2]}},
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
BLOCK = '''

class Account{n}:
    """Holds what belongs to customer {n}."""

    limit = {n}

    def __init__(self, owner, balance=0, *, rate=0.5):
        self.owner = owner
        self.balance = balance
        self.rate = rate
        self.history: list[tuple[str, float]] = []

    def deposit(self, amount, reason="none"):
        if amount <= 0:
            raise ValueError(f"cannot deposit {{amount}}: {{reason!r}}")
        self.balance += amount * (1 + self.rate / 100)
        self.history.append((reason, amount))
        return self.balance

    def report(self, *names, **options):
        total = sum(value for _, value in self.history if value > {n})
        lines = [f"{{name}}: {{total:.2f}}" for name in names]
        for key, value in sorted(options.items()):
            lines.append("%s=%s" % (key, value))
        try:
            lines.append(os.path.join(str(self.owner), json.dumps(options)))
        except (TypeError, ValueError) as error:
            lines.append(re.sub(r"\\s+", " ", str(error)))
        return "\\n".join(lines)
'''


def make_source(lines):
    out = ["import json\nimport os\nimport re\n"]
    count = 3
    n = 0
    while count < lines:
        out.append(BLOCK.format(n=n))
        count += BLOCK.count("\n")
        n += 1
        if n == lines // BLOCK.count("\n") // 2:
            out.append("\n\nMARK = unknown_000000\n")
            count += 4
    return "".join(out)


def memory(process):
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0


class Bench:
    def __init__(self, name, command, folder, source):
        self.name = name
        self.uri = f"file://{folder}/big.py"
        self.source = source
        self.line = next(i for i, line in enumerate(source.split("\n")) if line.startswith("MARK"))
        self.times = {}
        started = time.perf_counter()
        self.client = Client(command, cwd=folder)
        self.client.initialize(folder, CAPABILITIES)
        self.note("start", started)
        self.version = 0
        self.number = 0

    def note(self, what, started):
        self.times.setdefault(what, []).append((time.perf_counter() - started) * 1000)

    def wait_for(self, word):
        def names_it(params):
            return any(word in item["message"] for item in params["diagnostics"])

        self.client.notification("textDocument/publishDiagnostics", names_it, 60)

    def open(self):
        started = time.perf_counter()
        self.version += 1
        self.client.open(self.uri, self.source, version=self.version)
        self.wait_for(f"unknown_{self.number:06}")
        self.note("open", started)

    def close(self):
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})
        self.number = 0

    def type(self):
        self.version += 1
        self.number += 1
        self.client.change(self.uri, self.version, replacement(self.line, 7, 21, f"unknown_{self.number:06}"))

    def keystroke(self):
        started = time.perf_counter()
        self.type()
        self.wait_for(f"unknown_{self.number:06}")
        self.note("keystroke", started)

    def burst(self):
        started = time.perf_counter()
        for _ in range(50):
            self.type()
        self.wait_for(f"unknown_{self.number:06}")
        self.note("burst", started)

    def format(self):
        started = time.perf_counter()
        options = {"tabSize": 4, "insertSpaces": True}
        self.client.request("textDocument/formatting", {"textDocument": {"uri": self.uri}, "options": options}, 60)
        self.note("format", started)

    def fix_all(self):
        started = time.perf_counter()
        place = {"line": 0, "character": 0}
        actions = self.client.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": self.uri},
                "range": {"start": place, "end": place},
                "context": {"diagnostics": [], "only": ["source.fixAll"]},
            },
            60,
        )
        self.client.request("codeAction/resolve", actions[0], 60)
        self.note("fix all", started)


def measure(arguments, lines):
    source = make_source(lines)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        (folder / "ruff.toml").write_text('[lint]\nselect = ["E", "F", "I"]\n')
        benches = [
            Bench("whip", [str(arguments.whip.absolute()), "server"], folder, source),
            Bench("ruff", [str(arguments.ruff.absolute()), "server"], folder, source),
        ]
        steps = [("open", max(3, arguments.rounds // 10)), ("keystroke", arguments.rounds)]
        # A burst in the larger file takes Ruff seconds.
        steps += [("burst", max(3, arguments.rounds // (3 if lines < 10000 else 10))), ("format", max(3, arguments.rounds // 10))]
        steps += [("fix_all", max(3, arguments.rounds // 10))]
        for step, rounds in steps:
            for index in range(rounds):
                for bench in benches if index % 2 == 0 else reversed(benches):
                    if step == "open" and index > 0:
                        bench.close()
                    getattr(bench, step)()
        result = {}
        for bench in benches:
            result[bench.name] = {name: statistics.median(times) for name, times in bench.times.items()}
            ordered = sorted(bench.times["keystroke"])
            result[bench.name]["keystroke p95"] = ordered[int(len(ordered) * 0.95)]
            result[bench.name]["memory"] = memory(bench.client.process)
            bench.client.stop()
        result["lines"] = source.count("\n")
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whip", required=True, type=Path)
    parser.add_argument("--ruff", required=True, type=Path)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--lines", type=int, action="append")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results = []
    for lines in arguments.lines or [5000, 50000]:
        result = measure(arguments, lines)
        results.append(result)
        print(f"{result['lines']} lines; milliseconds, p50; memory in MiB")
        for name in ["start", "open", "keystroke", "keystroke p95", "burst", "format", "fix all", "memory"]:
            ours, theirs = result["whip"][name], result["ruff"][name]
            print(f"  {name:14} whip {ours:9.2f}   ruff {theirs:9.2f}   {ours / theirs:.2f}")
        burst = result["whip"]["burst"] / result["whip"]["keystroke"]
        print(f"  burst of 50 / one keystroke: whip {burst:.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
