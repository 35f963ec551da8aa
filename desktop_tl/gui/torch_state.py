"""Whether PyTorch is there for the pages that need it, and its set-up while the window is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.app.torch_folder import has_torch
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.stoppable_work import StoppableWork
from desktop_tl.runs.stop import StopToken

if TYPE_CHECKING:
    from desktop_tl.app.torch_builds import Offer
    from desktop_tl.app.torch_folder import InstalledTorch
    from desktop_tl.app.torch_making import TorchProgress
    from desktop_tl.app.torch_setup import TorchPlan, TorchSetup, Trial

State = Literal["ready", "missing", "broken", "restart"]


class TorchState(QObject):
    """Made once by the workbench; used on the window's thread.

    Attributes:
        state: ``restart`` if another one is set up, which the next start uses.
        problem: what is wrong with a broken one, or why the one that is set up is not used.
        progress: of the set-up that is under way; None before its first.

    Signals:
        changed(): another state, or a set-up has begun or ended.
        offered(list[Offer]): what fits this computer, the best first.
        progressed(TorchProgress): how far the set-up is.
        planned(TorchPlan): what it would mean; nothing has happened.
        applied(InstalledTorch): it is set up.
        checked(Trial): the one that is used works.
        failed(UserError): and what was used before is used on.
        cancelled(): Cancel came in time.
    """

    changed = Signal()
    offered = Signal(list)
    progressed = Signal(object)
    planned = Signal(object)
    applied = Signal(object)
    checked = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, context: AppContext, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._background = context, background
        self.state: State = "ready" if has_torch() else "missing"
        self.problem = UserError(context.torch_activation.problem) if context.torch_activation.problem else None
        self.progress: TorchProgress | None = None
        self.offers: list[Offer] = []
        self._looks = False
        self._setup: TorchSetup | None = None
        self._work = StoppableWork(background, self)
        self._work.begun.connect(self._on_begun)
        self._work.ended.connect(self.changed)
        self._work.failed.connect(self.failed)
        self._work.cancelled.connect(self.cancelled)

    @property
    def is_busy(self) -> bool:
        """Whether something is planned, set up or tried."""
        return self._work.is_busy

    @property
    def is_needed(self) -> bool:
        """Whether training has to wait for it."""
        return self.state in ("missing", "broken")

    @property
    def setup(self) -> TorchSetup:
        """The use cases; its log goes on for as long as the window is open."""
        if self._setup is None:
            self._setup = self._context.torch_setup
        return self._setup

    def look_for_offers(self) -> None:
        """Finds out what fits this computer, once."""
        if self.offers or self._looks:
            return
        self._looks = True

        def look(_task: Task) -> list[Offer]:
            from desktop_tl.app.accelerator import find_accelerator  # loads the driver's library
            from desktop_tl.app.torch_builds import list_offers

            return list_offers(find_accelerator())

        self._background.run(self, look, done=self._take_offers)

    def plan(self, offer: Offer, folder: Path | None) -> None:
        """Works out what setting it up means; ``folder`` holds wheels."""
        setup = self.setup
        self._work.run(lambda _task, stop: setup.plan(offer, folder=folder, stop=stop), self.planned.emit)

    def apply(self, plan: TorchPlan) -> None:
        """Does what was planned."""
        setup = self.setup
        self._change(lambda tell, stop: setup.apply(plan, on_progress=tell, stop=stop))

    def undo(self) -> None:
        """Goes back to the one before the last change."""
        setup = self.setup
        self._change(lambda tell, stop: setup.undo(on_progress=tell, stop=stop))

    def check(self) -> None:
        """Tries the one that is used."""
        setup = self.setup
        self._work.run(lambda _task, stop: setup.check(stop=stop), self._on_checked)

    def plan_repair(self) -> None:
        """Works out what setting up the same once more means."""
        setup = self.setup
        self._work.run(lambda _task, stop: setup.plan_repair(stop=stop), self.planned.emit)

    def cancel(self) -> None:
        """Asks what is under way to stop."""
        self._work.cancel()

    def repair(self) -> None:
        """Tries the one that is set up; `failed` offers to set it up anew."""
        if self.setup.installed() is not None:
            self.check()

    def take_problem(self, problem: UserError | None) -> None:
        """What its import has led to; None if it works."""
        if self.state == "ready" and problem is not None:
            self.state, self.problem = "broken", problem
            self.changed.emit()

    def _change(self, work: Callable[[Callable[[TorchProgress], None], StopToken], InstalledTorch]) -> None:
        background = self._background

        def run(task: Task, stop: StopToken) -> InstalledTorch:
            return work(lambda progress: background.post(task, self._tell, progress), stop)

        self._work.run(run, self._on_applied)

    def _on_begun(self) -> None:
        self.progress = None
        self.changed.emit()

    def _tell(self, progress: TorchProgress) -> None:
        if self.is_busy:
            self.progress = progress
            self.progressed.emit(progress)

    def _take_offers(self, offers: list[Offer]) -> None:
        self.offers = offers
        self.offered.emit(offers)

    def _on_applied(self, installed: InstalledTorch) -> None:
        from desktop_tl.app.torch_setup import adopt

        needs_restart = adopt(self._context.paths, installed)
        self.state, self.problem = ("restart" if needs_restart else "ready"), None
        self.applied.emit(installed)
        self.changed.emit()

    def _on_checked(self, trial: Trial) -> None:
        if self.state == "broken":  # what this process has imported of it cannot be taken out again
            self.state, self.problem = "restart", None
            self.changed.emit()
        self.checked.emit(trial)
