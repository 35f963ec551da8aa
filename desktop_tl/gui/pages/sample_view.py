"""Shows one sample large: a picture as large as it fits, or a text to read, scroll and copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QStackedLayout, QWidget

from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.boxes import BoxedPicture, DrawnBox, paint_boxes

CRISP = 8
"""From this enlargement on pixels stay squares: of a picture that small they are all there is to see."""

MOST_CHARACTERS = 200_000
"""Of a text that is laid out; a book would stall the window."""

TEXT_HEIGHT, PICTURE_HEIGHT = 64, 120
"""The least."""


class SampleView(QWidget):
    """Shows what `set_content` gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture, self._text = _PictureView(), _TextView()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._picture)
        self._stack.addWidget(self._text)
        self.set_content(None)

    def set_content(self, content: QImage | BoxedPicture | str | None) -> None:
        """None, and a picture without pixels, mean that there is nothing to show."""
        is_text = isinstance(content, str)
        self._text.setMinimumHeight(TEXT_HEIGHT if is_text else 0)
        self._picture.setMinimumHeight(0 if is_text else PICTURE_HEIGHT)
        if isinstance(content, str):
            self._text.show_text(content)
            self._stack.setCurrentWidget(self._text)
            return
        self._picture.set_boxes(content.boxes if isinstance(content, BoxedPicture) else ())
        image = content.image if isinstance(content, BoxedPicture) else content
        self._picture.set_image(image or QImage(), "image_broken", "muted")
        self._stack.setCurrentWidget(self._picture)

    def set_icon(self, name: str, token: str = "muted") -> None:
        """An icon while there is nothing else, or because there cannot be."""
        self._picture.set_image(QImage(), name, token)
        self._stack.setCurrentWidget(self._picture)

    def set_boxes(self, boxes: Sequence[DrawnBox], highlighted: int = -1) -> None:
        """Other boxes on the same picture; one of them may stand out."""
        self._picture.set_boxes(boxes, highlighted)

    def boxes(self) -> tuple[DrawnBox, ...]:
        """Those that are drawn."""
        return self._picture.boxes

    def describe(self, text: str) -> None:
        """What it is, for screen readers."""
        self._picture.setAccessibleDescription(text)
        self._text.setAccessibleDescription(text)

    def content(self) -> QPixmap | str | None:
        """What is shown; None while there is nothing."""
        if self._stack.currentWidget() is self._text:
            return self._text.toPlainText()
        return None if self._picture.pixmap.isNull() else self._picture.pixmap


class _TextView(QPlainTextEdit):
    """Wraps; can be selected but not changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sample_text")
        self.setAccessibleName(self.tr("Text"))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("reading", True)
        self.setFont(make_font(current_theme().heading_px))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # no caret: arrows scroll
        self.setTabChangesFocus(True)
        self.setMinimumWidth(160)

    def sizeHint(self) -> QSize:
        return QSize(264, 200)

    def show_text(self, text: str) -> None:
        shown = text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
        if shown != self.toPlainText():
            self.setPlainText(shown)


class _PictureView(QWidget):
    """Draws a picture as large as it fits, its proportions kept; an icon where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.pixmap = QPixmap()
        self.boxes: tuple[DrawnBox, ...] = ()
        self._highlighted = -1
        self._icon = ("image", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(160)
        self.setAccessibleName(self.tr("Picture"))

    def sizeHint(self) -> QSize:
        return QSize(264, 264)

    def set_image(self, image: QImage, icon_name: str, token: str) -> None:
        self.pixmap, self._icon = QPixmap.fromImage(image), (icon_name, token)
        self.update()

    def set_boxes(self, boxes: Sequence[DrawnBox], highlighted: int = -1) -> None:
        self.boxes, self._highlighted = tuple(boxes), highlighted
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(0, 0, -1, -1)
        if self.pixmap.isNull():
            path = QPainterPath()
            path.addRoundedRect(QRectF(room), 9, 9)
            painter.fillPath(path, color("window"))
            mark = QRect(0, 0, 40, 40)
            mark.moveCenter(room.center())
            name, token = self._icon
            paint_icon(painter, name, mark, token)
            return
        size = self.pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRect(0, 0, size.width(), size.height())
        where.moveCenter(room.center())
        path = QPainterPath()
        path.addRoundedRect(QRectF(where), 9, 9)
        painter.setClipPath(path)
        enlarged = where.width() * self.devicePixelRatioF() / self.pixmap.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, enlarged < CRISP)
        painter.drawPixmap(where, self.pixmap)
        paint_boxes(painter, QRectF(where), self.boxes, highlighted=self._highlighted)
        painter.setClipping(False)
        painter.setPen(QPen(color("border"), 1))
        painter.drawPath(path)
