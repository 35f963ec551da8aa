"""One number that matters, with its name, its unit and what it means."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.text import ElidedLabel, Muted, Number


class StatTile(QFrame):
    """A small card; several stand side by side in a FlowLayout(stretch=True)."""

    def __init__(
        self, label: str, number: str = "–", unit: str = "", caption: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2)
        self._label = ElidedLabel(label, Qt.TextElideMode.ElideRight, muted=True)
        self._number, self._unit = Number(), Muted()
        self._caption = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True)
        self._caption.setFont(make_font(current_theme().caption_px, tabular=True))
        for text in (self._label, self._unit, self._caption):
            text.setWordWrap(False)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the number never gives way
        self._unit.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._unit.setContentsMargins(0, 0, 0, 5)
        layout.addWidget(self._label)
        layout.addLayout(line)
        layout.addWidget(self._caption)
        layout.addStretch(1)
        self.set_value(number, unit, caption)

    def set_value(self, number: str, unit: str = "", caption: str = "") -> None:
        self._number.setText(number)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._caption.set_full_text(caption)
        self._caption.setVisible(bool(caption))
        self.setAccessibleName(f"{self._label.full_text()}: {number} {unit} {caption}".strip())

    def set_label(self, label: str) -> None:
        self._label.set_full_text(label)

    def set_tone(self, tone: str) -> None:
        """Colours the number: "success", "warning", "danger", "accent" or ""."""
        self._number.set_tone(tone)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(160, 96))
