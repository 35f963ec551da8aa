"""Shows any number of pictures as tiles; only those in sight are ever read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.number_table import ROOT, Index
from desktop_tl.gui.widgets.thumbnails import Thumbnails

GAP = 12
BATCH = 10_000
"""Tiles that are laid out between two looks at what else the window has to do: some ten milliseconds."""

CAPTION = 24


class Badge(NamedTuple):
    """A small mark on the corner of a tile, e.g. ``Badge("shirt", "danger")``."""

    text: str
    token: str = "danger"


class ImageGrid(QWidget):
    """A virtual grid of thumbnails with captions; arrows move, Enter or a double click opens.

    Signals:
        activated(int): a tile was opened.
        current_changed(int): the current tile, -1 for none.
        selection_changed(list[int]): the selected tiles, in order.
    """

    activated = Signal(int)
    current_changed = Signal(int)
    selection_changed = Signal(list)

    def __init__(self, name: str = "", tile: int = 128, multiple: bool = False, parent: QWidget | None = None) -> None:
        """``tile`` is the least width of a tile; tiles grow so that a row fills the width."""
        super().__init__(parent)
        self._tile = tile
        self._load: Callable[[int], QImage] | None = None
        self.thumbnails = Thumbnails(parent=self)
        self.thumbnails.ready.connect(self._on_ready)
        self.destroyed.connect(self.thumbnails.stop)
        self._model = _TileModel(self)
        self._view = _View(self)
        self._view.setAccessibleName(name or self.tr("Pictures"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(_TileDelegate(self, self._view))
        mode = QListView.SelectionMode.ExtendedSelection if multiple else QListView.SelectionMode.SingleSelection
        self._view.setSelectionMode(mode)
        self._view.activated.connect(lambda index: self.activated.emit(index.row()))
        selection = self._view.selectionModel()
        selection.currentChanged.connect(lambda now, _old: self.current_changed.emit(now.row()))
        selection.selectionChanged.connect(lambda *_: self.selection_changed.emit(self.selected()))
        self._view.verticalScrollBar().valueChanged.connect(self._update_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    def set_items(
        self,
        count: int,
        load: Callable[[int], QImage],
        caption: Callable[[int], str] | None = None,
        badge: Callable[[int], Badge | None] | None = None,
    ) -> None:
        """``load`` runs on other threads and may raise; ``caption`` and ``badge`` run here, for tiles in sight only."""
        self._load = load
        self.thumbnails.set_source(load, self._pixels())
        self._model.set_items(count, caption, badge)
        self._view.scrollToTop()
        self._update_wanted()

    def clear(self) -> None:
        self.set_items(0, lambda _index: QImage())

    def count(self) -> int:
        return self._model.rowCount()

    def current(self) -> int:
        return self._view.currentIndex().row()

    def set_current(self, index: int) -> None:
        self._view.setCurrentIndex(self._model.index(index))

    def selected(self) -> list[int]:
        return sorted(index.row() for index in self._view.selectionModel().selectedIndexes())

    def set_tile(self, width: int) -> None:
        self._tile = width
        self._view.fit_tiles(width)
        if self._load is not None:
            self.thumbnails.set_source(self._load, self._pixels())

    def reload(self, index: int) -> None:
        self.thumbnails.forget(index)
        self._on_ready(index)

    def view(self) -> QListView:
        return self._view

    def model(self) -> _TileModel:
        return self._model

    def visible_range(self) -> range:
        """The tiles in sight, one row more on each side."""
        size, count = self._view.gridSize(), self.count()
        if not count or size.isEmpty():
            return range(0)
        columns = max(1, self._view.viewport().width() // size.width())
        top = self._view.verticalScrollBar().value()
        first = max(0, top // size.height() - 1)
        last = (top + self._view.viewport().height()) // size.height() + 1
        return range(first * columns, min(count, (last + 1) * columns))

    def tile_width(self) -> int:
        return self._tile

    @Slot(int)
    def _on_ready(self, index: int) -> None:
        self._view.update(self._model.index(index))  # dataChanged would lay all 100,000 tiles out again

    def _update_wanted(self) -> None:
        self.thumbnails.set_wanted(self.visible_range())

    def update_wanted(self) -> None:
        self._update_wanted()

    def _pixels(self) -> QSize:
        side = round(self._tile * 1.5 * self.devicePixelRatioF())
        return QSize(side, side)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.thumbnails.stop()
        super().closeEvent(event)


class _View(QListView):
    def __init__(self, grid: ImageGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setProperty("bare", True)
        self.setFlow(QListView.Flow.LeftToRight)  # list mode that wraps: lays 100,000 tiles out in milliseconds
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a million tiles at once would stall the window for seconds
        self.setBatchSize(BATCH)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width never jumps
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def fit_tiles(self, least: int) -> None:
        room = self.viewport().width() - 1
        columns = max(1, room // (least + GAP))
        width = max(48, room // columns)
        size = QSize(width, width + CAPTION - GAP + 8)
        if size != self.gridSize():
            self.setGridSize(size)
            self.verticalScrollBar().setSingleStep(size.height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit_tiles(self._grid.tile_width())
        super().resizeEvent(event)
        self._grid.update_wanted()


class _TileModel(QAbstractListModel):
    def __init__(self, grid: ImageGrid) -> None:
        super().__init__(grid)
        self._grid, self._count = grid, 0
        self._caption: Callable[[int], str] | None = None
        self._badge: Callable[[int], Badge | None] | None = None

    def set_items(
        self, count: int, caption: Callable[[int], str] | None, badge: Callable[[int], Badge | None] | None
    ) -> None:
        self.beginResetModel()
        self._count, self._caption, self._badge = count, caption, badge
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def caption(self, index: int) -> str:
        return self._caption(index) if self._caption else ""

    def badge(self, index: int) -> Badge | None:
        return self._badge(index) if self._badge else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.caption(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            badge = self.badge(row)
            words = (self.caption(row), badge.text if badge else "", self._grid.thumbnails.error(row))
            return "\n".join(word for word in words if word) or QCoreApplication.translate(
                "ImageGrid", "Picture {0}"
            ).format(row + 1)
        return None


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, grid: ImageGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._grid.view().gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme, thumbnails = index.row(), current_theme(), self._grid.thumbnails
        model = self._grid.model()
        picture, error, badge = thumbnails.picture(row), thumbnails.error(row), model.badge(row)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        cell = QRectF(option.rect).adjusted(4, 4, -4, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(cell.adjusted(-2, -2, 2, 2), 8, 8)
        frame = QRectF(cell.left() + 2, cell.top() + 2, cell.width() - 4, cell.height() - CAPTION - 2)
        path = QPainterPath()
        path.addRoundedRect(frame, 6, 6)
        if picture is not None:
            painter.setClipPath(path)
            self._draw_cover(painter, frame, picture)
            painter.setClipping(False)
        else:
            painter.fillPath(path, color("raised"))
            mark = QRect(0, 0, 24, 24)
            mark.moveCenter(frame.center().toPoint())
            paint_icon(painter, "error" if error else "image", mark, "danger" if error else "border_strong")
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        if error:
            badge = Badge(QCoreApplication.translate("ImageGrid", "Unreadable"), "danger")
        if badge is not None:
            self._draw_badge(painter, frame, badge)
        font = make_font(theme.caption_px, tabular=True)
        painter.setFont(font)
        painter.setPen(color("text" if chosen else "muted"))
        where = QRect(int(frame.left()), int(frame.bottom()) + 2, int(frame.width()), CAPTION - 4)
        text = QFontMetrics(font).elidedText(model.caption(row), Qt.TextElideMode.ElideMiddle, where.width() - 2)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
        if option.state & QStyle.StateFlag.State_HasFocus and shows_ring(self._grid.view()):
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 8, 8)
        painter.restore()

    @staticmethod
    def _draw_cover(painter: QPainter, frame: QRectF, picture: QPixmap) -> None:
        """Fills the tile and cuts what hangs over, from the middle."""
        width, height = picture.width(), picture.height()
        scale = max(frame.width() / width, frame.height() / height)
        source = QRectF(0, 0, frame.width() / scale, frame.height() / scale)
        source.moveCenter(QRectF(0, 0, width, height).center())
        painter.drawPixmap(frame, picture, source)

    @staticmethod
    def _draw_badge(painter: QPainter, frame: QRectF, badge: Badge) -> None:
        font = make_font(11, QFont.Weight.DemiBold, tabular=True)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, int(frame.width()) - 24)
        pill = QRectF(0, frame.top() + 6, metrics.horizontalAdvance(text) + 12, 18)
        pill.moveRight(frame.right() - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(badge.token))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setFont(font)
        painter.setPen(color("accent_text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
