"""What the Data page shows of opened data: classes, all pictures, one of them larger, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.datasets import Dataset
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.pages.data_check import CheckStrip, UnreadableList
from desktop_tl.gui.pages.data_classes import ClassCard, FactsCard
from desktop_tl.gui.pages.data_words import pictures_text
from desktop_tl.gui.pages.picture_preview import SIDE, PicturePreview
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.image_grid import ImageGrid
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.widgets.text import Muted

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from desktop_tl.gui.pages.data_summary import DataSummary
    from desktop_tl.gui.pages.picture_loading import PictureDetails

THUMBNAIL = 224
ROOM_FOR_THREE = 900


class DataView(QWidget):
    """Follows what `show_dataset` gives it.

    Signals:
        limit_changed(int): use only so many pictures; 0 uses all.
    """

    limit_changed = Signal(int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._dataset: Dataset | None = None
        self._summary: DataSummary | None = None
        self._found: NDArray | list[int] = []
        self._class, self._text = -1, ""
        self._finding: Task | None = None
        self._looking: Task | None = None
        self.classes, self.facts = ClassCard(), FactsCard()
        self.check = CheckStrip(background)
        self.preview = PicturePreview()
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
        self._right.addWidget(self._make_pictures())
        self._right.addWidget(self.unreadable)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._left)
        layout.addWidget(self._right, 1)
        layout.addWidget(self.preview)
        self._connect()

    def show_dataset(self, dataset: Dataset, summary: DataSummary, validation_share: float, limit: int) -> None:
        """Forgets the last one and begins to check the pictures of this one."""
        self._dataset, self._summary = dataset, summary
        self._class, self._text = -1, ""
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self.preview.close_panel()
        self._right.setCurrentIndex(0)
        self.classes.show_summary(summary)
        self.facts.show_facts(summary, validation_share, limit)
        self._find()
        self.check.begin(dataset)
        if self.check.set_aside:
            self.unreadable.show_items(self.check.set_aside)

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
        """Lists what cannot be read instead of the pictures."""
        self.preview.close_panel()
        self.unreadable.show_items(self.check.set_aside)
        self._right.setCurrentWidget(self.unreadable)

    def shown_pictures(self) -> list[int]:
        """Positions in the dataset of the pictures in the grid."""
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
        """Whether classes, pictures and one picture larger fit side by side."""
        return self.width() >= ROOM_FOR_THREE

    def _make_pictures(self) -> QWidget:
        card = Card()
        frame = card.layout()
        assert frame is not None
        frame.setContentsMargins(16, 12, 8, 12)
        self._search = SearchField(self.tr("Search names"))
        self._search.setObjectName("picture_search")
        self._count = Muted()
        self._count.setObjectName("picture_count")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(16)
        head.addWidget(self._count, 1)
        head.addWidget(self._search)
        self.grid = ImageGrid(self.tr("Pictures"), tile=104)
        self.grid.setObjectName("picture_grid")
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
            self.unreadable.show_items(self.check.set_aside)

    def _find(self) -> None:
        dataset, summary, class_index, text = self._dataset, self._summary, self._class, self._text
        if dataset is None or summary is None:
            return
        if self._finding is not None:
            self._finding.cancel()

        def find(task: Task) -> NDArray:
            from desktop_tl.gui.pages.data_summary import find_pictures  # numpy: not needed for a first paint

            return find_pictures(dataset, summary, class_index, text, task.stop)

        self._finding = self._background.run(self, find, done=self._show_found)

    def _show_found(self, found: NDArray) -> None:
        dataset, summary = self._dataset, self._summary
        if dataset is None or summary is None:
            return
        self._found = found
        self.preview.close_panel()
        class_of = summary.targets

        def load(position: int) -> QImage:
            from desktop_tl.gui.pages.picture_loading import load_picture  # numpy and Pillow, as above

            return load_picture(dataset, int(found[position]), THUMBNAIL)

        def caption(position: int) -> str:
            return summary.classes[class_of[found[position]]] if self._class < 0 else self._name(int(found[position]))

        self.grid.set_items(len(found), load, caption)
        self._count.setText(self._count_text(len(found), summary.total))

    def _count_text(self, shown: int, total: int) -> str:
        if shown == total:
            return pictures_text(total)
        if not shown:
            return self.tr("No picture has such a name")
        return self.tr("{0} of {1}").format(count_text(shown), pictures_text(total))

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
        split = "" if dataset.splits is None else f" · {self._split_word(str(dataset.splits[index]))}"
        self._left.setVisible(self._has_room())
        self.preview.show_waiting(sample.id, summary.classes[sample.target] + split, where)
        self.preview.before.setEnabled(position > 0)
        self.preview.after.setEnabled(position < len(self._found) - 1)
        if self._looking is not None:
            self._looking.cancel()

        def look(_task: Task) -> PictureDetails:
            from desktop_tl.gui.pages.picture_loading import load_details  # numpy and Pillow, as above

            return load_details(dataset, index, SIDE)

        def show(details: PictureDetails) -> None:
            self.preview.show_picture(details.image, details.facts, details.problem)

        self._looking = self._background.run(self, look, done=show)

    def _split_word(self, split: str) -> str:
        words = {
            "train": self.tr("to learn from"),
            "validation": self.tr("to measure on"),
            "test": self.tr("for the final test"),
        }
        return words.get(split, split)
