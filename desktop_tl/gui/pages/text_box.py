"""Where a person types or pastes texts to ask a model about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QWidget

from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.buttons import PrimaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.widgets.text import Caption

SMALL, LARGE = 64, 148


class TextBox(Card):
    """Ctrl+Enter asks, as the button does.

    Signals:
        asked(list[str]): one text, or one for each line that is not empty.
    """

    asked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.edit = SubmittingEdit()
        self.edit.setObjectName("text_to_ask")
        self.edit.setAccessibleName(self.tr("Text to ask about"))
        self.edit.setPlaceholderText(self.tr("Type or paste a text…"))
        self.edit.setFont(make_font(current_theme().heading_px))
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._on_text)
        self.parts = Segmented(
            [("whole", self.tr("One text")), ("lines", self.tr("One text per line"))], self.tr("What is typed")
        )
        self.button = PrimaryButton(self.tr("Ask"), "predict")
        self.button.setObjectName("ask_text")
        self.button.clicked.connect(lambda _checked=False: self.ask())
        self.edit.submitted.connect(self.ask)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._keys = Caption(keys)
        self._keys.setWordWrap(False)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.parts)
        foot.addStretch(1)
        foot.addWidget(self._keys)
        foot.addWidget(self.button)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(12)
        self._pair.addWidget(self.edit, 1)
        self._pair.addLayout(foot)
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(12, 12, 12, 12)
        self.add(self._pair, 1)
        self._ready = False
        self._on_text()

    def set_ready(self, ready: bool) -> None:
        """Whether there is a model to ask."""
        self._ready = ready
        self.edit.setEnabled(ready)
        self._on_text()

    def set_small(self, small: bool) -> None:
        """Two lines high and all in one row, so that the answers have the room."""
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if small else QBoxLayout.Direction.TopToBottom)
        self._keys.setVisible(not small)
        self.edit.setMinimumHeight(SMALL if small else LARGE)
        self.edit.setMaximumHeight(SMALL if small else 16_777_215)

    def put(self, text: str) -> None:
        """Puts a text there as if it were typed."""
        self.edit.setPlainText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hands over what is typed and selects it, so that the next text takes its place."""
        texts = self._texts()
        if self._ready and texts:
            self.asked.emit(texts)
            self.edit.selectAll()

    def _texts(self) -> list[str]:
        text = self.edit.toPlainText()
        parts = text.splitlines() if self.parts.current() == "lines" else [text]
        return [part.strip() for part in parts if part.strip()]

    def _on_text(self) -> None:
        self.button.setEnabled(self._ready and bool(self.edit.toPlainText().strip()))


class SubmittingEdit(QPlainTextEdit):
    """Signals:
    submitted(): Ctrl+Enter was pressed.
    """

    submitted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
