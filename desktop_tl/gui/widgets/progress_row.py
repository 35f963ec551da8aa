"""Something long: what it is, how far it is, how long it still takes, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.amounts import duration_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.text import ElidedLabel, Strong

_STEPS = 1000


class ProgressRow(QWidget):
    """Two lines: label and figures above, the bar below, Stop at the right.

    Signals:
        stop_requested(): somebody pressed Stop; the row shows "Stopping…" until it is told otherwise.
    """

    stop_requested = Signal()

    def __init__(
        self, label: str = "", stoppable: bool = True, stop_text: str = "", parent: QWidget | None = None
    ) -> None:
        """``stop_text`` stands on the button instead of "Stop"."""
        super().__init__(parent)
        self._stop_text = stop_text or self.tr("Stop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        column = QVBoxLayout()
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._label = ElidedLabel(label, Qt.TextElideMode.ElideRight)
        self._detail, self._percent = ElidedLabel("", Qt.TextElideMode.ElideRight, muted=True), Strong()
        self._percent.setWordWrap(False)
        line.addWidget(self._label)
        line.addStretch(1)
        line.addWidget(self._detail)
        line.addWidget(self._percent)
        column.addLayout(line)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        column.addWidget(self._bar)
        layout.addLayout(column, 1)
        self._stop = SecondaryButton(self._stop_text, "close" if stop_text else "stop")
        self._stop.clicked.connect(self._on_stop)
        layout.addWidget(self._stop)
        self._stop.setVisible(stoppable)
        self.setFocusProxy(self._stop)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        self._label.set_full_text(label)
        self._bar.setAccessibleName(label)

    def set_progress(self, done: float, total: float, seconds_left: float | None = None, detail: str = "") -> None:
        """``detail`` replaces "… left" where it is given, e.g. "12 MB of 82 MB"; a total of 0 means unknown."""
        if total <= 0:
            self.set_busy(detail)
            return
        share = min(1.0, max(0.0, done / total))
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(share * _STEPS))
        self._percent.setText(self.tr("{0} %").format(int(share * 100)))
        left = "" if seconds_left is None else self.tr("{0} left").format(duration_text(seconds_left))
        self._detail.set_full_text(" · ".join(part for part in (detail, left) if part))

    def set_busy(self, detail: str = "") -> None:
        """How far it is cannot be known."""
        self._bar.setRange(0, 0)
        self._percent.setText("")
        self._detail.set_full_text(detail)

    def set_finished(self, detail: str = "") -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(_STEPS)
        self._percent.setText("")
        self._detail.set_full_text(detail)
        self._stop.setVisible(False)

    def set_stoppable(self, stoppable: bool) -> None:
        self._stop.setVisible(stoppable)
        self._stop.setEnabled(True)
        self._stop.setText(self._stop_text)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._stop.setText(self.tr("Stopping…"))
        self.stop_requested.emit()
