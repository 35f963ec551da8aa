"""What the pages share: the context, the draft of the next run, the run in progress, and the run that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.job import Job
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.draft import Draft
from desktop_tl.gui.run_feed import RunFeed
from desktop_tl.gui.torch_state import TorchState
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.recipe import Recipe


class Workbench(QObject):
    """Made once by the window and handed to every page.

    Attributes:
        context: use cases and wiring.
        draft: the choices for the next run.
        feed: the run in progress.
        background: for everything that takes longer than a blink.
        torch: whether PyTorch is there, and its set-up.
        shown_run: the run that Results and Predict are about; None before the first.

    Signals:
        page_wanted(str): somebody asks to go to the page of that key.
        run_shown(RunFolder): Results and Predict are about another run, or the same one has got a result.
        runs_changed(): a run was added, has ended or was removed.
        catalog_changed(): plugins were installed while the window is open, and their offers are in the catalog.
        plugin_wanted(str): somebody asks for the plugin of that name, on the page Plugins, which is shown already.
        restart_wanted(): the window is to be closed and the app started anew, outside safe mode.
    """

    page_wanted = Signal(str)
    run_shown = Signal(object)
    runs_changed = Signal()
    catalog_changed = Signal()
    plugin_wanted = Signal(str)
    restart_wanted = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.background = Background(self)
        self.torch = TorchState(context, self.background, self)
        self.draft = Draft(context, self)
        self.feed = RunFeed(self)
        self.shown_run: RunFolder | None = None
        self.feed.ended.connect(self._on_run_ended)
        self.torch.applied.connect(self._on_torch)
        self.catalog_changed.connect(self.draft.backbone_changed)  # one that was missing may be here now

    def start_run(self) -> None:
        """Starts a run from the draft. Raises: UserError when it cannot be started."""
        if self.draft.missing():
            raise UserError("Something is still to be chosen.", advice="Choose data and a backbone first.")
        self.start_recipe(self.draft.recipe())

    def start_recipe(self, recipe: Recipe) -> None:
        """Starts a run of a recipe as it is. Raises: UserError when it cannot be started."""
        if self.torch.state == "missing":
            raise UserError("PyTorch is not set up.", advice="Set it up first: the button for it is at the top.")
        self.follow(self.context.jobs.start(recipe))

    def follow(self, job: Job, so_far: Progress | None = None) -> None:
        """Shows everybody a run that has begun; ``so_far`` is what one that is resumed told before."""
        self.feed.follow(job, so_far)
        self.runs_changed.emit()

    def show_run(self, run: RunFolder) -> None:
        """Makes Results and Predict be about ``run``."""
        self.shown_run = run
        self.run_shown.emit(run)

    def ask_for_plugin(self, name: str) -> None:
        """Leads to the page Plugins, where ``name`` waits in the field to be installed; empty only leads there."""
        self.page_wanted.emit("plugins")
        self.plugin_wanted.emit(name)

    def preload_engine(self) -> Task:
        """Imports on a worker what the first run will need, so that it begins at once and the window does not stall."""
        spec, setup = self.draft.backbone, self.torch.setup

        def load(task: Task) -> UserError | None:
            from desktop_tl.app.torch_setup import load_ahead

            return load_ahead(setup, spec, task.stop)

        return self.background.run(self, load, done=self.torch.take_problem)

    def close(self) -> None:
        """Ends the background work; the run in progress must have ended before."""
        self.background.close()

    def _on_torch(self) -> None:
        if self.torch.state == "ready":
            self.preload_engine()

    def _on_run_ended(self) -> None:
        job = self.feed.job
        if job is not None:
            self.show_run(job.folder)
        self.runs_changed.emit()
