"""One plugin on the Plugins page: its state, what it offers, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_tl.app.plugins.enabling import PluginRecord
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text, engine_text
from desktop_tl.gui.pages.plugin_words import (
    TONES,
    about_text,
    make_report,
    offered_names,
    offers_text,
    state_text,
    version_words,
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


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a plugin is installed, as far as its row tells it.

    Args:
        is_ours: the page can update and remove it.
        origin: how it came here, where the page did not bring it.
        pending: what happens to it at the next start, as a sentence.
        is_going: it is removed already, and only used until then.
        is_coming: it is installed, but this process does not use it yet.
        can_retry: one that was left out can be loaded at the next start.
    """

    is_ours: bool = False
    origin: str = ""
    pending: str = ""
    is_going: bool = False
    is_coming: bool = False
    can_retry: bool = True


class PluginRow(QWidget):
    """Signals:
    wanted(bool): somebody enabled or disabled it, or asked to try it once more (True).
    update_wanted(): look for a newer version.
    remove_wanted(): take it away.
    """

    wanted = Signal(bool)
    update_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self, record: PluginRecord, enabled: bool, place: Place | None = None, parent: QWidget | None = None
    ) -> None:
        """``enabled``: whether it is to be loaded at the next start; ``place``: where it is installed."""
        super().__init__(parent)
        self.record = record
        self.place = place = place or Place()
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
        self._pending = Caption(place.pending or self.tr("Takes effect when Desktop TL is started again."))
        self._pending.set_tone("accent")
        self._body.addWidget(self._pending)
        self.set_pending(bool(place.pending) or enabled == (record.state == "disabled"))

    def set_enabled(self, enabled: bool) -> None:
        """Moves the switch without sending ``wanted``."""
        self.switch.blockSignals(True)
        self.switch.setChecked(enabled)
        self.switch.blockSignals(False)
        self.switch.update()

    def set_changeable(self, changeable: bool) -> None:
        """Whether it may be switched, updated and removed now."""
        for name in ("plugin_switch", "update_plugin", "remove_plugin"):
            for button in self.findChildren(QAbstractButton, name):
                button.setEnabled(changeable)

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
        head.addWidget(self._make_pill())
        head.addStretch(1)
        self.switch = Switch(self.tr("Use {0}").format(record.title), enabled)
        self.switch.setObjectName("plugin_switch")
        self.switch.setToolTip(self.tr("Whether it is loaded when the app starts"))
        self.switch.toggled.connect(self.wanted)
        head.addWidget(self.switch)
        if self.place.is_going:
            self.switch.hide()
        return head

    def _make_pill(self) -> Pill:
        if self.place.is_going:
            return Pill(self.tr("Removed"), "warning")
        if self.place.is_coming:
            return Pill(self.tr("After a restart"), "accent")
        return Pill(state_text(self.record), TONES[self.record.state])

    def _add_about(self) -> None:
        record = self.record
        counts = offers_text(record)
        about = version_words(record) if self.place.is_coming else about_text(record)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(Caption("  ·  ".join(part for part in (about, counts, self.place.origin) if part)), 1)
        self._body.addLayout(line)
        if counts:
            self._add_names(line)
        if self.place.is_ours and not self.place.is_going:
            self._add_changes(line)

    def _add_changes(self, line: QHBoxLayout) -> None:
        title = self.record.title
        self.update_button, self.remove_button = QuietButton(self.tr("Update…")), QuietButton(self.tr("Remove…"))
        for button, name, words, signal in (
            (self.update_button, "update_plugin", self.tr("Update {0}").format(title), self.update_wanted),
            (self.remove_button, "remove_plugin", self.tr("Remove {0}").format(title), self.remove_wanted),
        ):
            button.setProperty("compact", True)
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            line.addWidget(button)

    def _add_names(self, line: QHBoxLayout) -> None:
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
        message = InlineMessage(kind, engine_text(record.error), engine_text(record.advice), dismissible=False)
        if record.state == "left out" and not record.first_party and self.place.can_retry:
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
            place = self._body.indexOf(self._pending)
            self._body.insertWidget(place, self._details)
            self._body.insertSpacing(place, 6)
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
