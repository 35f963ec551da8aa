"""The list of backbones with its search, filters and order; fifteen hundred of them scroll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.pages.backbone_query import BackboneQuery, find_backbones, list_families
from desktop_tl.gui.pages.backbone_words import percent_text, published_accuracy, size_text, weights_word, work_text
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.editors import ComboBox
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.text import Caption

ROW = 54
SIZES = (5_000_000, 10_000_000, 30_000_000, 100_000_000)


class BackboneBrowser(Card):
    """Search, filters and the list.

    Signals:
        chosen(str): somebody chose a backbone; its id. Not sent by ``set_current``.
    """

    chosen = Signal(str)

    def __init__(self, specs: Sequence[BackboneSpec], suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.layout().setContentsMargins(12, 14, 8, 12)
        self._specs, self._suggested = list(specs), suggested
        self._query = BackboneQuery()
        self._here: Collection[str] = ()
        self._current = ""
        self._model = BackboneModel(suggested, self)
        self.add(self._make_head())
        self._view = QListView()
        self._view.setObjectName("backbone_list")
        self._view.setAccessibleName(self.tr("Backbones"))
        self._view.setProperty("bare", True)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_BackboneDelegate(self._model, self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self.add(self._view, 1)
        self._refresh()

    def view(self) -> QListView:
        return self._view

    def ids(self) -> list[str]:
        """What is listed, in order."""
        return [spec.id for spec in self._model.specs]

    def set_here(self, here: Collection[str]) -> None:
        """Whose weights are on this computer."""
        self._here = here
        self._model.set_here(here)
        if self._query.only_here or self._query.order == "recommended":
            self._refresh()

    def set_current(self, backbone_id: str) -> None:
        """Marks the chosen one, if it is listed, and brings it into sight."""
        self._current = backbone_id
        self._mark_current(scroll=True)

    def set_query(self, query: BackboneQuery) -> None:
        self._query = query
        self._refresh()

    def _make_head(self) -> QVBoxLayout:
        search = SearchField(self.tr("Search backbones"))
        search.setObjectName("backbone_search")
        search.setMaximumWidth(9999)
        search.setMinimumWidth(120)
        search.search_changed.connect(lambda text: self.set_query(replace(self._query, text=text)))
        self._family = _combo(self.tr("Family"), [(self.tr("All families"), "")])
        for family in list_families(self._specs):
            self._family.addItem(family, family)
        self._family.setObjectName("backbone_family")
        self._family.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, family=self._family.currentData()))
        )
        sizes = [(self.tr("Any size"), 0)]
        sizes += [(self.tr("Up to {0} M").format(size // 1_000_000), size) for size in SIZES]
        self._size = _combo(self.tr("Size in parameters"), sizes)
        self._size.setObjectName("backbone_size")
        self._size.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, most_parameters=self._size.currentData()))
        )
        orders = [
            (self.tr("Recommended first"), "recommended"),
            (self.tr("Most accurate first"), "accuracy"),
            (self.tr("Smallest first"), "size"),
            (self.tr("Quickest first"), "speed"),
            (self.tr("By name"), "name"),
        ]
        self._order = _combo(self.tr("Order"), orders)
        self._order.setObjectName("backbone_order")
        self._order.currentIndexChanged.connect(
            lambda _row: self.set_query(replace(self._query, order=self._order.currentData()))
        )
        self._only_here = QCheckBox(self.tr("Weights are here"))
        self._only_here.setObjectName("backbone_only_here")
        self._only_here.setToolTip(self.tr("Only those that can be trained at once, without a download."))
        self._only_here.toggled.connect(lambda on: self.set_query(replace(self._query, only_here=on)))
        self._count = Caption()
        self._count.setObjectName("backbone_count")
        self._count.setWordWrap(False)
        head = QVBoxLayout()
        head.setContentsMargins(4, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(search)
        head.addLayout(_line(self._family, self._size))
        head.addWidget(self._order)
        last = _line(self._only_here, self._count)
        last.setStretch(1, 0)
        head.addLayout(last)
        return head

    def _refresh(self) -> None:
        found = find_backbones(self._specs, self._query, suggested=self._suggested, here=self._here)
        self._model.set_specs(found)
        total = len(self._specs)
        if len(found) == total:
            self._count.setText(self.tr("{0} backbones").format(count_text(total)))
        elif found:
            self._count.setText(self.tr("{0} of {1}").format(count_text(len(found)), count_text(total)))
        else:
            self._count.setText(self.tr("None fits"))
        self._mark_current(scroll=False)

    def _mark_current(self, *, scroll: bool) -> None:
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        row = self._model.row_of(self._current)
        if row < 0:
            self._view.clearSelection()
        else:
            self._view.setCurrentIndex(self._model.index(row))
            if scroll:
                self._view.scrollTo(self._model.index(row))
        selection.blockSignals(False)
        self._view.viewport().update()

    def _on_selected(self) -> None:
        rows = self._view.selectionModel().selectedRows()
        if rows:
            chosen = self._model.specs[rows[0].row()].id
            if chosen != self._current:
                self._current = chosen
                self.chosen.emit(chosen)


class BackboneModel(QAbstractListModel):
    """The backbones that fit, in order."""

    def __init__(self, suggested: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.specs: list[BackboneSpec] = []
        self.suggested = suggested
        self._here: Collection[str] | None = None

    def set_specs(self, specs: list[BackboneSpec]) -> None:
        self.beginResetModel()
        self.specs = specs
        self.endResetModel()

    def set_here(self, here: Collection[str]) -> None:
        self._here = here
        if self.specs:
            self.dataChanged.emit(self.index(0), self.index(len(self.specs) - 1))

    def is_here(self, spec: BackboneSpec) -> bool | None:
        return None if self._here is None else spec.id in self._here

    def row_of(self, backbone_id: str) -> int:
        return next((row for row, spec in enumerate(self.specs) if spec.id == backbone_id), -1)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.specs)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        spec = self.specs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return spec.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{spec.title}\n{spec.id}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            weights = self.tr("weights: {0}").format(weights_word(spec, self.is_here(spec)))
            words = (spec.title, spec.family, size_text(spec), percent_text(published_accuracy(spec)), weights)
            return ", ".join(word for word in words if word)
        return None


class _BackboneDelegate(QStyledItemDelegate):
    """Title and accuracy above, size and weights below."""

    def __init__(self, model: BackboneModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        spec = self._model.specs[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        inner = box.adjusted(10, 7, -10, -7)
        half = inner.height() // 2
        above = QRect(inner.left(), inner.top(), inner.width(), half)
        below = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        theme = current_theme()
        strong = make_font(theme.body_px, QFont.Weight.DemiBold, tabular=True)
        small = make_font(theme.caption_px, tabular=True)
        right = _draw(painter, above, percent_text(published_accuracy(spec)), strong, "text", right=True)
        room = above.adjusted(0, 0, -right - 8, 0)
        if spec.id == self._model.suggested:
            pill = QFontMetrics(small).horizontalAdvance(self.tr("Recommended")) + 16
            used = _draw(painter, room.adjusted(0, 0, -pill - 8, 0), spec.title, strong, "text")
            self._draw_pill(painter, QRectF(room.left() + used + 8, room.center().y() - 8.5, pill, 18), small)
        else:
            _draw(painter, room, spec.title, strong, "text")
        is_here = self._model.is_here(spec)
        right = _draw(painter, below, weights_word(spec, is_here), small, "success" if is_here else "muted", right=True)
        if is_here:
            paint_icon(painter, "check", QRect(below.right() - right - 18, below.center().y() - 7, 16, 16), "success")
            right += 18
        elif is_here is False and spec.weights:
            paint_icon(painter, "download", QRect(below.right() - right - 18, below.center().y() - 7, 15, 15), "muted")
            right += 18
        meta = " · ".join(word for word in (size_text(spec), work_text(spec)) if word) or spec.family
        _draw(painter, below.adjusted(0, 0, -right - 8, 0), meta, small, "muted")
        painter.restore()

    def _draw_pill(self, painter: QPainter, box: QRectF, font: QFont) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("success_soft"))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(font)
        painter.setPen(color("success"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tr("Recommended"))


def _draw(painter: QPainter, box: QRect, text: str, font: QFont, token: str, *, right: bool = False) -> int:
    """Writes one line, cut where it does not fit, and returns the width that it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.setFont(font)
    painter.setPen(color(token))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def _combo(name: str, items: Sequence[tuple[str, object]]) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(6)
    combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in items:
        combo.addItem(text, value)
    return combo


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget, 1)
    return line
