"""Draws how many values lie where, as bars."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.theme import Theme, color, current_theme, make_font, theme_notifier
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.still_plot import fill_with_plot

FEWEST, MOST = 8, 40


class Histogram(QWidget):
    """Bars of equal width; the number of bars follows from the number of values."""

    def __init__(self, name: str, x_name: str = "", marks_zero: bool = False, parent: QWidget | None = None) -> None:
        """``marks_zero`` draws a line at zero."""
        super().__init__(parent)
        self.setMinimumSize(180, 110)
        self._x_name = x_name
        self._values: NDArray[np.float64] = np.empty(0)
        self._bars: pg.BarGraphItem | None = None
        self._plot = fill_with_plot(self, name)
        item = self._plot.getPlotItem()
        item.getAxis("bottom").enableAutoSIPrefix(False)
        item.hideAxis("left")
        self._zero = pg.InfiniteLine(0, angle=90, movable=False) if marks_zero else None
        if self._zero is not None:
            item.addItem(self._zero, ignoreBounds=True)
        theme_notifier().theme_changed.connect(self._wear)
        self._wear(current_theme())

    def sizeHint(self) -> QSize:
        return QSize(280, 150)

    def set_values(self, values: NDArray[np.float64], x_name: str | None = None) -> None:
        """Values that are not finite are left out; ``x_name`` names the axis anew."""
        values = np.asarray(values, np.float64)
        self._values = values[np.isfinite(values)]
        if x_name is not None and x_name != self._x_name:
            self._x_name = x_name
            self._wear(current_theme())
        self._draw()

    def bars(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """How many values are in each bar, and the edges between the bars."""
        count = min(MOST, max(FEWEST, round(len(self._values) ** 0.5)))
        distinct = np.unique(self._values[: 10 * MOST])
        if 1 < len(distinct) <= MOST and (distinct == np.round(distinct)).all() and np.ptp(self._values) < MOST:
            low, high = np.floor(self._values.min()), np.ceil(self._values.max())
            return np.histogram(self._values, np.arange(low - 0.5, high + 1))  # a bar for each whole number
        return np.histogram(self._values, count)

    def _draw(self) -> None:
        item = self._plot.getPlotItem()
        if self._bars is not None:
            item.removeItem(self._bars)
            self._bars = None
        if not len(self._values):
            return
        counts, edges = self.bars()
        width = edges[1:] - edges[:-1]
        self._bars = pg.BarGraphItem(
            x=edges[:-1] + width / 2, height=counts, width=width * 0.86, pen=None, brush=color("accent")
        )
        item.addItem(self._bars)
        item.getViewBox().setRange(xRange=(edges[0], edges[-1]), yRange=(0, counts.max()), padding=0.03)
        fullest = int(counts.argmax())
        self.setToolTip(
            self.tr("Most often, {0} times, between {1} and {2}").format(
                count_text(int(counts[fullest])), f"{edges[fullest]:.4g}", f"{edges[fullest + 1]:.4g}"
            )
        )

    def _wear(self, theme: Theme) -> None:
        self._plot.setBackground(theme.surface)
        item = self._plot.getPlotItem()
        small = make_font(theme.caption_px, tabular=True)
        axis = item.getAxis("bottom")
        axis.setPen(pg.mkPen(theme.border_strong, width=1))
        axis.setTextPen(theme.muted)
        axis.setStyle(tickFont=small, tickLength=0, maxTickLevel=0)
        axis.setLabel(self._x_name or None, color=theme.muted, **{"font-size": f"{theme.caption_px}px"})
        axis.label.setFont(small)
        axis.showLabel(bool(self._x_name))
        if self._zero is not None:
            self._zero.setPen(pg.mkPen(theme.success, width=1, style=Qt.PenStyle.DashLine))
        self._draw()
