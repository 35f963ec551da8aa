"""A table of figures, a row for each label or value, that sorts by any column and can be copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_tl.gui.widgets.number_table import NumberTable

ROW, MOST_ROWS = 28, 12


@dataclass(frozen=True)
class Column:
    """One column: its head, how a figure is written, and how wide it is; the first one takes what is left."""

    title: str
    write: Callable[[Any], str] = str
    width: int = 128
    explanation: str = ""


class FigureTable(NumberTable):
    """Rows begin with a name; a figure that is None comes last, however it is sorted.

    Signals:
        row_pressed(int): its number among those that were set.
    """

    row_pressed = Signal(int)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        sort_by: int,
        order: Qt.SortOrder = Qt.SortOrder.AscendingOrder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._columns, self._rows = columns, list[Sequence[Any]]()
        self._column, self._order = sort_by, order
        self._shown: list[int] = []
        self.clicked.connect(lambda index: self.row_pressed.emit(self._shown[index.row()]))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setToolTip("\n".join(f"{one.title}: {one.explanation}" for one in columns if one.explanation))
        room = "padding-right: 26px;"  # for the arrow, which would cover the end of a word at the right
        self.setStyleSheet(f"QHeaderView::section:horizontal {{ {room} }} QTableView::item {{ {room} }}")
        header.sortIndicatorChanged.connect(self._sort_by)
        header.setSortIndicator(sort_by, order)
        self.setSelectionBehavior(NumberTable.SelectionBehavior.SelectRows)

    def set_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """A name and a figure for each further column."""
        self._rows = list(rows)
        self._fill()
        self.setFixedHeight(36 + ROW * max(1, min(MOST_ROWS, len(self._rows))) + 4)

    def _sort_by(self, column: int, order: Qt.SortOrder) -> None:
        self._column, self._order = column, order
        self._fill()

    def _fill(self) -> None:
        numbers = sorted(range(len(self._rows)), key=lambda number: str(self._rows[number][0]).casefold())
        known = [number for number in numbers if self._rows[number][self._column] is not None]
        known.sort(key=self._sort_key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self._shown = known + [number for number in numbers if self._rows[number][self._column] is None]
        cells = [
            [
                column.write(value) if value is not None else "–"
                for column, value in zip(self._columns, self._rows[number], strict=True)
            ]
            for number in self._shown
        ]
        self.set_table([column.title for column in self._columns], cells, word_columns=(0,))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, column in enumerate(self._columns[1:], 1):
            header.resizeSection(number, column.width)

    def _sort_key(self, number: int) -> Any:
        value = self._rows[number][self._column]
        return value.casefold() if isinstance(value, str) else value
