"""How one backbone looks in the list: title and accuracy above, size and weights below."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.pages.backbone_query import is_trained
from desktop_tl.gui.pages.backbone_words import percent_text, published_accuracy, size_text, weights_word, work_text
from desktop_tl.gui.theme import color, current_theme, make_font

ROW = 54


class BackboneModel(QAbstractListModel):
    """The backbones that fit, in order."""

    def __init__(self, suggested: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.specs: list[BackboneSpec] = []
        self.suggested = suggested
        self._here: Collection[str] | None = None
        self._always_here: frozenset[str] = frozenset()

    def set_suggested(self, suggested: str) -> None:
        self.suggested = suggested

    def set_specs(self, specs: list[BackboneSpec]) -> None:
        self.beginResetModel()
        self.specs = specs
        self.endResetModel()

    def set_here(self, here: Collection[str]) -> None:
        self._here = here
        if self.specs:
            self.dataChanged.emit(self.index(0), self.index(len(self.specs) - 1))

    def set_always_here(self, ids: Iterable[str]) -> None:
        self._always_here = frozenset(ids)

    def is_here(self, spec: BackboneSpec) -> bool | None:
        if spec.id in self._always_here:
            return True
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


class BackboneDelegate(QStyledItemDelegate):
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
        own = is_trained(spec)
        word = self.tr("yours") if own else weights_word(spec, is_here)
        right = _draw(painter, below, word, small, "success" if is_here else "muted", right=True)
        if is_here:
            paint_icon(painter, "check", QRect(below.right() - right - 18, below.center().y() - 7, 16, 16), "success")
            right += 18
        elif is_here is False and spec.weights:
            paint_icon(painter, "download", QRect(below.right() - right - 18, below.center().y() - 7, 15, 15), "muted")
            right += 18
        room = below.adjusted(0, 0, -right - 8, 0)
        meta = " · ".join(word for word in (size_text(spec), work_text(spec)) if word) or spec.family
        if own:
            meta = spec.description  # the network that was trained
        if not own and QFontMetrics(small).horizontalAdvance(meta) > room.width():
            meta = size_text(spec) or spec.family
        _draw(painter, room, meta, small, "muted")
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
