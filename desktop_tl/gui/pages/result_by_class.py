"""What Results has in common where a model tells several classes or labels at once: a bar for each, the samples, and a
table. A press on a bar or a row shows the samples of that class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.pages.figure_table import Column, FigureTable
from desktop_tl.gui.pages.result_samples import SamplesCard
from desktop_tl.gui.pages.table_card import TableCard
from desktop_tl.gui.pages.two_columns import TwoColumns
from desktop_tl.gui.widgets.bar_list import BarList
from desktop_tl.gui.widgets.card import Card

SORTED_BY = 4
"""Of the table: the figure that says most of a class."""


class ClassCards(QWidget):
    """Two cards beside each other and one below.

    Attributes:
        card: that of the bars; more may be added above these.
        index: the class that is looked at; None for all.

    Signals:
        index_changed(): another class, or all again.
    """

    index_changed = Signal()

    def __init__(
        self,
        kind: str,
        *,
        card: Card,
        bars: BarList,
        samples: SamplesCard,
        table_name: str,
        columns: Sequence[Column],
        height: int,
    ) -> None:
        """``kind`` begins the names of its parts; ``height`` is that of the upper cards."""
        super().__init__()
        self.index: int | None = None
        self.card, self.bars, self.samples = card, bars, samples
        bars.setObjectName(f"{kind}_bars")
        bars.current_changed.connect(self._on_bar)
        samples.all_wanted.connect(self.show_all)
        pair = TwoColumns()
        for one in (card, samples):
            one.setFixedHeight(height)
            pair.add(one)
        self.table = FigureTable(table_name, columns, sort_by=SORTED_BY)
        self.table.setObjectName(f"{kind}_table")
        self.table.row_pressed.connect(bars.set_current)
        subtitle = self.tr("The weakest first; press a column to sort by it.")
        below = TableCard(kind, self.table, self.tr("In figures"), subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(pair)
        layout.addWidget(below)

    def forget_index(self) -> None:
        """All classes, without a word to anybody: another run comes."""
        self.index = None
        self.bars.forget_current()

    def show_all(self) -> None:
        """All classes again."""
        self.forget_index()
        self.index_changed.emit()

    def _on_bar(self, index: int) -> None:
        if index >= 0 and index != self.index:
            self.index = index
            self.index_changed.emit()
