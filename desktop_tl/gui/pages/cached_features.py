"""Tells how much is kept of what frozen stages made of the data, and clears it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.background import Task
from desktop_tl.gui.widgets.amounts import bytes_text, join_sentences
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.text import Body
from desktop_tl.gui.workbench import Workbench


class CachedFeatures(Card):
    """Measures on a worker whenever it is shown and after every run."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(
            self.tr("Cached features"),
            self.tr("What frozen stages made of your data, so that the next run on it starts at once."),
        )
        self._bench = bench
        self.words = Body(self.tr("Measuring…"))
        self.words.setObjectName("cache_size")
        self.clear_button = SecondaryButton(self.tr("Clear"), "delete")
        self.clear_button.setObjectName("clear_cache")
        self.clear_button.setEnabled(False)
        self.clear_button.clicked.connect(self.clear)
        self.add_header_widget(self.clear_button)
        self.add(self.words)
        bench.feed.ended.connect(lambda _job: self.measure())

    def measure(self) -> None:
        """Looks how much there is now."""
        self._run(lambda: 0)

    def clear(self) -> None:
        """Removes all that no run is using."""
        store = self._bench.context.features
        self.clear_button.setEnabled(False)
        self.words.setText(self.tr("Clearing…"))
        self._run(store.clear)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.measure()

    def _run(self, before: Callable[[], int]) -> None:
        store = self._bench.context.features

        def work(_task: Task) -> tuple[int, int]:
            return before(), store.size()

        self._bench.background.run(self, work, done=self._show)

    def _show(self, sizes: tuple[int, int]) -> None:
        freed, size = sizes
        limit = bytes_text(self._bench.context.features.limit_bytes)
        if not size:
            words = self.tr("Nothing is kept now; there is room for {0}.").format(limit)
        else:
            words = self.tr("{0} of at most {1}. The least recently used go first.").format(bytes_text(size), limit)
        if freed:
            words = join_sentences(self.tr("{0} became free.").format(bytes_text(freed)), words)
        if size and freed == 0 and self.words.text() == self.tr("Clearing…"):
            words = join_sentences(self.tr("All of it is in use by a run."), words)
        self.words.setText(words)
        self.clear_button.setEnabled(bool(size))
