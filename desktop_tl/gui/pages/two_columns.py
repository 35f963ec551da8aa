"""Two cards beside each other where there is room, and below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

SIDE_BY_SIDE = 860
"""Below this width two plots beside each other are too narrow to read."""


class TwoColumns(QWidget):
    """Takes its cards with ``add``; both get the same width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)

    def add(self, card: QWidget) -> None:
        self._row.addWidget(card, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())  # too narrow for two: then it stacks them

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
