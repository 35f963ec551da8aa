"""The overview of all keys, which Ctrl+? opens."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.actions import Action, make_actions
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.card import Card
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.widgets.text import Body, Title


def show_shortcuts(parent: QWidget) -> QDialog:
    """Opens the overview beside whatever goes on; the window stays usable."""
    window = parent.window()
    known = window.findChild(ShortcutsDialog)
    dialog = known if known is not None else ShortcutsDialog(make_actions(), window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


class ShortcutsDialog(QDialog):
    """Two columns of groups; Escape closes it."""

    def __init__(self, actions: tuple[Action, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QCoreApplication.translate("Shortcuts", "Keyboard shortcuts")
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(Title(title))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        actions = tuple(action for action in actions if action.listed)
        groups = [(group, list(members)) for group, members in groupby(actions, key=lambda action: action.group)]
        half, placed = len(actions) / 2, 0
        for group, members in groups:
            (left if placed < half else right).addWidget(_make_group(group, members))
            placed += len(members)
        for column in (left, right):
            column.setSpacing(16)
            column.addStretch(1)
        outer.addLayout(columns)
        close = SecondaryButton(QCoreApplication.translate("Shortcuts", "Close"))
        close.clicked.connect(self.close)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(760)


def _make_group(group: str, members: list[Action]) -> Card:
    card = Card(group)
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(0, 1)
    for row, action in enumerate(members):
        keys = QKeySequence(action.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        words = Body(action.title)
        words.setWordWrap(False)
        grid.addWidget(words, row, 0)
        grid.addWidget(Pill(keys), row, 1, Qt.AlignmentFlag.AlignRight)
    card.add(grid)
    return card
