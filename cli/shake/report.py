"""What was found, in words and as JSON; and plans as text."""

import linecache
import os
import shlex


def read_plan(text):
    """The plan that `--replay` names: `f:12>1,40>0`, f or n for which thread goes on when one waits or ends."""
    policy, _, steps = text.partition(":")
    if policy not in ("f", "n"):
        raise ValueError(text)
    plan = {}
    for step in filter(None, steps.split(",")):
        at, _, task = step.partition(">")
        plan[int(at)] = int(task)
    return plan, policy == "n"


def plan_text(plan, newest_first):
    steps = ",".join("%d>%d" % step for step in sorted(plan.items()))
    return ("n:" if newest_first else "f:") + steps


def place(file, line):
    try:
        shown = os.path.relpath(file)
    except ValueError:
        shown = file
    return "%s:%d" % (file if shown.startswith("..") else shown, line)


def again(given, plan):
    """The command that makes this run once more."""
    words = ["whip", "shake", given.target, "--replay", plan]
    for call in given.call:
        words += ["--call", call]
    if given.setup:
        words += ["--setup", given.setup]
    if given.threads != 2:
        words += ["--threads", str(given.threads)]
    if given.arguments:
        words += ["--", *given.arguments]
    return " ".join(map(shlex.quote, words))


def tell(witness, search, given):
    plan, newest_first, answer, lines = witness
    count = len(answer["switches"])
    print("confirmed: schedule %d, %d preemption%s" % (search.tried, count, "" if count == 1 else "s"))
    for line in lines:
        print("  " + line)
    print()
    for step, name, file, line, other in answer["switches"]:
        print("  %s stops at %s, %s goes on" % (name, place(file, line), other))
        print("      " + linecache.getline(file, line).strip())
    for text in answer["tracebacks"]:
        print()
        for line in text.rstrip().splitlines():
            print("  " + line)
    print()
    print("again: " + again(given, plan_text(plan, newest_first)))


def lines_of(search):
    """Where threads were interrupted first."""
    return [{"path": file, "line": line} for file, line in sorted(search.lines)]


def as_json(witness, search):
    if witness is None:
        return {"confirmed": False, "schedules": search.tried, "lines": lines_of(search)}
    plan, newest_first, answer, lines = witness
    return {
        "confirmed": True,
        "schedules": search.tried,
        "lines": lines_of(search),
        "replay": plan_text(plan, newest_first),
        "differences": lines,
        "switches": [
            {"step": step, "thread": name, "path": file, "line": line, "to": other}
            for step, name, file, line, other in answer["switches"]
        ],
        "tracebacks": answer["tracebacks"],
    }
