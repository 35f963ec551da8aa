"""Shows the samples that the model got wrong, or those of one cell of the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_tl.gui.background import Background
from desktop_tl.gui.pages import result_words as words
from desktop_tl.gui.pages.run_story import RunSamples
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.pages.sample_kinds import Content, SampleKind, sample_kind
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.widgets.tile_grid import TileGrid
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.evaluation import Evaluation, Mistake

SIDE, LARGE, TILE = 256, 1024, 112


class MistakesCard(Card):
    """The surest mistakes first; the samples come when the run's dataset has been opened again."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._background = background
        self._kind: SampleKind = sample_kind("image")
        self._evaluation: Evaluation | None = None
        self._samples: RunSamples | None = None
        self._gone = False
        self._shown: Sequence[Mistake] = ()
        self._cell: tuple[int, int] | None = None
        self.grid = TileGrid(self.tr("Mistakes"), self._kind.tiles(TILE))
        self.grid.setObjectName("mistakes_grid")
        self.grid.setMinimumHeight(320)
        self._none = Muted()
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._all = QuietButton(self.tr("All mistakes"), "undo")
        self._all.setObjectName("all_mistakes")
        self._all.clicked.connect(self.show_all)
        keep = self._all.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the title must not jump when it appears
        self._all.setSizePolicy(keep)
        self.grid.activated.connect(self.look_at)
        self._message = InlineMessage("warning", "", dismissible=False)
        self._message.hide()
        self.add_header_widget(self._all)
        self.add(self._message)
        self.add(self._none)
        self.add(self.grid, 1)

    def shown(self) -> Sequence[Mistake]:
        """The samples in the grid, in its order."""
        return self._shown

    def set_evaluation(self, evaluation: Evaluation, kind: SampleKind) -> None:
        """Another run, on samples of that kind, which are still to come."""
        if kind is not self._kind:
            self._kind = kind
            self.grid.set_tiles(kind.tiles(TILE))
        self._evaluation, self._samples, self._gone = evaluation, None, False
        self._message.hide()
        self.show_all()

    def set_samples(self, samples: RunSamples) -> None:
        """The dataset is open again."""
        self._samples = samples
        self._fill()

    def set_gone(self, message: str, advice: str) -> None:
        """The dataset cannot be opened: names stand in for the samples."""
        self._gone = True
        self._message.set_message(
            "warning",
            self.tr("The {0} cannot be opened any more.").format(self._kind.words.many),
            f"{message} {advice}".strip(),
        )
        self._message.show()
        self._fill()

    def show_all(self) -> None:
        """All mistakes."""
        self._cell = None
        self._fill()

    def show_cell(self, target: int, predicted: int) -> None:
        """What is in one cell of the confusion matrix."""
        self._cell = (target, predicted)
        self._fill()

    def look_at(self, index: int) -> None:
        """Opens one of them large; the dialog steps through all of them."""
        evaluation = self._evaluation
        if evaluation is None or not 0 <= index < len(self._shown):
            return
        kind, shown, samples = self._kind, self._shown, self._samples

        def load(position: int) -> Content | None:
            place = samples.places.get(shown[position].sample) if samples is not None else None
            if place is None or samples is None:
                return None
            return kind.load(samples.dataset.sample(place).source, LARGE)

        def describe(position: int) -> tuple[str, str]:
            return shown[position].sample, words.mistake_sentence(evaluation, shown[position])

        dialog = SampleDialog(self._background, len(shown), index, load, describe, self)
        dialog.setWindowTitle(self.heading.text())
        dialog.moved.connect(self.grid.set_current)
        dialog.open()

    def _fill(self) -> None:
        evaluation = self._evaluation
        if evaluation is None:
            return
        if self._cell is None:
            self._shown = evaluation.mistakes()
            self.set_title(self.tr("The worst mistakes"), self.tr("The surest ones first; open one to see it large."))
            none = self.tr("Not one {0} was called wrong.").format(self._kind.words.one)
        else:
            target, predicted = (evaluation.classes[index] for index in self._cell)
            self._shown = words.cell_samples(evaluation, *self._cell)
            if target == predicted:
                title = self.tr("‘{0}’ recognised").format(target)
            else:
                title = self.tr("‘{0}’ taken for ‘{1}’").format(target, predicted)
            self.set_title(title, self._kind.words.count(len(self._shown)))
            none = self.tr("There is no such {0}.").format(self._kind.words.one)
        self._all.setVisible(self._cell is not None)
        self._none.setText(none)
        self._none.setVisible(not self._shown)
        self.grid.setVisible(bool(self._shown))
        self._fill_grid(evaluation)

    def _fill_grid(self, evaluation: Evaluation) -> None:
        kind, shown, samples = self._kind, self._shown, self._samples
        if samples is None:
            blank = _blank()
            self.grid.set_items(len(shown), lambda _index: blank, self._caption, self._badge)
            return

        def load(index: int) -> Content:
            place = samples.places.get(shown[index].sample)
            if place is None:
                raise LookupError(self.tr("‘{0}’ is not in the data any more.").format(shown[index].sample))
            return kind.load(samples.dataset.sample(place).source, SIDE)

        self.grid.set_items(len(shown), load, self._caption, self._badge)

    def _caption(self, index: int) -> str:
        assert self._evaluation is not None
        mistake = self._shown[index]
        said = words.mistake_caption(self._evaluation, mistake)
        return f"{mistake.sample} · {said}" if self._gone else said

    def _badge(self, index: int) -> Badge | None:
        assert self._evaluation is not None
        mistake = self._shown[index]
        if mistake.target == mistake.predicted or not words.has_long_names(self._evaluation):
            return None
        return Badge(words.mistake_badge(self._evaluation, mistake), "validation")


def _blank() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(color("raised"))
    return image
