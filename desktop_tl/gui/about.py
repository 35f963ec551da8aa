"""What this program is: version and build, a report to copy for whoever helps, and the licences of its parts."""

from __future__ import annotations

import platform

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_tl.app.build_info import BuildInfo, read_build_info
from desktop_tl.app.doctor import Finding, diagnose
from desktop_tl.app.licences import read_licences
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.health_check import as_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.text import Body, Caption, Muted, Title
from desktop_tl.gui.workbench import Workbench

ICON_SIDE = 72
LICENCES_SIZE = QSize(1000, 640)


def show_about(bench: Workbench, parent: QWidget) -> AboutDialog:
    """Opens it beside whatever goes on; the window stays usable."""
    window = parent.window()
    known = window.findChild(AboutDialog)
    dialog = known if known is not None else AboutDialog(bench, window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


class AboutDialog(QDialog):
    """Looks at the computer and reads the licences on a worker, once somebody asks for them."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Desktop TL"))
        self._bench = bench
        self._build = read_build_info()
        self.copy = SecondaryButton(self.tr("Copy diagnostics"), "copy")
        self.copy.setObjectName("copy_diagnostics")
        self.copy.setToolTip(self.tr("Looks at this computer for some seconds, and copies what it found as text."))
        self.copy.clicked.connect(self.copy_diagnostics)
        self.licences = SecondaryButton(self.tr("Licences"), "file")
        self.licences.setObjectName("show_licences")
        self.licences.clicked.connect(self.show_licences)
        close = SecondaryButton(self.tr("Close"))
        close.clicked.connect(self.close)
        self.note = Caption()
        self.note.setObjectName("about_note")
        bench.background.failed_unexpectedly.connect(lambda _error: self._end(""))  # the report tells of it
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 20)
        outer.setSpacing(20)
        outer.addLayout(self._make_head())
        outer.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copy)
        foot.addWidget(self.licences)
        foot.addStretch(1)
        foot.addWidget(close)
        outer.addLayout(foot)
        self.setFixedWidth(560)

    def copy_diagnostics(self) -> None:
        """Puts a report on the clipboard, as the terminal's `doctor` would print it."""
        context = self._bench.context
        self.copy.setEnabled(False)
        self.note.setText(self.tr("Looking at this computer…"))

        def work(_task: Task) -> tuple[Finding, ...]:
            return tuple(diagnose(context))

        self._bench.background.run(self, work, done=self._copy_findings)

    def show_licences(self) -> None:
        """Opens the licences of all parts."""
        self.licences.setEnabled(False)
        self._bench.background.run(self, lambda _task: read_licences(), done=self._open_licences)

    def _make_head(self) -> QHBoxLayout:
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(QApplication.windowIcon().pixmap(QSize(ICON_SIDE, ICON_SIDE), ratio))
        picture.setFixedSize(ICON_SIDE, ICON_SIDE)
        version = Muted(self._version())
        version.setObjectName("about_version")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Title("Desktop TL"))
        words.addWidget(version)
        words.addSpacing(8)
        words.addWidget(
            Body(self.tr("Turns a pretrained model into your own, on your own data, on your own computer."))
        )
        words.addWidget(
            Muted(self.tr("BSD-3-Clause licence. Built with PyTorch, Qt for Python and the typeface Inter."))
        )
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _version(self) -> str:
        kinds = {
            "slim": self.tr("installed without PyTorch, which is set up separately"),
            "full": self.tr("installed with PyTorch"),
            "wheel": self.tr("installed as a Python package"),
            "source": self.tr("run from its source"),
        }
        parts = [
            self.tr("Version {0}").format(self._build.version),
            kinds.get(self._build.flavour, self._build.flavour),
        ]
        return " · ".join([*parts, self.tr("commit {0}").format(self._build.commit)] if self._build.commit else parts)

    def _copy_findings(self, findings: tuple[Finding, ...]) -> None:
        QGuiApplication.clipboard().setText(f"{describe_build(self._build)}\n{as_text(findings)}\n")
        self._end(self.tr("Copied. Paste it into your message."))

    def _open_licences(self, text: str) -> None:
        self._end(self.note.text())
        LicencesDialog(text, self).show()

    def _end(self, words: str) -> None:
        self.note.setText(words)
        self.copy.setEnabled(True)
        self.licences.setEnabled(True)


class LicencesDialog(QDialog):
    """A long text to read and to search by eye; the window stays usable."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("licences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Licences")
        self.setWindowTitle(title)
        self.resize(LICENCES_SIZE)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        close = SecondaryButton(self.tr("Close"))
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def describe_build(build: BuildInfo) -> str:
    """The first line of a report; English, for whoever helps."""
    made = ", ".join(filter(None, (build.flavour, build.commit)))
    return f"Desktop TL {build.version} ({made}) · Python {platform.python_version()} · {platform.platform()}"
