"""Shows a few pictures as the network will see them in its first epochs, made by the code that trains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.gui.background import Task
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.amounts import join_sentences
from desktop_tl.gui.widgets.buttons import IconButton
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Muted
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.recipe import Recipe

if TYPE_CHECKING:
    from desktop_tl.app.augmentation_preview import SeenPicture

GAP, HEAD, LARGEST = 8, 24, 132
VARIANTS = 6


class AugmentationView(QWidget):
    """Hidden until it is asked for; below the augmentation."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._task: Task | None = None
        self._words = Muted()
        self._words.setObjectName("augmentation_words")
        close = IconButton("close", self.tr("Close"))
        close.clicked.connect(self.close_view)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._progress = ProgressRow(self.tr("Making examples"), stoppable=False)
        self._message = InlineMessage("error", "", dismissible=False)
        self.grid = _Grid()
        self.grid.setObjectName("augmentation_grid")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 14)
        layout.setSpacing(8)
        layout.addLayout(line)
        for part in (self._progress, self._message, self.grid):
            layout.addWidget(part)
        self.hide()

    def show_for(self, recipe: Recipe, dataset: Dataset) -> None:
        """Makes examples for these choices; what was asked before is forgotten."""
        from desktop_tl.app.augmentation_preview import preview_augmentation  # stands on the engine

        if self._task is not None:
            self._task.cancel()
        context = self._bench.context
        augmented = recipe.training.augmentation != "none"
        words = (
            self.tr("At the left each picture as it is, then as the first epochs see it: another one each time.")
            if augmented
            else self.tr("Without augmentation every epoch sees the same.")
        )
        if recipe.training.mixing != "none":
            words = join_sentences(words, self.tr("Mixing then blends pairs of these, which is not shown."))
        self._words.setText(words)
        if self.grid.isHidden() or not self.isVisible():
            self._progress.set_busy()
            self._show(self._progress)
        self._task = self._bench.background.run(
            self,
            lambda task: preview_augmentation(context, recipe, dataset, task.stop, variants=VARIANTS),
            done=self._show_pictures,
            failed=self._show_error,
        )

    def close_view(self) -> None:
        """Hides it and forgets what is being made."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.hide()

    def _show_pictures(self, seen: list[SeenPicture]) -> None:
        self._task = None
        if not seen:
            self._show_error(UserError(self.tr("None of the pictures that were tried can be read.")))
            return
        self.grid.set_pictures(seen)
        self._show(self.grid)

    def _show_error(self, error: UserError) -> None:
        self._task = None
        self._message.set_message("error", error.message, error.advice)
        self._show(self._message)

    def _show(self, part: QWidget) -> None:
        for other in (self._progress, self._message, self.grid):
            other.setVisible(other is part)
        self.show()


class _Grid(QWidget):
    """One row for each picture: as it is, then its variants."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[QPixmap]] = []
        self._is_augmented = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Examples of augmented pictures"))

    def set_pictures(self, seen: Sequence[SeenPicture]) -> None:
        self._is_augmented = any(one.variants for one in seen)
        if self._is_augmented:
            self.rows = [[_pixmap(pixels) for pixels in (one.plain, *one.variants)] for one in seen]
        else:
            self.rows = [[_pixmap(one.plain) for one in seen]]  # nothing to compare: beside each other
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(HEAD + len(self.rows) * (self._side(self.width()) + GAP))

    def _side(self, width: int) -> int:
        """Of one tile; the first column stands apart by two gaps."""
        return max(32, min(LARGEST, (width - (VARIANTS + 2) * GAP) // (VARIANTS + 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        side = self._side(self.width())
        painter.setFont(make_font(current_theme().caption_px, QFont.Weight.Medium))
        painter.setPen(color("muted"))
        columns = max((len(row) for row in self.rows), default=0)
        for column in range(columns if self._is_augmented else min(columns, 1)):
            words = self.tr("As it is") if column == 0 else self.tr("Epoch {0}").format(column)
            painter.drawText(QRectF(self._left(column, side), 0, side, HEAD - 6), Qt.AlignmentFlag.AlignVCenter, words)
        for number, row in enumerate(self.rows):
            for column, picture in enumerate(row):
                self._paint_tile(
                    painter, QRectF(self._left(column, side), HEAD + number * (side + GAP), side, side), picture
                )

    @staticmethod
    def _left(column: int, side: int) -> int:
        return column * (side + GAP) + (GAP if column else 0)

    @staticmethod
    def _paint_tile(painter: QPainter, box: QRectF, picture: QPixmap) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.setClipPath(path)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        painter.setClipping(False)
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)


def _pixmap(pixels: NDArray[np.uint8]) -> QPixmap:
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    return QPixmap.fromImage(QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888))
