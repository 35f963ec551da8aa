"""Shows many labelled amounts as bars (class balance, class probabilities); ten thousand of them scroll."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.amounts import value_text
from desktop_tl.gui.widgets.number_table import ROOT, Index

ROW = 28
_BAR_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    value: float
    text: str = ""  # what stands at the right; the value if empty
    token: str = "accent"  # a colour of the theme, or "#RRGGBB"
    tooltip: str = ""


class BarList(QWidget):
    """Rows of label, bar and amount.

    Signals:
        bar_activated(int): a row was double-clicked or chosen with Enter; its position in what was set.
        current_changed(int): the selected row, -1 for none.
    """

    bar_activated = Signal(int)
    current_changed = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _BarModel(self)
        self._view = QListView()
        self._view.setProperty("bare", True)
        self._view.setAccessibleName(name)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_BarDelegate(self._model, self._view))
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.activated.connect(lambda index: self.bar_activated.emit(index.row()))
        self._view.selectionModel().currentChanged.connect(lambda now, _old: self.current_changed.emit(now.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    def set_bars(self, bars: Sequence[Bar], maximum: float | None = None) -> None:
        """``maximum`` is the value of a full bar: 1.0 for probabilities; without it the largest value."""
        self._model.set_bars(list(bars), maximum)

    def fit_rows(self, most: int = 12) -> None:
        """Makes the list as high as its rows, ``most`` of them at once; further ones scroll."""
        self.setFixedHeight(ROW * max(1, min(most, self._model.rowCount())) + 4)

    def set_current(self, row: int) -> None:
        self._view.setCurrentIndex(self._model.index(row))

    def forget_current(self) -> None:
        """No row is selected any more."""
        self._view.selectionModel().clear()

    def view(self) -> QListView:
        return self._view


class _BarModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bars: list[Bar] = []
        self.maximum = 1.0
        self.labels: list[str] = []
        self.texts: list[str] = []

    def set_bars(self, bars: list[Bar], maximum: float | None) -> None:
        self.beginResetModel()
        self.bars = bars
        self.maximum = maximum or max((bar.value for bar in bars), default=1.0) or 1.0
        self.labels = _longest(bar.label for bar in bars)
        self.texts = _longest(_amount(bar) for bar in bars)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{bar.label}: {_amount(bar)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return bar.tooltip or f"{bar.label}: {_amount(bar)}"
        return bar if role == _BAR_ROLE else None


class _BarDelegate(QStyledItemDelegate):
    def __init__(self, model: _BarModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar: Bar = self._model.bars[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(QRectF(box), 5, 5)
        font = make_font(current_theme().body_px, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        inner = box.adjusted(8, 0, -8, 0)
        label_width = min(int(inner.width() * 0.5), _widest(metrics, self._model.labels) + 2)
        text_width = _widest(metrics, self._model.texts) + 2
        painter.setPen(color("text"))
        label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideMiddle, label_width)
        at = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(inner.left(), box.top(), label_width, box.height()), at, label)
        painter.setPen(color("muted"))
        right = QRect(inner.right() - text_width, box.top(), text_width, box.height())
        painter.drawText(right, at | Qt.AlignmentFlag.AlignRight, _amount(bar))
        room = QRectF(inner.left() + label_width + 12, box.center().y() - 3.5, 0, 8)
        room.setRight(right.left() - 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("track"))
        painter.drawRoundedRect(room, 4, 4)
        share = min(1.0, max(0.0, bar.value / self._model.maximum))
        if share > 0:
            painter.setBrush(QColor(bar.token) if bar.token.startswith("#") else color(bar.token))
            room.setWidth(max(4.0, room.width() * share))
            painter.drawRoundedRect(room, 4, 4)
        painter.restore()


def _longest(texts: Iterable[str]) -> list[str]:
    """A few, to be measured when painted: "negative" is wider than "positive"."""
    return nlargest(8, set(texts), key=len)


def _widest(metrics: QFontMetrics, texts: Sequence[str]) -> int:
    return max(map(metrics.horizontalAdvance, texts), default=0)


def _amount(bar: Bar) -> str:
    return bar.text or value_text(bar.value)
