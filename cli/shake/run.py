"""One run of the program under one plan, in a child process of its own."""

import builtins
import io
import json
import os
import signal
import sys
import threading
import traceback
import types

from . import cooperative, outcome, tracing
from .scheduler import Scheduler, Stuck

_RUN_SECONDS = 20  # of real time, then a run is given up and counts as neither good nor bad


class Target:
    """What to run: a program with its arguments, or calls of a module's functions, a thread for each."""

    def __init__(self, path, calls=(), setup="", arguments=()):
        self.path = os.path.abspath(path)
        self.calls = list(calls)
        self.setup = setup
        self.arguments = list(arguments)
        self.roots = [package_root(self.path)[1]]


def package_root(path):
    """(folder to import from, file or outermost package folder, dotted name) of a Python file."""
    folder, name = os.path.split(path)
    names = [] if name == "__init__.py" else [os.path.splitext(name)[0]]
    top = path
    while os.path.exists(os.path.join(folder, "__init__.py")):
        top = folder
        folder, name = os.path.split(folder)
        names.insert(0, name)
    return folder, top, ".".join(names)


def run_in_child(target, plan, newest_first=False, order=None):
    """The outcome of one run: a dictionary, or None if the run took too long or its process died.

    With `order`, the calls are made one after another in this order instead of in threads.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            os.setpgid(0, 0)
            signal.alarm(_RUN_SECONDS)
            _Run(target, plan, newest_first, order, writing).go()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    try:
        os.killpg(child, signal.SIGKILL)  # children that the program left behind
    except OSError:
        pass
    os.waitpid(child, 0)
    return json.loads(data) if data else None


class _Run:
    def __init__(self, target, plan, newest_first, order, writing):
        self.target = target
        self.order = order
        self.writing = writing
        self.errors = []
        self.tracebacks = []
        self.results = []
        self.variables = {}
        self.returned = []
        self.exit = 0
        self.printed = io.StringIO()
        self.scheduler = Scheduler(plan, newest_first)
        self.scheduler.on_stuck = self.stuck
        self.tracer = tracing.Tracer(self.scheduler, target.roots)

    def go(self):
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 2)
        sys.stdout = self.printed
        cooperative.install(self.scheduler, self.tracer)
        self.tracer.install()
        threading.excepthook = lambda given: self.failed(given.exc_value)
        if self.target.calls:
            self.calls()
        else:
            self.program()
        self.send()

    def failed(self, error):
        if isinstance(error, Stuck):
            return
        self.errors.append(type(error).__name__)
        start = error.__traceback__
        while start is not None and start.tb_frame.f_globals.get("__package__") == __package__:
            start = start.tb_next  # our own frames say nothing about the program
        self.tracebacks.append("".join(traceback.format_exception(type(error), error, start)))

    def program(self):
        sys.argv = [self.target.path, *self.target.arguments]
        sys.path.insert(0, os.path.dirname(self.target.path))
        main = types.ModuleType("__main__")
        main.__file__ = self.target.path
        main.__builtins__ = builtins
        sys.modules["__main__"] = main
        try:
            with open(self.target.path, "rb") as file:
                code = compile(file.read(), self.target.path, "exec")
            self.tracer.begin_thread()
            exec(code, main.__dict__)
        except SystemExit as end:
            self.exit = end.code if isinstance(end.code, (int, type(None))) else 1
        except BaseException as error:
            self.failed(error)
        finally:
            sys.settrace(None)
        cooperative.join_all(self.scheduler)
        self.variables = outcome.globals_picture(main.__dict__)

    def calls(self):
        folder, _, name = package_root(self.target.path)
        sys.path.insert(0, folder)
        __import__(name)
        module = sys.modules[name]
        names = module.__dict__
        if self.target.setup:
            exec(compile(self.target.setup, "<setup>", "exec"), names)
        calls = [compile(call, "<call>", "eval") for call in self.target.calls]
        self.results = [None] * len(calls)
        self.returned = [None] * len(calls)

        def call(at):
            try:
                value = eval(calls[at], names)
                self.returned[at] = value
                self.results[at] = outcome.picture(value)
            except Exception as error:
                self.results[at] = "raised " + type(error).__name__
                self.failed(error)

        if self.order is not None:
            for at in self.order:
                call(at)
        else:
            threads = [threading.Thread(target=call, args=(at,), name="call %d" % (at + 1)) for at in range(len(calls))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        cooperative.join_all(self.scheduler)
        self.variables = outcome.globals_picture(names)

    # Called by the scheduler in whichever thread finds that nothing can go on.
    def stuck(self, why):
        self.errors.append("deadlock" if why == "deadlock" else "")
        self.tracebacks.append(self.waiting() if why == "deadlock" else why)
        self.send()
        os._exit(0)

    def waiting(self):
        lines = []
        frames = sys._current_frames()
        for ident, task in self.scheduler.idents.items():
            frame = frames.get(ident)
            while frame is not None and not self.tracer.ours(frame.f_code.co_filename):
                frame = frame.f_back
            if frame is not None and not task.done:
                lines.append("%s waits at %s:%d" % (task.name, frame.f_code.co_filename, frame.f_lineno))
        return "\n".join(lines)

    def send(self):
        seen = self.scheduler.seen
        answer = {
            "errors": sorted(self.errors),
            "tracebacks": self.tracebacks,
            "results": self.results,
            "same": outcome.same_objects(self.returned),
            "variables": self.variables,
            "output": sorted(self.printed.getvalue().splitlines()),
            "exit": self.exit or 0,
            "gave up": "" in self.errors,
            "steps": [[task, code.co_filename, line, others] for task, code, line, others in seen],
            "switches": [
                [step, task.name, code.co_filename, line, other.name]
                for step, task, code, line, other in self.scheduler.switches
            ],
        }
        with os.fdopen(self.writing, "wb") as pipe:
            pipe.write(json.dumps(answer).encode())
