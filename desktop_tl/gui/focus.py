"""Knows whether a person is at the keyboard or at the mouse: focus rings are shown to those at the keyboard only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QRadioButton, QWidget

RING_BY_SHEET = (QAbstractItemView, QCheckBox, QRadioButton)
"""Qt's own widgets, whose ring the style sheet draws from the property ``ring``; ours ask `shows_ring`."""

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class InputWatch(QObject):
    """Looks at what the windows get from keyboard and mouse. Made once by `watch_input`.

    A widget that loses its place (hidden, disabled) hands the focus on as if Tab had been pressed, so the reason of a
    focus event does not tell whether somebody is at the keyboard.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.keyboard = True  # until somebody uses the mouse: then nothing is lost that was there
        app.focusWindowChanged.connect(self._watch)
        app.focusChanged.connect(self._on_focus)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() not in _MODIFIERS:
                self._set(True)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._set(False)
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # never twice
            window.installEventFilter(self)

    def _set(self, keyboard: bool) -> None:
        if self.keyboard == keyboard:
            return
        self.keyboard = keyboard
        self._mark(QApplication.focusWidget())

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        for widget in (old, now):
            self._mark(widget)

    def _mark(self, widget: QWidget | None) -> None:
        if widget is None:
            return
        wanted = self.keyboard and widget.hasFocus()
        if isinstance(widget, RING_BY_SHEET) and bool(widget.property("ring")) != wanted:
            widget.setProperty("ring", wanted)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        widget.update()


_watch: InputWatch | None = None


def watch_input(app: QApplication) -> InputWatch:
    """Begins to watch; once for the process."""
    global _watch
    if _watch is None:
        _watch = InputWatch(app)
    return _watch


def is_at_keyboard() -> bool:
    """Whether the last thing somebody did was pressing a key."""
    return _watch is None or _watch.keyboard


def shows_ring(widget: QWidget) -> bool:
    """Whether ``widget`` has the focus and somebody is at the keyboard to want to see it."""
    return widget.hasFocus() and is_at_keyboard()
