"""Asks what a kind of dataset wants to know before it is opened; of a table it shows the first rows meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QTableView, QWidget

from desktop_tl.api.datasets import DatasetSpec, Preview
from desktop_tl.api.errors import UserError
from desktop_tl.app.context import AppContext
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.outside_words import catalog_text, engine_text
from desktop_tl.gui.pages.data_sources import plain_options
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.editors import ComboBox
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.number_table import NumberTable
from desktop_tl.gui.widgets.option_fields import option_fields
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.text import Caption, Strong
from desktop_tl.runs.recipe import DatasetChoice

PAUSE_MS = 250
MOST_ROWS, MOST_CHARACTERS, ROW = 5, 120, 28
NARROWEST, WIDEST, SCROLL = 112, 320, 10


class DatasetOptions(Card):
    """A form made from the options of the kind; columns are chosen from those that the table has.

    Signals:
        chosen(DatasetChoice): the options are filled in.
        closed(): it is hidden again.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, context: AppContext, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._context, self._background = context, background
        self._spec: DatasetSpec | None = None
        self._task: Task | None = None
        self._previewed: Preview | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.form = OptionsForm()
        self.form.setObjectName("dataset_options")
        self.form.changed.connect(self._on_changed)
        self.open_button = PrimaryButton(self.tr("Open"))
        self.open_button.setObjectName("open_dataset")
        self.open_button.clicked.connect(self._on_open)
        self.form.validity_changed.connect(self.open_button.setEnabled)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setObjectName("cancel_dataset")
        cancel.clicked.connect(lambda _checked=False: self.close_form())
        for button in (cancel, self.open_button):  # above, where they stay in sight however long the form is
            self.add_header_widget(button)
        self._kinds: Sequence[DatasetSpec] = ()
        self._make_kinds()
        self.message = InlineMessage("warning", "", dismissible=False)
        self.rows = NumberTable(self.tr("First rows of the table"))
        self.rows.setObjectName("first_rows")
        self.rows.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.horizontalHeader().setMinimumSectionSize(NARROWEST)
        self._rows_words = Caption(self.tr("The first rows, as they are read:"))
        for part in (self._kind_row, self.message, self._rows_words, self.rows, self.form):
            self.add(part)

    def show_spec(
        self, spec: DatasetSpec, options: Mapping[str, Any] | None = None, kinds: Sequence[DatasetSpec] = ()
    ) -> None:
        """Asks for the options of ``spec``; ``options`` are what is known already, for instance the path.

        Args:
            kinds: all that could take that path, to choose from.
        """
        self._forget()
        self._spec, self._kinds = spec, kinds
        self.kind.clear()
        self.kind.addItems([catalog_text(kind.title) for kind in kinds])
        self.kind.setCurrentIndex(next((row for row, kind in enumerate(kinds) if kind.id == spec.id), -1))
        self._kind_row.setVisible(len(kinds) > 1)
        self.set_title(catalog_text(spec.title), catalog_text(spec.description))
        value = spec.options.model_validate(options) if options else None
        self.form.set_model(spec.options, value)
        self.open_button.setEnabled(self.form.is_valid())
        self._show_rows(None)
        self.show()
        self._look()

    @property
    def is_looking(self) -> bool:
        """Whether the first rows are being read."""
        return self._task is not None or self._pause.isActive()

    def _make_kinds(self) -> None:
        self.kind = ComboBox()
        self.kind.setObjectName("dataset_kind")
        self.kind.setAccessibleName(self.tr("What it is"))
        self.kind.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.kind.activated.connect(self._on_kind)
        self._kind_row = QWidget()
        line = QHBoxLayout(self._kind_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        label = Strong(self.tr("What it is"))
        label.setWordWrap(False)
        label.setBuddy(self.kind)
        line.addWidget(label)
        line.addWidget(self.kind)
        line.addStretch(1)

    def _on_kind(self, row: int) -> None:
        """Another kind takes the same path; its other options begin anew."""
        before, kind = self._spec, self._kinds[row]
        if before is None or kind.id == before.id:
            return
        path = getattr(self.form.value(), before.path_option) if self.form.is_valid() else None
        self.show_spec(kind, {kind.path_option: str(path)} if path else None, self._kinds)

    def _forget(self) -> None:
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
        self._task, self._previewed = None, None
        self.message.hide()

    def _on_changed(self) -> None:
        if self._spec is not None and self._spec.preview is not None:
            self._pause.start()

    def _choice(self) -> DatasetChoice | None:
        if self._spec is None or not self.form.is_valid():
            return None
        return DatasetChoice(id=self._spec.id, options=plain_options(self.form.value()))

    def _look(self) -> None:
        choice, catalog = self._choice(), self._context.catalog
        if self._spec is None or self._spec.preview is None or choice is None:
            return
        if self._task is not None:
            self._task.cancel()

        def look(_task: Task) -> Preview | None:
            from desktop_tl.app.datasets import preview_dataset  # numpy and Pillow: not needed for a first paint

            return preview_dataset(catalog, choice)

        self._task = self._background.run(self, look, done=self._show_preview, failed=self._show_problem)

    def _show_preview(self, preview: Preview | None) -> None:
        self._task = None
        if preview is None or self._spec is None:
            return
        told = [engine_text(note.message) for note in preview.notes]
        self.message.set_message("warning", " ".join(told))
        self.message.setVisible(bool(told))
        before, self._previewed = self._previewed, preview
        if before is None or list(before.columns) != list(preview.columns):
            self._offer_columns(preview)
        self._show_rows(preview)

    def _show_problem(self, error: UserError) -> None:
        self._task = None
        self._previewed = None
        self.message.set_message("error", error.message, error.advice)
        self.message.show()
        self._show_rows(None)
        self.form.show_all(True)  # a delimiter or an encoding may mend it

    def _offer_columns(self, preview: Preview) -> None:
        """Puts the columns of the table, the taken ones chosen, where their names would have to be typed."""
        assert self._spec is not None
        value = self.form.value()
        chosen = {option: column for option, column in preview.column_options.items() if hasattr(value, option)}
        none = ("", self.tr("None"))
        offered = [(column, column) for column in preview.columns]
        columns = {option: offered if column else [none, *offered] for option, column in chosen.items()}
        self.form.set_model(self._spec.options, value.model_copy(update=chosen), offered=columns)
        self.open_button.setEnabled(self.form.is_valid())

    def _show_rows(self, preview: Preview | None) -> None:
        for part in (self._rows_words, self.rows):
            part.setVisible(preview is not None and bool(preview.columns))
        if preview is None or self._spec is None:
            return
        titles = {field.name: field.title for field in option_fields(self._spec.options)}
        value = self.form.value()
        roles: dict[str, str] = {}
        for option in preview.column_options:
            roles.setdefault(str(getattr(value, option, "")), titles.get(option, ""))
        for option, columns in preview.several_columns.items():
            roles.update((column, titles.get(option, "")) for column in columns if column not in roles)
        names = [f"{column}\n{roles[column]}" if roles.get(column) else column for column in preview.columns]
        shown = [[" ".join(cell.split())[:MOST_CHARACTERS] for cell in row] for row in preview.rows[:MOST_ROWS]]
        faint = [column for column, name in enumerate(preview.columns) if name not in roles]
        self.rows.set_table(names, shown, word_columns=range(len(names)), faint_columns=faint)
        header = self.rows.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.rows.resizeColumnsToContents()
        widths = [min(WIDEST, header.sectionSize(column) + 16) for column in range(len(names))]
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        header.setSectionResizeMode(widths.index(max(widths)), QHeaderView.ResizeMode.Stretch)
        lines = 2 if any(roles.values()) else 1
        header.setFixedHeight(14 + 18 * lines)
        self.rows.setFixedHeight(header.height() + ROW * max(1, len(shown)) + SCROLL)

    def _on_open(self) -> None:
        choice = self._choice()
        if choice is not None:
            self.chosen.emit(choice)

    def close_form(self) -> None:
        """Hides it and forgets what it asked for."""
        self._forget()
        self.hide()
        self.closed.emit()
