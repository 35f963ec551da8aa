"""Names icons by what they mean here, and tints them with the theme while painting, so that none goes stale."""

from __future__ import annotations

from functools import lru_cache

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_tl.gui.theme import current_theme

GLYPHS: dict[str, str] = {
    "data": "folder-multiple-outline", "model": "layers-triple-outline", "train": "play-circle-outline",
    "results": "chart-box-outline", "predict": "auto-fix", "runs": "history", "plugins": "puzzle-outline",
    "settings": "cog-outline",
    "lock": "lock-outline", "unlock": "lock-open-variant-outline", "frozen": "lock", "trained": "fire",
    "folder": "folder-outline", "folder_open": "folder-open-outline", "file": "file-outline",
    "image": "image-outline", "image_broken": "image-broken-variant", "text": "text", "camera": "camera-outline",
    "info": "information-outline", "warning": "alert-outline", "error": "alert-circle-outline",
    "success": "check-circle-outline", "check": "check", "close": "close", "help": "help-circle-outline",
    "play": "play", "stop": "stop", "pause": "pause", "refresh": "refresh", "reset": "restore", "undo": "undo",
    "download": "download", "upload": "upload", "export": "export-variant", "drop": "tray-arrow-down",
    "save": "content-save-outline", "copy": "content-copy", "delete": "delete-outline", "edit": "pencil-outline",
    "add": "plus", "open": "open-in-new", "link": "link", "search": "magnify", "filter": "filter-variant",
    "sort": "sort", "table": "table", "plot": "chart-line-variant", "eye": "eye-outline", "more": "dots-horizontal",
    "options": "tune", "chevron_down": "chevron-down", "chevron_up": "chevron-up", "chevron_right": "chevron-right",
    "chevron_left": "chevron-left",
    "arrow_right": "arrow-right", "star": "star-outline", "best": "star", "clock": "clock-outline", "device": "chip",
    "memory": "memory", "backbone": "cube-outline", "head": "bullseye-arrow", "target": "target",
    "database": "database-outline", "learn": "school-outline",
}  # fmt: skip


@lru_cache(maxsize=1024)
def _glyph(name: str, tint: str, width: int, height: int) -> QPixmap:
    return qtawesome.icon(f"mdi6.{GLYPHS[name]}", color=tint, color_disabled=tint).pixmap(QSize(width, height))


class _ThemedEngine(QIconEngine):
    """Asks the theme for its colour each time it paints; buttons that hold the icon need no telling."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def _tint(self, mode: QIcon.Mode) -> str:
        if self._token.startswith("#"):
            return self._token
        return getattr(current_theme(), "disabled" if mode == QIcon.Mode.Disabled else self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        side = round(min(rect.width(), rect.height()) * ratio)
        pixmap = self.pixmap(QSize(side, side), mode, state)
        pixmap.setDevicePixelRatio(ratio)
        where = QRect(QPoint(0, 0), QSize(round(side / ratio), round(side / ratio)))
        where.moveCenter(rect.center())
        painter.drawPixmap(where.topLeft(), pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        glyph = _glyph(self._name, self._tint(mode), max(1, size.width()), max(1, size.height()))
        pixmap = QPixmap(glyph)
        pixmap.setDevicePixelRatio(1.0)
        if pixmap.size() != size:
            pixmap = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        return pixmap

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._token)


@lru_cache(maxsize=512)
def icon(name: str, token: str = "muted") -> QIcon:
    """The icon of that meaning, e.g. ``icon("lock", "frozen")``; ``token`` is a colour of the theme, or "#RRGGBB"."""
    if name not in GLYPHS:
        raise KeyError(f"no icon is named {name!r}; known: {', '.join(sorted(GLYPHS))}")
    return QIcon(_ThemedEngine(name, token))


def paint_icon(painter: QPainter, name: str, rect: QRect, token: str | QColor = "muted") -> None:
    """Draws an icon in a custom-painted widget."""
    icon(name, token.name() if isinstance(token, QColor) else token).paint(painter, rect)


class IconLabel(QWidget):
    """An icon that stands by itself as decoration; the words beside it carry the meaning."""

    def __init__(self, name: str, size: int = 20, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token = name, token
        self.setFixedSize(size, size)

    def set_icon(self, name: str, token: str = "muted") -> None:
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._name, self.rect(), self._token)
