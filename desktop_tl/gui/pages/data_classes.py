"""The left side of opened data: the classes with their balance, and what is worth knowing before training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.pages.data_words import classes_text, split_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.bar_list import ROW, Bar, BarList
from desktop_tl.gui.widgets.boxes import class_colour
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.editors import SpinBox
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.text import Body, Caption, Strong

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary, Remark
    from desktop_tl.gui.pages.text_lengths import TextLengths
    from desktop_tl.gui.pages.value_card import ValueSpreads

FEW = 5
QWIDGETSIZE_MAX = 16_777_215  # Qt's own; the binding does not hand it out
_ICONS = {"info": ("info", "muted"), "warning": ("warning", "warning"), "error": ("error", "danger")}


class ClassCard(Card):
    """Every class with its number of samples; choosing one shows only its samples.

    Signals:
        class_chosen(int): a class, or -1 for all.
    """

    class_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Classes"), parent=parent)
        self.spreads: ValueSpreads | None = None
        self.lengths: TextLengths | None = None
        self.bars = BarList(self.tr("Classes"))
        self.bars.setObjectName("class_list")
        self.bars.setMinimumHeight(120)
        # the selection, not the current row: a list that merely gets the focus has a current row already
        self.bars.view().selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self._all = QuietButton(self.tr("Show all"))
        self._all.setObjectName("show_all_classes")
        self._all.setProperty("compact", True)
        keep = self._all.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._all.setSizePolicy(keep)
        self._all.clicked.connect(self.choose_all)
        self._all.hide()
        self.add_header_widget(self._all)
        self.add(self.bars, 1)

    def show_summary(self, summary: DataSummary) -> None:
        self.set_title(classes_text(len(summary.classes), summary.answer) or self.tr("How long they are"))
        self._all.hide()
        plots = self._plots_for(summary.answer)
        for part in (self.bars, self.spreads, self.lengths):
            if part is not None:
                part.setVisible(part is (plots or self.bars))
        if plots is not None:
            self.bars.set_bars([])
            plots.show_summary(summary)
            self.setMaximumHeight(QWIDGETSIZE_MAX if plots is self.spreads else self.sizeHint().height())
            return
        pairs = zip(summary.classes, summary.counts, strict=True)
        bars = [_class_bar(name, int(count)) for name, count in pairs]
        if summary.answer == "boxes":  # as their boxes are drawn
            bars = [replace(bar, token=class_colour(index)) for index, bar in enumerate(bars)]
        self.bars.set_bars(bars)
        wanted = max(120, ROW * len(summary.classes) + 6)
        layout = self.layout()
        assert layout is not None
        around = layout.sizeHint().height() - self.bars.sizeHint().height()
        self.setMaximumHeight(around + wanted)  # what few classes leave goes to what is worth knowing

    def _plots_for(self, answer: AnswerKind) -> ValueSpreads | TextLengths | None:
        """What is shown where there are no classes; made when it is first needed."""
        match answer:
            case "values":
                if self.spreads is None:
                    from desktop_tl.gui.pages.value_card import ValueSpreads  # numpy and pyqtgraph

                    self.spreads = ValueSpreads()
                    self.add(self.spreads, 1)
                return self.spreads
            case "text":
                if self.lengths is None:
                    from desktop_tl.gui.pages.text_lengths import TextLengths  # numpy and pyqtgraph

                    self.lengths = TextLengths()
                    self.add(self.lengths, 1)
                return self.lengths
            case _:
                return None

    def choose_class(self, index: int) -> None:
        self.bars.set_current(index)

    def choose_all(self) -> None:
        self.bars.view().clearSelection()

    def _on_selected(self) -> None:
        rows = self.bars.view().selectionModel().selectedRows()
        self._all.setVisible(bool(rows))
        self.class_chosen.emit(rows[0].row() if rows else -1)


class FactsCard(Card):
    """What is worth knowing: the split, weak classes, and how many samples are used.

    Signals:
        limit_changed(int): use only so many samples; 0 uses all.
    """

    limit_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Worth knowing"), parent=parent)
        self._rows = QWidget()
        self._rows.setObjectName("page_content_clear")
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._area = _Area(self._rows)
        self._area.setAccessibleName(self.tr("Worth knowing"))
        self.add(self._area, 1)
        self._split = Body()
        self._limit = SpinBox()
        self._limit.setObjectName("sample_limit")
        self._limit.setSpecialValueText(self.tr("All"))
        self._limit.setGroupSeparatorShown(True)
        self._limit.setFixedWidth(96)
        self._pause = QTimer(self, singleShot=True, interval=300)
        self._pause.timeout.connect(lambda: self.limit_changed.emit(self._limit.value()))
        self._limit.valueChanged.connect(lambda _value: self._pause.start())
        line = QHBoxLayout()
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._limit_label = Strong(" ")
        words.addWidget(self._limit_label)
        words.addWidget(Caption(self.tr("Fewer, for a quick first try")))
        line.addLayout(words, 1)
        line.addWidget(self._limit, 0, Qt.AlignmentFlag.AlignTop)
        self.add(Rule())
        self.add(line)

    def show_facts(self, summary: DataSummary, nouns: SampleWords, validation_share: float, limit: int) -> None:
        clear_layout(self._column)
        self._limit_label.setText(self.tr("{0} to use").format(nouns.heading_many))
        self._limit.setAccessibleName(self.tr("Use at most so many {0}").format(nouns.many))
        self._split = Body(split_text(summary, validation_share))
        self._split.setObjectName("split_text")
        weighty = [remark for remark in summary.remarks if remark.level != "info"]
        quiet = [remark for remark in summary.remarks if remark.level == "info"]
        for remark in weighty:
            self._column.addWidget(_remark_row(remark))
        self._column.addWidget(_fact_row("target", "muted", self._split))
        for remark in quiet:
            self._column.addWidget(_remark_row(remark))
        self._column.addStretch(1)
        self._limit.blockSignals(True)
        self._limit.setRange(0, summary.total)
        self._limit.setSingleStep(max(1, 10 ** (len(str(summary.total)) - 2)))
        self._limit.setValue(limit)
        self._limit.blockSignals(False)
        self._area.updateGeometry()

    def set_split(self, summary: DataSummary, validation_share: float) -> None:
        self._split.setText(split_text(summary, validation_share))


class _Area(QScrollArea):
    """As high as its rows, up to a limit; then they scroll."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(rows)
        self.viewport().setAutoFillBackground(False)
        rows.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        rows = self.widget()
        assert rows is not None
        width = max(200, self.viewport().width())
        height = rows.heightForWidth(width) if rows.hasHeightForWidth() else rows.sizeHint().height()
        return QSize(width, min(260, height + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(72, self.sizeHint().height()))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()


def _class_bar(name: str, count: int) -> Bar:
    return Bar(label=name, value=count, text=count_text(count), token="warning" if count < FEW else "accent")


def _remark_row(remark: Remark) -> QWidget:
    icon_name, token = _ICONS[remark.level]
    row = _fact_row(icon_name, token, Body(remark.text))
    row.setToolTip(_list_names(remark.names))
    return row


def _fact_row(icon_name: str, token: str, words: Body) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(IconLabel(icon_name, 18, token), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return row


def _list_names(names: Sequence[str], most: int = 20) -> str:
    lines = list(names[:most])
    if len(names) > most:
        lines.append(f"… + {count_text(len(names) - most)}")
    return "\n".join(lines)
