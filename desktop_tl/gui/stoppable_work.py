"""One thing at a time, off the window's thread, that Cancel ends and whose end is always told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.gui.background import Background, Task
from desktop_tl.runs.stop import StopToken

T = TypeVar("T")


class StoppableWork(QObject):
    """Made and used on the window's thread; it is busy from `run` until ``ended``.

    Signals:
        begun(): something is under way.
        ended(): nothing is any more; its result or one of the signals below follows, unless it was a bug, which is
            reported.
        failed(UserError): what was wrong.
        cancelled(): Cancel came in time.
    """

    begun = Signal()
    ended = Signal()
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._stop: _Stop | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._stop is not None

    def cancel(self) -> None:
        """Asks it to stop. What was done at that very moment is told as done."""
        if self._stop is not None:
            self._stop.request()

    def run(self, work: Callable[[Task, StopToken], T], done: Callable[[T], None]) -> None:
        """Calls ``work`` on a worker and ``done`` with its result here; does nothing while something is under way."""
        if self.is_busy:
            return
        stop = self._stop = _Stop()

        def guarded(task: Task) -> T | None:
            stop.task = task
            try:
                return work(task, stop)
            except Stopped:
                return None
            except UserError:
                raise
            except BaseException:  # the report tells it
                self._background.post(task, self._end)
                raise

        def end(result: T | None) -> None:
            self._end()
            if result is None:
                self.cancelled.emit()
            else:
                done(result)

        def fail(error: UserError) -> None:
            self._end()
            self.failed.emit(error)

        self._background.run(self, guarded, done=end, failed=fail)
        self.begun.emit()

    def _end(self) -> None:
        self._stop = None
        self.ended.emit()


class _Stop(StopToken):
    """Asked for by Cancel, after which the end is still told, or with the whole task when the window closes."""

    def __init__(self) -> None:
        super().__init__()
        self.task: Task | None = None

    @property
    def is_requested(self) -> bool:
        return super().is_requested or (self.task is not None and self.task.stop.is_requested)
