"""The frame that all pages share: a title that stays, messages below it, content that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.inline_message import InlineMessage, Kind
from desktop_tl.gui.widgets.text import Muted, Title

READABLE_WIDTH = 1200
MARGIN = 32
HEAD = 32


class Page(QWidget):
    """Put content into ``body`` (or with ``add``); it keeps a readable width and is centred in a wide window.

    With ``scrolls=False`` the content gets exactly the room there is, for pages that are one big list or grid. With
    ``bleeds=True`` it gets the margins at the right and below too: see ``fit_margin``.
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        scrolls: bool = True,
        bleeds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bleeds = bleeds
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)

        self._top = QVBoxLayout()
        self._top.setSpacing(16)
        header = QVBoxLayout()
        header.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(16)
        self.title, self.subtitle = Title(title), Muted(subtitle)
        self.title.setMinimumHeight(HEAD)  # as high as a button: the page below begins at one height everywhere
        first.addWidget(self.title, 1)
        self.action_row = QHBoxLayout()
        self.action_row.setSpacing(8)
        first.addLayout(self.action_row)
        header.addLayout(first)
        header.addWidget(self.subtitle)
        if not subtitle:
            self.subtitle.hide()
        self._top.addLayout(header)
        self._messages = QVBoxLayout()
        self._messages.setSpacing(8)
        self._top.addLayout(self._messages)
        outer.addLayout(self._top)

        self._bar: QScrollBar | None = None
        self._content = QWidget()
        self._content.setObjectName("page_content")
        self.body = QVBoxLayout(self._content)
        self.body.setSpacing(16)
        if scrolls:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(self._content)
            self._bar = area.verticalScrollBar()
            self._bar.rangeChanged.connect(self._set_margins)
            outer.addWidget(area, 1)
        else:
            outer.addWidget(self._content, 1)
        self._set_margins()

    def set_subtitle(self, text: str) -> None:
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def add_stretch(self) -> None:
        """Keeps short content at the top; leaves all room to what stretches by itself, such as an empty state."""
        self.body.addStretch(0)

    def scroll_to_top(self) -> None:
        """For when what matters now has come up at the top."""
        if self._bar is not None:
            self._bar.setValue(0)

    def add_action(self, widget: QWidget) -> None:
        """A button (or any widget) at the right of the title."""
        self.action_row.addWidget(widget)

    def show_message(self, kind: Kind, text: str, detail: str = "", dismissible: bool = True) -> InlineMessage:
        """Adds a message below the title; the same text is not shown twice."""
        for message in self.messages():
            if message.text() == text:
                message.set_message(kind, text, detail)
                return message
        message = InlineMessage(kind, text, detail, dismissible)
        message.dismissed.connect(message.deleteLater)
        self._messages.addWidget(message)
        message.show()  # at once: until then it counts as hidden, and the same text would be added again
        return message

    def messages(self) -> list[InlineMessage]:
        """Those below the title that are to be seen; the messages inside cards belong to their cards."""
        items = (self._messages.itemAt(position) for position in range(self._messages.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [message for message in widgets if isinstance(message, InlineMessage) and not message.isHidden()]

    def clear_messages(self) -> None:
        while (item := self._messages.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()
        if self._bleeds:
            self.fit_margin(self._side())

    def fit_margin(self, side: int) -> None:
        """For a page that bleeds: how wide the margin at the right is that its content keeps or scrolls in."""

    def _side(self) -> int:
        return max(MARGIN, (self.width() - READABLE_WIDTH) // 2)

    def _set_margins(self, *_range: int) -> None:
        side = self._side()
        self._top.setContentsMargins(side, 24, side, 8)
        taken = self._bar.sizeHint().width() if self._bar is not None and self._bar.maximum() > 0 else 0
        if self._bleeds:
            self.body.setContentsMargins(side, 8, 0, 0)
            return
        self.body.setContentsMargins(side, 8, side - taken, MARGIN)  # flush with the title, scroll bar or not
