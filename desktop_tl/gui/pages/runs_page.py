"""Everything that was trained, newest first: to look at again, to predict with, to repeat or to delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.app.plugins.missing import find_missing
from desktop_tl.gui.background import Task
from desktop_tl.gui.going_on import continue_with_changes, resume_run, train_longer, use_as_backbone
from desktop_tl.gui.outside_words import catalog_text, engine_text
from desktop_tl.gui.pages.run_details import RunDetails
from desktop_tl.gui.pages.run_facts import RunFacts, read_facts
from desktop_tl.gui.pages.run_table import RunModel, RunTable
from desktop_tl.gui.pages.run_words import recipe_rows
from desktop_tl.gui.pages.runs_elsewhere import RunsElsewhere
from desktop_tl.gui.sample_words import words_for
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import PrimaryButton
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.file_dialogs import ask_new_file
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.search_field import SearchField
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import SUFFIX, pack_run
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.store import RunSummary, find_successors

WIDE = 1000


class RunsPage(Page):
    """Reads the folder of runs whenever it is shown and whenever a run begins or ends."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("RunsPage", "Runs"), scrolls=False)
        self.bench = bench
        self._listing: Task | None = None
        self._reading: Task | None = None
        self._list_again = False
        self._wanted: Path | None = None
        self._facts: RunFacts | None = None
        self._titles: dict[str, str] = {}
        self._learn_titles()
        self._model = RunModel(self._titles, self)
        self.table = RunTable(self._model)
        self.table.setObjectName("run_list")
        self.details = RunDetails()
        self.search = SearchField(self.tr("Search runs"))
        self.search.setObjectName("run_search")
        self.add_action(self.search)
        self.elsewhere = RunsElsewhere(bench, self)
        self.add_action(self.elsewhere.button)
        self._lay_out()
        self._connect()
        self._stack.setCurrentWidget(self._waiting)

    def refresh(self) -> None:
        """Reads the list anew; calls that come while it is being read are answered with one more reading."""
        if self._listing is not None and not self._listing.is_done:
            self._list_again = True
            return
        self._list_again = False
        store = self.bench.context.runs

        def work(_task: Task) -> tuple[list[RunSummary], list[Path]]:
            try:
                return store.summaries(), store.gone()
            except OSError as error:
                raise UserError(
                    self.tr("The folder of the runs cannot be read: {0}.").format(error.strerror or error),
                    advice=self.tr("Check the folder {0}, or choose another one in the settings.").format(store.path),
                ) from error

        self._listing = self.bench.background.run(self, work, done=self._show_all, failed=self._on_unreadable)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self.details.least_width()
        self.details.setFixedWidth(max(least, 352 if self.width() >= WIDE else 320))

    def _lay_out(self) -> None:
        start = PrimaryButton(self.tr("Choose data"), "data")
        start.setObjectName("go_to_data")
        start.clicked.connect(lambda: self.bench.page_wanted.emit("data"))
        self._empty = EmptyState(
            "runs",
            self.tr("Nothing has been trained yet"),
            self.tr("Every training is kept here, with its model, results and settings."),
            start,
        )
        self._nothing_found = EmptyState("search", self.tr("No run matches"), self.tr("Try fewer or other words."))
        self._waiting = QWidget()
        self._full = QWidget()
        columns = QHBoxLayout(self._full)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addWidget(self.table)
        columns.addWidget(card, 1)
        columns.addWidget(self.details)
        self._stack = QStackedWidget()
        for widget in (self._waiting, self._empty, self._nothing_found, self._full):
            self._stack.addWidget(widget)
        body = QVBoxLayout()
        body.addWidget(self._stack)
        self.add(body, 1)

    def _connect(self) -> None:
        self.search.search_changed.connect(self._on_search)
        self.table.run_chosen.connect(self._on_chosen)
        self.table.opened.connect(self._open)
        self.table.delete_wanted.connect(self._on_delete_key)
        self.bench.runs_changed.connect(self.refresh)
        details = self.details
        details.open_wanted.connect(lambda: self._open(self.table.chosen()))
        details.predict_wanted.connect(self._predict)
        details.settings_wanted.connect(self._use_settings)
        details.folder_wanted.connect(self._open_folder)
        details.copy_wanted.connect(self._copy_recipe)
        details.pack_wanted.connect(self._pack)
        details.delete_confirmed.connect(self._delete)
        details.resume_wanted.connect(lambda: self._go_on(resume_run))
        details.longer_wanted.connect(
            lambda epochs: self._go_on(lambda bench, run, failed: train_longer(bench, run, epochs, failed=failed))
        )
        details.continue_wanted.connect(lambda: self._go_on(continue_with_changes))
        details.backbone_wanted.connect(lambda: self._go_on(use_as_backbone))
        details.run_wanted.connect(self._show_relative)
        details.forget_wanted.connect(self._forget)
        self.elsewhere.opened.connect(self._on_opened)
        details.plugin_wanted.connect(
            lambda missing: self.bench.ask_for_plugin("" if missing.record else missing.distribution)
        )
        self.bench.catalog_changed.connect(self._on_catalog)

    def _learn_titles(self) -> None:
        catalog = self.bench.context.catalog
        for specs in (catalog.backbones, catalog.datasets):
            self._titles.update({name: catalog_text(spec.title) for name, spec in specs.items()})

    def _on_catalog(self) -> None:
        self._learn_titles()
        self.table.viewport().update()
        self._on_chosen(self.table.chosen())

    def _show_all(self, found: tuple[list[RunSummary], list[Path]]) -> None:
        runs, gone = found
        self.clear_messages()
        self.elsewhere.tell_gone(gone)
        self._show_runs(runs)

    def _on_opened(self, path: Path) -> None:
        self.search.clear()
        self._wanted = path
        self.bench.runs_changed.emit()

    def _show_runs(self, runs: Sequence[RunSummary]) -> None:
        chosen = self.table.chosen()
        wanted = self._wanted or (chosen.path if chosen is not None else None)
        self._wanted = None
        if list(runs) != self._model.runs:
            self.table.selectionModel().blockSignals(True)
            self._model.set_runs(runs)
            self.table.selectionModel().blockSignals(False)
            if wanted is None or not self.table.choose(wanted):
                self.table.choose_first()
            self._on_chosen(self.table.chosen())
        elif wanted is not None:
            self.table.choose(wanted)
        self._show_count()
        self._list_once_more()

    def _show_count(self) -> None:
        total, found = len(self._model.runs), self.table.filter.rowCount()
        self.search.setVisible(total > 0)
        if not total:
            self.set_subtitle("")
            self._stack.setCurrentWidget(self._empty)
            return
        words = self.tr("1 run") if total == 1 else self.tr("{0} runs").format(count_text(total))
        if found != total:
            words = self.tr("{0} of {1} runs").format(count_text(found), count_text(total))
        self.set_subtitle(words)
        self._nothing_found.set_texts(
            self.tr("No run matches “{0}”").format(self.search.text().strip()), self.tr("Try fewer or other words.")
        )
        self._stack.setCurrentWidget(self._full if found else self._nothing_found)

    def _on_unreadable(self, error: UserError) -> None:
        self._tell(error)
        self._list_once_more()

    def _list_once_more(self) -> None:
        if self._list_again:
            self.refresh()

    def _tell(self, error: UserError) -> None:
        self.show_message("error", engine_text(error.message), engine_text(error.advice))

    def _on_search(self, text: str) -> None:
        self.table.filter.set_search(text)
        if self.table.chosen() is None:
            self.table.choose_first()
        self._show_count()

    def _on_chosen(self, run: RunSummary | None) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._facts = None
        self.details.setVisible(run is not None)
        if run is None:
            return
        self.details.show_run(run, self.elsewhere.holds(run.path), self._is_ours(run))
        folder = RunFolder(run.path)
        self._reading = self.bench.background.run(
            self, lambda _task: read_facts(folder), done=lambda facts: self._show_facts(run, facts)
        )

    def _show_facts(self, run: RunSummary, facts: RunFacts) -> None:
        self._facts = facts
        catalog = self.bench.context.catalog
        nouns = words_for(self.bench.context, facts.recipe)
        rows = recipe_rows(facts.recipe, catalog.backbones, catalog.datasets, nouns) if facts.recipe else []
        if run.status == "running":
            run = replace(run, accuracy=None, figure=None)
        self.details.show_facts(run, facts, rows, nouns)
        self.details.show_lineage(self._find_origin(run), find_successors(run.path, self._model.runs))
        if facts.recipe is not None:
            self.details.show_missing(find_missing(facts.recipe, facts.environment, self.bench.context.plugins))

    def _find_origin(self, run: RunSummary) -> RunSummary | str | None:
        if run.begins_with is None:
            return None
        known = (one for one in self._model.runs if find_successors(one.path, [run]))
        return next(known, run.begins_with.name)

    def _show_relative(self, path: Path) -> None:
        self.search.clear()
        self.table.choose(path)

    def _open(self, run: RunSummary | None) -> None:
        if run is None:
            return
        if run.status == "running" and self._is_ours(run):
            self.bench.page_wanted.emit("train")
            return
        self.bench.show_run(RunFolder(run.path))
        self.bench.page_wanted.emit("results")

    def _is_ours(self, run: RunSummary) -> bool:
        """Whether this window trains it, or did."""
        job = self.bench.feed.job
        return job is not None and job.folder.path == run.path

    def _predict(self) -> None:
        run = self.table.chosen()
        if run is not None:
            self.bench.show_run(RunFolder(run.path))
            self.bench.page_wanted.emit("predict")

    def _go_on(self, way: Callable[..., None]) -> None:
        run = self.table.chosen()
        if run is not None:
            self.clear_messages()
            way(self.bench, RunFolder(run.path), failed=self._tell)

    def _use_settings(self) -> None:
        recipe = self._facts.recipe if self._facts else None
        if recipe is None:
            return
        from desktop_tl.app.datasets import open_dataset  # numpy and Pillow: not needed to list runs

        catalog = self.bench.context.catalog
        self.bench.background.run(
            self,
            lambda _task: open_dataset(catalog, recipe.dataset),
            done=lambda dataset: self._take(recipe, dataset),
            failed=lambda _error: self._take_without_data(recipe),
        )

    def _take(self, recipe: Recipe, dataset: Dataset) -> None:
        self.bench.draft.take(recipe, dataset)
        self.bench.page_wanted.emit("train")

    def _take_without_data(self, recipe: Recipe) -> None:
        self.bench.draft.take(recipe)  # the Data page tries once more, and says what is wrong
        self.bench.page_wanted.emit("data")

    def _open_folder(self) -> None:
        run = self.table.chosen()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.path)))

    def _forget(self) -> None:
        run = self.table.chosen()
        if run is not None:
            self.elsewhere.forget(run.path)

    def _copy_recipe(self) -> None:
        if self._facts and self._facts.recipe:
            QGuiApplication.clipboard().setText(self._facts.recipe.to_toml())
            self.show_message("success", self.tr("The recipe is on the clipboard."))

    def _pack(self) -> None:
        run = self.table.chosen()
        if run is None:
            return
        file_filter = self.tr("Packed runs ({0})").format(f"*{SUFFIX}")
        path = ask_new_file(self, self.tr("Pack the run into a file"), f"{run.name}{SUFFIX}", file_filter)
        if path is None:
            return
        self.clear_messages()
        folder = RunFolder(run.path)

        def done(_nothing: None) -> None:
            self.show_message("success", self.tr("The run is in {0}.").format(path))

        self.bench.background.run(self, lambda _task: pack_run(folder, path), done=done, failed=self._tell)

    def _on_delete_key(self) -> None:
        if self.details.delete_button.isEnabled():
            self.details.ask_to_delete(True)

    def _delete(self) -> None:
        run = self.table.chosen()
        if run is None:
            return
        store, others, folder = self.bench.context.runs, self.bench.context.other_runs, RunFolder(run.path)
        self.details.ask_to_delete(False)

        def delete(_task: Task) -> None:
            store.delete(folder)
            others.forget(folder.path)

        self.bench.background.run(
            self,
            delete,
            done=lambda _nothing: self._on_deleted(folder),
            failed=self._tell,
        )

    def _on_deleted(self, folder: RunFolder) -> None:
        if self.bench.shown_run is not None and self.bench.shown_run.path == folder.path:
            self.bench.shown_run = None
        self.bench.runs_changed.emit()
