"""Chooses one of a few things that exclude each other, each with a sentence that says when it fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.focus import is_at_keyboard
from desktop_tl.gui.theme import color, current_theme, make_font

_LEFT, _RIGHT, _TOP, _GAP = 40, 14, 9, 1
_WRAP = int(Qt.TextFlag.TextWordWrap)


class ChoiceList(QWidget):
    """Rows of title and sentence; arrow keys move the choice.

    Signals:
        current_changed(str): somebody chose another row; its key. Not sent by ``set_current``.
    """

    current_changed = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], name: str = "", parent: QWidget | None = None) -> None:
        """``choices`` are (key, title, sentence); ``name`` is said by screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._rows: dict[str, _Choice] = {}
        self._last = ""
        for choice in choices:
            self.add_choice(*choice)
        self._group.buttonToggled.connect(self._on_toggled)

    def add_choice(self, key: str, title: str, sentence: str) -> None:
        """One row more, at the end."""
        row = _Choice(title, sentence)
        self._group.addButton(row)
        self._rows[key] = row
        layout = self.layout()
        assert layout is not None
        layout.addWidget(row)

    def current(self) -> str:
        """The key of the chosen row; empty for none."""
        return next((key for key, row in self._rows.items() if row.isChecked()), "")

    def set_current(self, key: str) -> None:
        self._last = key
        self._rows[key].setChecked(True)

    def set_sentence(self, key: str, sentence: str) -> None:
        self._rows[key].set_sentence(sentence)

    def set_choice_enabled(self, key: str, enabled: bool, reason: str = "") -> None:
        self._rows[key].setEnabled(enabled)
        self._rows[key].setToolTip(reason)

    def button(self, key: str) -> QAbstractButton:
        return self._rows[key]

    def _on_toggled(self, _button: object, checked: bool) -> None:
        key = self.current()
        if checked and key != self._last:
            self._last = key
            self.current_changed.emit(key)


class _Choice(QAbstractButton):
    """One row, as high as its sentence needs."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self._title, self._sentence = title, sentence
        self._ring = False
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_sentence(self, sentence: str) -> None:
        self._sentence = sentence
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(60, width - _LEFT - _RIGHT)
        small = QFontMetrics(make_font(current_theme().caption_px)).boundingRect(
            0, 0, room, 9999, _WRAP, self._sentence
        )
        return 2 * _TOP + self._title_height() + _GAP + small.height()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 48)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason and is_at_keyboard()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    def _title_height(self) -> int:
        return QFontMetrics(make_font(current_theme().body_px, QFont.Weight.DemiBold)).height()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen, alive = self.isChecked(), self.isEnabled()
        edge = "focus" if self._ring else "accent" if chosen and alive else "border"
        painter.setPen(QPen(color(edge), 2 if self._ring else 1.25 if chosen else 1))
        painter.setBrush(
            color("accent_soft" if chosen and alive else "raised" if self.underMouse() and alive else "surface")
        )
        painter.drawRoundedRect(box, 8, 8)
        title_height = self._title_height()
        dot = QRectF(14, 0, 16, 16)
        dot.moveCenter(QRectF(14, _TOP, 16, title_height).center())
        painter.setPen(QPen(color("accent" if chosen and alive else "border_strong" if alive else "border"), 1.25))
        painter.setBrush(color("accent" if chosen and alive else "field"))
        painter.drawEllipse(dot)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_text" if alive else "disabled"))
            painter.drawEllipse(dot.adjusted(5, 5, -5, -5))
        theme, room = current_theme(), box.width() - _LEFT - _RIGHT + 2
        painter.setFont(make_font(theme.body_px, QFont.Weight.DemiBold))
        painter.setPen(color("text" if alive else "disabled"))
        painter.drawText(QRectF(_LEFT, _TOP, room, title_height), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(make_font(theme.caption_px))
        painter.setPen(color("muted" if alive else "disabled"))
        top = _TOP + title_height + _GAP
        painter.drawText(QRectF(_LEFT, top, room, self.height() - top), _WRAP, self._sentence)
