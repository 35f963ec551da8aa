"""The one window: a rail of pages, made as they are needed, and a careful way to close it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QSettings, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.opening import open_path
from desktop_tl.gui.actions import add_actions, make_actions
from desktop_tl.gui.background import Task
from desktop_tl.gui.icons import icon
from desktop_tl.gui.pages.data_sources import FILE_SUFFIXES
from desktop_tl.gui.shortcuts import show_shortcuts
from desktop_tl.gui.torch_banner import TorchBanner
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.rail import Rail
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import SUFFIX

if TYPE_CHECKING:
    from desktop_tl.app.updates import Update

USUAL_SIZE = QSize(1280, 800)

PAGES = {
    "data": ("data_page", "DataPage"),
    "model": ("model_page", "ModelPage"),
    "train": ("train_page", "TrainPage"),
    "results": ("results_page", "ResultsPage"),
    "predict": ("predict_page", "PredictPage"),
    "help": ("help_page", "HelpPage"),
    "runs": ("runs_page", "RunsPage"),
    "plugins": ("plugins_page", "PluginsPage"),
    "settings": ("settings_page", "SettingsPage"),
    "torch": ("torch_page", "TorchPage"),  # not on the rail: the banner and the settings lead there
}


class MainWindow(QMainWindow):
    """Shows one page at a time. A page is made on its first visit: start-up pays for the first one only."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self.setWindowTitle("Desktop TL")
        self.setMinimumSize(960, 640)
        self._pages: dict[str, Page] = {}
        self._closing = False
        self.starts_anew = False
        """Whether the app is to be started again once this window is closed."""
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._current = ""
        self.banner = TorchBanner(bench.torch)
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        layout.addLayout(column, 1)
        self.setCentralWidget(middle)
        self.rail.page_requested.connect(self.show_page)
        bench.page_wanted.connect(self.show_page)
        self.banner.page_wanted.connect(lambda: self.show_page("torch"))
        self.banner.restart_wanted.connect(self.restart)
        bench.restart_wanted.connect(self.restart)
        bench.feed.started.connect(self._mark_running)
        bench.feed.ended.connect(self._on_run_ended)
        # A menu bar belongs to a Mac; elsewhere it would only take room from the page.
        add_actions(self, make_actions(), self.menuBar() if sys.platform == "darwin" else None)
        self.setAcceptDrops(True)
        self._restore_place()
        self.show_page("data")

    def page(self, key: str) -> Page:
        """The page of that key, made now if it was never looked at."""
        if key not in self._pages:
            module, name = PAGES[key]
            # pyqtgraph alone takes 0.8 s: a page's module is imported with its first visit
            make: Callable[[Workbench], Page] = getattr(import_module(f"desktop_tl.gui.pages.{module}"), name)
            self._pages[key] = make(self.bench)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def import_pages(self) -> None:
        """Imports the modules of the pages that were not looked at yet, one in each turn of the event loop, so that the
        first visit of a page does not wait for them."""
        waiting = [module for key, (module, _) in PAGES.items() if key not in self._pages]

        def import_next() -> None:
            if waiting and not self._closing:
                import_module(f"desktop_tl.gui.pages.{waiting.pop(0)}")
                QTimer.singleShot(0, self, import_next)

        import_next()

    def show_page(self, key: str) -> None:
        """Goes to the page of that key."""
        page = self.page(key)
        self._current = key
        if self.rail.has(key):
            self.rail.set_current(key)
        else:
            self.rail.clear_current()
        self.banner.set_on_page(key == "torch")
        left = self._stack.currentWidget()
        focus = self.focusWidget()
        self._stack.setCurrentWidget(page)
        if left is not page and left is not None and focus is not None and left.isAncestorOf(focus):
            page.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt would put it on the rail, with a ring; Tab goes on

    def open_path(self, path: Path) -> None:
        """Shows the run at a path, which is put among the runs if it is packed, or takes what is there as data."""

        def find(_task: Task) -> RunFolder | Path:
            context = self.bench.context
            found = open_path(path, context.runs)
            if isinstance(found, RunFolder):
                context.other_runs.open(found.path, context.runs.path)
            return found

        def show(found: RunFolder | Path) -> None:
            if isinstance(found, RunFolder):
                self.bench.show_run(found)
                self.bench.runs_changed.emit()
                self.show_page("results")
            else:
                self.show_page("data")
                self.page("data").open_path(found)  # type: ignore[attr-defined]

        self.bench.background.run(self, find, done=show, failed=self._show_error)

    def _show_error(self, error: UserError) -> None:
        self.page(self.current_page()).show_message("error", error.message, error.advice)

    def current_page(self) -> str:
        """The key of the page that is shown."""
        return self._current

    def find(self) -> None:
        """Puts the cursor into the search field of the page, if it has one."""
        for field in self.page(self.current_page()).findChildren(SearchField):
            if field.isVisible():
                field.setFocus()
                field.selectAll()
                return

    def show_help(self) -> None:
        """Opens the page of the help that tells of the task at hand."""
        self.show_page("help")
        self.page("help").show_topic(self.bench.draft.task)  # type: ignore[attr-defined]

    def show_shortcuts(self) -> None:
        """Opens the overview of all keys."""
        show_shortcuts(self)

    def show_about(self) -> None:
        """Opens what there is to know of this copy of the app."""
        from desktop_tl.gui.about import show_about  # brings the doctor, which a first paint does not need

        show_about(self.bench, self)

    def look_for_update(self) -> None:
        """Asks whether there is a newer version, if that is allowed; says so only if there is one."""
        context = self.bench.context
        if context.settings.value.check_updates:
            from desktop_tl.app.updates import find_update_quietly

            self.bench.background.run(self, lambda _task: find_update_quietly(context), done=self._tell_update)

    def _tell_update(self, update: Update | None) -> None:
        if update is None:
            return
        page = self.page(self.current_page())
        message = page.show_message("info", self.tr("Version {0} of Desktop TL is there.").format(update.version))
        if update.page:
            message.add_action(self.tr("Open its page"), lambda: QDesktopServices.openUrl(QUrl(update.page)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_data(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Data or a packed run may be dropped anywhere; what a page takes itself does not come here."""
        path = _dropped_data(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.bench.feed.is_running and not self._closing:
            event.ignore()
            self._ask_to_stop()
            return
        if self.bench.feed.is_running:
            event.ignore()  # the run's end closes the window
            return
        self._save_place()
        self.hide()  # a worker may need some seconds more; nobody should look at a dead window meanwhile
        self.bench.close()
        event.accept()

    def _ask_to_stop(self) -> None:
        asked = self.findChild(QMessageBox, "ask_to_stop")
        if asked is not None:
            asked.raise_()
            return
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIconPixmap(icon("help", "accent").pixmap(40, 40))
        question.setWindowTitle(self.tr("Training is running"))
        question.setText(self.tr("Stop the training and quit?"))
        question.setInformativeText(self.tr("What it has learned so far is saved and can be opened from Runs."))
        stop = question.addButton(self.tr("Stop and quit"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        for button, kind in ((stop, "danger"), (stay, "primary")):
            button.setProperty("kind", kind)
            button.style().unpolish(button)
            button.style().polish(button)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        question.setObjectName("ask_to_stop")
        stop.clicked.connect(self.stop_and_close)
        question.open()

    def stop_and_close(self) -> None:
        """Stops what is running, waits for its end, and closes."""
        self._closing = True
        self.setWindowTitle(self.tr("Desktop TL – stopping the training…"))
        if self.bench.feed.is_running:
            self.bench.context.jobs.stop_all()
        else:
            self.close()

    def restart(self) -> None:
        """Closes, and lets the app be started again; not in the middle of a training."""
        if not self.bench.feed.is_running:
            self.starts_anew = True
            self.close()

    def _mark_running(self) -> None:
        self.rail.set_running("train", True)

    def _on_run_ended(self) -> None:
        self.rail.set_running("train", False)
        if self._closing:
            QTimer.singleShot(0, self.close)

    def _place(self) -> QSettings:
        return QSettings(str(self.bench.context.paths.state / "window.ini"), QSettings.Format.IniFormat)

    def _restore_place(self) -> None:
        place = self._place().value("geometry")
        if not (isinstance(place, QByteArray) and self.restoreGeometry(place)):
            self.resize(USUAL_SIZE.boundedTo(self.screen().availableSize()))

    def _save_place(self) -> None:
        self._place().setValue("geometry", self.saveGeometry())


def _dropped_data(data: QMimeData) -> Path | None:
    """The one folder, table, text or packed run that is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1:
        return None
    return paths[0] if paths[0].is_dir() or paths[0].suffix.lower() in (*FILE_SUFFIXES, SUFFIX) else None
