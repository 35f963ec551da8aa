"""Which plugins are here, what each brings, and why one of them does not work."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.plugins import change_enabled, read_disabled
from desktop_tl.gui.pages.plugin_row import PluginRow
from desktop_tl.gui.theme import current_theme, make_font
from desktop_tl.gui.widgets.buttons import IconButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.text import Body, ElidedLabel, Muted
from desktop_tl.gui.workbench import Workbench

_FIRST = {"failed": 0, "left out": 1}


class PluginsPage(Page):
    """Plugins are loaded when the app starts, so the list stays; what is switched here is for the next start."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("PluginsPage", "Plugins"))
        self.bench = bench
        self._restart: InlineMessage | None = None
        self._retried: set[str] = set()
        records = sorted(bench.context.plugins.records, key=lambda record: _FIRST.get(record.state, 2))
        disabled = read_disabled(bench.context.paths)
        self.rows = [PluginRow(record, record.key not in disabled) for record in records]
        self.set_subtitle(self._summary())
        card = Card()
        for number, row in enumerate(self.rows):
            if number:
                card.add(Rule())
            card.add(row)
            row.wanted.connect(lambda wanted, row=row: self._change(row, wanted))
        if not self.rows:
            card.add(Muted(self.tr("No plugin is installed, so there is nothing to train with yet.")))
        card.hold_rows()
        plugins = QWidget()
        plugins.setObjectName("plugin_list")
        plugins.setAccessibleName(self.tr("Installed plugins"))
        around = QVBoxLayout(plugins)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        self.add(plugins)
        self.add(self._make_guide())
        self.add_stretch()
        self._show_restart()

    def _summary(self) -> str:
        ready = sum(row.record.state == "ready" for row in self.rows)
        failed = sum(row.record.state in ("failed", "left out") for row in self.rows)
        words = self.tr("1 plugin is ready") if ready == 1 else self.tr("{0} plugins are ready").format(ready)
        if failed:
            words += self.tr(", 1 needs attention") if failed == 1 else self.tr(", {0} need attention").format(failed)
        return self.tr("{0}.").format(words)

    def _make_guide(self) -> Card:
        card = Card(self.tr("Write or install a plugin"))
        words = self.tr(
            "Plugins bring backbones, datasets and tasks; each is an ordinary Python package, which you install into "
            "the environment that Desktop TL runs in, and which is found at the next start. To write one, make a "
            "package that names its hooks in the entry-point group “desktop_tl” and imports nothing of the app but "
            "desktop_tl.api."
        )
        card.add(Body(words))
        command = f'"{sys.executable}" -m pip install ' + self.tr("NAME-OF-THE-PLUGIN")
        line = QHBoxLayout()
        label = ElidedLabel(command)
        label.setFont(make_font(current_theme().body_px, mono=True))
        label.setAccessibleName(command)
        copy = IconButton("copy", self.tr("Copy the command"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(command))
        line.addWidget(label, 1)
        line.addWidget(copy)
        card.add(line)
        return card

    def _change(self, row: PluginRow, wanted: bool) -> None:
        record = row.record
        try:
            change_enabled(self.bench.context.paths, record.key, enabled=wanted)
        except UserError as error:
            row.set_enabled(not wanted)
            self.show_message("error", error.message, error.advice)
            return
        row.set_enabled(wanted)
        if wanted and record.state == "left out":
            self._retried.add(record.key)
        row.set_pending(self._is_pending(row))
        self._show_restart()

    def _is_pending(self, row: PluginRow) -> bool:
        record, wanted = row.record, row.switch.isChecked()
        return wanted == (record.state == "disabled") or (wanted and record.key in self._retried)

    def _show_restart(self) -> None:
        count = sum(self._is_pending(row) for row in self.rows)
        if not count:
            if self._restart is not None:
                self._restart.hide()
            return
        words = (
            self.tr("1 change takes effect when you start Desktop TL again.")
            if count == 1
            else self.tr("{0} changes take effect when you start Desktop TL again.").format(count)
        )
        if self._restart is None:
            self._restart = self.show_message("info", words, dismissible=False)
        self._restart.set_message("info", words)
        self._restart.show()
