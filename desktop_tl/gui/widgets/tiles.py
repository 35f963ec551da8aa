"""How a picture and how a text looks as one tile of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.paragraph import draw_paragraph

GAP = 12
CAPTION = 24


class Badge(NamedTuple):
    """A small mark on a tile, e.g. ``Badge("shirt", "danger")``."""

    text: str
    token: str = "danger"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """What one tile shows now.

    Args:
        cell: the place, without the gap to the next.
        content: None while it is being read, or if it cannot be.
        error: why it cannot be read.
        is_chosen: it is selected.
    """

    cell: QRectF
    content: QPixmap | str | None
    error: str
    caption: str
    badge: Badge | None
    is_chosen: bool


class Tiles(Protocol):
    """One way to look. `least` is the least width of a tile; tiles grow so that a row fills the width."""

    least: int

    def height(self, width: int) -> int:
        """Of a tile and the gap below it."""
        ...

    def paint(self, painter: QPainter, tile: Tile) -> None: ...


class PictureTiles:
    """A square picture, its caption below it."""

    def __init__(self, least: int = 128) -> None:
        self.least = least

    def height(self, width: int) -> int:
        return width + CAPTION - GAP + 8

    def paint(self, painter: QPainter, tile: Tile) -> None:
        cell, picture = tile.cell, tile.content
        frame = QRectF(cell.left() + 2, cell.top() + 2, cell.width() - 4, cell.height() - CAPTION - 2)
        path = QPainterPath()
        path.addRoundedRect(frame, 6, 6)
        if isinstance(picture, QPixmap):
            painter.setClipPath(path)
            _draw_cover(painter, frame, picture)
            painter.setClipping(False)
        else:
            painter.fillPath(path, color("raised"))
            mark = QRect(0, 0, 24, 24)
            mark.moveCenter(frame.center().toPoint())
            paint_icon(painter, "error" if tile.error else "image", mark, "danger" if tile.error else "border_strong")
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        badge = unreadable_badge() if tile.error else tile.badge
        if badge is not None:
            _draw_badge(painter, badge, QRectF(frame.left() + 6, frame.top() + 6, frame.width() - 12, 18))
        where = QRect(int(frame.left()), int(frame.bottom()) + 2, int(frame.width()), CAPTION - 4)
        _draw_caption(painter, tile, where, Qt.AlignmentFlag.AlignCenter)


class TextTiles:
    """A card with the first lines of a text; its caption and badge below them."""

    LINES, PADDING, FOOT = 4, 12, 20

    def __init__(self, least: int = 232) -> None:
        self.least = least

    def height(self, width: int) -> int:
        return self.LINES * self._line() + self.FOOT + 2 * self.PADDING + 14

    def paint(self, painter: QPainter, tile: Tile) -> None:
        frame = tile.cell.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(color("accent" if tile.is_chosen else "border"), 1))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(frame, 8, 8)
        inner = frame.adjusted(self.PADDING, self.PADDING - 2, -self.PADDING, -self.PADDING + 4)
        words = inner.adjusted(0, 0, 0, -self.FOOT - 4)
        painter.setPen(color("danger" if tile.error else "text"))
        text = tile.error or (tile.content if isinstance(tile.content, str) else "")
        draw_paragraph(painter, words, text, make_font(current_theme().body_px))
        foot = QRectF(inner.left(), inner.bottom() - self.FOOT, inner.width(), self.FOOT)
        badge = unreadable_badge() if tile.error else tile.badge
        if badge is not None:
            used = _draw_badge(painter, badge, foot.adjusted(foot.width() * 0.4, 1, 0, -1))
            foot.setRight(foot.right() - used - 8)
        _draw_caption(painter, tile, foot.toRect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _line() -> int:
        return QFontMetrics(make_font(current_theme().body_px)).lineSpacing()


def unreadable_badge() -> Badge:
    return Badge(QCoreApplication.translate("TileGrid", "Unreadable"), "danger")


def _draw_caption(painter: QPainter, tile: Tile, where: QRect, alignment: Qt.AlignmentFlag) -> None:
    font = make_font(current_theme().caption_px, tabular=True)
    painter.setFont(font)
    painter.setPen(color("text" if tile.is_chosen else "muted"))
    text = QFontMetrics(font).elidedText(tile.caption, Qt.TextElideMode.ElideMiddle, where.width() - 2)
    painter.drawText(where, alignment, text)


def _draw_cover(painter: QPainter, frame: QRectF, picture: QPixmap) -> None:
    """Fills the tile and cuts what hangs over, from the middle."""
    width, height = picture.width(), picture.height()
    scale = max(frame.width() / width, frame.height() / height)
    source = QRectF(0, 0, frame.width() / scale, frame.height() / scale)
    source.moveCenter(QRectF(0, 0, width, height).center())
    painter.drawPixmap(frame, picture, source)


def _draw_badge(painter: QPainter, badge: Badge, room: QRectF) -> float:
    """At the right of the room; returns the width that it took."""
    font = make_font(11, QFont.Weight.DemiBold, tabular=True)
    metrics = QFontMetrics(font)
    text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, int(room.width()) - 12)
    pill = QRectF(0, room.top(), metrics.horizontalAdvance(text) + 12, room.height())
    pill.moveRight(room.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(badge.token))
    painter.drawRoundedRect(pill, 9, 9)
    painter.setFont(font)
    painter.setPen(color("accent_text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return pill.width()
