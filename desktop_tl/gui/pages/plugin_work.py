"""Plans and applies one change of the plugins at a time, off the window's thread, and searches the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_tl.gui.background import Task
from desktop_tl.gui.stoppable_work import StoppableWork
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    from desktop_tl.app.plugins.adoption import Adopted
    from desktop_tl.app.plugins.changes import Applied, Plan, PluginChanges
    from desktop_tl.app.plugins.search import FoundPlugin

MakePlan = Callable[["PluginChanges", StopToken], "Plan"]


class PluginWork(QObject):
    """Made and used on the window's thread; it is busy from a call until one of the signals at its end.

    Signals:
        begun(): something is under way.
        ended(): nothing is any more; one of the signals below follows, unless it was a bug, which is reported.
        progressed(Progress): how far a change is.
        listed(int, object): bytes of the index's list that are here, and how many there are, None if unknown.
        planned(Plan): what a change would mean; nothing has happened.
        applied(Applied, Adopted): it is done; what the running app makes of it.
        found(list[FoundPlugin], str): what the search for these words found.
        failed(UserError): refused or failed; nothing was changed.
        cancelled(): Cancel came in time; nothing was changed.
    """

    begun = Signal()
    ended = Signal()
    progressed = Signal(object)
    listed = Signal(int, object)
    planned = Signal(object)
    applied = Signal(object, object)
    found = Signal(list, str)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._work = StoppableWork(bench.background, self)
        for told, tells in (
            (self._work.begun, self.begun),
            (self._work.ended, self.ended),
            (self._work.failed, self.failed),
            (self._work.cancelled, self.cancelled),
        ):
            told.connect(tells)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._work.is_busy

    def cancel(self) -> None:
        """Asks it to stop. What was switched over at that very moment is told as done."""
        self._work.cancel()

    def plan(self, make: MakePlan) -> None:
        """Works out what a change would mean."""
        context = self._bench.context
        self._work.run(lambda _task, stop: make(context.plugin_changes, stop), self.planned.emit)

    def apply(self, plan: Plan) -> None:
        """Does what was planned, and lets the running app use it where that is safe."""
        changes, background = self._bench.context.plugin_changes, self._bench.background

        def work(task: Task, stop: StopToken) -> Applied:
            return changes.apply(
                plan, on_progress=lambda progress: background.post(task, self.progressed.emit, progress), stop=stop
            )

        self._work.run(work, self._adopt)

    def search(self, words: str) -> None:
        """Looks on the index for plugins with these words in their names."""
        from desktop_tl.app.plugins.search import search_plugins  # httpx and pip's settings: only who searches

        context, background = self._bench.context, self._bench.background

        def work(task: Task, stop: StopToken) -> list[FoundPlugin]:
            return search_plugins(
                context.paths,
                words,
                is_offline=context.settings.value.offline,
                stop=stop,
                on_progress=lambda done, total: background.post(task, self.listed.emit, done, total),
            )

        self._work.run(work, lambda found: self.found.emit(found, words))

    def _adopt(self, applied: Applied) -> None:
        from desktop_tl.app.plugins.adoption import adopt

        adopted: Adopted = adopt(self._bench.context, applied)
        self.applied.emit(applied, adopted)
        if not adopted.needs_restart:  # in a turn of its own, so that the window is painted in between
            QTimer.singleShot(0, self._bench, self._bench.catalog_changed.emit)
