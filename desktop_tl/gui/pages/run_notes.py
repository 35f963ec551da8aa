"""Shows what a run has to say once (warnings, samples set aside), each as one line that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.layouts import clear_layout
from desktop_tl.runs.progress import Progress

MOST_ITEMS = 20


class RunNotes(QWidget):
    """Warnings of a run; information stays in its log."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.clear()

    def clear(self) -> None:
        """Forgets the last run."""
        self._seen = 0
        self._set_aside_count = 0
        self._set_aside: OpeningMessage | None = None
        clear_layout(self._rows)
        self.hide()

    def set_progress(self, progress: Progress, nouns: SampleWords) -> None:
        """Adds what is new; a run that goes on tells everything once more."""
        if len(progress.notes) < self._seen or len(progress.set_aside) < self._set_aside_count:
            self.clear()
        for note in progress.notes[self._seen :]:
            if note.level == "warning":
                self._add(OpeningMessage(engine_text(note.message), note.items))
        self._seen = len(progress.notes)
        count = len(progress.set_aside)
        if count == self._set_aside_count:
            return
        self._set_aside_count = count
        items = [f"{aside.sample}: {engine_text(aside.reason)}" for aside in progress.set_aside[:MOST_ITEMS]]
        if count == 1:
            text = self.tr("{0} cannot be used and was set aside.").format(nouns.count(count))
        else:
            text = self.tr("{0} cannot be used and were set aside.").format(nouns.count(count))
        if self._set_aside is None:
            self._set_aside = OpeningMessage(text, items, count)
            self._add(self._set_aside)
        else:
            self._set_aside.set_items(text, items, count)

    def _add(self, message: QWidget) -> None:
        self._rows.addWidget(message)
        self.show()


class OpeningMessage(InlineMessage):
    """A warning whose list opens and closes."""

    def __init__(self, text: str, items: Sequence[str], count: int | None = None) -> None:
        super().__init__("warning", text)
        self._open = False
        self._button = self.add_action("", self._toggle)
        self.set_items(text, items, count)

    def set_items(self, text: str, items: Sequence[str], count: int | None = None) -> None:
        """``count`` is how many there are in all, where ``items`` are only the first ones."""
        self._words, self._items, self._count = text, list(items)[:MOST_ITEMS], count or len(items)
        self._button.setVisible(bool(self._items))
        self._show()

    def _toggle(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        lines = list(self._items)
        if self._count > len(lines):
            lines.append(self.tr("… and {0} more").format(count_text(self._count - len(lines))))
        self._button.setText(self.tr("Hide the list") if self._open else self.tr("Show which"))
        self.set_message("warning", self._words, "\n".join(lines) if self._open else "")
