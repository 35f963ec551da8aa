"""Shows the pictures that the model got wrong, or those of one cell of the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_tl.gui.pages import result_words as words
from desktop_tl.gui.pages.picture_dialog import PictureDialog
from desktop_tl.gui.pages.picture_loading import load_picture
from desktop_tl.gui.pages.run_story import RunPictures
from desktop_tl.gui.pages.train_words import pictures_text
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.buttons import QuietButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.image_grid import Badge, ImageGrid
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.runs.evaluation import Evaluation, Mistake

SIDE, LARGE = 256, 1024


class MistakesCard(Card):
    """The surest mistakes first; pictures come when the run's dataset has been opened again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._evaluation: Evaluation | None = None
        self._pictures: RunPictures | None = None
        self._gone = False
        self._shown: Sequence[Mistake] = ()
        self._cell: tuple[int, int] | None = None
        self.grid = ImageGrid(self.tr("Mistakes"), tile=112)
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

    def set_evaluation(self, evaluation: Evaluation) -> None:
        """Another run; its pictures are still to come."""
        self._evaluation, self._pictures, self._gone = evaluation, None, False
        self._message.hide()
        self.show_all()

    def set_pictures(self, pictures: RunPictures) -> None:
        """The dataset is open again."""
        self._pictures = pictures
        self._fill()

    def set_gone(self, message: str, advice: str) -> None:
        """The dataset cannot be opened: names stand in for the pictures."""
        self._gone = True
        self._message.set_message(
            "warning", self.tr("The pictures cannot be opened any more."), f"{message} {advice}".strip()
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
        """Opens one of the pictures large; the dialog steps through all of them."""
        evaluation = self._evaluation
        if evaluation is None or not 0 <= index < len(self._shown):
            return
        shown, pictures = self._shown, self._pictures

        def load(position: int) -> QImage:
            place = pictures.places.get(shown[position].sample) if pictures is not None else None
            return QImage() if place is None or pictures is None else load_picture(pictures.dataset, place, LARGE)

        def describe(position: int) -> tuple[str, str]:
            return shown[position].sample, words.mistake_sentence(evaluation, shown[position])

        dialog = PictureDialog(len(shown), index, load, describe, self)
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
            none = self.tr("Not one picture was called wrong.")
        else:
            target, predicted = (evaluation.classes[index] for index in self._cell)
            self._shown = words.cell_samples(evaluation, *self._cell)
            if target == predicted:
                title = self.tr("‘{0}’ recognised").format(target)
            else:
                title = self.tr("‘{0}’ taken for ‘{1}’").format(target, predicted)
            self.set_title(title, pictures_text(len(self._shown)))
            none = self.tr("There is no such picture.")
        self._all.setVisible(self._cell is not None)
        self._none.setText(none)
        self._none.setVisible(not self._shown)
        self.grid.setVisible(bool(self._shown))
        self._fill_grid(evaluation)

    def _fill_grid(self, evaluation: Evaluation) -> None:
        shown, pictures = self._shown, self._pictures
        if pictures is None:
            blank = _blank()
            self.grid.set_items(len(shown), lambda _index: blank, self._caption, self._badge)
            return

        def load(index: int) -> QImage:
            place = pictures.places.get(shown[index].sample)
            if place is None:
                raise LookupError(self.tr("‘{0}’ is not in the data any more.").format(shown[index].sample))
            return load_picture(pictures.dataset, place, SIDE)

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
