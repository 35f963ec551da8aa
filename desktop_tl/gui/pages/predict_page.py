"""The page on which a trained model is asked about new pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.datasets import load_picture
from desktop_tl.app.pictures import SUFFIXES
from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.predict_work import Answer, Picture, Predictors, list_pictures, usable_runs, write_csv
from desktop_tl.gui.pages.prediction_detail import PredictionDetail
from desktop_tl.gui.pages.prediction_list import PredictionList
from desktop_tl.gui.pages.train_words import percent_text, pictures_text
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.drop_zone import DropZone
from desktop_tl.gui.widgets.empty_state import EmptyState
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.segmented import Segmented
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import RunSummary

LARGE = 1024


class PredictPage(Page):
    """Asks the model of the shown run; keeps the answers until they are cleared.

    Signals:
        predictions_changed(): answers came, or all are gone.
        finished(): all pictures that were asked about have their answer, or it was stopped.
    """

    predictions_changed = Signal()
    finished = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(self.tr("Predict"), self.tr("Ask a trained model about new pictures."), scrolls=False)
        self._bench = bench
        self._predictors = Predictors(bench.context)
        self._run: RunFolder | None = None
        self._runs: list[RunSummary] = []
        self._runs_known = False
        self._waiting: list[list[Path] | Picture] = []
        self._task: Task | None = None
        self._listing: Task | None = None
        self._loading: Task | None = None
        self._pasted = 0
        self._stale: InlineMessage | None = None
        self.setAcceptDrops(True)
        self._make_actions()
        self._make_parts()
        self._lay_out()
        bench.run_shown.connect(lambda _run: self._list_runs())
        bench.runs_changed.connect(self._list_runs)
        self._list_runs()
        self._refresh()

    @property
    def predictions(self) -> list[Answer]:
        """All answers, in the order in which they came."""
        return list(self.list.answers.answers)

    @property
    def is_predicting(self) -> bool:
        """Whether pictures still wait for their answer."""
        return self._task is not None or bool(self._waiting)

    def predict_paths(self, paths: list[Path]) -> None:
        """Asks about files and about all pictures in folders; those asked for earlier come first."""
        self._waiting.append(list(paths))
        self._next()

    def predict_image(self, image: QImage) -> None:
        """Asks about a picture that is in no file, for instance a pasted one."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        self._pasted += 1
        name = self.tr("Pasted picture {0}").format(self._pasted)
        self._waiting.append(Picture(name, bytes(buffer.data().data())))
        self._next()

    def paste(self) -> None:
        """Takes files or a picture from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.predict_paths(paths)
        elif data.hasImage():
            self.predict_image(QGuiApplication.clipboard().image())

    def stop(self) -> None:
        """Leaves the pictures that have no answer yet."""
        if self._task is not None:
            self._task.cancel()
        self._waiting.clear()
        self._end()

    def clear(self) -> None:
        """Forgets all answers."""
        self.stop()
        self.list.clear()
        self.clear_messages()
        self._stale = None
        self._refresh()
        self.predictions_changed.emit()

    def save_csv(self, path: Path) -> None:
        """Writes all answers as a table. What goes wrong is said on the page."""
        try:
            write_csv(path, self.predictions)
        except OSError as error:
            reason = error.strerror or str(error)
            self.show_message(
                "error",
                self.tr("The table cannot be written to {0}: {1}.").format(path, reason),
                self.tr("Choose a folder that you may write to, on a disk with room."),
            )
        else:
            self.show_message(
                "success", self.tr("Saved {0} to {1}.").format(pictures_text(len(self.predictions)), path)
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._run is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.predict_paths(paths)

    def _make_actions(self) -> None:
        self.save_button = SecondaryButton(self.tr("Save as table…"), "save")
        self.folder_button = SecondaryButton(self.tr("Open a folder…"), "folder_open")
        self.open_button = PrimaryButton(self.tr("Open pictures…"), "image")
        for button, name, action in (
            (self.save_button, "save_csv", self._choose_csv),
            (self.folder_button, "open_folder", self._choose_folder),
            (self.open_button, "open_pictures", lambda: self.drop.choose_paths()),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self.add_action(button)
        self.save_button.setToolTip(self.tr("A CSV file with the probabilities of every class, for any spreadsheet."))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)

    def _make_parts(self) -> None:
        self.choice = QComboBox()
        self.choice.setObjectName("run_choice")
        self.choice.setAccessibleName(self.tr("Model"))
        self.choice.setToolTip(self.tr("The run whose model is asked."))
        self.choice.setMinimumWidth(200)
        self.choice.setMaximumWidth(360)
        self.choice.activated.connect(self._on_choice)
        orders = [("newest", self.tr("Newest")), ("surest", self.tr("Surest")), ("unsure", self.tr("Least sure"))]
        self.order = Segmented(orders, self.tr("Order of the pictures"))
        self.order.current_changed.connect(lambda key: self.list.set_order(key))
        self.clear_button = QuietButton(self.tr("Clear"), "close")
        self.clear_button.setObjectName("clear_predictions")
        self.clear_button.clicked.connect(lambda _checked=False: self.clear())
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        self.drop = DropZone(
            self.tr("Drop pictures or whole folders here"),
            self.tr("Or press to choose pictures. Paste works too. They stay on this computer."),
            choose="files",
            file_filter=self.tr("Pictures ({0})").format(patterns) + ";;" + self.tr("All files (*)"),
            icon_name="predict",
        )
        self.drop.setObjectName("drop_zone")
        self.drop.paths_dropped.connect(self.predict_paths)
        self.list = PredictionList(_load)
        self.list.answer_chosen.connect(self._show_answer)
        self.detail = PredictionDetail()
        self.progress = ProgressRow()
        self.progress.stop_requested.connect(self.stop)
        train = PrimaryButton(self.tr("Go to Train"), "train")
        train.clicked.connect(lambda _checked=False: self._bench.page_wanted.emit("train"))
        self.empty = EmptyState(
            "predict",
            self.tr("There is no model to ask yet"),
            self.tr("Train one on your pictures first; then drop new pictures here to see what it says."),
            train,
        )

    def _lay_out(self) -> None:
        self._toolbar = QWidget()
        bar = QHBoxLayout(self._toolbar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        label = Muted(self.tr("Model"))
        label.setBuddy(self.choice)
        bar.addWidget(label)
        bar.addWidget(self.choice)
        bar.addStretch(1)
        bar.addWidget(self.order)
        bar.addWidget(self.clear_button)
        self._list_card = Card()
        self._list_card.add(self.list, 1)
        self._list_card.layout().setContentsMargins(8, 8, 8, 8)
        self._list_card.layout().setSpacing(0)
        self._answers = QWidget()
        pair = QHBoxLayout(self._answers)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(16)
        pair.addWidget(self._list_card, 4)
        pair.addWidget(self.detail, 5)
        for part, stretch in (
            (self._toolbar, 0),
            (self.drop, 1),
            (self._answers, 1),
            (self.empty, 1),
            (self.progress, 0),
        ):
            self.add(part, stretch)

    def _list_runs(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        shown, store = self._bench.shown_run, self._bench.context.runs
        self._listing = self._bench.background.run(self, lambda _task: usable_runs(store, shown), done=self._take_runs)

    def _take_runs(self, runs: list[RunSummary]) -> None:
        self._runs, self._runs_known = runs, True
        paths = [summary.path for summary in runs]
        shown = self._bench.shown_run
        wanted = shown.path if shown is not None and shown.path in paths else None
        wanted = wanted or (self._run.path if self._run is not None and self._run.path in paths else None)
        wanted = wanted or (paths[0] if paths else None)
        self.choice.clear()
        for summary in runs:
            share = f" · {percent_text(summary.accuracy)}" if summary.accuracy is not None else ""
            self.choice.addItem(summary.name + share)
        self._run = RunFolder(wanted) if wanted is not None else None
        if wanted is not None:
            self.choice.setCurrentIndex(paths.index(wanted))
        self._say_stale()
        self._refresh()
        self._next()

    def _on_choice(self, row: int) -> None:
        self._bench.show_run(RunFolder(self._runs[row].path))

    def _say_stale(self) -> None:
        """Answers stay when the model changes; the page says so and offers to ask again."""
        if self._stale is not None:
            self._stale.hide()
            self._stale.deleteLater()
            self._stale = None
        answers = self.list.answers.answers
        if self._run is None or not answers or all(answer.run == self._run.name for answer in answers):
            return
        text = self.tr("These answers are from another model. New pictures are now shown to ‘{0}’.").format(
            self._run.name
        )
        self._stale = self.show_message("info", text)
        self._stale.add_action(self.tr("Ask it about these too"), self._ask_again)

    def _ask_again(self) -> None:
        pictures = [answer.picture for answer in self.predictions]
        self.clear()
        self._waiting += pictures
        self._next()

    def _next(self) -> None:
        if self._task is not None or not self._waiting or self._run is None:
            self._refresh()
            return
        wanted, self._waiting = self._waiting, []
        run, background = self._run, self._bench.background

        def work(task: Task) -> int:
            pictures: list[Picture] = []
            for item in wanted:
                task.stop.check()
                pictures += [item] if isinstance(item, Picture) else list_pictures(item)
            done = 0

            def tell(answers: list[Answer]) -> None:
                nonlocal done
                done += len(answers)
                background.post(task, self._take, answers, done, len(pictures))

            self._predictors.ask(run, pictures, task.stop, tell)
            return len(pictures)

        loaded = self._predictors.is_loaded(run)
        self.progress.set_label(self.tr("Looking at the pictures…") if loaded else self.tr("Loading the model…"))
        self.progress.set_busy()
        self.progress.set_stoppable(True)
        self._task = background.run(self, work, done=self._on_done, failed=self._on_failed)
        self._refresh()

    def _take(self, answers: Sequence[Answer], done: int, total: int) -> None:
        first = len(self.list.answers.answers)
        self.list.add(answers)
        self.progress.set_label(self.tr("Looking at the pictures…"))
        self.progress.set_progress(
            done, total, detail=self.tr("{0} of {1}").format(count_text(done), count_text(total))
        )
        self._refresh()
        if done == len(answers):
            self.list.choose(first)  # what was asked about just now is what one wants to see
        self.predictions_changed.emit()

    def _on_done(self, found: int) -> None:
        if not found:
            self.show_message(
                "warning",
                self.tr("There is no picture in what was opened."),
                self.tr("Looked for {0} in the folder and below.").format(", ".join(sorted(SUFFIXES)[:12]) + " …"),
            )
        self._end()

    def _on_failed(self, error: UserError) -> None:
        self.show_message("error", error.message, error.advice)
        self._waiting.clear()
        self._end()

    def _end(self) -> None:
        was_busy, self._task = self._task is not None, None
        self._next()
        if was_busy and self._task is None:
            self.finished.emit()

    def _show_answer(self, number: int) -> None:
        if self._loading is not None:
            self._loading.cancel()
        if number < 0:
            return
        answer = self.list.answers.answers[number]
        self.detail.set_answer(answer)
        if answer.problem:
            self.detail.set_image(QImage())
            return
        self._loading = self._bench.background.run(
            self,
            lambda _task: _load_or_blank(answer, LARGE),
            done=self.detail.set_image,
        )

    def _refresh(self) -> None:
        count = len(self.list.answers.answers)
        ready, busy = self._run is not None, self._task is not None
        unused = self._runs_known and not ready and not count
        self.empty.setVisible(unused)
        self.drop.setVisible(not unused and not count)
        self.drop.setEnabled(ready)
        self._answers.setVisible(count > 0)
        self._list_card.setVisible(count > 1 or busy)
        self.detail.set_wide(self._list_card.isHidden())
        self._toolbar.setVisible(not unused)
        self.order.setVisible(count > 1)
        self.clear_button.setVisible(count > 0)
        for button in (self.open_button, self.folder_button):
            button.setVisible(not unused)
            button.setEnabled(ready)
        self.save_button.setVisible(count > 0)
        self.progress.setVisible(busy)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a folder of pictures"))
        if chosen:
            self.predict_paths([Path(chosen)])

    def _choose_csv(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the predictions as a table"), self.tr("predictions.csv"), self.tr("Tables (*.csv)")
        )
        if chosen:
            path = Path(chosen)
            self.save_csv(path if path.suffix else path.with_suffix(".csv"))


def _load(answer: Answer, side: int) -> QImage:
    """Runs on other threads. Raises: UnreadableImage."""
    pixels = load_picture(answer.picture.source, side)
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _load_or_blank(answer: Answer, side: int) -> QImage:
    try:
        return _load(answer, side)
    except Exception:  # the file was there a moment ago: its place shows that the picture is gone
        return QImage()
