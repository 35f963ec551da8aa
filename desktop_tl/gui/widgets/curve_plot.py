"""Draws curves over epochs or steps, readable at the pointer and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsSimpleTextItem,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_tl.gui.theme import Theme, color, current_theme, make_font, theme_notifier
from desktop_tl.gui.widgets.amounts import value_text
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.editors import number_text
from desktop_tl.gui.widgets.number_table import NumberTable
from desktop_tl.gui.widgets.text import Caption, Strong

FEW = 40  # with more points than this, markers would only make the line thick
TICK_WIDTH, TICK_HEIGHT = 34, 26  # pixels between two ticks, at least
BAND = 20  # above the plot, for the word at the best epoch
MANY = 2000  # with more points than this, antialiasing costs more than it shows


class CurvePlot(QWidget):
    """One plot with named series; calls are cheap enough for several a second."""

    def __init__(
        self,
        title: str,
        y_label: str = "",
        y_unit: str = "",
        x_label: str = "",
        show_title: bool = True,
        log_x: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``y_unit`` stands in brackets behind the label; ``x_label`` is "Epoch" unless given.

        With ``log_x`` each power of ten takes the same room.
        """
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setMinimumHeight(220)
        self._log_x = log_x
        self._x_name = x_label or self.tr("Epoch")
        self._y_name = f"{y_label} ({y_unit})" if y_unit else y_label
        self._tokens: dict[str, str] = {}
        self._faint: set[str] = set()
        self._curves: dict[str, pg.PlotDataItem] = {}
        self._data: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._best: tuple[float, str] | None = None
        self._entries: dict[str, _LegendEntry] = {}
        self._make_plot(title)
        self.table = NumberTable(title)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._plot)
        self._pages.addWidget(self.table)
        self._read_out = Caption(self._x_name)  # the name of the axis, until there is something to read out
        self._read_out.setWordWrap(False)
        self._read_out.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._read_out.setMinimumWidth(0)
        self._read_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._make_head(title, is_shown=show_title))
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._read_out)
        theme_notifier().theme_changed.connect(self._wear)
        self._wear(current_theme())

    def _make_plot(self, title: str) -> None:
        bottom = _PowerAxis("bottom") if self._log_x else _WholeAxis("bottom")
        self._plot = pg.PlotWidget(self, axisItems={"bottom": bottom, "left": _EvenAxis("left")})
        self._plot.setAccessibleName(self.tr("Plot: {0}").format(title))
        self._plot.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        for part in (self._plot, self._plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self._plot.getPlotItem()
        item.setClipToView(True)
        item.setDownsampling(auto=True, mode="peak")
        item.getAxis("bottom").enableAutoSIPrefix(False)
        item.getAxis("left").enableAutoSIPrefix(False)
        item.getViewBox().setDefaultPadding(0.04)
        self._plot.scene().sigMouseMoved.connect(self._on_mouse)
        self._hover_line = pg.InfiniteLine(angle=90, movable=False)
        self._hover_line.setVisible(False)
        self._best_line = pg.InfiniteLine(angle=90, movable=False)
        self._best_line.setVisible(False)
        for extra in (self._hover_line, self._best_line):
            item.addItem(extra, ignoreBounds=True)
        item.layout.setContentsMargins(0, BAND, 8, 0)
        self._best_text = QGraphicsSimpleTextItem(item)  # above the plot, where no curve can run through it
        self._best_text.setVisible(False)
        item.getViewBox().sigRangeChanged.connect(lambda *_: self._place_best())
        item.getViewBox().sigResized.connect(lambda *_: self._place_best())

    def _make_head(self, title: str, *, is_shown: bool) -> QHBoxLayout:
        """Title, legend, and the buttons of the table."""
        top = QHBoxLayout()
        top.setSpacing(16)
        self._heading = Strong(title)
        self._heading.setWordWrap(False)
        if not is_shown:
            self._heading.hide()
        top.addWidget(self._heading)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(14)
        top.addLayout(self._legend)
        top.addStretch(1)
        self._copy_button = QuietButton(self.tr("Copy"), "copy")
        self._copy_button.hide()
        self._copy_button.clicked.connect(lambda: self.table.copy(whole=True))
        self._table_button = QuietButton(self.tr("Show as table"), "table")
        self._table_button.clicked.connect(lambda: self.show_table(self._pages.currentIndex() == 0))
        top.addWidget(self._copy_button)
        top.addWidget(self._table_button)
        return top

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def add_series(self, name: str, token: str = "", faint: bool = False) -> None:
        """Names a series and its theme colour before its first value; without it colours are given in order.

        A ``faint`` one is a hairline behind the others.
        """
        if name in self._curves:
            return
        if faint:
            self._faint.add(name)
        self._tokens[name] = token or self._next_token()
        self._curves[name] = self._plot.plot([], [])
        self._data[name] = (np.empty(0), np.empty(0))
        self._entries[name] = _LegendEntry(name, self._tokens[name])
        self._legend.addWidget(self._entries[name])

    def set_series(self, name: str, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Replaces the series; values that are not finite leave a gap. One without any other has no legend."""
        self.add_series(name)
        x, y = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
        self._data[name] = (x, y)
        self._entries[name].setHidden(bool(len(y)) and not np.isfinite(y).any())
        self._draw(name)
        if self._pages.currentIndex() == 1:
            self._fill_table()
        self._place_best()

    def clear(self) -> None:
        for name in self._curves:
            self.set_series(name, [], [])
        self.set_best(None)

    def set_best(self, x: float | None, text: str = "") -> None:
        """Marks the best epoch with a line and a word ("Best: 7"); None takes the mark away."""
        self._best = None if x is None else (x, text or self.tr("Best: {0}").format(f"{x:g}"))
        self._place_best()

    def set_title(self, title: str) -> None:
        """For another quantity."""
        if title != self._heading.text():
            self._heading.setText(title)
            self.setAccessibleName(title)
            self._plot.setAccessibleName(self.tr("Plot: {0}").format(title))

    def set_y_name(self, name: str) -> None:
        """What stands beside the vertical axis."""
        if name != self._y_name:
            self._y_name = name
            self._wear(current_theme())

    def set_y_range(self, low: float, high: float) -> None:
        """Fixes the vertical range (accuracy: 0 to 1); otherwise it follows the values."""
        self._plot.setYRange(low, high)

    def set_x_range(self, low: float, high: float) -> None:
        """Fixes the horizontal range, so that curves which still grow do not move."""
        self._plot.setXRange(self._place(low), self._place(high))

    def show_table(self, shown: bool) -> None:
        self._pages.setCurrentIndex(1 if shown else 0)
        self._table_button.setText(self.tr("Show as plot") if shown else self.tr("Show as table"))
        self._table_button.set_icon("plot" if shown else "table")
        self._copy_button.setVisible(shown)
        if shown:
            self._fill_table()

    def read_out(self, x: float | None) -> str:
        """What the line below the plot says at the point nearest to ``x``."""
        known = [xs for xs, _ in self._data.values() if len(xs)]
        if x is None or not known:
            self._hover_line.setVisible(False)
            self._read_out.setText(self._x_name)
            return ""
        everything = np.concatenate(known)
        distances = np.abs(np.log10(everything) - np.log10(x)) if self._log_x else np.abs(everything - x)
        nearest = float(everything[distances.argmin()])
        parts = [f"{self._x_name} {nearest:.3g}" if self._log_x else f"{self._x_name} {nearest:g}"]
        for name, (xs, ys) in self._data.items():
            at = np.flatnonzero(xs == nearest)
            if len(at):
                parts.append(f"{name} {value_text(float(ys[at[0]]))}")
        self._hover_line.setPos(self._place(nearest))
        self._hover_line.setVisible(True)
        self._read_out.setText("   ·   ".join(parts))
        return self._read_out.text()

    def series_color(self, name: str) -> QColor:
        """The colour the series is drawn in now."""
        return QColor(self._curves[name].opts["pen"].color())

    def _place(self, x: float) -> float:
        """Where a value lies on the axis."""
        return log10(x) if self._log_x else x

    def _next_token(self) -> str:
        used = len(self._curves)
        return ("train", "validation", "series.2", "series.3", "series.4", "series.5")[used % 6]

    def _draw(self, name: str) -> None:
        x, y = self._data[name]
        tint = _tint(self._tokens[name])
        curve = self._curves[name]
        fine = len(x) <= MANY and name not in self._faint
        few = fine and len(x) <= FEW
        pen = QPen(tint, 2 * self.devicePixelRatioF() if fine else 1)  # cosmetic widths are in physical pixels
        pen.setCosmetic(True)
        x = np.log10(x) if self._log_x else x
        if not np.isfinite(y).any():
            x, y = x[:0], y[:0]  # pyqtgraph would look for the least of nothing
        curve.setData(
            x, y, pen=pen, antialias=len(x) <= MANY, connect="finite", skipFiniteCheck=False,
            symbol="o" if few else None, symbolSize=6, symbolBrush=tint, symbolPen=None,
        )  # fmt: skip

    def _fill_table(self) -> None:
        known = [xs for xs, _ in self._data.values() if len(xs)]
        xs = np.unique(np.concatenate(known)) if known else np.empty(0)
        lookups = [dict(zip(x.tolist(), y.tolist(), strict=True)) for x, y in self._data.values()]
        rows = [
            [f"{x:.3g}" if self._log_x else f"{x:g}", *(value_text(d[x]) if x in d else "" for d in lookups)]
            for x in xs.tolist()
        ]
        self.table.set_table([self._x_name, *self._data], rows)

    def _place_best(self) -> None:
        shown = self._best is not None
        self._best_line.setVisible(shown)
        self._best_text.setVisible(shown)
        if self._best is None:
            return
        x, text = self._best
        x = self._place(x)
        self._best_line.setPos(x)
        self._best_text.setText(text)
        item = self._plot.getPlotItem()
        box = item.getViewBox()
        room, own = box.geometry(), self._best_text.boundingRect()
        middle = item.mapFromItem(box, box.mapFromView(QPointF(x, 0))).x() if room.width() > 0 else 0.0
        left = max(room.left(), min(middle - own.width() / 2, room.right() - own.width()))
        self._best_text.setPos(left, room.top() - own.height() - 1)

    def _on_mouse(self, where: QPointF) -> None:
        box = self._plot.getPlotItem().getViewBox()
        inside = box.sceneBoundingRect().contains(where)
        x = float(box.mapSceneToView(where).x())
        self.read_out((10**x if self._log_x else x) if inside else None)

    def leaveEvent(self, _event: object) -> None:
        self.read_out(None)

    def _wear(self, theme: Theme) -> None:
        self._plot.setBackground(theme.surface)
        item = self._plot.getPlotItem()
        small = make_font(theme.caption_px, tabular=True)
        for side, label in (("bottom", ""), ("left", self._y_name)):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(theme.border_strong, width=1))
            axis.setTextPen(theme.muted)
            axis.setStyle(tickFont=small, tickLength=0, maxTickLevel=1)
            axis.setLabel(label or None, color=theme.muted, **{"font-size": f"{theme.caption_px}px"})
            axis.label.setFont(small)
            axis.showLabel(bool(label))
        item.showGrid(x=False, y=True, alpha=0.16)
        self._hover_line.setPen(pg.mkPen(theme.border_strong, width=1))
        self._best_line.setPen(pg.mkPen(theme.success, width=1, style=Qt.PenStyle.DashLine))
        self._best_text.setFont(small)
        self._best_text.setBrush(color("text"))
        for name in self._curves:
            self._draw(name)
        self._place_best()


class _WholeAxis(pg.AxisItem):
    """Epochs are whole and are counted from one."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(max(1.0, _nice_step(high - low, size / TICK_WIDTH)), 0.0)]

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(step, [x for x in values if x >= 1]) for step, values in super().tickValues(low, high, size)]


class _PowerAxis(pg.AxisItem):
    """Powers of ten, as one writes them."""

    def tickSpacing(self, _low: float, _high: float, _size: float) -> list[tuple[float, float]]:
        return [(1.0, 0.0)]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        return [number_text(float(f"{10**value:.1g}")) for value in values]


class _EvenAxis(pg.AxisItem):
    """One kind of tick, each with its number, all with as many decimals."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(_nice_step(high - low, size / TICK_HEIGHT), 0.0)]


def _nice_step(span: float, most: float) -> float:
    """The least of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … of which at most ``most`` fit into ``span``."""
    least = span / max(1.0, most)
    if not 0 < least < float("inf"):
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9))


class _LegendEntry(QWidget):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._token = token
        layout = QHBoxLayout(self)
        layout.setContentsMargins(22, 0, 0, 0)
        label = QLabel(name)
        label.setFont(make_font(current_theme().caption_px))
        layout.addWidget(label)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_tint(self._token))
        painter.drawRoundedRect(QRectF(0, self.height() / 2 - 1.5, 16, 3), 1.5, 1.5)


def _tint(token: str) -> QColor:
    name, _, number = token.partition(".")
    return QColor(current_theme().series[int(number)]) if number else color(name)
