"""The list of runs: a table that is as quick with ten thousand runs as with ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_tl.gui.pages.answer_words import figure_text, metric_text
from desktop_tl.gui.pages.run_words import accuracy_text, status_text, status_tone, strategy_text
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.amounts import duration_text, moment_text, when_text
from desktop_tl.gui.widgets.pill import paint_pill
from desktop_tl.runs.store import RunSummary

NAME, STATUS, ACCURACY, STARTED, TOOK = range(5)
SORT = Qt.ItemDataRole.UserRole
SUMMARY = Qt.ItemDataRole.UserRole + 1
ROW, FIGURE, LEAST_NAME = 54, 88, 150
Index = QModelIndex | QPersistentModelIndex


class RunModel(QAbstractTableModel):
    """One row for each run, in the order of the store."""

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``titles``: id → what the catalog calls a backbone or a dataset."""
        super().__init__(parent)
        self.runs: list[RunSummary] = []
        self.names_metrics = True
        """Whether a figure that is no accuracy says of what it is; where it does not, the tooltip does."""
        self._titles = titles

    def set_runs(self, runs: Sequence[RunSummary]) -> None:
        self.beginResetModel()
        self.runs = list(runs)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def subtitle(self, run: RunSummary, *, short: bool = False) -> str:
        """The line below the name; ``short`` leaves the data out."""
        if run.problem:
            return self.tr("Cannot be opened") if short else self.tr("Damaged: it can only be looked at")
        names = [] if short else [self._titles.get(run.dataset, run.dataset)]
        names += [self._titles.get(run.backbone, run.backbone), strategy_text(run.strategy)]
        return "  ·  ".join(name for name in names if name not in run.title)  # a made-up title says it already

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        run, column = self.runs[index.row()], index.column()
        if role == SUMMARY:
            return run
        if role == SORT:
            return self._sort_key(run, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(run, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            tips = {NAME: f"{run.title}\n{self.subtitle(run)}", STARTED: moment_text(run.started_at)}
            tips[ACCURACY] = "" if self.names_metrics else figure_text(run.metric, run.figure)
            return tips.get(column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return f"{run.title}, {self.subtitle(run)}, {status_text(run)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column > STATUS:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ForegroundRole and column in (STARTED, TOOK):
            return color("muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section > STATUS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            figure = self.tr("Accuracy") if self._all_tell_accuracy() else self.tr("Result")
            return (self.tr("Run"), self.tr("Status"), figure, self.tr("Started"), self.tr("Took"))[section]
        return None

    def widest_figures(self) -> list[str]:
        """The longest figure of each metric, as it is where there is room."""
        texts: dict[str, str] = {}
        self.names_metrics = True
        for run in self.runs:
            text = self._text(run, ACCURACY)
            texts[run.metric] = max(texts.get(run.metric, ""), text, key=len)
        return list(texts.values())

    def _all_tell_accuracy(self) -> bool:
        return all(run.metric == "accuracy" for run in self.runs)

    def _text(self, run: RunSummary, column: int) -> str:
        match column:
            case 0:
                return run.title
            case 1:
                return status_text(run)
            case 2:
                if run.metric == "accuracy":
                    return accuracy_text(run.accuracy)
                return (figure_text if self.names_metrics else metric_text)(run.metric, run.figure)
            case 3:
                return when_text(run.started_at)
            case _:
                return "–" if run.seconds is None else duration_text(run.seconds)

    def _sort_key(self, run: RunSummary, column: int) -> object:
        match column:
            case 0:
                return run.title.casefold()
            case 1:
                return status_text(run)
            case 2:
                figure = inf if run.figure is None else run.figure
                return -figure if run.lower_is_better or run.figure is None else figure
            case 3:
                return run.started_at.timestamp()
            case _:
                return -1.0 if run.seconds is None else run.seconds


class RunFilter(QSortFilterProxyModel):
    """Keeps the runs in which every word of the search occurs somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT)

    def set_search(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = super().headerData(section, orientation, role)
        if role != Qt.ItemDataRole.DisplayRole or section != self.sortColumn():
            return text
        return f"{text} {'↑' if self.sortOrder() == Qt.SortOrder.AscendingOrder else '↓'}"

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RunModel)
        run = model.runs[row]
        parts = (run.title, run.name, model.subtitle(run), run.dataset, run.backbone, run.strategy, status_text(run))
        text = " ".join(parts).casefold()
        return all(word in text for word in self._words)


class RunTable(QTableView):
    """Signals:
    opened(RunSummary): a run was double-clicked, or Return was pressed on it.
    run_chosen(RunSummary | None): another run is selected.
    delete_wanted(): the Delete key was pressed.
    """

    opened = Signal(object)
    run_chosen = Signal(object)
    delete_wanted = Signal()

    def __init__(self, model: RunModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = model
        self.filter = RunFilter(self)
        self.filter.setSourceModel(model)
        self.setModel(self.filter)
        self.setItemDelegate(_RunDelegate(self))
        self.setProperty("bare", True)
        self.setAccessibleName(self.tr("Runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.sortByColumn(STARTED, Qt.SortOrder.DescendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)  # it would lie upon the right-aligned names, which carry an arrow instead
        header.sortIndicatorChanged.connect(lambda *_: header.viewport().update())
        header.setMinimumSectionSize(60)
        header.setFixedHeight(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in {STATUS: 104, ACCURACY: FIGURE, STARTED: 124, TOOK: 96}.items():
            header.resizeSection(column, width)
        model.modelReset.connect(self._fit_columns)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.run_chosen.emit(self.chosen()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(SUMMARY)))

    def chosen(self) -> RunSummary | None:
        """The selected run."""
        index = self.currentIndex()
        return index.data(SUMMARY) if index.isValid() else None

    def choose(self, wanted: str | Path) -> bool:
        """Selects the run of that name or in that folder; False if it is not in the list."""
        for row in range(self.filter.rowCount()):
            index = self.filter.index(row, NAME)
            run: RunSummary = index.data(SUMMARY)
            if wanted in (run.name, run.path):
                self.setCurrentIndex(index)
                self.selectRow(row)
                return True
        return False

    def choose_first(self) -> None:
        """Selects the run at the top, if there is one."""
        if self.filter.rowCount():
            self.setCurrentIndex(self.filter.index(0, NAME))
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        self.setColumnHidden(TOOK, room < 700)
        self.setColumnHidden(STARTED, room < 480)
        metrics = QFontMetrics(make_font(current_theme().body_px, tabular=True))
        widths = (metrics.horizontalAdvance(text) + 24 for text in self.runs.widest_figures())
        header, wanted = self.horizontalHeader(), max([FIGURE, *widths])
        others = sum(header.sectionSize(column) for column in (STATUS, STARTED, TOOK))  # 0 for a hidden one
        self.runs.names_metrics = room - others - wanted >= LEAST_NAME
        header.resizeSection(ACCURACY, wanted if self.runs.names_metrics else FIGURE)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self.chosen()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and run is not None:
            self.opened.emit(run)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and run is not None:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class _RunDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = index.column()
        if column > STATUS:
            option.font = make_font(current_theme().body_px, tabular=True)
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        run: RunSummary = index.data(SUMMARY)
        if column == STATUS:
            paint_pill(
                painter, option.rect.left() + 8, option.rect.center().y() + 0.5, status_text(run), status_tone(run)
            )
        else:
            self._paint_name(painter, option.rect.adjusted(9, 8, -8, -8), run, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def _paint_name(self, painter: QPainter, box: QRect, run: RunSummary, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RunFilter)
        source = model.sourceModel()
        assert isinstance(source, RunModel)
        theme = current_theme()
        small, subtitle = make_font(theme.caption_px), source.subtitle(run)
        if QFontMetrics(small).horizontalAdvance(subtitle) > box.width():
            subtitle = source.subtitle(run, short=True)
        lines = [
            (run.title, make_font(theme.body_px, QFont.Weight.DemiBold), "text"),
            (subtitle, small, "danger" if run.problem else "muted"),
        ]
        painter.save()
        for number, (text, font, token) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(color(token))
            line = QRect(box.left(), box.top() + number * box.height() // 2, box.width(), box.height() // 2)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
