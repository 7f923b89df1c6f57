"""`whip shake`: looks for an order of threads in which a program goes wrong, and prints it."""

import argparse
import ast
import json
import os
import re
import sys

from . import report
from .explore import Search
from .run import Target, run_in_child

CONFIRMED, NOT_CONFIRMED, FAILED = 1, 0, 2


def fail(message):
    print("error: " + message, file=sys.stderr)
    return FAILED


def options():
    parser = argparse.ArgumentParser(prog="whip shake", add_help=False)
    parser.add_argument("--target", required=True)
    parser.add_argument("--call", action="append", default=[])
    parser.add_argument("--setup", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--preemptions", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--replay")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lines", default="[]")
    parser.add_argument("arguments", nargs="*")
    return parser.parse_args()


def default_call(path, name, given):
    """(setup, call) for `path::name`; name is a function, or a method as Class.method."""
    with open(path, "rb") as file:
        body = ast.parse(file.read(), path).body
    parts = name.split(".")
    found = None
    for part in parts:
        found = next(
            (one for one in body if isinstance(one, (ast.FunctionDef, ast.ClassDef)) and one.name == part),
            None,
        )
        if found is None:
            raise LookupError("`%s` has no function `%s`" % (path, name))
        body = found.body
    if isinstance(found, ast.ClassDef):
        raise LookupError("`%s` is a class: name a method of it, `%s.METHOD`" % (name, name))
    takes = found.args.posonlyargs + found.args.args
    needed = len(takes) - len(found.args.defaults) - (len(parts) > 1)
    needed += sum(default is None for default in found.args.kw_defaults)
    if needed > 0 and not given:
        raise LookupError("`%s` takes arguments: say how to call it, --call '%s(...)'" % (name, parts[-1]))
    if len(parts) == 1:
        return "", name + "()"
    return "shaken = %s()" % ".".join(parts[:-1]), "shaken.%s()" % parts[-1]


def function_at(path, line):
    """The name of the function or method around a line; empty for code of the module."""
    with open(path, "rb") as file:
        body = ast.parse(file.read(), path).body
    names = []
    while True:
        found = next(
            (
                one
                for one in body
                if isinstance(one, (ast.FunctionDef, ast.ClassDef)) and one.lineno <= line <= one.end_lineno
            ),
            None,
        )
        if found is None:
            return ""
        names.append(found.name)
        if isinstance(found, ast.FunctionDef):
            return ".".join(names)
        body = found.body


def make_target(given):
    path, _, name = given.target.partition("::")
    place = re.fullmatch(r"(.+?):(\d+)(:\d+)?", given.target)
    if place and not os.path.isfile(path):
        path = place[1]
        if os.path.isfile(path):
            name = function_at(path, int(place[2]))
    if not os.path.isfile(path):
        raise LookupError("`%s`: no such file" % path)
    if not name and not given.call:
        return Target(path, arguments=given.arguments)
    setup, call = default_call(path, name, given.call) if name else ("", "")
    calls = list(given.call) or [call]
    while len(calls) < given.threads:
        calls.append(calls[-1])
    return Target(path, calls, given.setup or setup)


def main():
    given = options()
    if not hasattr(os, "fork"):
        return fail("whip shake needs fork(), which this platform does not have")
    try:
        target = make_target(given)
        replay = report.read_plan(given.replay) if given.replay else None
    except (LookupError, SyntaxError) as error:
        return fail(str(error))
    except ValueError:
        return fail("`--replay %s`: not a plan that whip shake printed" % given.replay)
    lines = {(os.path.abspath(file), line) for file, line in json.loads(given.lines)}
    search = Search(target, lines, given.schedules, given.seconds, given.preemptions, given.seed)
    bases = search.learn_expected()
    if not bases:
        problem = run_in_child(target, {})
        text = "".join(problem["tracebacks"]) if problem else ""
        return fail("the program does not come to an end without preemption either" + ("\n" + text if text else ""))
    witness = None
    if replay is not None:
        judged = search.judge(*replay)
        if judged is not None and judged[1]:
            witness = (*replay, *judged)
    else:
        witness = search.find(bases)
    if given.json:
        print(json.dumps(report.as_json(witness, search), indent=2))
    elif witness is not None:
        report.tell(witness, search, given)
    else:
        print("not confirmed in %d schedule%s" % (search.tried, "" if search.tried == 1 else "s"))
    return NOT_CONFIRMED if witness is None else CONFIRMED
