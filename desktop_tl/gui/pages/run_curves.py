"""Draws how accuracy (or what else epochs are compared by) and loss of a run went, live or afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10

from PySide6.QtWidgets import QWidget

from desktop_tl.gui.pages.answer_words import is_share, metric_title
from desktop_tl.gui.pages.two_columns import TwoColumns
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.curve_plot import CurvePlot
from desktop_tl.runs.progress import Progress


class RunCurves(TwoColumns):
    """Two plots over the epochs; beside each other where there is room."""

    def __init__(self, prefix: str = "", parent: QWidget | None = None) -> None:
        """``prefix`` stands before the object names of the plots."""
        super().__init__(parent)
        self._train, self._validation = self.tr("Training"), self.tr("Validation")
        self._each_step = self.tr("Each step")
        self._drawn = (-1, -1)
        self.accuracy = CurvePlot(self.tr("Accuracy"), self.tr("Right"), "%")
        self.loss = CurvePlot(self.tr("Loss"))
        self.accuracy.setObjectName(f"{prefix}accuracy_plot")
        self.loss.setObjectName(f"{prefix}loss_plot")
        self.accuracy.setToolTip(self.tr("What part is recognised. Higher is better."))
        self.loss.setToolTip(self.tr("How wrong the answers are on average. Lower is better."))
        self.loss.add_series(self._each_step, "border_strong", faint=True)
        for plot in (self.accuracy, self.loss):
            plot.add_series(self._train, "train")
            plot.add_series(self._validation, "validation")
        for plot in (self.accuracy, self.loss):
            card = Card()
            card.hug_buttons()
            card.add(plot, 1)
            self.add(card)

    def clear(self) -> None:
        """Forgets the last run."""
        self._drawn = (-1, -1)
        self.accuracy.clear()
        self.loss.clear()

    def set_progress(self, progress: Progress, batch_size: int) -> None:
        """Draws what has become known since the last call; cheap if nothing has."""
        now = (len(progress.epochs), len(progress.steps.steps))
        if now == self._drawn:
            return
        if self._drawn == (-1, -1):
            self._fix_width(progress)
        epochs_changed = now[0] != self._drawn[0]
        self._drawn = now
        self._draw_steps(progress, batch_size)
        if epochs_changed:
            self._draw_epochs(progress)

    def _name_plot(self, metric: str, lower_is_better: bool) -> None:
        if metric == "accuracy":
            self.accuracy.set_title(self.tr("Accuracy"))
            self.accuracy.set_y_name(self.tr("Right (%)"))
            self.accuracy.setToolTip(self.tr("What part is recognised. Higher is better."))
            return
        title = metric_title(metric)
        self.accuracy.set_title(title)
        self.accuracy.set_y_name(f"{title} (%)" if is_share(metric) else title)
        self.accuracy.setToolTip(
            self.tr("By this the best epoch is chosen. Lower is better.")
            if lower_is_better
            else self.tr("By this the best epoch is chosen. Higher is better.")
        )

    def _fix_width(self, progress: Progress) -> None:
        """All epochs that are to come have their place from the start, so that the curves grow but do not move."""
        last = max(2, len(progress.epochs) if progress.end else progress.epochs_planned)
        self.accuracy.set_x_range(1, last)
        self.loss.set_x_range(0, last)  # its steps begin before the first epoch is over

    def _draw_steps(self, progress: Progress, batch_size: int) -> None:
        per_epoch = max(1, -(-progress.train_samples // max(1, batch_size)))
        steps = [step / per_epoch for step in progress.steps.steps]
        self.loss.set_series(self._each_step, steps, progress.steps.losses)

    def _draw_epochs(self, progress: Progress) -> None:
        xs = [epoch.epoch for epoch in progress.epochs]
        nan = float("nan")
        metric = progress.main_metric
        scale = 100 if is_share(metric) else 1
        self._name_plot(metric, progress.lower_is_better)
        train = [scale * epoch.train.get(metric, nan) for epoch in progress.epochs]
        validation = [scale * epoch.validation.get(metric, nan) for epoch in progress.epochs]
        self.accuracy.set_series(self._train, xs, train)
        self.accuracy.set_series(self._validation, xs, validation)
        known = [value for value in (*train, *validation) if isfinite(value)]
        self.accuracy.set_y_range(*(_range_from_zero(known) if progress.lower_is_better else _range_to(scale, known)))
        self.loss.set_series(self._train, xs, [epoch.train.get("loss", nan) for epoch in progress.epochs])
        self.loss.set_series(self._validation, xs, [epoch.validation.get("loss", nan) for epoch in progress.epochs])
        for plot in (self.accuracy, self.loss):
            plot.set_best(progress.best.epoch if progress.best else None)


def _range_to(top: float, values: Sequence[float]) -> tuple[float, float]:
    """Up to what is perfect; the scale moves seldom, and what is far below zero is off the plot."""
    step = top / 10
    return max(-top, step * floor(min(min(values, default=0.0), 8.99 * step) / step)), top


def _range_from_zero(values: Sequence[float]) -> tuple[float, float]:
    """Up to a round number; what is ten times the best is off the plot, so that a bad beginning flattens nothing."""
    top = min(max(values, default=1.0), 10 * min(values, default=1.0)) or 1.0
    step = 10.0 ** floor(log10(top)) / 2
    return 0.0, step * ceil(top / step)
