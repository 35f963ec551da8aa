"""Says something where it matters, without stopping anybody: what a modal dialog would have said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.widgets.buttons import IconButton, QuietButton
from desktop_tl.gui.widgets.text import Body, Strong

Kind = Literal["info", "success", "warning", "error"]
_TOKENS = {"info": "accent", "success": "success", "warning": "warning", "error": "danger"}


class InlineMessage(QFrame):
    """A coloured box with a sentence, perhaps its detail, and what one can do about it.

    Signals:
        dismissed(): somebody closed it; it is hidden already.
    """

    dismissed = Signal()

    def __init__(
        self, kind: Kind, text: str, detail: str = "", dismissible: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inline_message")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(12)
        self._icon = IconLabel("info", 20)
        self._icon.setFixedSize(20, 30)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._text, self._detail = Strong(), Body()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setContentsMargins(0, 0, 0, 7)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        layout.addLayout(words, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(4)
        layout.addLayout(self._actions)
        layout.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)
        self._close = IconButton("close", self.tr("Dismiss"))
        self._close.clicked.connect(self._dismiss)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.setVisible(dismissible)
        self.set_message(kind, text, detail)

    def kind(self) -> Kind:
        return self.property("kind")

    def text(self) -> str:
        return self._text.text()

    def set_message(self, kind: Kind, text: str, detail: str = "") -> None:
        """What the rooms below say, as errors do, is put into the language of the window where it is known."""
        text, detail = engine_text(text), engine_text(detail)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.set_icon(kind, _TOKENS[kind])
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._text.setMinimumHeight(0 if detail else 30)  # as high as the buttons beside it
        self._text.setContentsMargins(0, 7 if detail else 0, 0, 2 if detail else 0)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def add_action(self, text: str, callback: Callable[[], object]) -> QuietButton:
        button = QuietButton(text)
        button.setProperty("compact", True)
        button.clicked.connect(lambda _checked=False: callback())
        self._actions.addWidget(button)
        return button

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
