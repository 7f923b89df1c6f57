"""One thread at a time, and the schedule says which.

Every thread of the program waits for its baton, a lock that is taken until the thread's turn comes. The running thread
calls `step` before each instruction that may touch what threads share; the plan says before which of these steps
another thread takes over. Blocking operations (`cooperative.py`) hand the baton on as well. So a run is a function of
the plan, and the same plan gives the same run again.

Time is virtual: a thread that sleeps or waits with a timeout is woken when nothing else can run.
"""

import _thread
import time

_allocate = _thread.allocate_lock  # the real one, before cooperative.py puts its own in place
_now = time.monotonic

FAIR_AFTER = 20_000  # steps without a switch after which another thread gets its turn, for loops that spin
STALL = 0.5  # real seconds without a step after which the running thread is taken to wait inside a C call


class Stuck(BaseException):
    """No thread can run any more."""


class Task:
    def __init__(self, number, name):
        self.number = number
        self.name = name
        self.baton = _allocate()
        self.baton.acquire()
        self.ready = None  # while it waits: tells whether it may go on
        self.deadline = None  # virtual time at which it goes on in any case
        self.timed_out = False
        self.done = False
        self.daemon = False  # as threading's: nobody waits for it at the end
        self.outside = False  # waits in a C call for something the scheduler does not see

    def can_run(self):
        return not self.done and not self.outside and (self.ready is None or self.ready())


class Scheduler:
    """`plan` maps a step (counted from 0 over all threads) to the number of the task that takes over before it."""

    def __init__(self, plan, newest_first=False, most_steps=400_000):
        self.plan = plan
        self.newest_first = newest_first
        self.most_steps = most_steps
        self.tasks = []
        self.steps = 0
        self.since_switch = 0
        self.clock = 0.0
        self.seen = []  # of each step, for the search: (task, code, line, tasks that could take over)
        self.switches = []  # (step, from task, code, line, to task) of each switch that the plan asked for
        self.on_stuck = None
        self.current = self.add("main thread")
        self.idents = {_thread.get_ident(): self.current}

    def add(self, name):
        task = Task(len(self.tasks), name)
        self.tasks.append(task)
        return task

    def me(self):
        return self.idents.get(_thread.get_ident())

    # The calling thread is about to run an instruction of this line.
    def step(self, code, line):
        me = self.me()
        if me is None:
            return
        if me is not self.current:  # comes back from a C call in which it was given up
            me.outside = False
            me.baton.acquire()
        at = self.steps
        self.steps += 1
        self.since_switch += 1
        if at >= self.most_steps:
            self.stuck("more than %d steps" % self.most_steps)
        others = tuple(task.number for task in self.tasks if task is not me and task.can_run())
        self.seen.append((me.number, code, line, others))
        wanted = self.plan.get(at)
        if wanted in others:
            other = self.tasks[wanted]
            self.switches.append((at, me, code, line, other))
            self.hand_over(me, other)
        elif self.since_switch > FAIR_AFTER:
            other = self.next_of(me)
            if other is not None:
                self.hand_over(me, other)

    def next_of(self, me):
        others = [task for task in self.tasks if task is not me and task.can_run()]
        if not others:
            return None
        return others[-1] if self.newest_first else others[0]

    def hand_over(self, me, other):
        self.since_switch = 0
        self.current = other
        other.ready = None
        other.baton.release()
        if not me.done:
            me.baton.acquire()

    # Waits until `ready()`; false if `timeout` (virtual seconds, None: for ever) ran out first.
    def wait(self, ready, timeout=None):
        me = self.me()
        if me is None or me is not self.current:
            return self.wait_outside(ready, timeout)
        if ready():
            return True
        me.ready = ready
        me.deadline = None if timeout is None else self.clock + timeout
        me.timed_out = False
        self.leave(me)
        me.ready = me.deadline = None
        return not me.timed_out

    # A thread that the scheduler does not run: nothing to do but to look again.
    def wait_outside(self, ready, timeout):
        end = None if timeout is None else _now() + timeout
        while not ready():
            if end is not None and _now() >= end:
                return False
            pause(0.001)
        return True

    # The current thread cannot go on: somebody else must.
    def leave(self, me):
        while True:
            other = self.next_of(me)
            if other is not None:
                return self.hand_over(me, other)
            if not me.done and me.ready is not None and me.ready():
                return None
            sleepers = [task for task in self.tasks if not task.done and task.deadline is not None]
            if sleepers:
                first = min(sleepers, key=lambda task: (task.deadline, task.number))
                self.clock = max(self.clock, first.deadline)
                first.timed_out = True
                first.deadline = None
                if first is me:
                    return None
                return self.hand_over(me, first)
            if any(task.outside and not task.done for task in self.tasks):
                pause(0.005)
                continue
            if me.done and all(task.done for task in self.tasks):
                return None
            self.stuck("deadlock")

    def stuck(self, why):
        if self.on_stuck is not None:
            self.on_stuck(why)
        raise Stuck(why)

    def finish(self, me):
        me.done = True
        if me is self.current:
            self.leave(me)

    # Runs in a thread of its own: gives the turn to another thread when the running one waits inside C.
    def watch(self):
        last, since = -1, _now()
        while True:
            pause(0.05)
            if self.steps != last or self.current.done:
                last, since = self.steps, _now()
            elif _now() - since > STALL:
                me = self.current
                other = self.next_of(me)
                if other is not None:
                    me.outside = True
                    self.since_switch = 0
                    self.current = other
                    other.ready = None
                    other.baton.release()
                since = _now()


pause = time.sleep  # the real one
