"""A field that finds things while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_tl.gui.icons import icon


class SearchField(QLineEdit):
    """Waits for a short pause before it asks; Escape empties it.

    Signals:
        search_changed(str): the text to look for, trimmed; "" means everything.
    """

    search_changed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_hint(placeholder or self.tr("Search"))
        self.setMinimumWidth(200)
        self.setMaximumWidth(320)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        for button in self.findChildren(QWidget):
            button.setProperty("in_field", True)
        self._pause = QTimer(self, singleShot=True, interval=150)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text)

    def set_hint(self, hint: str) -> None:
        """What it says while it is empty."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start() if text else self._ask()

    def _ask(self) -> None:
        self._pause.stop()
        self.search_changed.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
