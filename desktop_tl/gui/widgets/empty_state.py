"""What a page shows before there is anything to show: what to do first, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.widgets.text import Heading, Muted

WIDTH = 460


class EmptyState(QWidget):
    """An icon, a sentence, an explanation and perhaps buttons, in the middle of the room there is."""

    def __init__(
        self, icon_name: str, sentence: str, explanation: str = "", *buttons: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 40, 24, 40)
        layout.setSpacing(8)
        layout.addStretch(1)
        self._icon = IconLabel(icon_name, 48, "muted")
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        self._sentence, self._explanation = Heading(sentence), Muted(explanation)
        for label in (self._sentence, self._explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(WIDTH)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout.addLayout(self._buttons)
        layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        for button in buttons:
            self.add_button(button)
        self.set_texts(sentence, explanation)

    def set_texts(self, sentence: str, explanation: str = "", icon_name: str = "") -> None:
        for label, text in ((self._sentence, sentence), (self._explanation, explanation)):
            label.setText(text)
            # an aligned label is not asked how high it must be; one without text would answer -1
            label.setFixedHeight(max(0, label.heightForWidth(WIDTH)) if text else 0)
            label.setVisible(bool(text))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(explanation)
        if icon_name:
            self._icon.set_icon(icon_name)

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button)
