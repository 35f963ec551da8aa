"""The page on which a run is started, watched and stopped."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.gui.going_on import resume_run
from desktop_tl.gui.pages import train_words as words
from desktop_tl.gui.pages.augmentation_view import AugmentationView
from desktop_tl.gui.pages.outcome_words import outcome_text
from desktop_tl.gui.pages.rate_finder import RateFinder
from desktop_tl.gui.pages.resume_offer import ResumeOffer
from desktop_tl.gui.pages.train_live import TrainLive
from desktop_tl.gui.pages.train_plan import TrainPlan
from desktop_tl.gui.sample_words import SampleWords, answer_of, modality_of, words_for
from desktop_tl.gui.widgets.buttons import DangerButton, PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.inline_message import InlineMessage, Kind
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.progress import Progress
from desktop_tl.runs.store import run_title
from desktop_tl.runs.training_choice import TrainingChoice, foreign_choices, foreign_settings

OUTCOME_KINDS: dict[str, Kind] = {"finished": "success", "stopped": "info", "failed": "error"}


class TrainPage(Page):
    """Before a run the plan and the settings; during and after it what happens, with the settings below to read."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(self.tr("Train"), " ")
        self._bench, self._draft = bench, bench.draft
        self._shows_run = bench.feed.job is not None
        self._make_actions()
        self.outcome = OutcomeMessage()
        self.live = TrainLive()
        self.plan = TrainPlan(bench)
        self.form = OptionsForm(TrainingChoice)
        self.rates = RateFinder(bench)
        self.examples = AugmentationView(bench)
        self.offer = ResumeOffer(bench, self._tell)
        self._settings = Card(self.tr("Settings"))
        self._empty = self._make_empty()
        self._lay_out()
        self._connect()
        self._show_settings(self._draft.training, self._draft.task)
        if self._shows_run:
            self._on_started()
            self._on_updated(bench.feed.progress)
            if not bench.feed.is_running:
                self._on_ended()
        self._refresh()

    def start(self) -> None:
        """Starts a run from the draft, or says why not."""
        if self.why_not():
            return
        self.clear_messages()
        try:
            self._bench.start_run()
        except UserError as error:
            self._tell(error)

    def try_again(self) -> None:
        """Starts the failed run once more with the settings that its failure suggests."""
        job = self._bench.feed.job
        if job is None or job.end is None or self._bench.feed.is_running:
            return
        self.clear_messages()
        recipe = job.recipe.with_settings(job.end.retry)
        if self._draft.training == job.recipe.training:
            self._draft.change_training(recipe.training)
        if str(self._draft.strategy) == job.recipe.strategy:
            self._draft.choose_strategy(recipe.parsed_strategy())
        try:
            self._bench.start_recipe(recipe)
        except UserError as error:
            self._tell(error)

    def resume(self) -> None:
        """Goes on with the run that was stopped."""
        job = self._bench.feed.job
        if job is not None and not self._bench.feed.is_running:
            self.clear_messages()
            resume_run(self._bench, job.folder, failed=self._tell)

    def find_rate(self) -> None:
        """Tries learning rates for the draft as it is."""
        if not self.why_not():
            self.rates.start(self._draft.recipe())

    def show_examples(self) -> None:
        """Shows what the network will see of a few samples."""
        if self._draft.dataset is not None and not self._draft.missing() and not self._bench.feed.is_running:
            self.examples.show_for(self._draft.recipe(), self._draft.dataset)

    def stop(self) -> None:
        """Asks the run to end; it keeps what it has."""
        job = self._bench.feed.job
        if job is not None and self._bench.feed.is_running:
            job.stop()
            self._on_updated(self._bench.feed.progress)
            self._refresh()

    def why_not(self) -> str:
        """Why no run can be started now; empty if one can."""
        draft = self._draft
        if self._bench.feed.is_running:
            return self.tr("A run is in progress.")
        if self.rates.is_busy:
            return self.tr("Learning rates are being tried. Wait for it, or stop it.")
        if draft.dataset_choice is None:
            return self.tr("Choose your data first.")
        if draft.dataset is None:
            return self.tr("The data is not opened yet. The Data page says more.")
        if draft.missing():
            return self.tr("Choose a backbone first.")
        if not self.form.is_valid():
            return self.tr("Something in the settings is not right yet; see below.")
        return ""

    def _make_actions(self) -> None:
        self.start_button = PrimaryButton(self.tr("Start training"), "play")
        self.again_button = SecondaryButton(self.tr("Train again"), "refresh")
        self.see_button = PrimaryButton(self.tr("See results"), "results")
        self.stop_button = DangerButton(self.tr("Stop"), "stop")
        for button, name, action, keys in (
            (self.again_button, "train_again", self.start, ""),
            (self.see_button, "see_results", lambda: self._bench.page_wanted.emit("results"), ""),
            (self.start_button, "start_training", self.start, "Ctrl+Return"),
            (self.stop_button, "stop_training", self.stop, "Ctrl+."),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self.add_action(button)
            if keys:
                shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(action)
        self._keys = {
            self.start_button: QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText),
            self.stop_button: QKeySequence("Ctrl+.").toString(QKeySequence.SequenceFormat.NativeText),
        }

    def _make_empty(self) -> EmptyState:
        choose = PrimaryButton(self.tr("Choose data"), "data")
        choose.setObjectName("choose_data")
        choose.clicked.connect(lambda: self._bench.page_wanted.emit("data"))
        model = SecondaryButton(self.tr("Look at the backbones"), "model")
        model.clicked.connect(lambda: self._bench.page_wanted.emit("model"))
        return EmptyState(
            "train",
            self.tr("First choose the data to learn from"),
            self.tr("Then press Start here. A backbone that has learned much already is chosen for you."),
            choose,
            model,
        )

    def _lay_out(self) -> None:
        self.form.setObjectName("training_settings")
        self.form.more_button().setObjectName("all_settings")
        self.find_rate_button = QuietButton(self.tr("Find a good rate…"), "search")
        self.find_rate_button.setObjectName("find_rate")
        self.find_rate_button.clicked.connect(self.find_rate)
        self.examples_button = QuietButton(self.tr("Show what the network will see"), "eye")
        self.examples_button.setObjectName("show_augmentation")
        self.examples_button.clicked.connect(self.show_examples)
        for name, button, view in (
            ("learning_rate", self.find_rate_button, self.rates),
            ("augmentation", self.examples_button, self.examples),
        ):
            button.setProperty("flush", True)
            button.setIconSize(QSize(16, 16))
            self.form.place_below(name, button)
            self.form.place_below(name, view, wide=True)
        self._settings.add(self.form)
        for part in (self.offer, self.outcome, self.live, self.plan, self._settings):
            self.add(part)
        self.add(self._empty, 1)
        self.add_stretch()

    def _connect(self) -> None:
        feed, draft = self._bench.feed, self._draft
        feed.started.connect(self._on_started)
        feed.updated.connect(self._on_updated)
        feed.ended.connect(self._on_ended)
        for signal in (draft.dataset_changed, draft.backbone_changed, draft.strategy_changed):
            signal.connect(self._on_draft)
        draft.task_changed.connect(self._on_task)
        draft.training_changed.connect(self._on_training)
        self.form.changed.connect(self._on_form)
        self.form.validity_changed.connect(self._refresh)
        self.plan.page_wanted.connect(self._bench.page_wanted)
        self.rates.rate_chosen.connect(self._on_rate)
        self.rates.busy_changed.connect(self._refresh)
        self.outcome.retry_wanted.connect(self.try_again)
        self.outcome.resume_wanted.connect(self.resume)

    def _tell(self, error: UserError) -> None:
        self.show_message("error", error.message, error.advice)

    def _on_rate(self, rate: float) -> None:
        self._draft.change_training(self._draft.training.model_copy(update={"learning_rate": rate}))

    def _on_form(self) -> None:
        if self.form.is_valid():
            value = self.form.value()
            assert isinstance(value, TrainingChoice)
            self._draft.change_training(value)
        self._refresh()

    def _on_training(self) -> None:
        if self._bench.feed.is_running:
            return  # the settings of the run are shown
        if not self.form.is_valid() or self.form.value() != self._draft.training:
            self._show_settings(self._draft.training, self._draft.task)
        if self.examples.isVisible():
            self.show_examples()
        self._refresh()

    def _on_task(self) -> None:
        if not self._bench.feed.is_running:
            self.examples.close_view()
            self._show_settings(self._draft.training, self._draft.task)

    def _show_settings(self, training: TrainingChoice, task: str) -> None:
        context = self._bench.context
        answer = answer_of(context, task)
        self.form.leave_out(foreign_settings(modality_of(context, task), answer))
        self.form.leave_out_choices(foreign_choices(answer))
        self.form.set_value(training)

    def _on_draft(self) -> None:
        if not self._bench.feed.is_running:
            self._shows_run = False  # another plan: the last run is told on Results
        self.rates.forget()
        self._refresh()

    def _on_started(self) -> None:
        self._shows_run = True
        self.outcome.clear()
        self.examples.close_view()
        self.rates.stop()  # both would draw from torch's one source of chance
        job = self._bench.feed.job
        if job is not None:
            self.live.begin(words_for(self._bench.context, job.recipe))
            self._show_settings(job.recipe.training, job.recipe.task)
        self._refresh()
        self.scroll_to_top()  # the settings may have been scrolled far down; the curves are above them

    def _on_updated(self, progress: Progress) -> None:
        job = self._bench.feed.job
        if job is not None:
            self.live.set_progress(progress, job.recipe.training.correction_size, job.is_stopping)

    def _on_ended(self) -> None:
        progress = self._bench.feed.progress
        self._on_updated(progress)
        job = self._bench.feed.job
        self.outcome.show_end(progress, words_for(self._bench.context, job.recipe if job is not None else None))
        self._show_settings(self._draft.training, self._draft.task)
        self._refresh()

    def _refresh(self) -> None:
        feed = self._bench.feed
        running, shows_run = feed.is_running, self._shows_run
        empty = self._draft.dataset_choice is None and not shows_run
        ended = shows_run and not running
        reason = self.why_not()
        self._empty.setVisible(empty)
        self.live.setVisible(shows_run)
        self.outcome.setVisible(ended)
        self.plan.setVisible(not empty and not running)
        self._settings.setVisible(not empty)
        title = self.tr("Settings of this run") if running else self.tr("Settings")
        self._settings.set_title(title, self.tr("They cannot be changed while it runs.") if running else "")
        self.form.set_read_only(running)
        for helper in (self.find_rate_button, self.examples_button):
            helper.setVisible(not running)
            helper.setEnabled(not reason)
            helper.setToolTip(reason)
        stopping = running and feed.job is not None and feed.job.is_stopping
        self.stop_button.setVisible(running)
        self.stop_button.setEnabled(not stopping)
        self.stop_button.setText(self.tr("Stopping…") if stopping else self.tr("Stop"))
        self.start_button.setVisible(not shows_run and not empty)
        self.again_button.setVisible(ended)
        self.see_button.setVisible(ended and bool(feed.progress.epochs))
        for button in (self.start_button, self.again_button):
            button.setEnabled(not reason)
            button.setToolTip(reason or self._keys[self.start_button])
        self.stop_button.setToolTip(self._keys[self.stop_button])
        self.set_subtitle(self._subtitle(reason))

    def _subtitle(self, reason: str) -> str:
        job = self._bench.feed.job
        if self._shows_run and job is not None:
            return words.recipe_line(self._bench.context, job.recipe, run_title(job.recipe.name, job.folder.name))
        if self._draft.dataset_choice is None:
            return self.tr("Here your data becomes a model of your own.")
        return reason or self.tr("Everything is ready. Start, or change the settings first.")


class OutcomeMessage(QWidget):
    """How the last run ended.

    Signals:
        retry_wanted(): try again with the settings that the failure suggests.
        resume_wanted(): go on with the run that was stopped.
    """

    retry_wanted = Signal()
    resume_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome_message")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._message: InlineMessage | None = None

    def text(self) -> str:
        """The sentence; empty before a run has ended."""
        return self._message.text() if self._message else ""

    def clear(self) -> None:
        """Takes the sentence away."""
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = None

    def show_end(self, progress: Progress, nouns: SampleWords) -> None:
        """Says how ``progress`` ended."""
        self.clear()
        end = progress.end
        if end is None:
            return
        kind = OUTCOME_KINDS[end.outcome]
        self._message = InlineMessage(kind, outcome_text(progress, nouns), end.advice, dismissible=False)
        if end.outcome == "stopped":
            resume = self._message.add_action(self.tr("Resume"), self.resume_wanted.emit)
            resume.setObjectName("resume_stopped")
        if end.retry:
            retry = self._message.add_action(words.retry_text(end.retry), self.retry_wanted.emit)
            retry.setObjectName("try_again")
        if end.report:
            report = end.report
            self._message.add_action(self.tr("Copy report"), lambda: QGuiApplication.clipboard().setText(report))
        self._layout.addWidget(self._message)
