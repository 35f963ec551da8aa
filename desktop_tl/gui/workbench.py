"""What the pages share: the context, the draft of the next run, the run in progress, and the run that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_import import preload_torch
from desktop_tl.gui.background import Background
from desktop_tl.gui.draft import Draft
from desktop_tl.gui.run_feed import RunFeed
from desktop_tl.runs.folder import RunFolder


class Workbench(QObject):
    """Made once by the window and handed to every page.

    Attributes:
        context: use cases and wiring.
        draft: the choices for the next run.
        feed: the run in progress.
        background: for everything that takes longer than a blink.
        shown_run: the run that Results and Predict are about; None before the first.

    Signals:
        page_wanted(str): somebody asks to go to the page of that key.
        run_shown(RunFolder): Results and Predict are about another run, or the same one has got a result.
        runs_changed(): a run was added, has ended or was removed.
    """

    page_wanted = Signal(str)
    run_shown = Signal(object)
    runs_changed = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.background = Background(self)
        self.draft = Draft(context, self)
        self.feed = RunFeed(self)
        self.shown_run: RunFolder | None = None
        self.feed.ended.connect(self._on_run_ended)

    def start_run(self) -> None:
        """Starts a run from the draft. Raises: UserError when it cannot be started."""
        if self.draft.missing():
            raise UserError("Something is still to be chosen.", advice="Choose data and a backbone first.")
        job = self.context.jobs.start(self.draft.recipe())
        self.feed.follow(job)
        self.runs_changed.emit()

    def show_run(self, run: RunFolder) -> None:
        """Makes Results and Predict be about ``run``."""
        self.shown_run = run
        self.run_shown.emit(run)

    def preload_torch(self) -> None:
        """Imports torch on a worker, so that the first run begins at once."""
        self.background.run(self, lambda _task: preload_torch(), done=lambda _nothing: None)

    def close(self) -> None:
        """Ends the background work; the run in progress must have ended before."""
        self.background.close()

    def _on_run_ended(self) -> None:
        job = self.feed.job
        if job is not None:
            self.show_run(job.folder)
        self.runs_changed.emit()
