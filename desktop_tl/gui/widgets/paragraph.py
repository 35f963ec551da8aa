"""Draws as much of a text as there is room for, wrapped; what does not fit is told by an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def draw_paragraph(painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
    """In the painter's pen; at least one line."""
    metrics = QFontMetricsF(font)
    most = max(1, int(box.height() / metrics.lineSpacing() + 0.01))
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    encoded = text.encode("utf-16-le")  # Qt counts in units of these
    painter.setFont(font)
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        y = number * metrics.lineSpacing()
        begins, ends = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        if number == most - 1 and ends < len(encoded):
            rest = encoded[begins:].decode("utf-16-le")
            shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QPointF(box.left(), box.top() + y + metrics.ascent()), shown)
        else:
            line.setPosition(QPointF(0, y))
            line.draw(painter, box.topLeft())
    layout.endLayout()
