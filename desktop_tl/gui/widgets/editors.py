"""One small editor for each kind of value that an option can have."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QListView, QSizePolicy, QSpinBox, QWidget

from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.buttons import IconButton, Switch

WIDTH = 224
INT_LIMIT = 2**31 - 1


class Editor(QWidget):
    """What all editors have in common.

    Signals:
        edited(): the value was changed by hand.
    """

    edited = Signal()

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(field)
        self.setFixedWidth(WIDTH)
        self.setFocusProxy(field)

    def value(self) -> object:
        """The raw value; validation may still refuse it."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Shows a value without sending ``edited``."""
        raise NotImplementedError

    def set_invalid(self, invalid: bool) -> None:
        if bool(self.field.property("invalid")) != invalid:
            self.field.setProperty("invalid", invalid)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class SwitchEditor(Editor):
    def __init__(self) -> None:
        self.switch = Switch()
        super().__init__(self.switch)
        self.row.insertStretch(0, 1)
        self.switch.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        return self.switch.isChecked()

    def set_value(self, value: object) -> None:
        self.switch.blockSignals(True)
        self.switch.setChecked(bool(value))
        self.switch.blockSignals(False)
        self.switch.update()


class ChoiceEditor(Editor):
    """One of some values, each with its words; another one that a file holds is added."""

    def __init__(self, choices: Sequence[tuple[object, str]]) -> None:
        self.combo = ComboBox()
        super().__init__(self.combo)
        self._values = [value for value, _ in choices]
        self.combo.addItems([label for _, label in choices])
        self.combo.activated.connect(lambda _row: self.edited.emit())

    def value(self) -> object:
        row = self.combo.currentIndex()
        return self._values[row] if row >= 0 else None

    def set_value(self, value: object) -> None:
        if value is not None and value not in self._values:
            self._values.append(value)
            self.combo.addItem(str(value))
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def leave_out(self, values: Collection[object]) -> None:
        """Takes away choices that mean nothing now; an empty collection brings all back."""
        model, view = self.combo.model(), self.combo.view()
        assert isinstance(model, QStandardItemModel)  # what a combo box makes for itself
        assert isinstance(view, QListView)
        for row, value in enumerate(self._values):
            is_left_out = value in values
            model.item(row).setEnabled(not is_left_out)
            view.setRowHidden(row, is_left_out)


class IntEditor(Editor):
    def __init__(self, low: int, high: int, step: int = 1) -> None:
        self.spin = SpinBox()
        super().__init__(self.spin)
        self.spin.setRange(max(-INT_LIMIT, low), min(INT_LIMIT, high))
        self.spin.setSingleStep(step)
        self.spin.setGroupSeparatorShown(True)
        self.spin.valueChanged.connect(lambda _value: self.edited.emit())

    def value(self) -> int:
        return self.spin.value()

    def set_value(self, value: object) -> None:
        self.spin.blockSignals(True)
        self.spin.setValue(value if isinstance(value, int) else 0)
        self.spin.blockSignals(False)


class TextEditor(Editor):
    """Free text; ``optional`` gives None for an empty field."""

    def __init__(self, optional: bool = False, placeholder: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._optional = optional
        self.line.setFont(make_font(current_theme().body_px, tabular=True))
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> object:
        text = self.line.text().strip()
        return None if self._optional and not text else text

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))


class NumberEditor(TextEditor):
    """A number as one writes it: 0.001, 1e-3 or 1,5; the arrow keys go 1, 2, 5, 10 … or in even steps."""

    def __init__(self, whole: bool = False, step: float | None = None, optional: bool = False, hint: str = "") -> None:
        super().__init__(optional, hint)
        self._whole, self._step = whole, step
        self.line.installEventFilter(self)
        self.line.setToolTip(self.tr("Arrow keys change the value."))

    def value(self) -> object:
        text = super().value()
        if text is None:
            return None
        try:
            return int(str(text)) if self._whole else float(str(text).replace(",", "."))
        except ValueError:
            return text

    def set_value(self, value: object) -> None:
        super().set_value(number_text(value) if isinstance(value, float) else value)

    def step(self, up: bool) -> None:
        now = self.value()
        if not isinstance(now, (int, float)):
            return
        stepped = now + (self._step if up else -self._step) if self._step else next_nice(now, up)
        self.set_value(round(stepped) if self._whole else float(f"{stepped:.10g}"))
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            up, down = event.key() == Qt.Key.Key_Up, event.key() == Qt.Key.Key_Down
            if up or down:
                self.step(up)
                return True
        return super().eventFilter(watched, event)


class ListEditor(TextEditor):
    """Several values, separated by commas."""

    def value(self) -> object:
        return [part.strip() for part in self.line.text().split(",") if part.strip()]

    def set_value(self, value: object) -> None:
        super().set_value(", ".join(str(part) for part in value) if isinstance(value, (list, tuple, set)) else "")


class PathEditor(TextEditor):
    """A path one can type, paste or choose; ``plain`` gives it as text, "" for an empty field."""

    def __init__(
        self,
        folder: bool = False,
        optional: bool = False,
        file_filter: str = "",
        placeholder: str = "",
        plain: bool = False,
    ) -> None:
        super().__init__(optional, placeholder)
        self._folder, self._filter, self._plain = folder, file_filter, plain
        self.button = IconButton("folder_open", self.tr("Choose…"))
        self.button.clicked.connect(self.choose)
        self.row.addWidget(self.button)

    def value(self) -> object:
        text = super().value()
        if self._plain:
            return text
        return Path(str(text)) if text else None

    def choose(self) -> None:
        name = self.field.accessibleName()
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self, name, self.line.text())
        else:
            chosen = QFileDialog.getOpenFileName(self, name, self.line.text(), self._filter)[0]
        if chosen:
            self.line.setText(chosen)
            self.edited.emit()


class ComboBox(QComboBox):
    """A combo box that the mouse wheel does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change what it scrolls past


class SpinBox(QSpinBox):
    """A spin box that the mouse wheel changes only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(make_font(current_theme().body_px, tabular=True))
        self.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def number_text(value: float) -> str:
    """0.001 stays "0.001", 0.00001 becomes "1e-5"."""
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        return f"{value:.10g}"
    digits, _, exponent = f"{value:.6e}".partition("e")
    return f"{Decimal(digits).normalize()}e{int(exponent)}"


def next_nice(value: float, up: bool) -> float:
    """The next of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … in that direction."""
    if value == 0:
        return 1e-5 if up else 0.0
    if value < 0:
        return -next_nice(-value, not up)
    exponent = math.floor(math.log10(value) + 1e-9)
    ladder = [digit * 10.0**power for power in range(exponent - 1, exponent + 2) for digit in (1, 2, 5)]
    if up:
        return next(step for step in ladder if step > value * (1 + 1e-9))
    return next(step for step in reversed(ladder) if step < value * (1 - 1e-9))
