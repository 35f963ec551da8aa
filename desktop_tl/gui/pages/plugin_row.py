"""One plugin on the Plugins page: its state, what it offers, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_tl.app.plugins import PluginRecord
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.plugin_words import (
    TONES,
    about_text,
    make_report,
    offered_names,
    offers_text,
    state_text,
    warning_text,
)
from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.buttons import QuietButton, Switch
from desktop_tl.gui.widgets.inline_message import InlineMessage, Kind
from desktop_tl.gui.widgets.pill import Pill
from desktop_tl.gui.widgets.text import Caption, Muted, Strong

INDENT = 36
MANY = 200
"""More names than this scroll in a box of their own."""


class PluginRow(QWidget):
    """Signals:
    wanted(bool): somebody enabled or disabled it, or asked to try it once more (True).
    """

    wanted = Signal(bool)

    def __init__(self, record: PluginRecord, enabled: bool, parent: QWidget | None = None) -> None:
        """``enabled``: whether it is to be loaded at the next start."""
        super().__init__(parent)
        self.record = record
        self.setAccessibleName(f"{record.title}, {state_text(record)}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 8)
        outer.setSpacing(0)
        self._details: QPlainTextEdit | None = None
        self._names: QWidget | None = None
        self._names_place = QVBoxLayout()
        outer.addLayout(self._make_head(enabled))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(INDENT, 0, 0, 0)
        self._body.setSpacing(0)
        outer.addLayout(self._body)
        if record.summary:
            self._body.addWidget(Muted(catalog_text(record.summary)))
        self._add_about()
        self._add_messages()
        self._pending = Caption(self.tr("Takes effect when Desktop TL is started again."))
        self._pending.set_tone("accent")
        self._body.addWidget(self._pending)
        self.set_pending(enabled == (record.state == "disabled"))

    def set_enabled(self, enabled: bool) -> None:
        """Moves the switch without sending ``wanted``."""
        self.switch.blockSignals(True)
        self.switch.setChecked(enabled)
        self.switch.blockSignals(False)
        self.switch.update()

    def set_pending(self, pending: bool) -> None:
        """Whether what is wanted differs from what is."""
        self._pending.setVisible(pending)

    def _make_head(self, enabled: bool) -> QHBoxLayout:
        record = self.record
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("plugins", 24, "accent" if record.state == "ready" else "muted"))
        title = Strong(record.title)
        title.setWordWrap(False)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.addWidget(title)
        head.addWidget(Pill(state_text(record), TONES[record.state]))
        head.addStretch(1)
        self.switch = Switch(self.tr("Use {0}").format(record.title), enabled)
        self.switch.setObjectName("plugin_switch")
        self.switch.setToolTip(self.tr("Whether it is loaded when the app starts"))
        self.switch.toggled.connect(self.wanted)
        head.addWidget(self.switch)
        return head

    def _add_about(self) -> None:
        counts = offers_text(self.record)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(Caption("  ·  ".join(part for part in (about_text(self.record), counts) if part)), 1)
        self._body.addLayout(line)
        if not counts:
            return
        self._toggle = QuietButton(self.tr("Show names"), "chevron_down")
        self._toggle.setProperty("compact", True)
        self._toggle.setObjectName("show_offers")
        self._toggle.clicked.connect(self._toggle_names)
        line.addWidget(self._toggle)
        self._body.addLayout(self._names_place)

    def _toggle_names(self) -> None:
        if self._names is None:
            names = offered_names(self.record)
            self._names = _make_list("   ".join(names), long=len(names) > MANY)
            self._names.setObjectName("offered_names")
            self._names.hide()
            self._names_place.addWidget(self._names)
        shown = self._names.isHidden()
        self._names.setVisible(shown)
        self._toggle.setText(self.tr("Hide names") if shown else self.tr("Show names"))
        self._toggle.set_icon("chevron_up" if shown else "chevron_down")

    def _add_messages(self) -> None:
        record = self.record
        sentence, explanation = warning_text(record)
        if sentence:
            self._body.addSpacing(4)
            warning = InlineMessage("warning", sentence, explanation, dismissible=False)
            if record.deprecated:
                warning.add_action(self.tr("Copy report"), self._copy_report)
            self._body.addWidget(warning)
        if not record.error:
            return
        kind: Kind = "error" if record.state == "failed" else "warning"
        message = InlineMessage(kind, record.error, record.advice, dismissible=False)
        if record.state == "left out" and not record.first_party:
            again = message.add_action(self.tr("Try once more"), lambda: self.wanted.emit(True))
            again.setToolTip(self.tr("Load it again when the app is started next time"))
        if record.traceback or record.output:
            self._details_button = message.add_action(self.tr("Details"), self._toggle_details)
        copy = message.add_action(self.tr("Copy report"), self._copy_report)
        copy.setObjectName("copy_report")
        self._body.addSpacing(4)
        self._body.addWidget(message)

    def _toggle_details(self) -> None:
        if self._details is None:
            self._details = QPlainTextEdit(make_report(self.record))
            self._details.setReadOnly(True)
            self._details.setObjectName("plugin_details")
            self._details.setAccessibleName(self.tr("Report on {0}").format(self.record.title))
            self._details.setFont(make_font(current_theme().caption_px, mono=True))
            self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self._details.setFixedHeight(220)
            self._details.hide()
            self._body.insertWidget(self._body.indexOf(self._pending), self._details)
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._details_button.setText(self.tr("Hide details") if shown else self.tr("Details"))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(make_report(self.record))


def _make_list(text: str, *, long: bool) -> QWidget:
    if not long:
        label = Caption(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setFont(make_font(current_theme().caption_px))
    box.setFixedHeight(200)
    return box
