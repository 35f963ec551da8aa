"""The type scale as labels: a page never sets a font of its own."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_tl.gui.theme import current_theme, make_font


class _Text(QLabel):
    """A label of one step of the type scale; its text is never taken for HTML."""

    role = "body"
    weight = QFont.Weight.Normal
    wraps = True
    selectable = False

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", self.role)
        size = getattr(current_theme(), f"{'body' if self.role == 'muted' else self.role}_px")
        self.setFont(make_font(size, self.weight, tabular=True))
        self.setWordWrap(self.wraps)
        if self.selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_tone(self, tone: str) -> None:
        """ "success", "warning", "danger", "accent", or "" for the ordinary colour."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class Title(_Text):
    """The name of a page."""

    role = "title"
    weight = QFont.Weight.DemiBold


class Lead(_Text):
    """The sentence that says what matters on a page, below its name."""

    role = "lead"
    weight = QFont.Weight.DemiBold
    selectable = True


class Heading(_Text):
    """The name of a card or of a part of a page."""

    role = "heading"
    weight = QFont.Weight.DemiBold


class Body(_Text):
    """Running text."""

    selectable = True


class Strong(_Text):
    """Running text that names something."""

    weight = QFont.Weight.DemiBold


class Muted(_Text):
    """Running text that explains."""

    role = "muted"


class Caption(_Text):
    """Small print beside a number, a field or a picture."""

    role = "caption"


class Number(_Text):
    """A big number; digits keep their width, so a running one does not jump."""

    role = "number"
    weight = QFont.Weight.DemiBold
    wraps = False
    selectable = True


class ElidedLabel(QLabel):
    """One line that is cut in the middle where it does not fit (paths), with the whole text as tooltip."""

    def __init__(
        self,
        text: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        muted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full, self._mode = text, mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted" if muted else "body")
        self.setFont(make_font(current_theme().body_px, tabular=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    def full_text(self) -> str:
        return self._full

    def set_full_text(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(24, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


def breakable(text: str) -> str:
    """Lets long names and paths wrap, where a label would otherwise ask for a wider window."""
    gap = "\N{ZERO WIDTH SPACE}"
    text = re.sub(r"([/\\_.-])", rf"\1{gap}", text)
    return re.sub(rf"([^\s{gap}]{{24}})", rf"\1{gap}", text)
