"""One run on its background thread: tells what happens as events; exactly one `RunEnded`, whatever happens."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop_tl.api.errors import Stopped
from desktop_tl.api.events import Event, RunEnded, RunStarted
from desktop_tl.app.endings import describe_end, figures_so_far, seconds_since, to_json_value
from desktop_tl.app.observing import Watching
from desktop_tl.runs.event_log import EventLog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress, fold
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken

Work = Callable[[RunFolder, Callable[[Event], None], StopToken], dict[str, Any]]
"""Does the run on the run thread and returns the result's figures; raises `Stopped`, `UserError` or whatever."""


class Job:
    """One run in progress, or ended. Made and begun by `Jobs`; all methods may be called from any thread.

    Attributes:
        recipe: what is being run.
        folder: where.
        end: the last event, once there is one.
        watching: those who look on; None before the run has begun.
    """

    def __init__(self, recipe: Recipe, folder: RunFolder, work: Work, watch: Callable[[], Watching]) -> None:
        self.recipe = recipe
        self.folder = folder
        self.end: RunEnded | None = None
        self.watching: Watching | None = None
        self._work = work
        self._watch = watch
        self._events: deque[Event] = deque()  # append and popleft are atomic: the only thing both threads touch
        self._stop = StopToken()
        self._begun = threading.Event()
        self._ended = threading.Event()
        self._progress = Progress(name=folder.name)
        self._thread = threading.Thread(target=self._run, name=f"run {folder.name}")

    @property
    def is_running(self) -> bool:
        """Whether `RunEnded` is still to come."""
        return not self._ended.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether a stop was asked for and the run has not ended yet."""
        return self._stop.is_requested and self.is_running

    def drain(self) -> list[Event]:
        """Every event since the last call, in order. One reader only."""
        events = []
        while self._events:
            events.append(self._events.popleft())
        return events

    def stop(self) -> None:
        """Asks it to end after saving what it has; returns at once."""
        self._stop.request()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the run has ended and its folder is free; False if ``timeout`` seconds were not enough."""
        return self._ended.wait(timeout)

    def begin(self) -> None:
        """Starts the thread; returns once it holds the run's lock, so that nobody sees the run as interrupted."""
        try:
            self._thread.start()
        except BaseException:  # the system has no thread left, or Ctrl-C
            if not self._thread.is_alive():
                self._ended.set()
            raise
        self._begun.wait()

    def _run(self) -> None:
        started = time.monotonic()
        try:
            with self.folder.locked():
                self._begun.set()
                end = self._run_logged(started)
        except BaseException as error:  # the lock or the log: no event could be written
            end = describe_end(error, started, self.folder.path)
        self.end = end
        self._events.append(end)
        self._ended.set()
        self._begun.set()

    def _run_logged(self, started: float) -> RunEnded:
        """Runs with the log open, then seals the folder: the end of the log first, the result last."""
        log = self.folder.event_log()
        end = self._work_to_end(log, started)
        problems: list[BaseException] = []
        seals = (
            lambda: self._end_watching(log, end),
            lambda: log.append(end),
            log.close,
            lambda: self._write_result(end),
        )
        for seal in seals:
            try:
                seal()
            except Exception as error:  # a full disk, most likely: the window must hear of it all the same
                problems.append(error)
        if not problems or end.outcome == "failed":
            return end
        return replace(describe_end(problems[0], started, self.folder.path), result=end.result)

    def _record(self, log: EventLog, event: Event) -> None:
        log.append(event)
        fold(self._progress, event)
        self._events.append(event)

    def _end_watching(self, log: EventLog, end: RunEnded) -> None:
        for note in self.watching.end(end) if self.watching else ():
            self._record(log, note)

    def _write_result(self, end: RunEnded) -> None:
        self.folder.write("result", {"outcome": end.outcome, "message": end.message, **end.result})

    def _work_to_end(self, log: EventLog, started: float) -> RunEnded:
        figures: dict[str, Any] = {}
        try:
            watching = self.watching = self._watch()

            def emit(event: Event) -> None:
                self._record(log, event)
                for note in watching.tell(event):
                    self._record(log, note)

            self._progress = self.folder.progress()  # of a resumed run: what it did before; else nothing
            emit(RunStarted(name=self.folder.name, epochs=self.recipe.training.epochs))
            figures = self._work(self.folder, emit, self._stop)
            if figures.pop("stopped", False):  # what there was is saved and measured
                raise Stopped
            end = RunEnded(outcome="finished", seconds=seconds_since(started))
        except BaseException as error:  # a plugin may raise anything, SystemExit too: the run must still end in words
            end = describe_end(error, started, self.folder.path)
        known = figures_so_far(self._progress) | figures | {"seconds": end.seconds}
        return replace(end, result={name: to_json_value(value) for name, value in known.items()})
