"""Shows one picture larger beside the grid: what it is called, to which class it belongs, how large it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color
from desktop_tl.gui.widgets.buttons import IconButton
from desktop_tl.gui.widgets.text import Body, Caption, Strong

SIDE = 640
"""Pixels that are loaded: twice the panel's width, for screens of double density."""


class PicturePreview(QFrame):
    """A panel at the right; hidden until something is shown.

    Signals:
        step_requested(int): the picture before (-1) or after (+1) is wanted.
        closed(): the panel was closed; it is hidden already.
    """

    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Picture"))
        self.setFixedWidth(296)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 16)
        layout.setSpacing(8)
        self._position = Caption()
        self.before = IconButton("chevron_up", self.tr("The picture before"))
        self.after = IconButton("chevron_down", self.tr("The picture after"))
        close = IconButton("close", self.tr("Close the picture"))
        self.before.clicked.connect(lambda _checked=False: self.step_requested.emit(-1))
        self.after.clicked.connect(lambda _checked=False: self.step_requested.emit(1))
        close.clicked.connect(lambda _checked=False: self.close_panel())
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._position, 1)
        for button in (self.before, self.after, close):
            head.addWidget(button)
        self._picture = _Picture()
        self._name, self._class, self._facts = Strong(), Body(), Caption()
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addLayout(head)
        layout.addWidget(self._picture, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._class, self._facts):
            words.addWidget(label)
        layout.addLayout(words)
        self.hide()

    def show_waiting(self, name: str, class_name: str, position: str) -> None:
        """Tells at once what it will show."""
        self._position.setText(position)
        self._name.setText(_breakable(name))
        self._class.setText(self.tr("Class: {0}").format(_breakable(class_name)))
        self._facts.set_tone("")
        self._facts.setText(" ")
        self.show()

    def show_picture(self, image: QImage, facts: str, problem: str) -> None:
        self._picture.set_image(image, bool(problem))
        self._facts.setText("\n".join(text for text in (problem, facts) if text) or " ")
        self._facts.set_tone("danger" if problem else "")

    def close_panel(self) -> None:
        self.hide()
        self._picture.set_image(QImage(), False)
        self.closed.emit()


class _Picture(QWidget):
    """Draws the picture as large as it fits, its proportions kept."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._broken = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def set_image(self, image: QImage, broken: bool) -> None:
        self._pixmap, self._broken = QPixmap.fromImage(image), broken
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(264, 264)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect()
        if self._pixmap.isNull():
            mark = QRect(0, 0, 40, 40)
            mark.moveCenter(room.center())
            name, token = ("image_broken", "danger") if self._broken else ("image", "muted")
            paint_icon(painter, name, mark, token)
            return
        size = self._pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRect(0, 0, size.width(), size.height())
        where.moveCenter(room.center())
        path = QPainterPath()
        path.addRoundedRect(where, 6, 6)
        painter.setClipPath(path)
        painter.drawPixmap(where, self._pixmap)
        painter.setClipping(False)
        painter.setPen(color("border"))
        painter.drawRoundedRect(where, 6, 6)


def _breakable(name: str) -> str:
    """Lets a long name without spaces go on in the next line."""
    return name.replace("_", "_\u200b").replace("/", "/\u200b").replace("\\", "\\\u200b").replace("-", "-\u200b")
