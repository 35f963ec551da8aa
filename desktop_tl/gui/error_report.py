"""Shows what is a bug, not a person's mistake, with a report to copy; never blocks the window."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_tl import __version__
from desktop_tl.api.errors import UserError
from desktop_tl.gui.icons import icon


def show_error_report(parent: QWidget, error: BaseException) -> None:
    """Opens the dialog, unless one is open; a `UserError` is shown as its words alone."""
    open_one = parent.findChild(QMessageBox, "error_report")
    if open_one is not None:  # an error that comes again and again must not bury the window under dialogs
        return
    dialog = QMessageBox(parent)
    dialog.setObjectName("error_report")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Desktop TL")
    if isinstance(error, UserError):
        dialog.setIconPixmap(icon("warning", "warning").pixmap(40, 40))
        dialog.setText(error.message)
        dialog.setInformativeText(error.advice)
    else:
        dialog.setIconPixmap(icon("error", "danger").pixmap(40, 40))
        dialog.setText(_tr("Something went wrong that should not have."))
        dialog.setInformativeText(
            _tr(
                "Your data and runs are untouched. The report tells the makers of the app or of a plugin what happened."
            )
        )
        report = make_report(error)
        dialog.setDetailedText(report)
        copy = dialog.addButton(_tr("Copy report"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()  # copying leaves the dialog open
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    dialog.addButton(QMessageBox.StandardButton.Close)
    dialog.open()


def make_report(error: BaseException) -> str:
    """Versions and the traceback, as text."""
    head = f"Desktop TL {__version__} · Python {platform.python_version()} · {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ErrorReport", text)
