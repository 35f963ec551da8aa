"""The page on which a trained model is asked about new pictures or texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_tl.api.backbones import Modality
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.app.asking import Asked
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.boxed_samples import small_with_boxes
from desktop_tl.gui.pages.found_objects import drawn_objects, write_picture
from desktop_tl.gui.pages.predict_model_choice import ModelChoice
from desktop_tl.gui.pages.predict_queue import PredictQueue
from desktop_tl.gui.pages.predict_words import PredictWords, predict_words
from desktop_tl.gui.pages.predict_work import Answer, write_csv
from desktop_tl.gui.pages.prediction_detail import PredictionDetail
from desktop_tl.gui.pages.prediction_list import PredictionList
from desktop_tl.gui.pages.sample_kinds import Content, Small, sample_kind
from desktop_tl.gui.pages.text_box import TextBox
from desktop_tl.gui.pages.text_writer import TextWriter
from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.file_dialogs import ask_folder
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import summarise_run

LARGE = 1024


class PredictPage(Page):
    """Asks the model of the shown run; keeps the answers until they are cleared.

    Signals:
        predictions_changed(): answers came, or all are gone.
        finished(): all that was asked about has its answer, or it was stopped.
    """

    predictions_changed = Signal()
    finished = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(self.tr("Predict"), " ", scrolls=False)
        self._bench = bench
        self._queue = PredictQueue(bench, self)
        self._nouns, self._words = sample_words("image"), predict_words("image")
        self.list = PredictionList(_load)
        self._loading: Task | None = None
        self._shown: Answer | None = None
        self._pasted = self._typed = 0
        self._writes = False
        self._stale: InlineMessage | None = None
        self._threshold: float | None = None
        self.setAcceptDrops(True)
        self._make_actions()
        self._make_parts()
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def predictions(self) -> list[Answer]:
        """All answers, in the order in which they came."""
        return list(self.list.answers.answers)

    @property
    def is_predicting(self) -> bool:
        """Whether anything still waits for its answer."""
        return self._queue.is_waited_for

    def predict_paths(self, paths: list[Path]) -> None:
        """Asks about files and about all samples in folders and tables; those asked for earlier come first."""
        self._queue.put(list(paths))

    def predict_image(self, image: QImage) -> None:
        """Asks about a picture that is in no file, for instance a pasted one."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes a str; the stubs say bytes
        self._pasted += 1
        name = self.tr("Pasted picture {0}").format(self._pasted)
        self._queue.put([Asked(name, bytes(buffer.data().data()))])

    def predict_texts(self, texts: Sequence[str]) -> None:
        """Asks about texts that are in no file."""
        asked = []
        for text in texts:
            self._typed += 1
            asked.append(Asked(self.tr("Typed text {0}").format(self._typed), text))
        self._queue.put(asked)

    def paste(self) -> None:
        """Takes files, a picture or a text from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if self._writes:
            self.writer.put(data.text())
        elif paths:
            self.predict_paths(paths)
        elif self._words.can_be_typed and data.hasText():
            self.text_box.put(data.text())
        elif data.hasImage() and not self._words.can_be_typed:
            self.predict_image(QGuiApplication.clipboard().image())

    def stop(self) -> None:
        """Leaves what has no answer yet."""
        self._queue.stop()

    def clear(self) -> None:
        """Forgets all answers."""
        self.stop()
        self.list.clear()
        self.clear_messages()
        self._stale = None
        self._refresh()
        self.predictions_changed.emit()

    def save_csv(self, path: Path) -> None:
        """Writes all answers as a table, off the window's thread. The page says that it is done, or what went wrong."""
        answers = self.predictions
        problem = self.tr("The table cannot be written to {0}: {1}.")
        advice = self.tr("Choose a folder that you may write to, on a disk with room.")
        self.save_button.setEnabled(False)

        def write(_task: Task) -> None:
            try:
                write_csv(path, answers)
            except OSError as error:
                raise UserError(problem.format(path, error.strerror or error), advice=advice) from error

        def say_done(_nothing: None) -> None:
            self.save_button.setEnabled(True)
            self.show_message("success", self.tr("Saved {0} to {1}.").format(self._nouns.count(len(answers)), path))

        def say_failed(error: UserError) -> None:
            self.save_button.setEnabled(True)
            self._on_failed(error)

        self._bench.background.run(self, write, done=say_done, failed=say_failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._queue.run is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.predict_paths(paths)

    def _choose_files(self) -> None:
        self.drop.choose_paths()

    def save_picture(self, path: Path) -> None:
        """Writes the shown picture with its boxes, as large as it is, off the window's thread."""
        answer = self._shown
        if answer is None:
            return
        problem = self.tr("The picture cannot be written to {0}: {1}.")
        advice = self.tr("Choose a folder that you may write to, on a disk with room.")

        def write(_task: Task) -> None:
            try:
                write_picture(path, answer.asked.source, answer.shown)
            except OSError as error:
                raise UserError(problem.format(path, error.strerror or error), advice=advice) from error

        def say_done(_nothing: None) -> None:
            self.show_message("success", self.tr("Saved the picture with its boxes to {0}.").format(path))

        self._bench.background.run(self, write, done=say_done, failed=self._on_failed)

    def _choose_picture(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the picture with its boxes"), self.tr("objects.png"), self.tr("Pictures (*.png *.jpg)")
        )
        if chosen:
            path = Path(chosen)
            self.save_picture(path if path.suffix else path.with_suffix(".png"))

    def _on_threshold(self, threshold: float) -> None:
        """For all answers: those that come later too."""
        self._threshold = threshold
        chosen = self.list.chosen()
        self.list.set_threshold(threshold)
        if chosen >= 0:
            self._shown = self.list.answers.answers[chosen]
            self.detail.set_answer(self._shown)

    def _on_order(self, key: str) -> None:
        self.list.set_order(key)

    def _make_actions(self) -> None:
        self.save_button = SecondaryButton(self.tr("Save as table…"), "save")
        self.folder_button = SecondaryButton(self.tr("Open a folder…"), "folder_open")
        self.open_button = PrimaryButton(" ", "image")
        for button, name, action in (
            (self.save_button, "save_csv", self._choose_csv),
            (self.folder_button, "open_folder", self._choose_folder),
            (self.open_button, "open_files", self._choose_files),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self.add_action(button)
        self.save_button.setToolTip(self.tr("A CSV file with the probabilities of every class, for any spreadsheet."))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)

    def _make_parts(self) -> None:
        self.choice = ModelChoice(self._bench)
        orders = [("newest", self.tr("Newest")), ("surest", self.tr("Surest")), ("unsure", self.tr("Least sure"))]
        self.order = Segmented(orders, self.tr("Order of the answers"))
        self.order.current_changed.connect(self._on_order)
        self.clear_button = QuietButton(self.tr("Clear"), "close")
        self.clear_button.setObjectName("clear_predictions")
        self.clear_button.clicked.connect(lambda _checked=False: self.clear())
        self.text_box = TextBox()
        self.text_box.asked.connect(self.predict_texts)
        self.drop = DropZone(" ", choose="files", icon_name="predict")
        self.drop.setObjectName("drop_zone")
        self.drop.paths_dropped.connect(self.predict_paths)
        self.writer = TextWriter(self._bench)
        self.writer.failed.connect(self._on_failed)
        self.list.answer_chosen.connect(self._show_answer)
        self.detail = PredictionDetail()
        self.detail.objects.threshold_changed.connect(self._on_threshold)
        self.detail.objects.save_wanted.connect(self._choose_picture)
        self.progress = ProgressRow()
        self.progress.stop_requested.connect(self.stop)
        train = PrimaryButton(self.tr("Go to Train"), "train")
        train.clicked.connect(lambda _checked=False: self._bench.page_wanted.emit("train"))
        self.empty = EmptyState(
            "predict",
            self.tr("There is no model to ask yet"),
            self.tr("Train one on your data first; then ask it here about something new."),
            train,
        )

    def _lay_out(self) -> None:
        self._toolbar = QWidget()
        bar = QHBoxLayout(self._toolbar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        bar.addWidget(self.choice)
        bar.addStretch(1)
        bar.addWidget(self.order)
        bar.addWidget(self.clear_button)
        self._list_card = Card()
        self._list_card.hold_list()
        self._list_card.add(self.list, 1)
        self._answers = QWidget()
        pair = QHBoxLayout(self._answers)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(16)
        pair.addWidget(self._list_card, 4)
        pair.addWidget(self.detail, 5)
        for part, stretch in (
            (self._toolbar, 0),
            (self.text_box, 0),
            (self.drop, 1),
            (self._answers, 1),
            (self.writer, 1),
            (self.empty, 1),
            (self.progress, 0),
        ):
            self.add(part, stretch)

    def _connect(self) -> None:
        self._queue.began.connect(self._on_began)
        self._queue.answered.connect(self._take)
        self._queue.failed.connect(self._on_failed)
        self._queue.found_nothing.connect(self._on_nothing)
        self._queue.finished.connect(self._on_finished)
        self.choice.run_changed.connect(self._on_run)

    def _on_run(self, run: RunFolder | None, modality: Modality, answer: AnswerKind) -> None:
        self._threshold = None  # each model is sure in its own way
        writes = self._writes = run is not None and answer == "text"
        self.writer.set_run(run if writes else None)
        self._queue.set_run(None if writes else run, modality)
        self._show_words(sample_words(modality), predict_words(modality))
        if writes:
            self.set_subtitle(self.tr("Let a trained model write: it goes on where you begin."))
        self._say_stale()
        self._refresh()

    def _show_words(self, nouns: SampleWords, words: PredictWords) -> None:
        self._nouns, self._words = nouns, words
        self.set_subtitle(words.subtitle)
        self.open_button.setText(words.open_files)
        self.open_button.set_icon(words.icon_name)
        self.drop.set_texts(words.drop, words.drop_hint, words.file_filter)

    def _say_stale(self) -> None:
        """Answers stay when the model changes; the page says so and offers to ask again."""
        if self._stale is not None:
            self._stale.hide()
            self._stale.deleteLater()
            self._stale = None
        run, answers = self._queue.run, self.list.answers.answers
        if run is None or all(answer.run == run.name for answer in answers):
            return
        text = self.tr("There are answers of another model here. From now on ‘{0}’ is asked.")
        self._stale = self.show_message("info", text.format(summarise_run(run).title), dismissible=False)
        if all(answer.modality == self._queue.modality for answer in answers):
            self._stale.add_action(self.tr("Ask it about all of them"), self._ask_again)

    def _ask_again(self) -> None:
        asked = [answer.asked for answer in self.predictions]
        self.clear()
        self._queue.put(asked)

    def _on_began(self, is_loaded: bool) -> None:
        self.progress.set_label(self._looking() if is_loaded else self.tr("Loading the model…"))
        self.progress.set_busy()
        self.progress.set_stoppable(True)
        self._refresh()

    def _take(self, answers: Sequence[Answer], done: int, total: int) -> None:
        first = len(self.list.answers.answers)
        begins = done == len(answers)
        if self._threshold is not None:
            answers = [replace(answer, threshold=self._threshold) for answer in answers]
        self.list.add(answers, begins)
        self.progress.set_label(self._looking())
        of_total = self.tr("{0} of {1}").format(count_text(done), count_text(total))
        self.progress.set_progress(done, total, detail=of_total if total else count_text(done))
        self._refresh()
        if begins:
            self.list.choose(first)  # what was asked about just now is what one wants to see
        self.predictions_changed.emit()

    def _on_nothing(self) -> None:
        self.show_message(
            "warning",
            self.tr("There is no {0} in what was opened.").format(self._nouns.one),
            self.tr("Looked for {0} in the folder and below.").format(self._words.looked_for),
        )

    def _looking(self) -> str:
        return self.tr("Looking at the {0}…").format(self._nouns.many)

    def _on_failed(self, error: UserError) -> None:
        self.show_message("error", error.message, error.advice)

    def _on_finished(self) -> None:
        self._say_stale()
        self._refresh()
        self.finished.emit()

    def _show_answer(self, number: int) -> None:
        if number < 0:
            return
        answer = self.list.answers.answers[number]
        if answer is self._shown:
            return
        self._shown = answer
        if self._loading is not None:
            self._loading.cancel()
        self.detail.set_answer(answer)
        if answer.problem:
            self.detail.set_content(None)
            return
        self._loading = self._bench.background.run(
            self,
            lambda _task: _load_or_blank(answer, LARGE),
            done=self.detail.set_content,
        )

    def _refresh(self) -> None:
        count = len(self.list.answers.answers)
        ready, busy = self._queue.run is not None, self._queue.is_busy
        writes, has_answers = self._writes, count > 0 and not self._writes
        unused = self.choice.is_known and not ready and not count and not writes
        asks = not unused and not writes
        self.empty.setVisible(unused)
        self.writer.setVisible(writes)
        self.drop.setVisible(asks and not count)
        self.drop.setEnabled(ready)
        self.text_box.setVisible(asks and self._words.can_be_typed)
        self.text_box.set_ready(ready)
        self.text_box.set_small(count > 0)
        self._answers.setVisible(has_answers)
        self._list_card.setVisible(count > 1 or busy)
        self.detail.set_wide(self._list_card.isHidden())
        self._toolbar.setVisible(not unused)
        self.order.setVisible(count > 1 and has_answers)
        self.clear_button.setVisible(has_answers)
        for button in (self.open_button, self.folder_button):
            button.setVisible(asks)
            button.setEnabled(ready)
        self.save_button.setVisible(has_answers)
        self.progress.setVisible(busy)

    def _choose_folder(self) -> None:
        chosen = ask_folder(self, self.tr("Open a folder"))
        if chosen is not None:
            self.predict_paths([chosen])

    def _choose_csv(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the predictions as a table"), self.tr("predictions.csv"), self.tr("Tables (*.csv)")
        )
        if chosen:
            path = Path(chosen)
            self.save_csv(path if path.suffix else path.with_suffix(".csv"))


def _load(answer: Answer, side: int) -> Small:
    """Runs on other threads. Raises: UnreadableSample."""
    content = sample_kind(answer.modality).load(answer.asked.source, side)
    return small_with_boxes(content, drawn_objects(answer.shown)) if answer.objects else content


def _load_or_blank(answer: Answer, side: int) -> Content | None:
    try:
        return sample_kind(answer.modality).load(answer.asked.source, side)
    except Exception:  # the file was there a moment ago: its place shows that it is gone
        return None
