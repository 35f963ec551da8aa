"""Looks quietly at every sample in the background, and lists those that cannot be read with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset, SetAside
from desktop_tl.gui.background import Background, Task
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.amounts import count_text, join_sentences
from desktop_tl.gui.widgets.buttons import QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.number_table import NumberTable
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Body

PAUSE_MS = 600
"""The samples in sight come first; the check takes what is left of the disk and the processor."""


class CheckStrip(QWidget):
    """One line: how far the check is, or what it found.

    Signals:
        list_wanted(): somebody wants to see which samples cannot be read.
        found(list[SetAside]): more samples that cannot be read.
    """

    list_wanted = Signal()
    found = Signal(list)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_strip")
        self._background = background
        self._task: Task | None = None
        self._begin: Callable[[], Task] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_over)
        self._dataset: Dataset | None = None
        self._modality: Modality = "image"
        self._nouns = sample_words(self._modality)
        self._done = 0
        self.set_aside: list[SetAside] = []
        self._stack = QStackedWidget()
        self._progress = ProgressRow(" ")
        self._progress.setObjectName("check_progress")
        self._progress.stop_requested.connect(self.stop)
        self._stack.addWidget(self._progress)
        self._stack.addWidget(self._make_verdict())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def begin(self, dataset: Dataset, modality: Modality) -> None:
        """Forgets what it knows and checks another dataset."""
        self._cancel()
        self._modality, self._nouns = modality, sample_words(modality)
        self._progress.set_label(self.tr("Checking the {0}").format(self._nouns.many))
        self._dataset, self._done, self.set_aside = dataset, 0, list(dataset.set_aside)
        self._progress.set_stoppable(True)
        self._progress.set_progress(0, len(dataset))
        self._stack.setCurrentWidget(self._progress)

        def check(task: Task) -> None:
            from desktop_tl.app.datasets import check_samples  # numpy and Pillow: not needed for a first paint

            check_samples(
                dataset,
                modality=modality,
                on_progress=lambda done, total: self._background.post(task, self._on_progress, done, total),
                on_set_aside=lambda item: self._background.post(task, self._on_set_aside, item),
                stop=task.stop,
            )

        self._begin = lambda: self._background.run(self, check, done=lambda _none: self._on_checked())
        self._pause.start()

    def stop(self) -> None:
        """Ends the check; what it has found stays."""
        if self.is_checking():
            self._cancel()
            checked = self.tr("{0} of {1} checked.").format(count_text(self._done), self._nouns.count(self._total()))
            self._show_verdict("info", "muted", join_sentences(checked, self._problem_text()), can_repeat=True)

    def forget(self) -> None:
        """Ends the check and forgets the dataset."""
        self._cancel()
        self._dataset, self.set_aside = None, []

    def is_checking(self) -> bool:
        return self._task is not None or self._pause.isActive()

    def verdict(self) -> str:
        """What it found, as a sentence; empty while it checks."""
        return "" if self.is_checking() else self._words.text()

    def _total(self) -> int:
        return len(self._dataset) if self._dataset is not None else 0

    def _on_pause_over(self) -> None:
        if self._begin is not None:
            self._task = self._begin()

    def _cancel(self) -> None:
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_progress(self, done: int, total: int) -> None:
        self._done = done
        unreadable = self.tr("{0} unreadable").format(count_text(len(self.set_aside))) if self.set_aside else ""
        self._progress.set_progress(done, total, detail=unreadable)

    def _on_set_aside(self, item: SetAside) -> None:
        self.set_aside.append(item)
        self.found.emit([item])

    def _on_checked(self) -> None:
        self._task = None
        if self.set_aside:
            self._show_verdict("warning", "warning", self._problem_text())
        else:
            words = self.tr("All {0} can be read.").format(self._nouns.count(self._total()))
            self._show_verdict("success", "success", words)

    def _problem_text(self) -> str:
        count = len(self.set_aside)
        return self.tr("{0} cannot be read and will be left out.").format(self._nouns.count(count)) if count else ""

    def _show_verdict(self, icon_name: str, token: str, words: str, can_repeat: bool = False) -> None:
        self._icon.set_icon(icon_name, token)
        self._words.setText(words)
        self._show.setVisible(bool(self.set_aside))
        self._repeat.setVisible(can_repeat)
        self._stack.setCurrentIndex(1)

    def _make_verdict(self) -> QWidget:
        verdict = QWidget()
        line = QHBoxLayout(verdict)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._icon, self._words = IconLabel("success", 20, "success"), Body()
        self._show = QuietButton(self.tr("Show list"))
        self._show.setObjectName("show_unreadable")
        self._show.clicked.connect(self.list_wanted)
        self._repeat = QuietButton(self.tr("Check again"))
        self._repeat.setObjectName("check_again")
        self._repeat.clicked.connect(self._on_repeat)
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        line.addWidget(self._show)
        line.addWidget(self._repeat)
        return verdict

    def _on_repeat(self) -> None:
        if self._dataset is not None:
            self.begin(self._dataset, self._modality)


class UnreadableList(Card):
    """Which samples are left out, and why.

    Signals:
        closed(): back to the samples.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.table = NumberTable()
        self.table.setObjectName("unreadable_list")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        copy = QuietButton(self.tr("Copy list"), "copy")
        copy.clicked.connect(lambda _checked=False: self.table.copy(whole=True))
        self._back = SecondaryButton(" ")
        self._back.setObjectName("back_to_samples")
        self._back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(self._back)
        self.add(self.table, 1)
        self.add(foot)

    def show_items(self, items: Sequence[SetAside], nouns: SampleWords) -> None:
        title = self.tr("{0} that cannot be read").format(nouns.heading_many)
        self.set_title(title, self.tr("They are left out of training. Mend or delete them, then open the data again."))
        self.table.setAccessibleName(title)
        self._back.setText(self.tr("Back to the {0}").format(nouns.many))
        rows = [(item.id, engine_text(item.reason)) for item in items]
        self.table.set_table([nouns.heading_one, self.tr("Why")], rows, word_columns=(0, 1))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
