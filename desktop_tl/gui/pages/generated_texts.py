"""What the model writes after each epoch, always from the same beginnings: one sees it learn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_tl.api.events import GeneratedText, TextsGenerated
from desktop_tl.gui.pages.answer_words import figure_text
from desktop_tl.gui.widgets.buttons import IconButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.widgets.written_text import WrittenText
from desktop_tl.runs.progress import Progress

HEIGHT = 300


class GeneratedTexts(Card):
    """Shows the newest texts as they come, unless somebody looks at earlier ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What it writes"), " ", parent=parent)
        self._generated: list[TextsGenerated] = []
        self._figures: dict[int, str] = {}
        self._best: int | None = None
        self.before = IconButton("chevron_left", self.tr("The epoch before"))
        self.after = IconButton("chevron_right", self.tr("The epoch after"))
        self.before.clicked.connect(lambda _checked=False: self.step(-1))
        self.after.clicked.connect(lambda _checked=False: self.step(1))
        self.choice = QComboBox()
        self.choice.setObjectName("generated_epoch")
        self.choice.setAccessibleName(self.tr("Epoch"))
        self.choice.setMinimumWidth(128)
        self.choice.currentIndexChanged.connect(lambda _row: self._show())
        self._chooser = QWidget()
        line = QHBoxLayout(self._chooser)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for part in (self.before, self.choice, self.after):
            line.addWidget(part)
        self.add_header_widget(self._chooser)
        self.view = WrittenText(self.tr("What it writes"))
        self.view.setObjectName("generated_texts")
        self._none = Muted(self.tr("After the first epoch, what the model writes stands here."))
        self.add(self._none)
        self.add(self.view, 1)
        self.setFixedHeight(HEIGHT)
        self.clear()

    def clear(self) -> None:
        """Forgets the last run."""
        self._generated, self._figures, self._best = [], {}, None
        self.choice.clear()
        self.view.set_texts([])
        self._show()

    def set_progress(self, progress: Progress) -> None:
        """Takes in what has been written since the last call; cheap if nothing has."""
        best = progress.best.epoch if progress.best else None
        if progress.generated == self._generated and best == self._best:
            return
        follows = self.choice.currentIndex() == len(self._generated) - 1
        shown = self._shown_epoch()
        self._generated, self._best = list(progress.generated), best
        metric = progress.main_metric
        self._figures = {
            epoch.epoch: figure_text(metric, epoch.validation[metric])
            for epoch in progress.epochs
            if metric in epoch.validation
        }
        epochs = [one.epoch for one in self._generated]
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([self._epoch_text(epoch) for epoch in epochs])
        self.choice.setCurrentIndex(epochs.index(shown) if shown in epochs and not follows else len(epochs) - 1)
        self.choice.blockSignals(False)
        self._show()

    def set_texts(self, texts: Sequence[GeneratedText]) -> None:
        """Shows what the finished model writes, alone."""
        self.clear()
        self._chooser.hide()
        self._show_texts(texts, self.tr("The words in bold were given; the finished model wrote the rest."))

    def step(self, by: int) -> None:
        """Goes to the epoch before or after."""
        self.choice.setCurrentIndex(max(0, min(self.choice.count() - 1, self.choice.currentIndex() + by)))

    def _shown_epoch(self) -> int | None:
        row = self.choice.currentIndex()
        return self._generated[row].epoch if 0 <= row < len(self._generated) else None

    def _epoch_text(self, epoch: int) -> str:
        return (self.tr("Epoch {0} · best") if epoch == self._best else self.tr("Epoch {0}")).format(epoch)

    def _show(self) -> None:
        row, count = self.choice.currentIndex(), len(self._generated)
        self._chooser.setVisible(count > 1)
        self.before.setEnabled(row > 0)
        self.after.setEnabled(row < count - 1)
        if not 0 <= row < count:
            self._show_texts((), " ")
            return
        one = self._generated[row]
        figure = self._figures.get(one.epoch, "")
        words = self.tr("The words in bold were given; the model wrote the rest after epoch {0}.").format(one.epoch)
        self._show_texts(one.texts, f"{figure} · {words}" if figure else words)

    def _show_texts(self, texts: Sequence[GeneratedText], words: str) -> None:
        self.set_title(self.heading.text(), words)
        self._none.setVisible(not texts)
        self.view.setVisible(bool(texts))
        self.view.set_texts([(one.prompt, one.text) for one in texts])
