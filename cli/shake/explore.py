"""The search: first the outcomes that are right, then plans with few preemptions until one gives another outcome.

A preemption is a step before which another thread takes over. Most races need one or two (Musuvathi and Qadeer,
"Iterative context bounding", PLDI 2007), so all plans with one are tried before any with two. Steps on lines that a
finding names come first.
"""

import itertools
import random
import time

from .outcome import differences
from .run import run_in_child

_DEEPER = 8  # steps that a plan with one preemption is continued at


class Search:
    def __init__(self, target, lines, schedules, seconds, preemptions, seed):
        self.target = target
        self.lines = lines  # {(file, line)} to preempt at first
        self.schedules = schedules
        self.end = time.monotonic() + seconds
        self.preemptions = preemptions
        self.random = random.Random(seed)
        self.tried = 0
        self.gave_up = 0
        self.expected = []

    def run(self, plan, **options):
        answer = run_in_child(self.target, plan, **options)
        if answer is None or answer["gave up"]:
            self.gave_up += 1
            return None
        return answer

    def learn_expected(self):
        """Runs without preemption; the plans are made from what they did. Returns those runs in threads."""
        bases = []
        for newest_first in (False, True):
            answer = self.run({}, newest_first=newest_first)
            if answer is not None:
                bases.append((newest_first, answer))
                self.expected.append(answer)
        if self.target.calls:
            for order in itertools.islice(itertools.permutations(range(len(self.target.calls))), 24):
                answer = self.run({}, order=order)
                if answer is not None:
                    self.expected.append(answer)
        return bases

    def judge(self, plan, newest_first):
        """(answer, differences) of one more run, or None."""
        self.tried += 1
        answer = self.run(plan, newest_first=newest_first)
        return None if answer is None else (answer, differences(answer, self.expected))

    def is_over(self):
        return self.tried >= self.schedules or time.monotonic() > self.end

    def points(self, answer, since=0):
        """(step, task that takes over): steps on lines of interest first, each group in random order."""
        first, second = [], []
        for step, (_, file, line, others) in enumerate(answer["steps"]):
            if step >= since:
                (first if (file, line) in self.lines else second).extend((step, other) for other in others)
        self.random.shuffle(first)
        self.random.shuffle(second)
        return first + second

    def find(self, bases):
        """(plan, newest_first, answer, differences) of the first witness, or None."""
        grown = [({}, *base) for base in bases]
        for depth in range(self.preemptions):
            last, grown = grown, []
            if depth:
                self.random.shuffle(last)
            for plan, newest_first, base in last:
                points = self.points(base, since=max(plan, default=-1) + 1)
                for step, other in points if depth == 0 else points[:_DEEPER]:
                    if self.is_over():
                        return None
                    longer = {**plan, step: other}
                    judged = self.judge(longer, newest_first)
                    if judged is None:
                        continue
                    if judged[1]:
                        return longer, newest_first, *judged
                    grown.append((longer, newest_first, judged[0]))
        return None
