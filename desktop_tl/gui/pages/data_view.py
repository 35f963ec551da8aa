"""What the Data page shows of opened data: classes, all samples, one of them larger, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.datasets import Dataset
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.pages.boxed_samples import details_with_boxes, small_with_boxes
from desktop_tl.gui.pages.data_check import CheckStrip, UnreadableList
from desktop_tl.gui.pages.data_classes import ClassCard, FactsCard
from desktop_tl.gui.pages.data_words import target_text
from desktop_tl.gui.pages.sample_kinds import Details, SampleKind, Small, load_details, sample_kind
from desktop_tl.gui.pages.sample_preview import SIDE, SamplePreview
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.page import MARGIN
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.widgets.tile_grid import TileGrid

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from numpy.typing import NDArray

    from desktop_tl.gui.pages.data_summary import DataSummary

THUMBNAIL, TILE = 224, 104
ROOM_FOR_THREE = 900


class DataView(QWidget):
    """Follows what `show_dataset` gives it.

    Signals:
        limit_changed(int): use only so many samples; 0 uses all.
    """

    limit_changed = Signal(int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kind: SampleKind = sample_kind("image")
        self._dataset: Dataset | None = None
        self._summary: DataSummary | None = None
        self._found: NDArray | list[int] = []
        self._class, self._text = -1, ""
        self._finding: Task | None = None
        self._looking: Task | None = None
        self.classes, self.facts = ClassCard(), FactsCard()
        self.check = CheckStrip(background)
        self.preview = SamplePreview()
        self.unreadable = UnreadableList()
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.classes, 1)
        left.addWidget(self.facts)
        left.setContentsMargins(0, 0, 0, 0)
        self._left = QWidget()
        self._left.setFixedWidth(296)
        self._left.setLayout(left)
        self._right = QStackedWidget()
        self._right.addWidget(self._make_samples())
        self._right.addWidget(self.unreadable)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._left)
        layout.addWidget(self._right, 1)
        layout.addWidget(self.preview)
        self._connect()

    def set_side(self, side: int) -> None:
        """How wide the margins of the page at the right is, which the view keeps."""
        self.setContentsMargins(0, 0, side, MARGIN)

    def show_dataset(
        self, kind: SampleKind, dataset: Dataset, summary: DataSummary, validation_share: float, limit: int
    ) -> None:
        """Forgets the last one and begins to check the samples of this one."""
        self._show_kind(kind)
        self._dataset, self._summary = dataset, summary
        self._class, self._text = -1, ""
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self.preview.close_panel()
        self._right.setCurrentIndex(0)
        self.grid.clear()
        self.classes.show_summary(summary)
        self.facts.show_facts(summary, kind.words, validation_share, limit)
        self._find()
        self.check.begin(dataset, kind.modality)
        if self.check.set_aside:
            self.unreadable.show_items(self.check.set_aside, self._kind.words)

    def set_validation_share(self, share: float) -> None:
        if self._summary is not None:
            self.facts.set_split(self._summary, share)

    def forget(self) -> None:
        """Lets go of the dataset and of all work on it."""
        self.check.forget()
        self._dataset, self._summary = None, None
        self._found = []
        self.grid.clear()
        self.preview.close_panel()

    def show_unreadable(self) -> None:
        """Lists what cannot be read instead of the samples."""
        self.preview.close_panel()
        self.unreadable.show_items(self.check.set_aside, self._kind.words)
        self._right.setCurrentWidget(self.unreadable)

    def shown_samples(self) -> list[int]:
        """Positions in the dataset of the samples in the grid."""
        return [int(index) for index in self._found]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.preview.isVisible():
            self.preview.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setVisible(self.preview.isHidden() or self._has_room())

    def _has_room(self) -> bool:
        """Whether classes, samples and one sample larger fit side by side."""
        return self.width() >= ROOM_FOR_THREE

    def _show_kind(self, kind: SampleKind) -> None:
        self._kind = kind
        self.grid.set_tiles(kind.tiles(TILE))
        self.grid.set_name(kind.words.heading_many)
        self.preview.set_words(kind.words)
        self._search.set_hint(kind.search_hint)

    def _make_samples(self) -> QWidget:
        card = Card()
        frame = card.layout()
        assert frame is not None
        frame.setContentsMargins(16, 12, 8, 12)
        self._search = SearchField(self._kind.search_hint)
        self._search.setObjectName("sample_search")
        self._count = Muted()
        self._count.setObjectName("sample_count")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(16)
        head.addWidget(self._count, 1)
        head.addWidget(self._search)
        self.grid = TileGrid(self._kind.words.heading_many, self._kind.tiles(TILE))
        self.grid.setObjectName("sample_grid")
        strip = QHBoxLayout()
        strip.setContentsMargins(0, 0, 8, 0)
        strip.addWidget(self.check)
        card.add(head)
        card.add(self.grid, 1)
        rule = QHBoxLayout()
        rule.setContentsMargins(0, 0, 8, 0)
        rule.addWidget(Rule())
        card.add(rule)
        card.add(strip)
        return card

    def _connect(self) -> None:
        self.classes.class_chosen.connect(self._on_class)
        self.facts.limit_changed.connect(self.limit_changed)
        self._search.search_changed.connect(self._on_search)
        self.grid.activated.connect(self._look_at)
        self.grid.current_changed.connect(self._on_current)
        self.preview.step_requested.connect(self._on_step)
        self.preview.closed.connect(self._left.show)
        self.check.list_wanted.connect(self.show_unreadable)
        self.check.found.connect(self._on_unreadable)
        self.unreadable.closed.connect(lambda: self._right.setCurrentIndex(0))

    def _on_class(self, index: int) -> None:
        self._class = index
        self._right.setCurrentIndex(0)
        self._find()

    def _on_search(self, text: str) -> None:
        self._text = text
        self._find()

    def _on_unreadable(self, _items: list) -> None:
        if self._right.currentWidget() is self.unreadable:
            self.unreadable.show_items(self.check.set_aside, self._kind.words)

    def _find(self) -> None:
        kind, dataset, summary = self._kind, self._dataset, self._summary
        class_index, text = self._class, self._text
        if dataset is None or summary is None:
            return
        if self._finding is not None:
            self._finding.cancel()

        def find(task: Task) -> NDArray:
            from desktop_tl.gui.pages.data_summary import find_samples  # numpy: not needed for a first paint

            return find_samples(kind, dataset, summary, class_index, text, task.stop)

        if not self.grid.count():
            self._count.setText(self.tr("Looking…"))
        self._finding = self._background.run(self, find, done=self._show_found)

    def _show_found(self, found: NDArray) -> None:
        kind, dataset, summary = self._kind, self._dataset, self._summary
        if dataset is None or summary is None:
            return
        self._found = found
        self.preview.close_panel()

        def load(position: int) -> Small:
            index = int(found[position])
            content = kind.load(dataset.sample(index).source, THUMBNAIL)
            return small_with_boxes(content, summary.boxes(index)) if summary.answer == "boxes" else content

        def caption(position: int) -> str:
            index = int(found[position])
            said = summary.describe(index) if self._class < 0 else ""
            return said or self._name(index)

        self.grid.set_items(len(found), load, caption)
        self._count.setText(self._count_text(len(found), summary.total))

    def _count_text(self, shown: int, total: int) -> str:
        words = self._kind.words
        if shown == total:
            return words.count(total)
        if not shown:
            return self.tr("No {0} found").format(words.one)
        return self.tr("{0} of {1}").format(count_text(shown), words.count(total))

    def _name(self, index: int) -> str:
        assert self._dataset is not None
        return self._dataset.sample(index).id.replace("\\", "/").rpartition("/")[2]

    def _on_current(self, position: int) -> None:
        if self.preview.isVisible() and position >= 0:
            self._look_at(position)

    def _on_step(self, step: int) -> None:
        position = self.grid.current() + step
        if 0 <= position < len(self._found):
            self.grid.set_current(position)

    def _look_at(self, position: int) -> None:
        dataset, summary = self._dataset, self._summary
        if dataset is None or summary is None or not 0 <= position < len(self._found):
            return
        index = int(self._found[position])
        sample = dataset.sample(index)
        where = self.tr("{0} of {1}").format(count_text(position + 1), count_text(len(self._found)))
        split = "" if dataset.splits is None else self._split_word(str(dataset.splits[index]))
        self._left.setVisible(self._has_room())
        told = " · ".join(filter(None, (target_text(summary, index), split)))
        self.preview.show_waiting(sample.id, told, where)
        self.preview.before.setEnabled(position > 0)
        self.preview.after.setEnabled(position < len(self._found) - 1)
        if self._looking is not None:
            self._looking.cancel()

        kind = self._kind

        def look(_task: Task) -> Details:
            details = load_details(kind, dataset, index, SIDE)
            return details_with_boxes(details, summary.boxes(index)) if summary.answer == "boxes" else details

        self._looking = self._background.run(self, look, done=self.preview.show_details)

    def _split_word(self, split: str) -> str:
        words = {
            "train": self.tr("to learn from"),
            "validation": self.tr("to measure on"),
            "test": self.tr("for the final test"),
        }
        return words.get(split, split)
