"""Runs work off the window's thread and brings its result back to it; beside the run feed the only place that does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.gui.workers import Workers
from desktop_tl.runs.stop import StopToken

T = TypeVar("T")
THREADS = 3
"""Scanning, describing a backbone and predicting may overlap; more would only take cores from training."""

MOST_THREADS = 16
"""With those that hang in work that nobody waits for any more."""

FAREWELL_SECONDS = 30.0
"""So long the end of the app waits for work that was asked to stop."""


class Task:
    """Work that was handed to `Background.run`; ``cancel`` may be called at any time and more than once."""

    def __init__(self, owner: QObject, on_cancel: Callable[[], None]) -> None:
        self.stop = StopToken()
        self.is_done = False
        self._owner = owner
        self._on_cancel = on_cancel

    def cancel(self) -> None:
        """Asks the work to stop and keeps its result from being delivered."""
        self.stop.request()
        self._on_cancel()

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for the result."""
        return not self.stop.is_requested and isValid(self._owner)


class Background(QObject):
    """Made and used on the window's thread.

    Signals:
        failed_unexpectedly(BaseException): work raised what is neither a `UserError` nor `Stopped`: a bug.
    """

    failed_unexpectedly = Signal(object)
    _delivered = Signal(object)  # emitted by workers; a slot of this object runs on the window's thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(THREADS, MOST_THREADS)
        self._tasks: set[Task] = set()
        self._closed = False
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Calls ``work(task)`` on a worker, then ``done(result)`` or ``failed(error)`` on the window's thread.

        Args:
            owner: nothing is delivered once it is gone.
            work: must not touch widgets; looks at ``task.stop`` when it takes long.
            failed: takes a `UserError`; without it, and for every other exception, it counts as a bug.
        """
        task = Task(owner, self._workers.look_again)
        if self._closed:  # a page's timer may still fire while the window goes
            task.cancel()
            task.is_done = True
            return task
        self._tasks.add(task)
        self._workers.submit(task, lambda: self._work(task, work, done, failed))
        return task

    def post(self, task: Task, call: Callable[..., None], *values: Any) -> None:
        """From a worker: calls ``call(*values)`` on the window's thread, if the task is still wanted."""
        self._deliver(lambda: call(*values) if task.is_wanted else None)

    def close(self) -> None:
        """Cancels everything and waits for the workers, but not for one that hangs; for the end of the app."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        self._workers.close(FAREWELL_SECONDS)

    def _work(
        self,
        task: Task,
        work: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None] | None,
    ) -> None:
        try:
            task.stop.check()
            result = work(task)
        except Stopped:
            self._deliver(lambda: self._end(task, None))
        except UserError as error:
            caught = error
            self._deliver(lambda: self._end(task, lambda: failed(caught) if failed else self._report(caught)))
        except BaseException as error:  # a bug, or whatever a plugin raises: told in the report, never swallowed
            bug = error
            self._deliver(lambda: self._end(task, lambda: self._report(bug)))
        else:
            self._deliver(lambda: self._end(task, lambda: done(result)))

    def _deliver(self, call: Callable[[], None]) -> None:
        if isValid(self):  # else the window has not waited for this worker
            self._delivered.emit(call)

    def _end(self, task: Task, deliver: Callable[[], None] | None) -> None:
        self._tasks.discard(task)
        task.is_done = True
        if deliver is not None and task.is_wanted:
            deliver()

    def _report(self, error: BaseException) -> None:
        self.failed_unexpectedly.emit(error)

    @Slot(object)
    def _call(self, deliver: Callable[[], None]) -> None:
        deliver()
