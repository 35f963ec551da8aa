"""Shows a run while it goes on and after it has ended: phase, figures, notes and curves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages import train_words as words
from desktop_tl.gui.pages.answer_words import figure_text, metric_text, metric_title
from desktop_tl.gui.pages.generated_texts import GeneratedTexts
from desktop_tl.gui.pages.run_curves import RunCurves
from desktop_tl.gui.pages.run_notes import RunNotes
from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.amounts import count_text, duration_figure, short_count
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.flow import FlowLayout
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.stat_tile import StatTile
from desktop_tl.gui.widgets.text import Caption, ElidedLabel, Heading
from desktop_tl.runs.progress import Progress

STEPS = 1000


class TrainLive(QWidget):
    """Told of the run's progress by the page, many times a second at most; sets only what has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nouns = sample_words("image")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self.phase = PhaseCard()
        self.pause = InlineMessage("warning", "", dismissible=False)
        self.pause.hide()
        self.notes = RunNotes()
        self.curves = RunCurves()
        layout.addWidget(self.pause)
        layout.addWidget(self.phase)
        layout.addWidget(self.notes)
        tiles = QWidget()
        flow = FlowLayout(tiles, stretch=True)
        self._validation = StatTile(self.tr("Right (validation)"))
        self._train = StatTile(self.tr("Right (training)"))
        self._best = StatTile(self.tr("Best epoch"))
        self._speed = StatTile(self._speed_label())
        self._speed.setToolTip(self.tr("Below: how many numbers of the network are adapted."))
        for tile in (self._validation, self._train, self._best, self._speed):
            flow.addWidget(tile)
        layout.addWidget(tiles)
        layout.addWidget(self.curves)
        self.generated = GeneratedTexts()
        self.generated.hide()
        layout.addWidget(self.generated)
        self._name_tiles("accuracy")
        self._shown_epochs = -1

    def begin(self, nouns: SampleWords) -> None:
        """Forgets the last run; the samples of the next one are called so."""
        self._nouns = nouns
        self._shown_epochs = -1
        self.notes.clear()
        self.curves.clear()
        self.generated.clear()
        self.generated.hide()
        self.phase.show()
        self.pause.hide()

    def set_progress(self, progress: Progress, batch_size: int, stopping: bool) -> None:
        """Shows all that is known so far."""
        self._show_pause(progress)
        self.phase.set_progress(progress, stopping, self._nouns)
        self.phase.setVisible(progress.end is None)
        self.notes.set_progress(progress, self._nouns)
        self.curves.set_progress(progress, batch_size)
        self.generated.set_progress(progress)
        self.generated.setVisible(progress.answer == "text")
        self._set_speed(progress)
        if len(progress.epochs) != self._shown_epochs:
            self._shown_epochs = len(progress.epochs)
            self._set_figures(progress)

    def _show_pause(self, progress: Progress) -> None:
        waits = progress.pause is not None and progress.end is None
        if waits == self.pause.isHidden():
            if progress.pause is not None:
                self.pause.set_message("warning", progress.pause.message, progress.pause.advice)
            self.pause.setVisible(waits)

    def _set_figures(self, progress: Progress) -> None:
        last, metric = progress.epochs[-1] if progress.epochs else None, progress.main_metric
        self._name_tiles(metric, progress.lower_is_better)
        for tile, metrics in (
            (self._validation, last.validation if last else {}),
            (self._train, last.train if last else {}),
        ):
            figure = metrics.get(metric)
            loss = metrics.get("loss")
            number, _, unit = metric_text(metric, figure).partition(words.SPACE)
            tile.set_value(number, unit, self.tr("Loss {0}").format(f"{loss:.3f}") if loss is not None else " ")
        best = progress.best
        planned = progress.epochs_planned
        of = self.tr("of {0}").format(planned) if planned else ""
        share = words.best_accuracy(progress)
        right = self.tr("{0} right").format(words.percent_text(share)) if share is not None else " "
        if best is not None and metric != "accuracy":
            right = figure_text(metric, best.validation.get(metric))
        self._best.set_value(str(best.epoch) if best else "–", of, right)

    def _name_tiles(self, metric: str, lower_is_better: bool = False) -> None:
        """The figures of another task have other names."""
        is_accuracy, title = metric == "accuracy", metric_title(metric)
        self._validation.set_label(
            self.tr("Right (validation)") if is_accuracy else self.tr("{0} (validation)").format(title)
        )
        self._train.set_label(self.tr("Right (training)") if is_accuracy else self.tr("{0} (training)").format(title))
        for tile, words_of_accuracy, others in (
            (
                self._validation,
                self.tr("Part of what was kept back that is recognised, after the last epoch."),
                self.tr("On what was kept back, after the last epoch."),
            ),
            (
                self._train,
                self.tr("Part of what is learned from that is recognised, during the last epoch."),
                self.tr("On what is learned from, during the last epoch."),
            ),
            (
                self._best,
                self.tr("The epoch whose model is kept: the one with the most right answers so far."),
                self.tr("The epoch whose model is kept: the one with the lowest figure so far.")
                if lower_is_better
                else self.tr("The epoch whose model is kept: the one with the highest figure so far."),
            ),
        ):
            tile.setToolTip(words_of_accuracy if is_accuracy else others)

    def _set_speed(self, progress: Progress) -> None:
        if progress.end is not None:
            self._speed.set_label(self.tr("Took"))
            self._speed.set_value(*duration_figure(progress.end.seconds), engine_text(progress.device) or " ")
            return
        self._speed.set_label(self._speed_label())
        rate = progress.rate if progress.phase == "features" else progress.samples_per_second
        trained = short_count(progress.trained_parameters) if progress.trained_parameters else ""
        caption = self.tr("{0} parameters").format(trained) if trained else " "
        self._speed.set_value(words.speed_text(rate) if rate else "–", "", caption)

    def _speed_label(self) -> str:
        return self.tr("{0} a second").format(self._nouns.heading_many)


class PhaseCard(Card):
    """What is going on now, how far it is, and what computes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(16)
        self.phase_text = Heading()
        self.phase_text.setObjectName("phase_text")
        self.phase_text.setWordWrap(False)
        self._detail = Caption()
        self._detail.setWordWrap(False)
        line.addWidget(self.phase_text, 1)
        line.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar()
        self._bar.setObjectName("phase_bar")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, STEPS)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(IconLabel("device", 16, "muted"))
        self._device = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True)
        self._data = Caption()
        self._data.setWordWrap(False)
        below.addWidget(self._device, 1)
        below.addWidget(self._data)
        self.add(line)
        self.add(self._bar)
        self.add(below)
        self._computed = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True)
        self._computed.setObjectName("computed_how")
        self._computed_line = QWidget()
        how = QHBoxLayout(self._computed_line)
        how.setContentsMargins(0, 0, 0, 0)
        how.setSpacing(8)
        how.addWidget(IconLabel("memory", 16, "muted"))
        how.addWidget(self._computed, 1)
        self._computed_line.hide()
        self.add(self._computed_line)

    def set_progress(self, progress: Progress, stopping: bool, nouns: SampleWords) -> None:
        """Shows the phase; ``stopping`` while the run ends on request."""
        title = (
            self.tr("Stopping; what was learned is being saved…") if stopping else words.phase_title(progress, nouns)
        )
        if self.phase_text.text() != title:
            self.phase_text.setText(title)
            self._bar.setAccessibleName(title)
        self._detail.setText("" if stopping else words.phase_detail(progress, nouns))
        share = progress.fraction
        if share is None:
            self._bar.setRange(0, 0)  # how long it takes cannot be known
        else:
            self._bar.setRange(0, STEPS)
            self._bar.setValue(round(share * STEPS))
        device = words.device_text(progress.device, progress.device_reason)
        if device != self._device.full_text():
            self._device.set_full_text(device)
        computed = words.calibration_text(progress.calibration)
        if computed != self._computed.full_text():
            self._computed.set_full_text(computed)
            self._computed_line.setVisible(bool(computed))
        if progress.train_samples:
            parts = nouns.count(progress.train_samples), count_text(progress.validation_samples)
            self._data.setText(self.tr("{0} to learn from · {1} kept back").format(*parts))
        else:
            self._data.setText("")
