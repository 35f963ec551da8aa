"""Shows any number of pictures or texts as tiles; only those in sight are ever read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.contents import Contents, Load
from desktop_tl.gui.widgets.number_table import ROOT, Index
from desktop_tl.gui.widgets.tiles import GAP, Badge, PictureTiles, Tile, Tiles

BATCH = 10_000
"""Tiles that are laid out between two looks at what else the window has to do: some ten milliseconds."""


class TileGrid(QWidget):
    """A virtual grid of tiles with captions; arrows move, Enter or a double click opens.

    Signals:
        activated(int): a tile was opened.
        current_changed(int): the current tile, -1 for none.
        selection_changed(list[int]): the selected tiles, in order.
    """

    activated = Signal(int)
    current_changed = Signal(int)
    selection_changed = Signal(list)

    def __init__(
        self, name: str = "", tiles: Tiles | None = None, multiple: bool = False, parent: QWidget | None = None
    ) -> None:
        """``tiles`` are pictures unless others are given."""
        super().__init__(parent)
        self._tiles: Tiles = tiles or PictureTiles()
        self.contents = Contents(parent=self)
        self.contents.ready.connect(self._on_ready)
        self.destroyed.connect(self.contents.stop)
        self._model = _TileModel(self)
        self._view = _View(self)
        self._view.setAccessibleName(name)
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
        load: Load,
        caption: Callable[[int], str] | None = None,
        badge: Callable[[int], Badge | None] | None = None,
    ) -> None:
        """``load`` runs on other threads and may raise; ``caption`` and ``badge`` run here, for tiles in sight only."""
        self.contents.set_source(load, self._pixels())
        self._model.set_items(count, caption, badge)
        self._view.scrollToTop()
        self._update_wanted()

    def clear(self) -> None:
        self.set_items(0, lambda _index: "")

    def count(self) -> int:
        return self._model.rowCount()

    def current(self) -> int:
        return self._view.currentIndex().row()

    def set_current(self, index: int) -> None:
        self._view.setCurrentIndex(self._model.index(index))

    def selected(self) -> list[int]:
        return sorted(index.row() for index in self._view.selectionModel().selectedIndexes())

    def set_tiles(self, tiles: Tiles) -> None:
        """Another look, for what `set_items` is going to give; what is shown goes."""
        self.clear()
        self._tiles = tiles
        self._view.fit_tiles()

    def set_name(self, name: str) -> None:
        """For screen readers."""
        self._view.setAccessibleName(name)

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

    def tiles(self) -> Tiles:
        return self._tiles

    @Slot(int)
    def _on_ready(self, index: int) -> None:
        self._view.update(self._model.index(index))  # dataChanged would lay all 100,000 tiles out again

    def _update_wanted(self) -> None:
        self.contents.set_wanted(self.visible_range())

    def update_wanted(self) -> None:
        self._update_wanted()

    def _pixels(self) -> QSize:
        side = round(self._tiles.least * 1.5 * self.devicePixelRatioF())
        return QSize(side, side)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.contents.stop()
        super().closeEvent(event)


class _View(QListView):
    def __init__(self, grid: TileGrid) -> None:
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
        self.setVerticalScrollBar(_Bar(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def fit_tiles(self) -> None:
        tiles = self._grid.tiles()
        room = self.viewport().width() - 1
        columns = max(1, room // (tiles.least + GAP))
        width = max(48, room // columns)
        size = QSize(width, tiles.height(width))
        if size != self.gridSize():
            self.setGridSize(size)
            self.verticalScrollBar().setSingleStep(size.height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit_tiles()
        super().resizeEvent(event)
        self._grid.update_wanted()


class _Bar(QScrollBar):
    """Keeps its place, but shows nothing while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > 0:
            super().paintEvent(event)


class _TileModel(QAbstractListModel):
    def __init__(self, grid: TileGrid) -> None:
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
            words = [self.caption(row), badge.text if badge else "", self._grid.contents.error(row)]
            text = self._grid.contents.get(row) if role == Qt.ItemDataRole.AccessibleTextRole else None
            words += [text] if isinstance(text, str) else []
            number = QCoreApplication.translate("TileGrid", "Number {0}").format(row + 1)
            return "\n".join(word for word in words if word) or number
        return None


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, grid: TileGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._grid.view().gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, contents, model = index.row(), self._grid.contents, self._grid.model()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        cell = QRectF(option.rect).adjusted(4, 4, -4, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(cell.adjusted(-2, -2, 2, 2), 8, 8)
        tile = Tile(
            cell=cell,
            content=contents.get(row),
            error=contents.error(row),
            caption=model.caption(row),
            badge=model.badge(row),
            is_chosen=chosen,
        )
        self._grid.tiles().paint(painter, tile)
        if option.state & QStyle.StateFlag.State_HasFocus and shows_ring(self._grid.view()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 8, 8)
        painter.restore()
