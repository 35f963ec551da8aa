"""Draws precision over recall, a line for each class; one of them may stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.theme import Theme, color, current_theme, make_font, theme_notifier
from desktop_tl.gui.widgets.still_plot import fill_with_plot
from desktop_tl.runs.box_precision import PrecisionCurve

FAINT = 70


@dataclass(frozen=True, kw_only=True, eq=False)
class PrecisionLine:
    """One class: its colour, one of the theme or "#RRGGBB", and the line from the surest boxes on."""

    name: str
    colour: str
    curve: PrecisionCurve


class PrecisionPlot(QWidget):
    """Both axes go from 0 to 100 %."""

    def __init__(self, name: str, x_name: str, y_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(220, 200)
        self._names = {"bottom": x_name, "left": y_name}
        self._lines: Sequence[PrecisionLine] = ()
        self._highlighted, self._threshold = -1, 1.0
        self._plot = fill_with_plot(self, name)
        item = self._plot.getPlotItem()
        for side in self._names:
            axis = item.getAxis(side)
            axis.enableAutoSIPrefix(False)
            axis.setTicks([[(share / 4, f"{25 * share} %") for share in range(5)]])
        self._plot.setXRange(0, 1, padding=0.06)  # with less room the labels at both ends are not drawn
        self._plot.setYRange(0, 1, padding=0.05)
        self._curves: list[pg.PlotDataItem] = []
        theme_notifier().theme_changed.connect(self._wear)
        self._wear(current_theme())

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def set_lines(self, lines: Sequence[PrecisionLine], highlighted: int, threshold: float) -> None:
        """Draws other lines.

        Args:
            highlighted: number of the one that stands out; -1 for all alike.
            threshold: the score that a dot marks on that line.
        """
        self._lines, self._highlighted, self._threshold = lines, highlighted, threshold
        self._draw()

    def shown(self) -> list[str]:
        """The names of the lines."""
        return [line.name for line in self._lines]

    def _draw(self) -> None:
        for curve in self._curves:
            self._plot.removeItem(curve)
        self._curves = []
        for number, line in enumerate(self._lines):
            stands_out = number == self._highlighted
            colour = QColor(line.colour) if line.colour.startswith("#") else color(line.colour)
            colour.setAlpha(255 if stands_out or self._highlighted < 0 else FAINT)
            curve = pg.PlotDataItem(*_to_the_ground(line.curve), pen=pg.mkPen(colour, width=2 if stands_out else 1))
            curve.setZValue(int(stands_out))
            self._add(curve)
            if stands_out and (sure := int((line.curve.scores >= self._threshold).sum())):
                place = [line.curve.recall[sure - 1]], [line.curve.precision[sure - 1]]
                self._add(
                    pg.PlotDataItem(*place, pen=None, symbol="o", symbolSize=9, symbolBrush=colour, symbolPen=None)
                )

    def _add(self, item: pg.PlotDataItem) -> None:
        self._plot.addItem(item)
        self._curves.append(item)

    def _wear(self, theme: Theme) -> None:
        self._plot.setBackground(theme.surface)
        item = self._plot.getPlotItem()
        small = make_font(theme.caption_px, tabular=True)
        for side, label in self._names.items():
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(theme.border_strong, width=1))
            axis.setTextPen(theme.muted)
            axis.setStyle(tickFont=small, tickLength=0)
            axis.setLabel(label, color=theme.muted, **{"font-size": f"{theme.caption_px}px"})
            axis.label.setFont(small)
        item.showGrid(x=True, y=True, alpha=0.12)
        self._draw()


def _to_the_ground(curve: PrecisionCurve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Down to 0 where no more is found."""
    return np.append(curve.recall, curve.recall[-1:]), np.append(curve.precision, 0.0)
