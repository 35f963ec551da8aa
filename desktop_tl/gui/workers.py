"""Threads for background work. One that hangs, as on a network drive that has gone, holds up no other, nor the end.

A pool of `concurrent.futures` does both: whoever gives up on work still occupies its thread, and the process waits for
all threads before it ends.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol


class Job(Protocol):
    """Whose work it is."""

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for the result. Asked on any thread."""


class Workers:
    """Begins what is submitted in that order, on threads that are kept.

    Args:
        at_once: so much that is wanted is worked on at the same time; what nobody wants any more does not count.
        most: threads, whatever hangs.
    """

    def __init__(self, at_once: int, most: int) -> None:
        self._at_once, self._most = at_once, most
        self._changed = threading.Condition()
        self._waiting: deque[tuple[Job, Callable[[], None]]] = deque()
        self._running: list[Job] = []
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False

    def submit(self, job: Job, work: Callable[[], None]) -> None:
        """``work`` must not raise."""
        with self._changed:
            self._waiting.append((job, work))
        self.look_again()

    def look_again(self) -> None:
        """Begins what may begin; to be called when a job has become unwanted."""
        with self._changed:
            self._changed.notify_all()
            if self._may_begin() and not self._idle and len(self._threads) < self._most:
                name = f"background_{len(self._threads)}"
                self._threads.append(threading.Thread(target=self._work_on, name=name, daemon=True))
                self._threads[-1].start()

    def close(self, seconds: float) -> bool:
        """Drops what has not begun, and waits so long for the rest. Returns whether all has ended."""
        until = time.monotonic() + seconds
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _may_begin(self) -> bool:
        return bool(self._waiting) and sum(job.is_wanted for job in self._running) < self._at_once

    def _work_on(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                self._changed.wait_for(lambda: self._closed or self._may_begin())
                self._idle -= 1
                if self._closed:
                    return
                job, work = self._waiting.popleft()
                self._running.append(job)
            self.look_again()  # there may be more to begin than one thread that was idle
            try:
                work()
            finally:
                with self._changed:
                    self._running.remove(job)
            del job, work  # an idle thread keeps nobody's memory
