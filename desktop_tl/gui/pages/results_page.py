"""The page that tells how good a run's model is: a sentence first, then samples, then tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.plugins.missing import MissingPlugin, find_missing
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.going_on import continue_with_changes, train_longer, use_as_backbone
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages import result_words as words
from desktop_tl.gui.pages import train_words
from desktop_tl.gui.pages.answer_words import figure_text
from desktop_tl.gui.pages.export_card import ExportCard
from desktop_tl.gui.pages.going_on_buttons import GoOnButton, TrainLonger
from desktop_tl.gui.pages.plugin_words import missing_button_text, missing_text
from desktop_tl.gui.pages.result_boxes import BoxResults
from desktop_tl.gui.pages.result_classes import ClassResults
from desktop_tl.gui.pages.result_labels import LabelResults
from desktop_tl.gui.pages.result_values import ValueResults
from desktop_tl.gui.pages.result_view import ResultView
from desktop_tl.gui.pages.result_writing import WritingResults
from desktop_tl.gui.pages.run_curves import RunCurves
from desktop_tl.gui.pages.run_story import RunStory, find_samples_of, read_story
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.sample_words import modality_of, words_for
from desktop_tl.gui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.flow import FlowLayout
from desktop_tl.gui.widgets.inline_message import Kind
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.stat_tile import StatTile
from desktop_tl.gui.widgets.text import Body, Lead, Muted
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import run_title

PATIENCE_MS = 300
"""So long the run before may stay, that nothing flickers where the next one is read at once."""

VIEWS: dict[AnswerKind, Callable[[Background], ResultView]] = {
    "class": ClassResults,
    "labels": LabelResults,
    "values": ValueResults,
    "text": WritingResults,
    "boxes": BoxResults,
}


class ResultsPage(Page):
    """About the run that the bench shows; follows it."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(self.tr("Results"), " ")
        self._bench = bench
        self.story: RunStory | None = None
        self._reading: Task | None = None
        self._opening: Task | None = None
        self._make_actions()
        self._empty = self._make_empty()
        self._waiting = EmptyState("results", self.tr("Reading the results…"))
        self._waiting.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._wait)
        self._content = QWidget()
        self._lay_out()
        bench.run_shown.connect(self._read)
        bench.feed.started.connect(self._tell_running)
        bench.catalog_changed.connect(lambda: self._show(self.story) if self.story is not None else None)
        self._show_nothing()
        self._tell_running()
        if bench.shown_run is not None:
            self._read(bench.shown_run)

    def _make_actions(self) -> None:
        self.folder_button = SecondaryButton(self.tr("Open the run's folder"), "folder_open")
        self.go_on_button = GoOnButton()
        self.go_on_button.longer_wanted.connect(self._ask_how_long)
        self.go_on_button.continue_wanted.connect(lambda: self._go_on(continue_with_changes))
        self.go_on_button.backbone_wanted.connect(lambda: self._go_on(use_as_backbone))
        self.use_button = PrimaryButton(self.tr("Use this model"), "predict")
        self.export_button = SecondaryButton(self.tr("Export…"), "export")
        self.export_card = ExportCard(self._bench)
        for button, name, action in (
            (self.export_button, "export_model", self._ask_export),
            (self.folder_button, "open_run_folder", self._open_folder),
            (self.use_button, "use_this_model", lambda: self._bench.page_wanted.emit("predict")),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self.add_action(button)
        self.action_row.insertWidget(1, self.go_on_button)

    def _make_empty(self) -> EmptyState:
        train = self._train = PrimaryButton(self.tr("Go to Train"), "train")
        train.setObjectName("go_to_train")
        train.clicked.connect(lambda: self._bench.page_wanted.emit("train"))
        runs = SecondaryButton(self.tr("Open an earlier run"), "runs")
        runs.clicked.connect(lambda: self._bench.page_wanted.emit("runs"))
        return EmptyState(
            "results",
            self.tr("There is no result yet"),
            self.tr("Train a model first. When it has ended, this page says how good it is and shows its mistakes."),
            train,
            runs,
        )

    def _lay_out(self) -> None:
        self.sentence = Lead()
        self.sentence.setObjectName("result_sentence")
        self.sentence.setContentsMargins(0, 8, 0, 4)
        tiles = QWidget()
        flow = FlowLayout(tiles, stretch=True)
        self._figure, self._best = StatTile(self.tr("Accuracy")), StatTile(self.tr("Best epoch"))
        self._took, self._device = StatTile(self.tr("Took")), StatTile(self.tr("Device"))
        for tile in (self._figure, self._best, self._took, self._device):
            flow.addWidget(tile)
        self.classes = ClassResults(self._bench.background)
        self.matrix, self.mistakes, self.table = self.classes.matrix, self.classes.mistakes, self.classes.table
        self.view: ResultView = self.classes
        self._views: dict[AnswerKind, ResultView] = {"class": self.classes}
        place = QWidget()
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self.classes)
        self.curves = RunCurves("result_")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        made = Card(self.tr("What it was made of"))
        made.add(self._facts)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._measured = (self.sentence, tiles, place)
        for part in (*self._measured, self.curves, made):
            layout.addWidget(part)
        self._longer = TrainLonger()
        self._longer.confirmed.connect(self._on_longer)
        self._longer_card = Card()
        self._longer_card.add(self._longer)
        self._longer.cancelled.connect(self._longer_card.hide)
        self._longer_card.hide()
        self.add(self._longer_card)
        self.add(self.export_card)
        self.add(self._empty, 1)
        self.add(self._waiting, 1)
        self.add(self._content)
        self.add_stretch()

    def _read(self, run: RunFolder) -> None:
        for task in (self._reading, self._opening):
            if task is not None:
                task.cancel()
        self._reading = self._bench.background.run(self, lambda _task: read_story(run), done=self._show)
        self._patience.start()

    def _wait(self) -> None:
        """It takes a moment, as where its figures need what was not imported yet: no other run is shown meanwhile."""
        if self._reading is None or self._reading.is_done or not self._reading.is_wanted:
            return
        self._show_nothing()
        self.clear_messages()
        self._empty.hide()
        self._waiting.show()

    def _show(self, story: RunStory) -> None:
        self._patience.stop()
        self._waiting.hide()
        self.story = story
        self.clear_messages()
        self.set_subtitle(self._describe(story))
        evaluation = story.evaluation
        has_model = evaluation is not None or bool(story.result.get("best_epoch"))
        self.folder_button.show()
        self.use_button.setVisible(has_model)
        can_export = story.recipe is not None and self.export_card.is_possible_for(story.recipe.task)
        self.export_button.setVisible(has_model and story.status != "running" and can_export)
        self.export_card.forget()
        self.go_on_button.setVisible(has_model and story.recipe is not None and story.status != "running")
        self._longer_card.hide()
        measured = evaluation is not None and bool(evaluation.samples)
        told = measured or bool(story.progress.epochs)
        self._content.setVisible(told)
        self._empty.setVisible(not told)
        for part in self._measured:
            part.setVisible(measured)
        sentence, explanation = words.unmeasured_words(story, words_for(self._bench.context, story.recipe))
        if not told:
            self._empty.set_texts(sentence, explanation)
            self._train.setText(self.tr("Go to Train"))
        elif not measured or story.status in ("failed", "interrupted"):
            kind: Kind = "error" if story.status == "failed" else "info" if story.status == "running" else "warning"
            self.show_message(kind, sentence, explanation, dismissible=False)
        self._tell_missing(story)
        if evaluation is not None and measured:
            self._show_evaluation(story)
        if told:
            self._show_rest(story)

    def _show_evaluation(self, story: RunStory) -> None:
        evaluation, recipe = story.evaluation, story.recipe
        assert evaluation is not None
        kind = sample_kind(modality_of(self._bench.context, recipe.task) if recipe is not None else "image")
        view = self.view = self._choose_view(evaluation.answer)
        headline = view.headline(evaluation, kind.words)
        self.sentence.setText(headline.sentence)
        self._figure.set_label(headline.label)
        self._figure.set_value(headline.number, headline.unit, headline.caption)
        self._figure.setToolTip(headline.explanation)
        best, metric = story.progress.best, story.progress.main_metric
        figure = best.validation.get(metric) if best else None
        of = self.tr("of {0}").format(len(story.progress.epochs))
        if metric == "accuracy":
            caption = self.tr("{0} right").format(train_words.percent_text(figure)) if figure is not None else " "
        else:
            caption = figure_text(metric, figure) if figure is not None else " "
        number = str(best.epoch if best else story.result.get("best_epoch") or "–")
        self._best.set_value(number, of if best else "", caption)
        self._took.set_value(*words.took_figure(story), self.tr("from start to result"))
        self._show_device(story)
        view.set_evaluation(evaluation, kind)
        if recipe is None:
            view.set_gone(*self._problem(story))
            return
        context = self._bench.context
        self._opening = self._bench.background.run(
            self,
            lambda task: find_samples_of(context, recipe, evaluation, task.stop),
            done=view.set_samples,
            failed=lambda error: view.set_gone(error.message, error.advice),
        )

    def _choose_view(self, answer: AnswerKind) -> ResultView:
        """Shows the view for that kind of answer and hides the others; made when it is first needed."""
        if answer not in self._views:
            made = self._views[answer] = VIEWS[answer](self._bench.background)
            self._place.addWidget(made.widget())
        for kind, view in self._views.items():
            view.widget().setVisible(kind == answer)
        return self._views[answer]

    def _tell_missing(self, story: RunStory) -> None:
        """Of a run whose plugin is gone: which one, and the way to get it."""
        if story.recipe is None:
            return
        for missing in find_missing(story.recipe, story.environment, self._bench.context.plugins):
            message = self.show_message("warning", *missing_text(missing), dismissible=False)
            button = message.add_action(missing_button_text(missing), partial(self._get, missing))
            button.setObjectName("get_plugin")

    def _get(self, missing: MissingPlugin) -> None:
        self._bench.ask_for_plugin("" if missing.record else missing.distribution)

    def _show_device(self, story: RunStory) -> None:
        device = str(story.environment.get("device") or story.progress.device)
        reason = str(story.environment.get("device_reason") or story.progress.device_reason)
        name, _, more = device.partition(", ")
        if not name or name == "CPU":
            self._device.set_value(name or "–", engine_text(more), " ")
        else:
            self._device.set_value("GPU", "", device)
        self._device.setToolTip(train_words.device_text(device, reason))

    def _show_rest(self, story: RunStory) -> None:
        self.curves.clear()
        self.curves.setVisible(bool(story.progress.epochs))
        self.curves.set_progress(story.progress, story.recipe.training.correction_size if story.recipe else 1)
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(words.facts(self._bench.context, story)):
            label = Muted(name)
            label.setWordWrap(False)
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Body(value), row, 1)

    def _tell_running(self) -> None:
        """The first run is under way: there is nothing to do but wait for it."""
        if self.story is None and self._bench.feed.is_running:
            self._empty.set_texts(
                self.tr("The result is on its way"),
                self.tr("A training is running. When it has ended, this page says how good the model is."),
            )
            self._train.setText(self.tr("Watch it train"))

    def _show_nothing(self) -> None:
        self.set_subtitle(self.tr("How good a model is, and what it mixes up."))
        self._content.hide()
        self.folder_button.hide()
        self.use_button.hide()
        self.export_button.hide()
        self.export_card.forget()
        self.go_on_button.hide()
        self._longer_card.hide()

    def _ask_export(self) -> None:
        if self.story is not None and self.story.recipe is not None:
            self.export_card.ask(self.story.run, self.story.recipe.task)
            self.scroll_to_top()

    def _ask_how_long(self) -> None:
        self._longer_card.show()
        self._longer.ask()

    def _on_longer(self, epochs: int) -> None:
        self._longer_card.hide()
        self._go_on(lambda bench, run, failed: train_longer(bench, run, epochs, failed=failed))

    def _go_on(self, way: Callable[..., None]) -> None:
        if self.story is not None:
            way(
                self._bench,
                self.story.run,
                failed=lambda error: self.show_message("error", error.message, error.advice),
            )

    def _describe(self, story: RunStory) -> str:
        if story.recipe is None:
            return story.run.name
        title = run_title(story.recipe.name, story.run.name)
        return train_words.recipe_line(self._bench.context, story.recipe, title)

    @staticmethod
    def _problem(story: RunStory) -> tuple[str, str]:
        problem = story.problem or UserError("")
        return problem.message, problem.advice

    def _open_folder(self) -> None:
        if self.story is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.story.run.path)))
