"""Draws boxes with names above a picture. They can be read on any: each line has a dark edge, each name a plate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop_tl.gui.theme import contrast, current_theme, make_font

CLASS_COLOURS = (
    "#3B7DF0", "#D9622B", "#16988A", "#AE55D6", "#9A7B12", "#D6457F", "#47912F", "#A06A4B", "#6F6BEA", "#D0463F",
    "#1E93B5", "#7E8694",
)  # fmt: skip
"""One for each class, from the first on again where there are more. All can be seen on both themes and on pictures."""

DARK, LIGHT = "#101318", "#FFFFFF"
PLATE_HEIGHT, PLATE_PADDING = 18.0, 5.0
LINE, SMALL_LINE = 2.0, 3.0
EDGE = 1.25
"""How far the dark edge of a line shows on each side."""

FAINT = 0.3


@dataclass(frozen=True, kw_only=True)
class DrawnBox:
    """One box.

    Args:
        edges: left, top, right and bottom, as parts of the picture's width and height.
        text: on its plate.
        colour: "#RRGGBB".
        is_dashed: its line is not whole, for what is not there.
    """

    edges: tuple[float, float, float, float]
    text: str
    colour: str
    is_dashed: bool = False


@dataclass(frozen=True)
class BoxedPicture:
    """A picture with boxes, which are drawn when it is shown, as sharp as the screen."""

    image: QImage
    boxes: tuple[DrawnBox, ...]


def class_colour(index: int) -> str:
    """The colour of a class, wherever it is shown."""
    return CLASS_COLOURS[index % len(CLASS_COLOURS)]


@lru_cache(maxsize=64)
def text_colour(colour: str) -> str:
    """Dark or light, whichever can be read on it."""
    return max((DARK, LIGHT), key=lambda text: contrast(text, colour))


def paint_boxes(
    painter: QPainter, frame: QRectF, boxes: Sequence[DrawnBox], *, highlighted: int = -1, scale: float = 1.0
) -> None:
    """Lines first, then the plates above all of them.

    Args:
        frame: where the picture is drawn.
        boxes: in the order in which they are drawn.
        highlighted: the number of one that matters now; the others are faint. -1 for none.
        scale: of lines and plates, for pictures that are saved.
    """
    painter.save()
    places = [_place(frame, box) for box in boxes]
    order = sorted(range(len(boxes)), key=lambda number: number == highlighted)
    for number in order:
        painter.setOpacity(1.0 if highlighted in (-1, number) else FAINT)
        _paint_line(painter, places[number], boxes[number], LINE * scale)
    taken: list[QRectF] = []
    for number in reversed(order):  # the last one is on top: its plate chooses its place first
        if boxes[number].text:
            painter.setOpacity(1.0 if highlighted in (-1, number) else FAINT)
            taken.append(_paint_plate(painter, frame, places[number], boxes[number], taken, scale))
    painter.restore()


def burn_boxes(image: QImage, boxes: Sequence[DrawnBox]) -> QImage:
    """A small picture with its boxes, without names, in the middle of a square, so that nothing is cut off."""
    side = max(image.width(), image.height())
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF((side - image.width()) / 2, (side - image.height()) / 2, image.width(), image.height())
    painter.drawImage(frame.topLeft(), image)
    for box in boxes:
        _paint_line(painter, _place(frame, box), box, max(1.5, SMALL_LINE * side / 224))
    painter.end()
    return canvas


def draw_on(image: QImage, boxes: Sequence[DrawnBox]) -> QImage:
    """The whole picture with boxes and names, to be saved. In any thread."""
    drawn = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = max(1.0, max(image.width(), image.height()) / 1000)
    paint_boxes(painter, QRectF(0, 0, image.width(), image.height()), boxes, scale=scale)
    painter.end()
    return drawn


def _place(frame: QRectF, box: DrawnBox) -> QRectF:
    left, top, right, bottom = box.edges
    width, height = frame.width(), frame.height()
    return QRectF(
        frame.left() + left * width, frame.top() + top * height, (right - left) * width, (bottom - top) * height
    )


def _paint_line(painter: QPainter, place: QRectF, box: DrawnBox, width: float) -> None:
    inset = min(width / 2, place.width() / 2, place.height() / 2)
    room = place.adjusted(inset, inset, -inset, -inset)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if box.is_dashed else Qt.PenStyle.SolidLine
    edge = QColor(DARK)
    edge.setAlpha(150)
    for colour, wide, how in ((edge, width + 2 * EDGE, Qt.PenStyle.SolidLine), (QColor(box.colour), width, style)):
        pen = QPen(colour, wide, how)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(room)


def _paint_plate(
    painter: QPainter, frame: QRectF, place: QRectF, box: DrawnBox, taken: Sequence[QRectF], scale: float
) -> QRectF:
    """Above the box, else within it, else below it: where no other plate is. Returns where it is."""
    font = make_font(max(11, round(current_theme().caption_px * scale)), QFont.Weight.DemiBold, tabular=True)
    metrics = QFontMetricsF(font)
    height, padding = PLATE_HEIGHT * scale, PLATE_PADDING * scale
    text = metrics.elidedText(box.text, Qt.TextElideMode.ElideRight, max(20.0, frame.width() - 2 * padding))
    plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * padding, height)
    left = max(frame.left(), min(place.left(), frame.right() - plate.width()))
    tops = [place.top() - height, place.top(), place.bottom() - height, place.bottom()]
    inside = [top for top in tops if frame.top() <= top <= frame.bottom() - height] or [frame.top()]
    spots = [QRectF(left, top, plate.width(), height) for top in inside]
    plate = next((spot for spot in spots if not any(spot.intersects(other) for other in taken)), spots[0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(box.colour))
    painter.drawRoundedRect(plate, 3 * scale, 3 * scale)
    painter.setFont(font)
    painter.setPen(QColor(text_colour(box.colour)))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    return plate
