"""What one can make of a trained run: a button with a menu of the ways, and the question how much longer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_tl.gui.icons import icon
from desktop_tl.gui.widgets.buttons import QuietButton, SecondaryButton
from desktop_tl.gui.widgets.editors import SpinBox
from desktop_tl.gui.widgets.text import Body, Muted, Strong

MOST_EPOCHS, USUAL_EPOCHS = 10_000, 10


class GoOnButton(SecondaryButton):
    """Opens a menu of three ways to go on from a run's model.

    Signals:
        longer_wanted(): train it longer.
        continue_wanted(): a new run from it with other settings.
        backbone_wanted(): use it as a backbone for other classes.
    """

    longer_wanted = Signal()
    continue_wanted = Signal()
    backbone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "chevron_down", parent)
        self.setText(self.tr("Go on from it"))
        self.setObjectName("go_on")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron stands behind the words
        self.menu_of_ways = QMenu(self)
        self.menu_of_ways.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.menu_of_ways.setToolTipsVisible(True)
        self._add(
            "train_longer",
            "clock",
            self.tr("Train longer…"),
            self.tr("Some epochs more, from where it ended, as a new run."),
            self.longer_wanted,
        )
        self._add(
            "continue_with_changes",
            "edit",
            self.tr("Continue with changes"),
            self.tr("A new run that begins with its model and its head, with other settings."),
            self.continue_wanted,
        )
        self._add(
            "use_as_backbone",
            "backbone",
            self.tr("Use as a backbone"),
            self.tr("For other data or other classes: a new run that begins with what it has learned."),
            self.backbone_wanted,
        )
        self.clicked.connect(self._open)

    def _add(self, name: str, icon_name: str, text: str, explanation: str, signal: SignalInstance) -> None:
        action = QAction(icon(icon_name, "text"), text, self)
        action.setObjectName(name)
        action.setToolTip(explanation)
        action.triggered.connect(lambda _checked=False: signal.emit())
        self.menu_of_ways.addAction(action)

    def _open(self) -> None:
        below = self.mapToGlobal(QPoint(0, self.height() + 4))
        room = self.screen().availableGeometry()
        size = self.menu_of_ways.sizeHint()
        if below.y() + size.height() > room.bottom():
            below = self.mapToGlobal(QPoint(0, -size.height() - 4))
        below.setX(min(below.x(), room.right() - size.width()))
        self.menu_of_ways.popup(below)


class TrainLonger(QWidget):
    """Asks for how many epochs more.

    Signals:
        confirmed(int): so many, now.
        cancelled(): not now.
    """

    confirmed = Signal(int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train_longer_question")
        self.epochs = SpinBox()
        self.epochs.setObjectName("more_epochs")
        self.epochs.setAccessibleName(self.tr("How many epochs more"))
        self.epochs.setRange(1, MOST_EPOCHS)
        self.epochs.setValue(USUAL_EPOCHS)
        self.epochs.setFixedWidth(96)
        self.start_button = SecondaryButton(self.tr("Start training"), "play")
        self.start_button.setObjectName("start_longer")
        self.start_button.clicked.connect(lambda: self.confirmed.emit(self.epochs.value()))
        cancel = QuietButton(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        how_many = QHBoxLayout()
        how_many.setSpacing(8)
        how_many.addWidget(self.epochs)
        how_many.addWidget(Body(self.tr("epochs more")), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.start_button)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(Strong(self.tr("Train it longer")))
        layout.addWidget(Muted(self.tr("A new run begins where this one ended; this one stays as it is.")))
        layout.addLayout(how_many)
        layout.addLayout(buttons)

    def ask(self) -> None:
        """Shows the question and puts the cursor into the number."""
        self.show()
        self.epochs.setFocus(Qt.FocusReason.OtherFocusReason)
        self.epochs.selectAll()
