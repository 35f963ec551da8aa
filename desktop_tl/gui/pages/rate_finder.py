"""Tries learning rates before a run, shows how the loss answered, and suggests one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.api.events import Event, PhaseProgressed
from desktop_tl.gui.background import Task
from desktop_tl.gui.widgets.buttons import IconButton, SecondaryButton
from desktop_tl.gui.widgets.curve_plot import CurvePlot
from desktop_tl.gui.widgets.editors import number_text
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Muted, Strong
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import Recipe

if TYPE_CHECKING:
    from desktop_tl.engine.rate_finder import RateTrial

PLOT_HEIGHT = 230


class RateFinder(QWidget):
    """Hidden until a trial is started; below the learning rate.

    Signals:
        rate_chosen(float): somebody takes the suggestion.
        busy_changed(bool): a trial has begun or is over.
    """

    rate_chosen = Signal(float)
    busy_changed = Signal(bool)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._task: Task | None = None
        self._suggestion: float | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 14)
        layout.setSpacing(0)
        self._progress = ProgressRow(self.tr("Trying learning rates"))
        self._progress.setObjectName("rate_trial_progress")
        self._progress.stop_requested.connect(self.stop)
        self._message = InlineMessage("error", "")
        self._message.dismissed.connect(self.hide)
        self._answer = self._make_answer()
        for part in (self._progress, self._message, self._answer):
            layout.addWidget(part)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether rates are being tried."""
        return self._task is not None

    def start(self, recipe: Recipe) -> None:
        """Tries rates for this recipe."""
        from desktop_tl.app.rate_trial import find_rate  # what stands on the engine: not needed for a first paint

        context, background = self._bench.context, self._bench.background

        def work(task: Task) -> RateTrial:
            def emit(event: Event) -> None:
                if isinstance(event, PhaseProgressed):
                    background.post(task, self._show_progress, event)

            return find_rate(context, recipe, emit, task.stop)

        self._progress.set_stoppable(True)
        self._progress.set_busy(self.tr("Getting ready…"))
        self._show(self._progress)
        self._task = background.run(self, work, done=self._show_trial, failed=self._show_error)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Ends the trial; nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()
            self._end()
            self.hide()

    def forget(self) -> None:
        """For other choices another rate may be good: ends a trial, and hides what the last one found."""
        self.stop()
        self._suggestion = None
        self.hide()

    def suggestion(self) -> float | None:
        """What the last trial suggests; None if there was none or no rate made the loss fall."""
        return self._suggestion

    def _make_answer(self) -> QWidget:
        answer = QWidget()
        answer.setObjectName("rate_trial_answer")
        self._words, self._explanation = Strong(), Muted()
        self._words.setObjectName("rate_suggestion")
        self.use_button = SecondaryButton("", "check")
        self.use_button.setObjectName("use_suggested_rate")
        self.use_button.clicked.connect(self._use)
        close = IconButton("close", self.tr("Close"))
        close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._explanation)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(words, 1)
        line.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._loss = self.tr("Loss")
        self.plot = CurvePlot(
            self.tr("Loss at each learning rate"),
            self._loss,
            x_label=self.tr("Learning rate"),
            show_title=False,
            log_x=True,
        )
        self.plot.setObjectName("rate_trial_plot")
        self.plot.setFixedHeight(PLOT_HEIGHT)
        self.plot.add_series(self._loss, "train")
        column = QVBoxLayout(answer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.plot)
        return answer

    def _show_progress(self, event: PhaseProgressed) -> None:
        label = {
            "weights": self.tr("Downloading what the backbone has learned before"),
            "features": self.tr("Looking at the {0} once (features)").format(self._bench.draft.words.many),
            "training": self.tr("Trying learning rates"),
        }.get(event.phase, self.tr("Getting ready"))
        self._progress.set_label(label)
        self._progress.set_progress(event.done, event.total)

    def _show_trial(self, trial: RateTrial) -> None:
        self._end()
        self._suggestion = trial.suggestion
        if trial.suggestion is None:
            self._words.setText(self.tr("No rate stands out."))
            self._explanation.setText(
                self.tr("The loss fell at none of them. Keep the rate, or look whether the classes can be told apart.")
            )
        else:
            number = number_text(trial.suggestion)
            self._words.setText(self.tr("{0} is a good learning rate to begin with.").format(number))
            self._explanation.setText(
                self.tr(
                    "There the loss falls most steeply. Far right of it, where the curve rises, learning breaks down."
                )
            )
            self.use_button.setText(self.tr("Use {0}").format(number))
        self.use_button.setVisible(trial.suggestion is not None)
        self.plot.set_series(self._loss, trial.rates, trial.losses)
        if trial.losses:
            low, high = min(trial.losses), trial.losses[0]
            room = max(high - low, 0.05 * high)
            self.plot.set_y_range(low - 0.1 * room, high + 0.6 * room)  # the blow-up at the end would flatten the rest
        words = self.tr("Suggested: {0}").format(number_text(trial.suggestion)) if trial.suggestion else ""
        self.plot.set_best(trial.suggestion, words)
        self._show(self._answer)

    def _show_error(self, error: UserError) -> None:
        self._end()
        self._message.set_message("error", error.message, error.advice)
        self._show(self._message)

    def _end(self) -> None:
        self._task = None
        self.busy_changed.emit(False)

    def _show(self, part: QWidget) -> None:
        for other in (self._progress, self._message, self._answer):
            other.setVisible(other is part)
        self.show()

    def _use(self) -> None:
        if self._suggestion is not None:
            self.rate_chosen.emit(self._suggestion)
            self.hide()
