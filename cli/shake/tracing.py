"""Steps: the instructions of the program's own files that may touch what threads share."""

import dis
import os
import sys

# Names and cells that others can see, attributes, items, calls, iteration.
_SHARED = (
    "LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL", "LOAD_NAME", "STORE_NAME", "LOAD_DEREF", "STORE_DEREF",
    "LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR", "BINARY_SUBSCR", "STORE_SUBSCR", "DELETE_SUBSCR",
    "BINARY_SLICE", "STORE_SLICE", "CALL", "CALL_FUNCTION", "CALL_METHOD", "CALL_KW", "CALL_FUNCTION_KW",
    "CALL_FUNCTION_EX", "FOR_ITER", "GET_ITER", "CONTAINS_OP", "BINARY_OP", "INPLACE_ADD", "INPLACE_SUBTRACT",
    "LIST_EXTEND", "SET_UPDATE", "DICT_UPDATE", "DICT_MERGE", "UNPACK_SEQUENCE", "BEFORE_WITH", "SETUP_WITH",
)  # fmt: skip


_TOOL = 4  # of sys.monitoring's six; those with a fixed use are 0, 1, 2 and 5


class Tracer:
    """Calls the scheduler at each step. Code of files below `roots` is stepped, all other runs through.

    From Python 3.12 on by sys.monitoring, before by a trace function in each thread.
    """

    def __init__(self, scheduler, roots):
        self.scheduler = scheduler
        self.roots = tuple(roots)
        self.is_ours = {}  # file name -> bool
        self.points = {}  # code -> offsets at which there is a step
        self.lines = {}  # code -> {offset: line}

    def ours(self, name):
        known = self.is_ours.get(name)
        if known is None:
            path = os.path.abspath(name)
            known = any(path == root or path.startswith(root + os.sep) for root in self.roots)
            self.is_ours[name] = known
        return known

    def points_of(self, code):
        points = self.points.get(code)
        if points is None:
            points = frozenset(one.offset for one in dis.get_instructions(code) if one.opname in _SHARED)
            self.points[code] = points
        return points

    def install(self):
        """Once, before the program starts."""
        if sys.version_info < (3, 12):
            return
        watch = sys.monitoring
        watch.use_tool_id(_TOOL, "whip shake")
        watch.register_callback(_TOOL, watch.events.PY_START, self.code_starts)
        watch.register_callback(_TOOL, watch.events.INSTRUCTION, self.instruction)
        watch.set_events(_TOOL, watch.events.PY_START)

    def begin_thread(self):
        """In each thread, before its first instruction of the program."""
        if sys.version_info < (3, 12):
            sys.settrace(self.trace)

    def code_starts(self, code, offset):
        if self.ours(code.co_filename):
            self.lines[code] = {
                at: line for start, end, line in code.co_lines() for at in range(start, end, 2) if line is not None
            }
            sys.monitoring.set_local_events(_TOOL, code, sys.monitoring.events.INSTRUCTION)
        return sys.monitoring.DISABLE

    def instruction(self, code, offset):
        if offset not in self.points_of(code):
            return sys.monitoring.DISABLE
        self.scheduler.step(code, self.lines[code].get(offset, code.co_firstlineno))
        return None

    def trace(self, frame, event, argument):
        if event != "call" or not self.ours(frame.f_code.co_filename):
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        points = self.points_of(frame.f_code)
        step = self.scheduler.step

        def local(frame, event, argument):
            if event == "opcode" and frame.f_lasti in points:
                step(frame.f_code, frame.f_lineno)
            return local

        return local
