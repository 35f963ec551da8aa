"""Starts Qt, dresses it, opens the window, and sees to it that no error passes without a word."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_API", "pyside6")  # qtawesome and superqt take whichever binding they find first
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from desktop_tl import __version__
from desktop_tl.app.context import AppContext
from desktop_tl.app.default_recipe import demo_recipe
from desktop_tl.app.resources import resource
from desktop_tl.app.restarting import start_anew
from desktop_tl.gui.error_report import show_error_report
from desktop_tl.gui.focus import watch_input
from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.workbench import Workbench

PRELOAD_AFTER_MS = 1500
"""Importing torch stalls the window for about half a second, once: just after it was painted, before anyone clicks."""

IMPORT_PAGES_AFTER_MS = 400
"""After the first paint, the other pages' modules: pyqtgraph stalls the window for a third of a second, once."""

LOOK_FOR_UPDATE_AFTER_MS = 5000
"""When whatever the start does is over."""

SIGNAL_LOOK_MS = 250

_log = logging.getLogger(__name__)


def run(context: AppContext, *, demo: bool = False, path: Path | None = None) -> int:
    """Opens the window and returns the exit status once it is closed.

    Args:
        demo: begin with the demo's recipe, already training.
        path: begin with this run, or with this data.
    """
    app = make_application(context)
    window = open_window(context)
    if sys.platform == "darwin":  # elsewhere files come as arguments, and a filter costs a little for every event
        app.installEventFilter(FileOpener(window))
    if path is not None:
        QTimer.singleShot(0, lambda: window.open_path(path))
    sys.excepthook = lambda kind, error, trace: _on_uncaught(window, kind, error, trace)
    close_on_signals(window)
    QTimer.singleShot(IMPORT_PAGES_AFTER_MS, window.import_pages)
    QTimer.singleShot(LOOK_FOR_UPDATE_AFTER_MS, window, window.look_for_update)
    if demo:
        QTimer.singleShot(0, lambda: start_demo(window))
    else:
        QTimer.singleShot(PRELOAD_AFTER_MS, lambda: window.bench.preload_engine())
    try:
        status = app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
    if window.starts_anew:
        start_anew()
    return status


def make_application(context: AppContext) -> QApplication:
    """The one QApplication, with name, icon, language and theme."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Desktop TL")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("desktop-tl")
    app.setWindowIcon(QIcon(str(resource("icons", "app", "desktop-tl.svg"))))
    settings = context.settings.value
    install_translators(app, settings.language)
    apply_theme(app, settings.appearance)
    watch_input(app)
    return app


def open_window(context: AppContext) -> MainWindow:
    """Makes and shows the window."""
    bench = Workbench(context)
    window = MainWindow(bench)
    bench.setParent(window)
    bench.background.failed_unexpectedly.connect(lambda error: show_error_report(window, error))
    window.show()
    return window


def install_translators(app: QApplication, language: str) -> list[QTranslator]:
    """Qt's own texts and ours, in the chosen language; ``system`` follows the computer. Returns what it installed."""
    locale = QLocale.system() if language == "system" else QLocale(language)
    if locale.language() == QLocale.Language.C:  # LANG unset or POSIX: it would write 1797 for 1,797
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    QLocale.setDefault(locale)  # numbers and dates too
    places = {
        "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        "desktop_tl": str(resource("translations")),
    }
    installed = []
    for name, folder in places.items():
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
            installed.append(translator)
    return installed


def start_demo(window: MainWindow) -> None:
    """Takes the demo's recipe, opens its dataset and starts training it before the person's eyes."""
    from desktop_tl.app.datasets import open_dataset  # numpy and Pillow: not needed for a first paint

    bench = window.bench
    recipe = demo_recipe(bench.context.catalog)

    def begin(dataset: object) -> None:
        bench.draft.take(recipe, dataset)  # type: ignore[arg-type]
        bench.draft.name = recipe.name
        window.show_page("train")
        QTimer.singleShot(0, bench.start_run)  # once the page is painted

    bench.background.run(window, lambda _task: open_dataset(bench.context.catalog, recipe.dataset), done=begin)


class FileOpener(QObject):
    """On a Mac, files that are opened with the app come as an event, also while it runs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self._window.open_path(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


def close_on_signals(window: MainWindow) -> None:
    """Ctrl-C in the terminal, and the system's polite kill, stop a run, save it and close the window."""
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda _number, _frame: window.stop_and_close())
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)  # Python looks at signals only when some of its code runs
    timer.start(SIGNAL_LOOK_MS)


def _on_uncaught(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        window.stop_and_close()
        return
    _log.error("uncaught", exc_info=(kind, error, trace))
    show_error_report(window, error)
