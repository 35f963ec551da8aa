"""Shows and changes which run's model is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_tl.gui.background import Task
from desktop_tl.gui.pages.answer_words import figure_text
from desktop_tl.gui.pages.predict_work import usable_runs
from desktop_tl.gui.sample_words import answer_of, modality_of
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import RunSummary


class ModelChoice(QWidget):
    """The runs that have a model; the one that the bench shows if it has, else the one before, else the newest.

    Signals:
        run_changed(RunFolder | None, str, str): the list was read; the run that is asked now, None if no run has a
            model, the modality of what it takes, and the kind of its answers.
    """

    run_changed = Signal(object, str, str)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.run: RunFolder | None = None
        self.is_known = False
        self._runs: list[RunSummary] = []
        self._listing: Task | None = None
        self.combo = QComboBox()
        self.combo.setObjectName("run_choice")
        self.combo.setAccessibleName(self.tr("Model"))
        self.combo.setToolTip(self.tr("The run whose model is asked."))
        self.combo.setMinimumWidth(200)
        self.combo.setMaximumWidth(480)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.combo.activated.connect(self._on_choice)
        label = Muted(self.tr("Model"))
        label.setBuddy(self.combo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label)
        layout.addWidget(self.combo)
        bench.run_shown.connect(self._read)
        bench.runs_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        shown, store = self._bench.shown_run, self._bench.context.runs
        self._listing = self._bench.background.run(self, lambda _task: usable_runs(store, shown), done=self._take)

    def _take(self, runs: list[RunSummary]) -> None:
        self._runs, self.is_known = runs, True
        paths = [summary.path for summary in runs]
        candidates = (run.path for run in (self._bench.shown_run, self.run) if run is not None)
        chosen = next((path for path in candidates if path in paths), paths[0] if paths else None)
        self.combo.clear()
        for summary in runs:
            share = f" · {figure_text(summary.metric, summary.figure)}" if summary.figure is not None else ""
            self.combo.addItem(summary.title + share)
        self.run = RunFolder(chosen) if chosen is not None else None
        if chosen is not None:
            self.combo.setCurrentIndex(paths.index(chosen))
        task = next((summary.task for summary in runs if summary.path == chosen), "")
        context = self._bench.context
        self.run_changed.emit(self.run, modality_of(context, task), answer_of(context, task))

    def _on_choice(self, row: int) -> None:
        self._bench.show_run(RunFolder(self._runs[row].path))
