"""A place to drop files or folders on, or to press and choose them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.file_dialogs import ask_files, ask_folder
from desktop_tl.gui.widgets.text import Caption, Strong

Choose = Literal["folder", "files"]


class DropZone(QWidget):
    """Takes what is dropped whatever it is; ``choose`` says what the dialog behind a click offers.

    Signals:
        paths_dropped(list[Path]): what was dropped or chosen; never empty.
    """

    paths_dropped = Signal(list)

    def __init__(
        self,
        text: str,
        hint: str = "",
        choose: Choose = "folder",
        file_filter: str = "",
        icon_name: str = "drop",
        parent: QWidget | None = None,
    ) -> None:
        """``file_filter`` is Qt's, e.g. "Images (*.png *.jpg)"."""
        super().__init__(parent)
        self._choose, self._over, self._hover = choose, False, False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(4)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon_name, 32, "accent"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(4)
        self._text, self._hint = Strong(text), Caption(hint)
        for label in (self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(1)
        self.set_texts(text, hint, file_filter)

    def set_texts(self, text: str, hint: str, file_filter: str) -> None:
        """Asks for other files."""
        self._filter = file_filter
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        for label, words in ((self._text, text), (self._hint, hint)):
            label.setText(words)
            label.setVisible(bool(words))

    def choose_paths(self) -> None:
        """Opens the system's dialog."""
        if self._choose == "folder":
            folder = ask_folder(self, self.accessibleName())
            paths = [folder] if folder is not None else []
        else:
            paths = ask_files(self, self.accessibleName(), self._filter)
        if paths:
            self.paths_dropped.emit(paths)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(280, 144))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.set_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.choose_paths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_paths()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, _event: object) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, _event: object) -> None:
        self._hover = False
        self.update()

    def set_over(self, over: bool) -> None:
        """Shows that what is being dragged would be taken."""
        self._over = over
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = shows_ring(self)
        lively = self._over or ring
        pen = QPen(color("focus" if lively else "border_strong"), 2 if lively else 1.25, Qt.PenStyle.DashLine)
        pen.setDashPattern([4, 3])
        if ring and not self._over:
            pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(color("accent_soft" if self._over or self._hover else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
