"""The four kinds of push button, the icon button and the switch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop_tl.gui.focus import is_at_keyboard, shows_ring
from desktop_tl.gui.icons import icon
from desktop_tl.gui.theme import color, current_theme, make_font

WINDOW_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def show_ring(button: QWidget, event: QFocusEvent) -> None:
    """Shows the focus ring for the keyboard only: a ring that stays after a click is noise."""
    if event.reason() in WINDOW_REASONS and event.gotFocus():
        return
    wanted = event.gotFocus() and event.reason() != Qt.FocusReason.MouseFocusReason and is_at_keyboard()
    if bool(button.property("ring")) != wanted:
        button.setProperty("ring", wanted)
        button.style().unpolish(button)
        button.style().polish(button)


class _Button(QPushButton):
    kind = "secondary"
    icon_token = "text"

    def __init__(self, text: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setFont(make_font(current_theme().body_px, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setIconSize(QSize(22, 16))  # the extra width is the gap between icon and text
        if icon_name:
            self.set_icon(icon_name)

    def set_icon(self, icon_name: str) -> None:
        self.setIcon(icon(icon_name, self.icon_token))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        show_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        show_ring(self, event)


class PrimaryButton(_Button):
    """The one thing to do next; at most one on a page."""

    kind = "primary"
    icon_token = "accent_text"


class SecondaryButton(_Button):
    """Any other thing one can do."""


class QuietButton(_Button):
    """A thing one can do that should not draw the eye."""

    kind = "quiet"
    icon_token = "accent"


class DisclosureButton(QuietButton):
    """Shows or hides what stands below; its icon stands flush with the text above."""

    def __init__(self, text: str = "", icon_name: str = "chevron_down", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, parent)
        self.setProperty("flush", True)
        self.setIconSize(QSize(16, 16))

    def set_open(self, is_open: bool) -> None:
        """Turns the chevron."""
        self.set_icon("chevron_up" if is_open else "chevron_down")


class DangerButton(_Button):
    """A thing that ends or deletes something."""

    kind = "danger"
    icon_token = "danger"


class IconButton(QToolButton):
    """An icon one can press; ``name`` is what a screen reader says and what the tooltip shows."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None, token: str = "muted") -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, token))
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        show_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        show_ring(self, event)


class Switch(QAbstractButton):
    """An on/off switch that acts at once; ``toggled(bool)`` as with any checkable button."""

    def __init__(self, name: str = "", checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(42, 26)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, 3, 36, 20)
        on, alive = self.isChecked(), self.isEnabled()
        if shows_ring(self):
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 12, 12)
        painter.setPen(QPen(color("accent" if on and alive else "border_strong" if alive else "border"), 1))
        painter.setBrush(color(("accent" if on else "track") if alive else "raised"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(("accent_text" if on else "muted") if alive else "disabled"))
        painter.drawEllipse(QRectF(track.right() - 17 if on else track.left() + 3, track.top() + 3, 14, 14))
