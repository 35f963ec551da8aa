"""Shows one sample larger beside the grid: what it is called, to which class it belongs, how large it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.sample_kinds import Details
from desktop_tl.gui.pages.sample_view import SampleView
from desktop_tl.gui.sample_words import SampleWords, sample_words
from desktop_tl.gui.widgets.buttons import IconButton
from desktop_tl.gui.widgets.text import Body, Caption, Strong, breakable

SIDE = 640
"""Pixels that are loaded: twice the panel's width, for screens of double density."""


class SamplePreview(QFrame):
    """A panel at the right; hidden until something is shown.

    Signals:
        step_requested(int): the sample before (-1) or after (+1) is wanted.
        closed(): the panel was closed; it is hidden already.
    """

    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(296)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 16)
        layout.setSpacing(8)
        self._position = Caption()
        self.before = IconButton("chevron_up", self.tr("The one before"))
        self.after = IconButton("chevron_down", self.tr("The one after"))
        close = IconButton("close", self.tr("Close"))
        self.before.clicked.connect(lambda _checked=False: self.step_requested.emit(-1))
        self.after.clicked.connect(lambda _checked=False: self.step_requested.emit(1))
        close.clicked.connect(lambda _checked=False: self.close_panel())
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._position, 1)
        for button in (self.before, self.after, close):
            head.addWidget(button)
        self.view = SampleView()
        self._name, self._class, self._facts = Strong(), Body(), Caption()
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._class, self._facts):
            words.addWidget(label)
        layout.addLayout(words)
        self.set_words(sample_words("image"))
        self.hide()

    def set_words(self, words: SampleWords) -> None:
        """What it is that is shown."""
        self.setAccessibleName(words.heading_one)

    def show_waiting(self, name: str, told: str, position: str) -> None:
        """Tells at once what it will show: its name, and what is known of it."""
        self._position.setText(position)
        self._name.setText(breakable(name))
        self._class.setText(breakable(told))
        self._class.setVisible(bool(told))
        self._facts.set_tone("")
        self._facts.setText(" ")
        self.show()

    def show_details(self, details: Details) -> None:
        """The sample itself, or why it cannot be shown."""
        if details.problem:
            self.view.set_icon("error", "danger")
        else:
            self.view.set_content(details.content)
        told = (engine_text(details.problem), details.facts)
        self._facts.setText("\n".join(text for text in told if text) or " ")
        self._facts.set_tone("danger" if details.problem else "")

    def close_panel(self) -> None:
        self.hide()
        self.view.set_content(None)
        self.closed.emit()
