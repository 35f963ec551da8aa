"""Draws what was said against what is true: a point for each sample, and the diagonal on which all would lie."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.theme import Theme, color, current_theme, make_font, theme_notifier
from desktop_tl.gui.widgets.still_plot import fill_with_plot

MOST_POINTS = 4_000
"""More would lie upon each other, and take long to draw; the farthest from the diagonal are always among them."""

SIZE, MARKED = 7, 13
MARGIN = 0.06


class ScatterPlot(QWidget):
    """Both axes have the same range, so that the diagonal goes from corner to corner.

    Signals:
        point_clicked(int): a point was pressed; its number in what was set.
    """

    point_clicked = Signal(int)

    def __init__(self, name: str, x_name: str, y_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(220, 220)
        self._x_name, self._y_name = x_name, y_name
        self._describe: Callable[[int], str] = str
        self._numbers: NDArray[np.int64] = np.empty(0, np.int64)
        self._points: tuple[NDArray[np.float64], NDArray[np.float64]] = (np.empty(0), np.empty(0))
        self._plot = fill_with_plot(self, name)
        item = self._plot.getPlotItem()
        for side in ("bottom", "left"):
            item.getAxis(side).enableAutoSIPrefix(False)
        self._diagonal = pg.InfiniteLine(angle=45, movable=False)
        item.addItem(self._diagonal, ignoreBounds=True)
        self._scatter = pg.ScatterPlotItem(hoverable=True, tip=self._tip)
        self._scatter.sigClicked.connect(self._on_clicked)
        item.addItem(self._scatter)
        self._mark = pg.ScatterPlotItem()
        item.addItem(self._mark)
        theme_notifier().theme_changed.connect(self._wear)
        self._wear(current_theme())

    def sizeHint(self) -> QSize:
        return QSize(420, 380)

    def set_points(self, xs: NDArray[np.floating], ys: NDArray[np.floating], describe: Callable[[int], str]) -> None:
        """``describe(number)`` is what the tooltip of a point says."""
        self._describe = describe
        self._points = np.asarray(xs, np.float64), np.asarray(ys, np.float64)
        order = np.argsort(-np.abs(self._points[1] - self._points[0]), kind="stable")
        if len(order) > MOST_POINTS:
            far, rest = order[: MOST_POINTS // 4], order[MOST_POINTS // 4 :]
            order = np.concatenate([far, rest[:: -(-len(rest) // (MOST_POINTS - len(far)))]])
        self._numbers = order[::-1]  # the farthest are drawn last, above the others
        self._mark.setData([], [])
        self._draw()
        self._fit()

    def shown(self) -> list[int]:
        """The numbers of the points that are drawn."""
        return [int(number) for number in self._numbers]

    def mark(self, number: int) -> None:
        """Draws a ring around one point; -1 for none."""
        places = [number] if number >= 0 else []
        self._mark.setData(self._points[0][places], self._points[1][places])

    def _draw(self) -> None:
        tint = QColor(color("accent"))
        tint.setAlpha(150)
        self._scatter.setData(
            self._points[0][self._numbers],
            self._points[1][self._numbers],
            data=self._numbers,
            size=SIZE,
            pen=None,
            brush=tint,
            hoverBrush=color("validation"),
            hoverSize=SIZE + 3,
        )

    def _fit(self) -> None:
        both = np.concatenate(self._points)
        if not len(both):
            return
        low, high = float(both.min()), float(both.max())
        room = (high - low or abs(high) or 1.0) * MARGIN
        self._plot.setXRange(low - room, high + room, padding=0)
        self._plot.setYRange(low - room, high + room, padding=0)

    def _tip(self, x: float, y: float, data: object) -> str:
        return self._describe(int(data))  # type: ignore[call-overload]

    def _on_clicked(self, _item: object, points: list[pg.SpotItem], _event: object = None) -> None:
        if len(points):
            self.point_clicked.emit(int(points[-1].data()))

    def _wear(self, theme: Theme) -> None:
        self._plot.setBackground(theme.surface)
        item = self._plot.getPlotItem()
        small = make_font(theme.caption_px, tabular=True)
        for side, label in (("bottom", self._x_name), ("left", self._y_name)):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(theme.border_strong, width=1))
            axis.setTextPen(theme.muted)
            axis.setStyle(tickFont=small, tickLength=0, maxTickLevel=0)
            axis.setLabel(label, color=theme.muted, **{"font-size": f"{theme.caption_px}px"})
            axis.label.setFont(small)
        item.showGrid(x=True, y=True, alpha=0.12)
        self._diagonal.setPen(pg.mkPen(theme.success, width=1, style=Qt.PenStyle.DashLine))
        self._mark.setSize(MARKED)
        self._mark.setBrush(None)
        self._mark.setPen(pg.mkPen(theme.validation, width=2))
        if len(self._numbers):
            self._draw()
