"""The page where a person chooses the data that the model shall learn from, and looks at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStackedWidget

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.data_chooser import DataChooser
from desktop_tl.gui.pages.data_sources import (
    choice_place,
    choice_title,
    other_sources,
    require_takers,
)
from desktop_tl.gui.pages.data_view import DataView
from desktop_tl.gui.pages.data_words import total_text
from desktop_tl.gui.pages.recent_data import RecentData, RecentEntry
from desktop_tl.gui.pages.sample_kinds import SampleKind, sample_kind
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import DatasetChoice

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary

Opened = tuple[Dataset, "DataSummary"]


class DataPage(Page):
    """Shows the draft's dataset, or the ways to choose one; opens what others have chosen without opening it."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("DataPage", "Data"), scrolls=False, bleeds=True)
        self.setObjectName("data_page")
        self._bench = bench
        self._datasets = bench.context.catalog.datasets
        self._recent = RecentData(bench.context.paths.state / "recent_data.json")
        self._opening: Task | None = None
        self._opening_choice: DatasetChoice | None = None
        self._shown: Dataset | None = None
        self._summary: DataSummary | None = None
        self.chooser = DataChooser(other_sources(self._datasets), bench.context, bench.background)
        self.view = DataView(bench.background)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chooser)
        self._stack.addWidget(self.view)
        self.add(self._stack, 1)
        self._make_actions()
        self._connect()
        self._show_chooser()
        self._on_dataset_changed()

    def fit_margin(self, side: int) -> None:
        self.chooser.set_side(side)
        self.view.set_side(side)

    def open_path(self, path: Path) -> None:
        """Opens a dropped or chosen path; of a table it asks for the columns first. What is wrong is said here."""
        self._cancel_opening()
        self.clear_messages()
        try:
            require_takers(self._datasets)
        except UserError as error:
            self._show_error(error)
            return
        catalog = self._bench.context.catalog

        def recognise(_task: Task) -> tuple[DatasetChoice, list[str]]:
            from desktop_tl.app.datasets import choose_dataset, find_takers  # numpy and Pillow: not for a first paint

            return choose_dataset(catalog, path), find_takers(catalog, path)

        self.chooser.show_opening(path.name or str(path))
        self._show_chooser()
        self._opening = self._bench.background.run(self, recognise, done=self._on_recognised, failed=self._on_failed)

    def open_choice(self, choice: DatasetChoice) -> None:
        """Opens a dataset of the catalog on a worker; the draft takes it once it is open."""
        self._begin_opening(choice, None)

    def is_opening(self) -> bool:
        """Whether a dataset is being opened."""
        return self._opening is not None

    def _make_actions(self) -> None:
        self._back = QuietButton(self.tr("Back"))
        self._back.setObjectName("back_to_data")
        self._back.clicked.connect(self._show_opened)
        self._forget = QuietButton(self.tr("Forget"))
        self._forget.setObjectName("forget_data")
        self._forget.setToolTip(self.tr("Let go of this data; the files stay where they are."))
        self._forget.clicked.connect(lambda _checked=False: self._bench.draft.choose_dataset(None))
        self._change = SecondaryButton(self.tr("Change…"))
        self._change.setObjectName("change_data")
        self._change.clicked.connect(self._show_chooser)
        self._continue = PrimaryButton(self.tr("Continue to Model"))
        self._continue.setObjectName("continue_to_model")
        self._continue.clicked.connect(lambda _checked=False: self._bench.page_wanted.emit("model"))
        for button in (self._back, self._forget, self._change, self._continue):
            self.add_action(button)

    def _connect(self) -> None:
        self.chooser.paths_chosen.connect(self._on_paths)
        self.chooser.choice_made.connect(self.open_choice)
        self.chooser.forgotten.connect(self._on_forgotten)
        self.chooser.cancelled.connect(self._on_cancelled)
        self.view.limit_changed.connect(self._on_limit)
        draft = self._bench.draft
        draft.dataset_changed.connect(self._on_dataset_changed)
        draft.training_changed.connect(lambda: self.view.set_validation_share(draft.training.validation_share))
        self._bench.feed.started.connect(self._on_run_started)
        self._bench.catalog_changed.connect(lambda: self.chooser.set_sources(other_sources(self._datasets)))

    def _on_paths(self, paths: list[Path]) -> None:
        folders = [path for path in paths if path.is_dir()]
        if len(paths) == 1:
            self.open_path(paths[0])
        elif len(folders) > 1:
            advice = self.tr("Drop the one folder that holds them: each folder inside becomes a class.")
            self._show_error(UserError(self.tr("Those are {0} folders.").format(len(folders)), advice=advice))
        else:
            advice = self.tr(
                "Put the files of each class into a folder, and drop the folder that holds these. A table is dropped "
                "alone."
            )
            self._show_error(UserError(self.tr("Those are several files."), advice=advice))

    def _on_recognised(self, found: tuple[DatasetChoice, list[str]]) -> None:
        self._opening = None
        choice, takers = found
        spec = self._datasets[choice.id]
        if spec.preview is None:
            self.open_choice(choice)
        else:
            self.chooser.show_ready()
            kinds = [self._datasets[name] for name in takers if self._datasets[name].preview is not None]
            self.chooser.ask_for_options(spec, choice.options, kinds)

    def _begin_opening(self, choice: DatasetChoice, dataset: Dataset | None) -> None:
        """With ``dataset``, it is open already and only counted."""
        self._cancel_opening()
        self.clear_messages()
        catalog, words = self._bench.context.catalog, self._kind(choice).words

        def work(_task: Task) -> Opened:
            from desktop_tl.app.datasets import open_dataset  # numpy and Pillow: not needed for a first paint
            from desktop_tl.gui.pages.data_summary import summarise

            opened = dataset if dataset is not None else open_dataset(catalog, choice)
            return opened, summarise(opened, words)

        self._opening_choice = choice
        self.chooser.show_opening(choice_title(self._datasets, choice))
        self._show_chooser()
        self._opening = self._bench.background.run(
            self, work, done=lambda opened: self._on_opened(choice, opened), failed=self._on_failed
        )

    def _cancel_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        self._opening, self._opening_choice = None, None

    def _on_opened(self, choice: DatasetChoice, opened: Opened) -> None:
        self._opening, self._opening_choice = None, None
        self.chooser.show_ready()
        self.chooser.options.close_form()
        dataset, self._summary = opened
        self._shown = dataset
        title = choice_title(self._datasets, choice)
        if choice.options:
            self._recent.add(RecentEntry(choice, title, total_text(self._summary, self._kind(choice).words)))
        draft = self._bench.draft
        share = draft.training.validation_share
        self.view.show_dataset(self._kind(choice), dataset, self._summary, share, choice.limit)
        if draft.dataset is not dataset:
            draft.choose_dataset(choice, dataset)
        self._show_opened()
        if self.isVisible():
            self._continue.setFocus(Qt.FocusReason.MouseFocusReason)  # Enter goes on; no ring is drawn

    def _on_failed(self, error: UserError) -> None:
        choice = self._opening_choice
        self._opening, self._opening_choice = None, None
        self.chooser.show_ready()
        draft = self._bench.draft
        if draft.dataset is None and draft.dataset_choice is not None:
            draft.choose_dataset(None)  # chosen elsewhere, and it cannot be opened
        self._show_chooser()
        self._show_error(error, choice)

    def _on_cancelled(self) -> None:
        self._cancel_opening()
        self.chooser.show_ready()
        draft = self._bench.draft
        if draft.dataset is None and draft.dataset_choice is not None:
            draft.choose_dataset(None)

    def _on_dataset_changed(self) -> None:
        draft = self._bench.draft
        choice, dataset = draft.dataset_choice, draft.dataset
        if choice is None:
            self._cancel_opening()
            self.chooser.show_ready()
            self._shown, self._summary = None, None
            self.view.forget()
            self._show_chooser()
        elif (dataset is None or dataset is not self._shown) and choice != self._opening_choice:
            self._begin_opening(choice, dataset)

    def _on_limit(self, limit: int) -> None:
        draft = self._bench.draft
        if draft.dataset_choice is not None and draft.dataset_choice.limit != limit:
            draft.choose_dataset(draft.dataset_choice.model_copy(update={"limit": limit}), draft.dataset)

    def _on_forgotten(self, choice: DatasetChoice) -> None:
        self._recent.remove(choice)
        self._list_recent()

    def _on_run_started(self) -> None:
        self.view.check.stop()  # both read samples, and training is what the person waits for

    def _show_error(self, error: UserError, choice: DatasetChoice | None = None) -> None:
        self.clear_messages()
        message = self.show_message("error", error.message, error.advice)
        message.setObjectName("inline_message")
        if choice is not None and any(choice == entry.choice for entry in self._recent.entries()):
            message.add_action(self.tr("Remove from the list"), lambda: self._drop_recent(choice))

    def _drop_recent(self, choice: DatasetChoice) -> None:
        self.clear_messages()
        self._on_forgotten(choice)

    def _list_recent(self) -> None:
        entries = self._recent.entries()
        self.chooser.set_recent([(entry, choice_place(self._datasets, entry.choice)) for entry in entries])

    def _show_chooser(self) -> None:
        self._list_recent()
        self._stack.setCurrentWidget(self.chooser)
        self.set_subtitle(self.tr("Choose the pictures or texts from which the model shall learn."))
        self._show_actions(opened=False)

    def _show_opened(self) -> None:
        choice = self._bench.draft.dataset_choice or self._opening_choice
        if self._summary is None or choice is None:
            return
        self.clear_messages()
        self._stack.setCurrentWidget(self.view)
        title = choice_title(self._datasets, choice)
        total = total_text(self._summary, self._kind(choice).words)
        self.set_subtitle(f"{title} · {total}" if title else total)
        self._show_actions(opened=True)

    def _show_actions(self, *, opened: bool) -> None:
        for button in (self._forget, self._change, self._continue):
            button.setVisible(opened)
        self._back.setVisible(not opened and self._summary is not None and not self.is_opening())

    def _kind(self, choice: DatasetChoice) -> SampleKind:
        spec = self._datasets.get(choice.id)
        return sample_kind(spec.modality if spec is not None else "image")
