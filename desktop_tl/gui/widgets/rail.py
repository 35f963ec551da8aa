"""The list of pages at the left of the window, in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_tl.gui.focus import shows_ring
from desktop_tl.gui.icons import paint_icon
from desktop_tl.gui.theme import color, current_theme, make_font
from desktop_tl.gui.widgets.buttons import WINDOW_REASONS

WIDTH = 184


@dataclass(frozen=True, kw_only=True)
class RailItem:
    key: str
    label: str
    icon: str
    group: str = "work"  # items of another group stand at the bottom


def default_items() -> list[RailItem]:
    """The nine pages of the window, translated; their keys are the names of their icons."""
    translate = QCoreApplication.translate
    work = [
        ("data", translate("Rail", "Data")),
        ("model", translate("Rail", "Model")),
        ("train", translate("Rail", "Train")),
        ("results", translate("Rail", "Results")),
        ("predict", translate("Rail", "Predict")),
    ]
    house = [
        ("runs", translate("Rail", "Runs")),
        ("plugins", translate("Rail", "Plugins")),
        ("settings", translate("Rail", "Settings")),
        ("help", translate("Rail", "Help")),
    ]
    return [
        RailItem(key=key, label=label, icon=key, group=group)
        for group, pairs in (("work", work), ("house", house))
        for key, label in pairs
    ]


class Rail(QFrame):
    """Arrows, Home and End move within it; Ctrl+1 … Ctrl+9 choose a page from anywhere in the window.

    Signals:
        page_requested(str): somebody chose a page; its key. Not sent by ``set_current``.
    """

    page_requested = Signal(str)

    def __init__(self, items: Sequence[RailItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 9, 16)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        items = items or default_items()
        for number, item in enumerate(items, start=1):
            if number > 1 and item.group != items[number - 2].group:
                layout.addStretch(1)
            button = _RailButton(item, number, self)
            button.clicked.connect(lambda _checked=False, key=item.key: self._choose(key))
            self._group.addButton(button)
            self._buttons[item.key] = button
            layout.addWidget(button)
            if number <= 9:
                QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda key=item.key: self._choose(key))
        if items[0].group == items[-1].group:
            layout.addStretch(1)
        self._current = ""
        self.set_current(items[0].key)

    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        self._current = key
        self._buttons[key].setChecked(True)

    def clear_current(self) -> None:
        """For a page that does not stand here."""
        if self._current:
            self._group.setExclusive(False)
            self._buttons[self._current].setChecked(False)
            self._group.setExclusive(True)
            self._current = ""

    def has(self, key: str) -> bool:
        """Whether a page stands here."""
        return key in self._buttons

    def set_badge(self, key: str, text: str, tone: str = "accent") -> None:
        """A few characters at the right, e.g. the number of updates; "" takes it away. ``tone`` is a theme colour."""
        self._buttons[key].set_badge(text, tone)

    def set_running(self, key: str, running: bool) -> None:
        """A dot that says something goes on there."""
        self._buttons[key].set_running(running)

    def set_page_enabled(self, key: str, enabled: bool, reason: str = "") -> None:
        self._buttons[key].setEnabled(enabled)
        self._buttons[key].setToolTip(reason)

    def button(self, key: str) -> QAbstractButton:
        return self._buttons[key]

    def _choose(self, key: str) -> None:
        if not self._buttons[key].isEnabled():
            return
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.page_requested.emit(key)

    def step(self, key: str, by: int) -> None:
        """Moves from one page to the next enabled one."""
        keys = [k for k, button in self._buttons.items() if button.isEnabled()]
        target = keys[min(len(keys) - 1, max(0, keys.index(key) + by))]
        self._buttons[target].setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose(target)


class _RailButton(QAbstractButton):
    def __init__(self, item: RailItem, number: int, rail: Rail) -> None:
        super().__init__(rail)
        self._item, self._rail = item, rail
        self._badge, self._tone, self._running, self._ring = "", "accent", False, False
        self.setText(item.label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shortcut = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(self._shortcut)
        self._describe()

    def set_badge(self, text: str, tone: str) -> None:
        self._badge, self._tone = text, tone
        self._describe()

    def set_running(self, running: bool) -> None:
        self._running = running
        self._describe()

    def _describe(self) -> None:
        words = [self._item.label]
        if self._running:
            words.append(QCoreApplication.translate("Rail", "running"))
        if self._badge:
            words.append(self._badge)
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(self._shortcut)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, 40)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in WINDOW_REASONS:
            self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._rail.step(self._item.key, step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen, alive = self.isChecked(), self.isEnabled()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(box, 7, 7)
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 9, 3, 18), 1.5, 1.5)
        elif alive and self.underMouse():
            painter.setBrush(color("raised"))
            painter.drawRoundedRect(box, 7, 7)
        if shows_ring(self) and self._ring:
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 7, 7)
        token = "disabled" if not alive else "accent" if chosen else "muted"
        paint_icon(painter, self._item.icon, QRect(14, (self.height() - 20) // 2, 20, 20), token)
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Medium
        painter.setFont(make_font(current_theme().body_px, weight))
        painter.setPen(color("disabled" if not alive else "accent" if chosen else "text"))
        right = self.width() - 12
        if self._badge:
            right = self._paint_badge(painter, right) - 8
        if self._running:
            dot = QRectF(right - 8, self.height() / 2 - 4, 8, 8)
            self._paint_dot(painter, dot)
            right = int(dot.left()) - 8
        painter.setFont(make_font(current_theme().body_px, weight))
        painter.setPen(color("disabled" if not alive else "accent" if chosen else "text"))
        where = QRect(44, 0, max(10, right - 44), self.height())
        label = painter.fontMetrics().elidedText(self._item.label, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, label)

    def _paint_dot(self, painter: QPainter, dot: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("success", 0.25))
        painter.drawEllipse(dot.adjusted(-3, -3, 3, 3))
        painter.setBrush(color("success"))
        painter.drawEllipse(dot)

    def _paint_badge(self, painter: QPainter, right: int) -> int:
        painter.setFont(make_font(11, QFont.Weight.DemiBold, tabular=True))
        width = max(18, painter.fontMetrics().horizontalAdvance(self._badge) + 10)
        pill = QRectF(right - width, self.height() / 2 - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._tone))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(color("accent_text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge)
        return int(pill.left())
