"""The small learning curve in the details of a run."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_tl.gui.pages.answer_words import is_share, metric_title
from desktop_tl.gui.widgets.curve_plot import CurvePlot
from desktop_tl.runs.progress import Progress


class SmallCurve(CurvePlot):
    """Accuracy in percent over the epochs, or what else they are compared by; the loss where neither was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Learning curve"), show_title=False, parent=parent)
        self.setFixedHeight(210)
        self._training, self._validation = self.tr("Training"), self.tr("Validation")
        self.add_series(self._training, "train")
        self.add_series(self._validation, "validation")
        self.show_table(False)

    def show_progress(self, progress: Progress) -> None:
        epochs = progress.epochs
        metric = progress.main_metric if any(progress.main_metric in epoch.train for epoch in epochs) else "loss"
        scale = 100 if is_share(metric) else 1
        for name, values in (
            (self._training, [(e.epoch, e.train.get(metric)) for e in epochs]),
            (self._validation, [(e.epoch, e.validation.get(metric)) for e in epochs]),
        ):
            known = [(epoch, value) for epoch, value in values if value is not None]
            self.set_series(name, [epoch for epoch, _ in known], [scale * value for _, value in known])
        title = metric_title(metric)
        share_name = self.tr("Right (%)") if metric == "accuracy" else f"{title} (%)"
        self.set_y_name(share_name if is_share(metric) else title)
        self.set_best(progress.best.epoch if progress.best else None)

    def show_table(self, shown: bool) -> None:
        super().show_table(shown)
        words = self._table_button.text()
        self._table_button.setText("")  # the panel is narrow: the icon with its tooltip must do
        self._table_button.setToolTip(words)
        self._table_button.setAccessibleName(words)
        self._copy_button.setText("")
        self._copy_button.setToolTip(self.tr("Copy the table"))
        self._copy_button.setAccessibleName(self.tr("Copy the table"))
