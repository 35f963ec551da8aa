"""Content that scrolls beside something that does not; its scroll bar stands in the margin of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_tl.gui.widgets.page import MARGIN


class SideScroll(QScrollArea):
    """Belongs at the right of a page that bleeds. Its content needs a layout."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = MARGIN
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        if content is not None:
            self.setWidget(content)
            self._fit()

    def set_side(self, side: int) -> None:
        """How wide the margin is, so that the content ends flush with the title."""
        self._side = side
        self._fit()

    def _fit(self, *_range: int) -> None:
        content: QWidget | None = self.widget()  # none before there is one, whatever the stubs say
        layout = content.layout() if content is not None else None
        if layout is not None:
            bar = self.verticalScrollBar()
            taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
            layout.setContentsMargins(0, 0, self._side - taken, MARGIN)
