"""What the Data page shows before data is chosen: a place to drop a folder, ready-made data, and what was used last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.data_sources import SAMPLE_DATASET, plain_options
from desktop_tl.gui.pages.recent_data import RecentEntry
from desktop_tl.gui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Muted, Strong
from desktop_tl.runs.recipe import DatasetChoice


class DataChooser(QScrollArea):
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

    def __init__(self, sources: Sequence[DatasetSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("page_content")
        self.setWidget(content)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: grid.setContentsMargins(0, 0, 8 if most else 0, 0)  # room before the scroll bar
        )
        self._top = QStackedWidget()
        self._top.addWidget(self._make_drop_zone())
        self._top.addWidget(self._make_opening())
        grid.addWidget(self._top, 0, 0)
        grid.addWidget(_folder_card(), 0, 1)
        self._recent = Card(self.tr("Used last"))
        self._sources = Card(self.tr("No pictures at hand?"))
        self._form_card = _OptionsCard()
        self._form_card.setVisible(False)
        self._form_card.chosen.connect(self.choice_made)
        below = QVBoxLayout()
        below.setSpacing(16)
        below.addWidget(self._form_card)
        below.addWidget(self._recent)
        below.addWidget(self._sources)
        grid.addLayout(below, 1, 0, 1, 2)
        grid.setRowStretch(2, 1)
        self.set_sources(sources)
        self._recent.setVisible(False)

    def set_sources(self, sources: Sequence[DatasetSpec]) -> None:
        """Lists the kinds of data beside folders of pictures."""
        clear_layout(self._sources.body)
        for position, spec in enumerate(sources):
            if position:
                self._sources.add(Rule())
            self._sources.add(self._make_source_row(spec))
        self._sources.setVisible(bool(sources))

    def set_recent(self, entries: Sequence[tuple[RecentEntry, str]]) -> None:
        """Lists what was used last; each with the place that its small print tells."""
        clear_layout(self._recent.body)
        for position, (entry, place) in enumerate(entries):
            if position:
                self._recent.add(Rule())
            self._recent.add(self._make_recent_row(entry, place))
        self._recent.setVisible(bool(entries))

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
        for card in (self._recent, self._sources, self._form_card):
            card.setEnabled(not busy)

    def _make_drop_zone(self) -> DropZone:
        zone = DropZone(
            self.tr("Drop a folder of pictures here"),
            self.tr("Everything stays on this computer."),
            icon_name="folder_open",
        )
        zone.setObjectName("drop_zone")
        zone.setMinimumHeight(232)
        zone.paths_dropped.connect(self.paths_chosen)
        button = PrimaryButton(self.tr("Choose a folder…"), "folder")
        button.setObjectName("choose_folder")
        button.clicked.connect(lambda _checked=False: zone.choose_paths())
        layout = zone.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertSpacing(layout.count() - 1, 12)
        layout.insertWidget(layout.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return zone

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
            button.clicked.connect(lambda _checked=False: self._ask_for_options(spec))
        else:
            button.clicked.connect(lambda _checked=False: self.choice_made.emit(DatasetChoice(id=spec.id)))
        row, words_column, line = _row("image")
        words_column.addWidget(Strong(catalog_text(spec.title)))
        words_column.addWidget(Muted(catalog_text(spec.description)))
        if spec.licence:
            licence = Caption(self.tr("Licence: {0}").format(spec.licence))
            words_column.addWidget(licence)
        line.addWidget(button)
        return row

    def _ask_for_options(self, spec: DatasetSpec) -> None:
        self._form_card.show_spec(spec)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._form_card, 0, 0))  # once it has its place

    def _make_recent_row(self, entry: RecentEntry, place: str) -> QWidget:
        row, words, line = _row("folder" if place else "image")
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


class _OptionsCard(Card):
    """Asks what a kind of dataset wants to know before it is opened.

    Signals:
        chosen(DatasetChoice): the options are filled in.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ")
        self._spec: DatasetSpec | None = None
        self._form = OptionsForm()
        self._form.setObjectName("dataset_options")
        self._open = PrimaryButton(self.tr("Open"))
        self._open.setObjectName("open_dataset")
        self._open.clicked.connect(self._on_open)
        self._form.validity_changed.connect(self._open.setEnabled)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._open)
        self.add(self._form)
        self.add(buttons)

    def show_spec(self, spec: DatasetSpec) -> None:
        self._spec = spec
        self.set_title(catalog_text(spec.title), catalog_text(spec.description))
        self._form.set_model(spec.options)
        self._open.setEnabled(self._form.is_valid())
        self.show()

    def _on_open(self) -> None:
        if self._spec is not None and self._form.is_valid():
            options = plain_options(self._form.value())
            self.chosen.emit(DatasetChoice(id=self._spec.id, options=options))


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


def _folder_card() -> Card:
    """A picture of a folder as it should be, since an example says it faster than words."""
    translate = QCoreApplication.translate
    card = Card(translate("DataChooser", "How the folder should look"))
    tree = QVBoxLayout()
    tree.setSpacing(6)
    for depth, icon_name, token, text in (
        (0, "folder_open", "accent", translate("DataChooser", "my pictures")),
        (1, "folder", "accent", translate("DataChooser", "apples")),
        (2, "image", "muted", translate("DataChooser", "any name.jpg, photo 2.png …")),
        (1, "folder", "accent", translate("DataChooser", "pears")),
        (2, "image", "muted", translate("DataChooser", "IMG_0001.jpg …")),
    ):
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addSpacing(24 * depth)
        line.addWidget(IconLabel(icon_name, 18, token))
        label = Muted(text) if token == "muted" else Strong(text)
        label.setWordWrap(False)
        line.addWidget(label, 1)
        tree.addLayout(line)
    card.add(tree)
    card.add(
        Caption(
            translate(
                "DataChooser",
                "Each folder inside becomes a class, named after the folder. If there are train, val and test folders "
                "above the classes, they are used.",
            )
        )
    )
    card.body.addStretch(1)
    return card
