"""Lists runs that lie outside the folder of the runs, and says which of them are gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_tl.api.errors import UserError
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.file_dialogs import ask_folder
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.workbench import Workbench


class RunsElsewhere(QObject):
    """The button and the messages of the page Runs that are about them.

    Signals:
        opened(Path): the run in that folder is in the list from now on.
    """

    opened = Signal(object)

    def __init__(self, bench: Workbench, page: Page) -> None:
        super().__init__(page)
        self._bench, self._page = bench, page
        self._left_gone: set[Path] = set()
        self.button = SecondaryButton(self.tr("Open run folder…"), "folder_open")
        self.button.setObjectName("open_run_elsewhere")
        self.button.setToolTip(self.tr("Lists runs that lie in another folder, here and at every start."))
        self.button.clicked.connect(self._choose)

    def holds(self, path: Path) -> bool:
        return path in self._bench.context.runs.elsewhere

    def open(self, folder: Path) -> None:
        """Lists the run in that folder, or all that it holds, from now on."""
        context = self._bench.context
        self._bench.background.run(
            self._page,
            lambda _task: context.other_runs.open(folder, context.runs.path),
            done=lambda found: self.opened.emit(found[0]),
            failed=self._tell,
        )

    def forget(self, path: Path) -> None:
        """Takes a run out of the list; its folder stays as it is."""
        try:
            self._bench.context.other_runs.forget(path)
        except UserError as error:
            self._tell(error)
        self._bench.runs_changed.emit()

    def tell_gone(self, paths: Sequence[Path]) -> None:
        """Says which of them are not there; the person may take them out of the list, or not be told again."""
        for path in paths:
            if path not in self._left_gone:
                self._tell_one_gone(path)

    def _tell_one_gone(self, path: Path) -> None:
        message = self._page.show_message(
            "warning",
            self.tr("The run in {0} is not there any more.").format(path),
            self.tr("It was moved or deleted, or its disk is not connected."),
        )
        message.add_action(self.tr("Remove from the list"), lambda: self.forget(path)).setObjectName("forget_gone")
        message.dismissed.connect(lambda: self._left_gone.add(path))

    def _choose(self) -> None:
        folder = ask_folder(self._page, self.tr("Open the folder of a run, or one that holds runs"))
        if folder is not None:
            self.open(folder)

    def _tell(self, error: UserError) -> None:
        self._page.show_message("error", engine_text(error.message), engine_text(error.advice))
