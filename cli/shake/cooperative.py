"""Threads and locks that ask the scheduler.

`install` puts these in the place of the interpreter's own. `threading` builds Condition, Event, Semaphore, Barrier and
RLock from `Lock` in Python, and `queue` builds its queues from those, so that a few names are enough.
"""

import _thread
import contextvars
import sys
import threading
import time

_start_new_thread = _thread.start_new_thread


def make_lock_class(scheduler):
    class Lock:
        def __init__(self):
            self._held = False

        def acquire(self, blocking=True, timeout=-1):
            if self._held:
                if not blocking:
                    return False
                if not scheduler.wait(lambda: not self._held, None if timeout < 0 else timeout):
                    return False
            self._held = True
            return True

        def release(self):
            if not self._held:
                raise RuntimeError("release unlocked lock")
            self._held = False

        def locked(self):
            return self._held

        def _at_fork_reinit(self):
            self._held = False

        acquire_lock, release_lock, locked_lock = acquire, release, locked

        def __enter__(self):
            return self.acquire()

        def __exit__(self, *_):
            self.release()

    Lock.__module__, Lock.__qualname__ = "_thread", "lock"
    return Lock


def install(scheduler, tracer):
    """From here on every thread that is started is one of the scheduler's."""
    lock = make_lock_class(scheduler)

    def begin(function, arguments, keywords):
        task = scheduler.add("thread %d" % len(scheduler.tasks))

        def body():
            task.baton.acquire()
            scheduler.idents[_thread.get_ident()] = task
            tracer.begin_thread()
            try:
                function(*arguments, **keywords)
            finally:
                sys.settrace(None)
                scheduler.finish(task)

        _start_new_thread(body, ())
        return task

    def start_new_thread(function, arguments, keywords=None):
        begin(function, arguments, keywords or {})
        return len(scheduler.tasks)

    def start(thread):
        if not thread._initialized:
            raise RuntimeError("thread.__init__() not called")
        if thread._started.is_set():
            raise RuntimeError("threads can only be started once")
        if getattr(thread, "_context", thread) is None:  # 3.14: the starter's variables, if so configured
            inherits = sys.flags.thread_inherit_context
            thread._context = contextvars.copy_context() if inherits else contextvars.Context()
        task = thread._shake_task = begin(run, (thread,), {})
        task.name, task.daemon = thread.name, thread.daemon
        thread._started.set()

    def run(thread):
        thread._ident = _thread.get_ident()
        if hasattr(thread, "_set_native_id"):
            thread._set_native_id()
        with threading._active_limbo_lock:
            threading._active[thread._ident] = thread
        context = getattr(thread, "_context", None)
        try:
            thread.run() if context is None else context.run(thread.run)
        except SystemExit:
            pass
        except BaseException:
            threading.excepthook(threading.ExceptHookArgs([*sys.exc_info(), thread]))
        finally:
            with threading._active_limbo_lock:
                threading._active.pop(thread._ident, None)

    def join(thread, timeout=None):
        task = getattr(thread, "_shake_task", None)
        if task is None:
            raise RuntimeError("cannot join thread before it is started")
        if task is scheduler.me():
            raise RuntimeError("cannot join current thread")
        scheduler.wait(lambda: task.done, timeout)

    def is_alive(thread):
        task = getattr(thread, "_shake_task", None)
        return task is not None and not task.done

    _thread.allocate_lock = _thread.lock = threading.Lock = threading._allocate_lock = lock
    threading._CRLock = None
    threading.RLock = _thread.RLock = threading._PyRLock
    threading._active_limbo_lock = threading.RLock()
    _thread.start_new_thread = threading._start_new_thread = start_new_thread
    threading.Thread.start, threading.Thread.join, threading.Thread.is_alive = start, join, is_alive
    time.sleep = lambda seconds: scheduler.wait(lambda: False, max(seconds, 0)) and None
    if "queue" in sys.modules:
        del sys.modules["queue"]
    import queue

    queue.SimpleQueue = queue._PySimpleQueue
    _start_new_thread(scheduler.watch, ())


def join_all(scheduler):
    """Waits for the threads that the interpreter would wait for at its end; those may start further ones."""
    scheduler.wait(lambda: all(task.done or task.daemon for task in scheduler.tasks[1:]))
