"""Finds out on a worker of which stages the chosen backbone consists; the first time for one imports torch."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.app.backbones import StageInfo, describe_backbone
from desktop_tl.app.context import AppContext
from desktop_tl.gui.background import Background, Task
from desktop_tl.runs.recipe import BackboneChoice

PAUSE_MS = 200
"""While somebody runs through the list with the arrow keys, no backbone is built for every step."""


class StageLookup(QObject):
    """Answers for the backbone that was asked for last.

    Signals:
        found(tuple[StageInfo, ...]): its stages, from input to features.
        failed(str): why they cannot be told, in words.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, background: Background, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._context = background, context
        self._choice: BackboneChoice | None = None
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    def look_at(self, choice: BackboneChoice) -> bool:
        """Begins to look; False if that backbone with these options was asked for last already."""
        built = choice.model_copy(update={"weights": "", "weights_file": ""})  # the stages do not depend on them
        if built == self._choice:
            return False
        self._choice = built
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._pause.start()
        return True

    def forget(self) -> None:
        """Lets the same backbone be looked at once more: what was missing for it has come."""
        self._choice = None

    def _begin(self) -> None:
        choice, context = self._choice, self._context
        if choice is None:
            return

        def describe(_task: Task) -> tuple[StageInfo, ...]:
            try:
                return describe_backbone(context.catalog, choice, context.paths)
            except (UserError, Stopped):
                raise
            except Exception as error:  # a plugin's: looking at a backbone must not interrupt, so it is told in place
                raise UserError(f"{type(error).__name__}: {error}") from error

        self._task = self._background.run(self, describe, done=self._on_found, failed=self._on_failed)

    def _on_found(self, stages: tuple[StageInfo, ...]) -> None:
        self._task = None
        self.found.emit(stages)

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        self.failed.emit(self.tr("Its stages cannot be shown. {0}").format(str(error)))
