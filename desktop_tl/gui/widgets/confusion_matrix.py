"""Shows which classes are taken for which, for two classes or for hundreds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.theme import color, current_theme, make_font, mix
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.number_table import NumberTable
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.widgets.text import ElidedLabel

SWATCH = 48  # a stretch of colour and the gap to its word
MOST_FILLED = 100


class ConfusionMatrix(QWidget):
    """Rows are the true classes, columns the predicted ones; right answers are blue, mistakes are warm.

    Signals:
        cell_clicked(int, int): a cell was clicked or chosen with Enter: true class, predicted class.
    """

    cell_clicked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = np.zeros((0, 0), dtype=np.int64)
        self._labels: list[str] = []
        self._pages = QStackedWidget()
        self.grid = _Grid(self)
        self.grid.cell_clicked.connect(self.cell_clicked)
        self.grid.cell_changed.connect(self._say)
        self.table = NumberTable(self.tr("Confusion matrix"))
        self._unit = Segmented(
            [("count", self.tr("Counts")), ("percent", self.tr("Percent of row"))], self.tr("What the cells show")
        )
        self._unit.current_changed.connect(lambda key: self.set_percent(key == "percent"))
        self._copy = QuietButton(self.tr("Copy"), "copy")
        self._copy.clicked.connect(lambda: self.table.copy(whole=True))
        self._copy.setVisible(False)
        self._toggle = QuietButton(self.tr("Show as table"), "table")
        self._toggle.clicked.connect(lambda: self.show_table(self._pages.currentIndex() == 0))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._unit)
        top.addStretch(1)
        top.addWidget(self._copy)
        top.addWidget(self._toggle)
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self.table)
        self._words = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True)
        bottom = QHBoxLayout()
        bottom.addWidget(self._words, 1)
        self._scale = _Scale()
        bottom.addWidget(self._scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        layout.addLayout(bottom)

    def set_matrix(self, counts: Sequence[Sequence[int]] | np.ndarray, labels: Sequence[str]) -> None:
        """``counts[true][predicted]``."""
        self._counts = np.asarray(counts, dtype=np.int64).reshape(len(labels), len(labels))
        self._labels = list(labels)
        self.grid.set_matrix(self._counts, self._labels)
        self._fill_table()
        self._say(-1, -1)

    def set_percent(self, percent: bool) -> None:
        self._unit.set_current("percent" if percent else "count")
        self.grid.set_percent(percent)
        self._fill_table()

    def show_table(self, shown: bool) -> None:
        self._pages.setCurrentIndex(1 if shown else 0)
        if shown:
            self._fill_table()
        self._toggle.setText(self.tr("Show as picture") if shown else self.tr("Show as table"))
        self._toggle.set_icon("image" if shown else "table")
        self._copy.setVisible(shown)
        self._scale.setVisible(not shown)
        self._words.setVisible(not shown)

    def describe(self, true: int, predicted: int) -> str:
        """The cell as a sentence."""
        count, whole = int(self._counts[true, predicted]), int(self._counts[true].sum())
        share = f"{100 * count / whole:.0f}" if whole else "0"
        if true == predicted:
            words = self.tr("“{true}” was recognised in {count} of {whole} ({share} %)")
        else:
            words = self.tr("“{true}” was taken for “{predicted}” in {count} of {whole} ({share} %)")
        return words.format(
            true=self._labels[true], predicted=self._labels[predicted], count=count, whole=whole, share=share
        )

    def _say(self, true: int, predicted: int) -> None:
        words = self.describe(true, predicted) if true >= 0 else ""
        self._words.set_full_text(words or self.tr("Point at a cell to read it."))
        self.grid.setAccessibleDescription(words)

    def _fill_table(self) -> None:
        if len(self._labels) > MOST_FILLED and self._pages.currentIndex() == 0:
            return  # a million cells of text take a second: only once they are to be seen
        if self.grid.percent:
            shares = _row_shares(self._counts) * 100
            rows = [[f"{value:.1f}" for value in row] for row in shares]
        else:
            rows = [[str(value) for value in row] for row in self._counts.tolist()]
        self.table.set_table(self._labels, rows, self._labels)


class _Grid(QWidget):
    """The painted cells.

    Signals:
        cell_clicked(int, int), cell_changed(int, int): true and predicted class; -1, -1 for none.
    """

    cell_clicked = Signal(int, int)
    cell_changed = Signal(int, int)

    def __init__(self, matrix: ConfusionMatrix) -> None:
        super().__init__(matrix)
        self._counts = np.zeros((0, 0), dtype=np.int64)
        self._shares = np.zeros((0, 0))
        self._labels: list[str] = []
        self.percent = False
        self._at = (-1, -1)
        self._matrix = matrix
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 280)

    def sizeHint(self) -> QSize:
        side = min(720, max(320, 48 * len(self._labels) + 120))
        return QSize(side + 60, side)

    def set_matrix(self, counts: np.ndarray, labels: list[str]) -> None:
        self._counts, self._labels, self._shares = counts, labels, _row_shares(counts)
        self._at = (-1, -1)
        self.updateGeometry()
        self.update()

    def set_percent(self, percent: bool) -> None:
        self.percent = percent
        self.update()

    def cell_rect(self, true: int, predicted: int) -> QRectF:
        left, top, cell = self._layout()
        return QRectF(left + predicted * cell, top + true * cell, cell, cell)

    def cell_at(self, where: QPoint) -> tuple[int, int]:
        left, top, cell = self._layout()
        column, row = int((where.x() - left) // cell), int((where.y() - top) // cell)
        inside = 0 <= row < len(self._labels) and 0 <= column < len(self._labels)
        return (row, column) if inside else (-1, -1)

    def _layout(self) -> tuple[float, float, float]:
        """Left, top and the side of a cell; labels get room only where they can be read."""
        count = max(1, len(self._labels))
        metrics = QFontMetrics(make_font(current_theme().caption_px))
        longest = max((metrics.horizontalAdvance(label) for label in self._labels), default=40)
        left, top = 24 + min(140, longest + 4) + 8, 22 + min(92, longest + 4) + 8
        cell = min((self.width() - left - 2) / count, (self.height() - top - 2) / count, 64.0)
        if cell < 13:
            left, top = 26, 26
            cell = min((self.width() - left - 2) / count, (self.height() - top - 2) / count)
        else:
            cell = float(int(cell))
        return left, top, max(0.01, cell)  # less than a pixel with a thousand classes

    def _move_to(self, cell: tuple[int, int]) -> None:
        if cell != self._at:
            self._at = cell
            self.cell_changed.emit(*cell)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        self._move_to(cell)
        if cell[0] >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._matrix.describe(*cell), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell[0] >= 0:
            self._move_to(cell)
            self.cell_clicked.emit(*cell)

    def leaveEvent(self, _event: object) -> None:
        if not shows_ring(self):
            self._move_to((-1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        last = len(self._labels) - 1
        step = steps.get(Qt.Key(event.key()))
        if step is not None and last >= 0:
            down, right = step
            row, column = (0, 0) if self._at[0] < 0 else (self._at[0] + down, self._at[1] + right)
            self._move_to((min(last, max(0, row)), min(last, max(0, column))))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at[0] >= 0:
            self.cell_clicked.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        if not self._labels:
            return
        painter = QPainter(self)
        left, top, cell = self._layout()
        self._paint_cells(painter, left, top, cell)
        if cell >= 13:
            self._paint_labels(painter, left, top, cell)
        self._paint_axes(painter, left, top, cell)
        if self._at[0] >= 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus" if shows_ring(self) else "text"), 2))
            painter.drawRoundedRect(self.cell_rect(*self._at).adjusted(0, 0, -1, -1), 3, 3)
        elif shows_ring(self):
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRect(QRectF(left, top, cell * len(self._labels), cell * len(self._labels)))

    def _paint_cells(self, painter: QPainter, left: float, top: float, cell: float) -> None:
        right_ramp, wrong_ramp = _ramp("train"), _ramp("validation")
        levels = np.rint(np.sqrt(self._shares) * 255).astype(int)  # the root lifts rare mistakes into sight
        count = len(self._labels)
        if cell < 13:
            colors = np.where(np.eye(count, dtype=bool), np.array(right_ramp)[levels], np.array(wrong_ramp)[levels])
            pixels = np.ascontiguousarray(colors.astype(np.uint32))
            image = QImage(pixels.data, count, count, count * 4, QImage.Format.Format_RGB32)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, cell < 1)
            painter.drawImage(QRectF(left, top, cell * count, cell * count), image)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = make_font(11 if cell < 36 else 12, QFont.Weight.Medium, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        gap = 1.0 if cell < 24 else 2.0
        for row in range(count):
            for column in range(count):
                ramp = right_ramp if row == column else wrong_ramp
                fill = QColor.fromRgb(ramp[levels[row, column]])
                box = QRectF(left + column * cell, top + row * cell, cell - gap, cell - gap)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(box, 3, 3)
                text = self._cell_text(row, column)
                if text and metrics.horizontalAdvance(text) <= box.width() - 2 and cell >= 18:
                    painter.setPen(_readable_on(fill))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _cell_text(self, row: int, column: int) -> str:
        if not self._counts[row, column]:
            return ""
        return f"{self._shares[row, column] * 100:.0f}" if self.percent else str(self._counts[row, column])

    def _paint_labels(self, painter: QPainter, left: float, top: float, cell: float) -> None:
        font = make_font(min(current_theme().caption_px, int(cell) - 1))
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for position, label in enumerate(self._labels):
            strong = position == self._at[0]
            painter.setPen(color("text" if strong else "muted"))
            room = QRect(24, int(top + position * cell), int(left) - 32, int(cell))
            text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            strong = position == self._at[1]
            painter.setPen(color("text" if strong else "muted"))
            height = int(top) - 30
            text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, height)
            painter.save()
            flat = metrics.horizontalAdvance(label) <= cell - 4
            if flat:
                room = QRect(int(left + position * cell), int(top) - 24, int(cell), 20)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, label)
            else:
                painter.translate(left + position * cell + cell / 2, top - 8)
                painter.rotate(-90)
                painter.drawText(QRect(0, -int(cell) // 2, height, int(cell)), Qt.AlignmentFlag.AlignVCenter, text)
            painter.restore()

    def _paint_axes(self, painter: QPainter, left: float, top: float, cell: float) -> None:
        side = int(cell * len(self._labels))
        painter.setFont(make_font(current_theme().caption_px, QFont.Weight.DemiBold))
        painter.setPen(color("text"))
        painter.drawText(QRect(int(left), 0, max(side, 80), 20), Qt.AlignmentFlag.AlignCenter, self.tr("Predicted"))
        painter.save()
        painter.translate(0, top + side / 2)
        painter.rotate(-90)
        painter.drawText(QRect(-60, 0, 120, 20), Qt.AlignmentFlag.AlignCenter, self.tr("True"))
        painter.restore()


class _Scale(QWidget):
    """Says what the two colours and their strength mean."""

    def __init__(self) -> None:
        super().__init__()
        self._words = (self.tr("Right"), self.tr("Mistaken"))
        self.setAccessibleName(self.tr("Colour scale: share of the true class, right and mistaken"))
        self.setToolTip(self.tr("The stronger the colour, the larger the share of the true class: 0 to 100 %."))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(make_font(current_theme().caption_px))
        words = sum(SWATCH + metrics.horizontalAdvance(word) + 2 for word in self._words)
        return QSize(words + 16 * (len(self._words) - 1), 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(make_font(current_theme().caption_px))
        x = 0
        for word, token in zip(self._words, ("train", "validation"), strict=True):
            ramp = _ramp(token)
            bar = QRectF(x, self.height() / 2 - 4, SWATCH - 8, 8)
            gradient = QLinearGradient(bar.topLeft(), bar.topRight())
            for stop in (0, 0.25, 0.5, 0.75, 1):
                gradient.setColorAt(stop, QColor.fromRgb(ramp[int(stop * 255)]))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(gradient)
            painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(color("muted"))
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRect(x + SWATCH, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            x += SWATCH + width + 16


def _row_shares(counts: np.ndarray) -> np.ndarray:
    totals = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, totals, out=np.zeros(counts.shape), where=totals > 0)


def _ramp(token: str) -> list[int]:
    """256 colours from the empty cell to the full one."""
    theme = current_theme()
    return [mix(theme.raised, getattr(theme, token), level / 255).rgb() for level in range(256)]


def _readable_on(fill: QColor) -> QColor:
    theme = current_theme()
    light, dark = ("#FFFFFF", theme.text) if not theme.dark else (theme.text, theme.accent_text)
    bright = 0.2126 * fill.redF() ** 2.2 + 0.7152 * fill.greenF() ** 2.2 + 0.0722 * fill.blueF() ** 2.2
    return QColor(dark if bright > 0.18 else light)
