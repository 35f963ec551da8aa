"""Shows how well each class is recognised, as a table that sorts and can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.number_table import NumberTable
from desktop_tl.runs.evaluation import Evaluation

ROW, MOST_ROWS = 28, 12
WIDTHS = (116, 178, 168)
Row = tuple[str, int, float | None, float | None]


class ClassTable(NumberTable):
    """One row a class; the least recognised first until somebody sorts it otherwise by a column's head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Classes"), parent)
        self.setObjectName("class_table")
        self._rows: list[Row] = []
        self._nouns = sample_words("image")
        self._column, self._order = 2, Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setToolTip(
            self.tr(
                "Recognised: part of the class that is recognised.\n"
                "Reliable: part of what is called so that really is.\n"
                "Press a column to sort by it."
            )
        )
        room = "padding-right: 26px;"  # for the arrow, which would cover the end of a word at the right
        self.setStyleSheet(f"QHeaderView::section:horizontal {{ {room} }} QTableView::item {{ {room} }}")
        header.sortIndicatorChanged.connect(self._sort_by)
        header.setSortIndicator(self._column, self._order)
        self.setSelectionBehavior(NumberTable.SelectionBehavior.SelectRows)

    def set_evaluation(self, evaluation: Evaluation, nouns: SampleWords) -> None:
        """Shows the classes of an evaluation of samples that are called so."""
        self._nouns = nouns
        totals = evaluation.confusion.sum(1).tolist()
        self._rows = list(zip(evaluation.classes, totals, evaluation.recalls, evaluation.precisions, strict=True))
        self._fill()
        self.setFixedHeight(36 + ROW * max(1, min(MOST_ROWS, len(self._rows))) + 4)

    def _sort_by(self, column: int, order: Qt.SortOrder) -> None:
        self._column, self._order = column, order
        self._fill()

    def _fill(self) -> None:
        rows = sorted(self._rows, key=lambda row: row[0].casefold())
        known = [row for row in rows if row[self._column] is not None]
        known.sort(key=self._sort_key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        rows = known + [row for row in rows if row[self._column] is None]
        columns = [
            self.tr("Class"),
            self._nouns.heading_many,
            self.tr("Recognised (recall)"),
            self.tr("Reliable (precision)"),
        ]
        cells = [
            [name, count_text(total), _share(recall), _share(precision)] for name, total, recall, precision in rows
        ]
        self.set_table(columns, cells, word_columns=(0,))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS, 1):
            header.resizeSection(column, width)

    def _sort_key(self, row: Row) -> tuple[str, float]:
        value = row[self._column]
        return (value.casefold(), 0.0) if isinstance(value, str) else ("", value or 0.0)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"
