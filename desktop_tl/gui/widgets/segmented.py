"""Chooses one of a few things that exclude each other, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_tl.gui.widgets.buttons import SecondaryButton


class Segmented(QFrame):
    """A row of joined buttons; arrow keys move the choice.

    Signals:
        current_changed(str): somebody chose another segment; its key. Not sent by ``set_current``.
    """

    current_changed = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None) -> None:
        """``choices`` are (key, label) pairs; ``name`` is said by screen readers."""
        super().__init__(parent)
        self.setObjectName("segmented")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, SecondaryButton] = {}
        for key, label in choices:
            button = SecondaryButton(label)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        if choices:
            self._buttons[choices[0][0]].setChecked(True)
        self._last = self.current()
        self._group.buttonToggled.connect(self._on_toggled)

    def current(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        self._last = key
        self._buttons[key].setChecked(True)

    def set_choice_enabled(self, key: str, enabled: bool, reason: str = "") -> None:
        self._buttons[key].setEnabled(enabled)
        self._buttons[key].setToolTip(reason)

    def button(self, key: str) -> SecondaryButton:
        return self._buttons[key]

    def _on_toggled(self, _button: object, checked: bool) -> None:
        key = self.current()
        if checked and key != self._last:
            self._last = key
            self.current_changed.emit(key)
