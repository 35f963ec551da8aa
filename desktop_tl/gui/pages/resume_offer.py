"""Offers to go on with the newest run where it was interrupted, quietly, until somebody trains or dismisses it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.gui.going_on import Failed, resume_run
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.text import breakable
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import RunSummary


class ResumeOffer(InlineMessage):
    """Hidden unless the newest run was interrupted; looks on a worker, once when made and after every change."""

    def __init__(self, bench: Workbench, failed: Failed, parent: QWidget | None = None) -> None:
        super().__init__("warning", "", parent=parent)
        self._bench, self._failed = bench, failed
        self._run: RunSummary | None = None
        self._is_wanted = True
        self.resume_button = self.add_action(self.tr("Resume"), self._resume)
        self.resume_button.setObjectName("resume_interrupted")
        self.dismissed.connect(self._forget)
        self.hide()
        bench.runs_changed.connect(self._look)
        bench.feed.started.connect(self._forget)
        self._look()

    def _look(self) -> None:
        if not self._is_wanted or self._bench.feed.is_running:
            return
        store = self._bench.context.runs
        self._bench.background.run(
            self, lambda _task: store.summaries()[:1], done=self._show_newest, failed=lambda _error: None
        )

    def _show_newest(self, newest: list[RunSummary]) -> None:
        found = [run for run in newest if run.status == "interrupted" and not run.problem]
        self._run = found[0] if found and self._is_wanted else None
        if self._run is not None:
            self.set_message(
                "warning",
                self.tr("The run ‘{0}’ was interrupted.").format(breakable(self._run.title)),
                self.tr("It can go on where it was, as if nothing had happened."),
            )
        self.setVisible(self._run is not None)

    def _resume(self) -> None:
        if self._run is not None:
            resume_run(self._bench, RunFolder(self._run.path), failed=self._fail)

    def _fail(self, error: UserError) -> None:
        self.hide()
        self._failed(error)

    def _forget(self) -> None:
        self._is_wanted = False
        self.hide()
