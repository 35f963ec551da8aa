"""What the Data page shows before data is chosen: a place to drop it, ready-made data, and what was used last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.app.context import AppContext
from desktop_tl.gui.background import Background
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.data_example import DataExample
from desktop_tl.gui.pages.data_sources import FILE_SUFFIXES, SAMPLE_DATASET, TABLE_SUFFIXES, TEXT_SUFFIXES
from desktop_tl.gui.pages.dataset_options import DatasetOptions
from desktop_tl.gui.pages.recent_data import RecentEntry
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.file_dialogs import ask_files
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.side_scroll import SideScroll
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Muted, Strong
from desktop_tl.runs.recipe import DatasetChoice


class DataChooser(SideScroll):
    """Ways to choose data.

    Signals:
        paths_chosen(list[Path]): dropped, or chosen in the system's dialog.
        choice_made(DatasetChoice): a dataset of the catalog, or one that was used before.
        forgotten(DatasetChoice): a recent one shall be listed no more.
        cancelled(): Stop was pressed while something was being opened.
    """

    paths_chosen = Signal(list)
    choice_made = Signal(object)
    forgotten = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        sources: Sequence[DatasetSpec],
        context: AppContext,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        content.setObjectName("page_content")
        grid = QGridLayout(content)
        super().__init__(content, parent)
        grid.setSpacing(16)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._top = QStackedWidget()
        self._top.addWidget(self._make_drop_zone())
        self._top.addWidget(self._make_opening())
        grid.addWidget(self._top, 0, 0)
        self.example = DataExample()
        grid.addWidget(self.example, 0, 1)
        self._recent = Card(self.tr("Used last"))
        self._sources = Card(self.tr("Other data"))
        self.options = DatasetOptions(context, background)
        self.options.setVisible(False)
        self.options.chosen.connect(self.choice_made)
        self.options.closed.connect(self._show_ways)
        below = QVBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.options)
        below.addWidget(self._recent)
        below.addWidget(self._sources)
        grid.addLayout(below, 1, 0, 1, 2)
        grid.setRowStretch(2, 1)
        self.set_sources(sources)

    def set_sources(self, sources: Sequence[DatasetSpec]) -> None:
        """Lists the kinds of data beside what is dropped."""
        clear_layout(self._sources.body)
        for position, spec in enumerate(sources):
            if position:
                self._sources.add(Rule())
            self._sources.add(self._make_source_row(spec))
        self._show_ways()

    def set_recent(self, entries: Sequence[tuple[RecentEntry, str]]) -> None:
        """Lists what was used last; each with the place that its small print tells."""
        clear_layout(self._recent.body)
        for position, (entry, place) in enumerate(entries):
            if position:
                self._recent.add(Rule())
            self._recent.add(self._make_recent_row(entry, place))
        self._show_ways()

    def show_opening(self, title: str) -> None:
        """Shows that ``title`` is being read."""
        self._opening.set_stoppable(True)
        self._opening.set_label(self.tr("Looking through ‘{0}’…").format(title))
        self._opening.set_busy()
        self._set_busy(True)

    def show_ready(self) -> None:
        """Shows the ways to choose again."""
        self._set_busy(False)

    def is_opening(self) -> bool:
        return self._top.currentIndex() == 1

    def _set_busy(self, busy: bool) -> None:
        self._top.setCurrentIndex(int(busy))
        self._show_ways()
        for card in (self._recent, self._sources, self.options):
            card.setEnabled(not busy)

    def _make_drop_zone(self) -> DropZone:
        zone = DropZone(
            self.tr("Drop a folder, a table or a text here"),
            self.tr(
                "Folders of pictures or of texts, a table of them, or one long text. Everything stays on this computer."
            ),
            icon_name="folder_open",
        )
        zone.setObjectName("drop_zone")
        zone.setMinimumHeight(232)
        zone.paths_dropped.connect(self.paths_chosen)
        folder = PrimaryButton(self.tr("Choose a folder…"), "folder")
        folder.setObjectName("choose_folder")
        folder.clicked.connect(lambda _checked=False: zone.choose_paths())
        file = SecondaryButton(self.tr("Choose a file…"), "file")
        file.setObjectName("choose_file")
        file.clicked.connect(lambda _checked=False: self._choose_file())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(folder)
        buttons.addWidget(file)
        buttons.addStretch(1)
        layout = zone.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, 12)
        layout.insertLayout(layout.count() - 1, buttons)
        return zone

    def _choose_file(self) -> None:
        kinds = (
            self.tr("Tables and texts ({0})").format(" ".join(f"*{suffix}" for suffix in FILE_SUFFIXES)),
            self.tr("All files (*)"),
        )
        chosen = ask_files(self, self.tr("Choose a table or a text"), ";;".join(kinds))
        if chosen:
            self.paths_chosen.emit(chosen)

    def _make_opening(self) -> Card:
        card = Card()
        self._opening = ProgressRow()
        self._opening.setObjectName("opening_progress")
        self._opening.stop_requested.connect(self.cancelled)
        card.body.addStretch(1)
        card.add(self._opening)
        card.body.addStretch(1)
        return card

    def _make_source_row(self, spec: DatasetSpec) -> QWidget:
        is_sample = spec.id == SAMPLE_DATASET
        has_options = bool(spec.options.model_fields)
        ordinary = self.tr("Set up…") if has_options else self.tr("Use")
        button = SecondaryButton(self.tr("Try with handwritten digits") if is_sample else ordinary)
        button.setObjectName("use_sample_digits" if is_sample else f"use_{spec.id.replace('/', '_')}")
        button.setAccessibleDescription(catalog_text(spec.title))
        if has_options:
            button.clicked.connect(lambda _checked=False: self.ask_for_options(spec))
        else:
            button.clicked.connect(lambda _checked=False: self.choice_made.emit(DatasetChoice(id=spec.id)))
        row, words_column, line = _row(sample_kind(spec.modality).icon_name)
        words_column.addWidget(Strong(catalog_text(spec.title)))
        words_column.addWidget(Muted(catalog_text(spec.description)))
        if spec.licence:
            licence = Caption(self.tr("Licence: {0}").format(spec.licence))
            words_column.addWidget(licence)
        line.addWidget(button)
        return row

    def ask_for_options(
        self, spec: DatasetSpec, options: Mapping[str, Any] | None = None, kinds: Sequence[DatasetSpec] = ()
    ) -> None:
        """Shows the form of a kind of dataset; ``options`` are what is known already, ``kinds`` all that would do."""
        self.options.show_spec(spec, options, kinds)
        self._show_ways()
        self.verticalScrollBar().setValue(0)

    def _show_ways(self) -> None:
        """The ways to choose data, or alone the form of the one that was chosen."""
        alone = not self.options.isHidden()
        self._top.setVisible(not alone or self.is_opening())
        self.example.setVisible(not alone)
        self._sources.setVisible(not alone and self._sources.body.count() > 0)
        self._recent.setVisible(not alone and self._recent.body.count() > 0)

    def _make_recent_row(self, entry: RecentEntry, place: str) -> QWidget:
        suffix = Path(place).suffix.lower()
        is_text = suffix in TEXT_SUFFIXES
        icon_name = "table" if suffix in TABLE_SUFFIXES else "text" if is_text else "folder" if place else "image"
        row, words, line = _row(icon_name)
        title = Strong(entry.title)
        title.setWordWrap(False)
        words.addWidget(title)
        words.addWidget(ElidedLabel(" · ".join(text for text in (entry.summary, place) if text), muted=True))
        use = SecondaryButton(self.tr("Open"))
        use.setObjectName("open_recent")
        use.setAccessibleName(self.tr("Open {0}").format(entry.title))
        use.clicked.connect(lambda _checked=False: self.choice_made.emit(entry.choice))
        forget = IconButton("close", self.tr("Remove from this list"))
        forget.clicked.connect(lambda _checked=False: self.forgotten.emit(entry.choice))
        line.addWidget(use)
        line.addWidget(forget)
        return row


def _row(icon_name: str) -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
    """A row of icon and words; the caller adds words to the column and buttons to the line."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(IconLabel(icon_name, 24), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    line.addLayout(words, 1)
    return row, words, line
