"""A titled container with a quiet border."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.text import Heading, Muted

LIFT = 6
"""So much higher than its heading a compact button is, above and below: with it the title stands as on other cards."""


class Card(QFrame):
    """Put content into ``body``; put buttons that belong to the title beside it with ``add_header_widget``."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        if title:
            self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 20)
        outer.setSpacing(12)
        self._header = QHBoxLayout()
        self._header.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading, self.subtitle = Heading(title), Muted(subtitle)
        words.addWidget(self.heading)
        words.addWidget(self.subtitle)
        self._header.addLayout(words, 1)
        outer.addLayout(self._header)  # first, so that showing a label cannot make it a window of its own
        self.heading.setVisible(bool(title))
        self.subtitle.setVisible(bool(subtitle))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.heading.setText(title)
        self.subtitle.setText(subtitle)
        self.heading.setVisible(bool(title))
        self.subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def hold_rows(self) -> None:
        """For a card without a title whose rows bring margins of their own."""
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(20, 6, 20, 6)
        outer.setSpacing(0)
        self.body.setSpacing(0)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def add_header_widget(self, widget: QWidget) -> None:
        """A compact button or the like; it stands at the height of the title, a subtitle or not."""
        outer = self.layout()
        assert outer is not None
        if self._header.count() == 1:
            margins = outer.contentsMargins()
            outer.setContentsMargins(margins.left(), max(0, margins.top() - LIFT), margins.right(), margins.bottom())
            self.heading.setContentsMargins(0, LIFT, 0, 0)
        widget.setProperty("compact", True)
        self._header.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def hold_list(self) -> None:
        """For a card without a title that is filled by a list, whose rows bring margins of their own."""
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(6, 6, 4, 6)

    def hug_buttons(self) -> None:
        """For a card without a title whose first row holds buttons, which bring air of their own."""
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(20, 10, 12, 14)


class Rule(QFrame):
    """A hairline between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedHeight(1)
