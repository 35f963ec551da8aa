"""The numbers behind a picture as a table one can copy: for spreadsheets, and for those who cannot see the picture."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_tl.gui.theme import color

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class NumberTable(QTableView):
    """Ctrl+C copies the selected cells (or, with none selected, everything) as tab-separated text."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _TableModel(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(112)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)

    def set_table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        row_names: Sequence[str] | None = None,
        word_columns: Collection[int] = (),
        faint_columns: Collection[int] = (),
    ) -> None:
        """``word_columns`` hold words, which stand at the left; numbers stand at the right. ``faint_columns`` are those
        that matter less."""
        self._model.word_columns, self._model.faint_columns = frozenset(word_columns), frozenset(faint_columns)
        self._model.set_table(list(columns), rows, row_names)
        self.verticalHeader().setVisible(row_names is not None)

    def as_text(self, whole: bool = False) -> str:
        """Tab-separated, with the names of the columns (and of the rows, if they have any)."""
        model = self._model
        picked = [] if whole else self.selectedIndexes()
        rows = sorted({i.row() for i in picked}) or range(model.rowCount())
        columns = sorted({i.column() for i in picked}) or range(model.columnCount())
        names = model.row_names
        lines = ["\t".join(([""] if names else []) + [model.columns[c] for c in columns])]
        for row in rows:
            lines.append("\t".join(([names[row]] if names else []) + [model.rows[row][c] for c in columns]))
        return "\n".join(lines)

    def copy(self, whole: bool = False) -> None:
        QGuiApplication.clipboard().setText(self.as_text(whole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


class _TableModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: list[str] = []
        self.rows: Sequence[Sequence[str]] = []
        self.row_names: Sequence[str] | None = None
        self.word_columns: frozenset[int] = frozenset()
        self.faint_columns: frozenset[int] = frozenset()

    def set_table(self, columns: list[str], rows: Sequence[Sequence[str]], row_names: Sequence[str] | None) -> None:
        self.beginResetModel()
        self.columns, self.rows, self.row_names = columns, rows, row_names
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in self.word_columns:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in self.faint_columns:
            return color("muted")
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column in self.word_columns else Qt.AlignmentFlag.AlignRight
        return Qt.AlignmentFlag.AlignVCenter | side

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section]
        return self.row_names[section] if self.row_names else None
