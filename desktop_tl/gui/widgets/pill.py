"""A word in a coloured capsule: a state that one can see from afar and still read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_tl.gui.theme import color, current_theme, make_font

HEIGHT = 22
_COLOURS = {
    "success": ("success_soft", "success"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "accent": ("accent_soft", "accent"),
}


def pill_width(text: str) -> int:
    """How wide the capsule around ``text`` is."""
    return QFontMetrics(_font()).horizontalAdvance(text) + 20


def paint_pill(painter: QPainter, left: float, middle: float, text: str, tone: str = "") -> None:
    """Paints one whose left edge and vertical middle are given; ``tone`` as for `Pill`."""
    back, front = _COLOURS.get(tone, ("raised", "muted"))
    box = QRectF(left, round(middle - HEIGHT / 2), pill_width(text), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(back))
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    painter.setFont(_font())
    painter.setPen(color(front))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Pill(QWidget):
    """``tone`` is "success", "warning", "danger", "accent" or "" (grey)."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def text(self) -> str:
        return self._text

    def set_state(self, text: str, tone: str = "") -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text), HEIGHT)

    def paintEvent(self, _event: object) -> None:
        paint_pill(QPainter(self), 0, self.height() / 2, self._text, self._tone)


def _font() -> QFont:
    return make_font(current_theme().caption_px, QFont.Weight.Medium)
