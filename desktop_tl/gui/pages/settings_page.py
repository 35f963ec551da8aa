"""How the app behaves, where it keeps things, whether this computer is fit for it, and what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from desktop_tl import __version__
from desktop_tl.api.errors import UserError
from desktop_tl.app.settings import Settings
from desktop_tl.gui.about import show_about
from desktop_tl.gui.pages.cached_features import CachedFeatures
from desktop_tl.gui.pages.health_check import HealthCheck
from desktop_tl.gui.pages.observer_settings import ObserverSettings
from desktop_tl.gui.pages.torch_card import TorchCard
from desktop_tl.gui.pages.update_card import UpdateCard
from desktop_tl.gui.shortcuts import show_shortcuts
from desktop_tl.gui.theme import apply_theme
from desktop_tl.gui.widgets.buttons import QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.page import Page
from desktop_tl.gui.widgets.text import Body, Caption, ElidedLabel, Muted, Strong
from desktop_tl.gui.workbench import Workbench

TYPING_PAUSE_MS = 700
LABEL_WIDTH = 220
ELSEWHERE = ("observers", "torch_index", "check_updates", "updates_address")
"""Settings that have their own card or page."""
LINKS = ("https://pytorch.org", "https://doc.qt.io/qtforpython", "https://rsms.me/inter")


class SettingsPage(Page):
    """Every change is saved at once; what is typed, after a pause."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(QCoreApplication.translate("SettingsPage", "Settings"))
        self.set_subtitle(QCoreApplication.translate("SettingsPage", "Every change is kept at once."))
        self.bench = bench
        self._started_in = bench.context.settings.value.language
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self.form = OptionsForm(Settings)
        self.form.setObjectName("settings_form")
        self.form.set_value(bench.context.settings.value)
        self.form.changed.connect(self._on_changed)
        card = Card()
        card.hold_rows()
        card.add(self.form)
        self.add(card)
        self.observers = ObserverSettings(bench)
        self.observers.failed.connect(lambda error: self.show_message("error", error.message, error.advice))
        self.add(self.observers)
        self.torch = TorchCard(bench)
        self.add(self.torch)
        self.add(self._make_places())
        self.cache = CachedFeatures(bench)
        self.add(self.cache)
        self.health = HealthCheck(bench)
        self.add(self.health)
        self.updates = UpdateCard(bench)
        self.updates.failed.connect(lambda error: self.show_message("error", error.message, error.advice))
        self.add(self.updates)
        self.add(self._make_about())
        self.add_stretch()
        for note in bench.context.settings.notes:
            self.show_message("warning", note)

    def save(self) -> None:
        """Saves what was changed and lets it take effect."""
        self._pause.stop()
        if not self.form.is_valid():
            return
        old = self.bench.context.settings.value
        entered = self.form.value()
        changes = {
            name: value
            for name in Settings.model_fields
            if name not in ELSEWHERE and (value := getattr(entered, name)) != getattr(old, name)
        }
        if not changes:
            return
        try:
            new = self.bench.context.settings.change(**changes)
        except UserError as error:
            self.show_message("error", error.message, error.advice)
            self.form.set_value(old)
            return
        self._take_effect(changes, old, new)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self._pause.isActive():
            self.save()

    def _on_changed(self) -> None:
        entered = self.form.value() if self.form.is_valid() else None
        typed = entered is not None and entered.runs_folder != self.bench.context.settings.value.runs_folder  # type: ignore[attr-defined]
        if typed:
            self._pause.start()
        else:
            self.save()

    def _take_effect(self, changes: dict[str, Any], old: Settings, new: Settings) -> None:
        app = QApplication.instance()
        if "appearance" in changes and isinstance(app, QApplication):
            apply_theme(app, new.appearance)
        if "runs_folder" in changes:
            self._show_runs_folder()
            self.bench.runs_changed.emit()
        if "cache_gb" in changes:
            self.cache.measure()
        draft = self.bench.draft
        if "device" in changes and draft.training.device == old.device:
            draft.change_training(draft.training.model_copy(update={"device": new.device}))
        if "language" in changes:
            self._tell_language(new.language)

    def _tell_language(self, language: str) -> None:
        words = self.tr("The language changes when you start Desktop TL again.")
        if language != self._started_in:
            self.show_message("info", words)
            return
        for message in self.messages():
            if message.text() == words:
                message.hide()
                message.deleteLater()

    def _make_places(self) -> Card:
        paths = self.bench.context.paths
        card = Card(self.tr("Where things are kept"), self.tr("All of it stays on this computer."))
        card.body.setSpacing(0)
        places = [
            (self.tr("Runs"), self.tr("Models, results and settings"), self.bench.context.runs.path),
            (self.tr("Weights"), self.tr("Downloaded pretrained weights"), paths.weights),
            (self.tr("Cache"), self.tr("May be deleted at any time"), paths.cache),
            (self.tr("Settings"), self.tr("A small text file"), paths.settings_file.parent),
        ]
        for number, (label, explanation, path) in enumerate(places):
            if number:
                card.add(Rule())
            row = QHBoxLayout()
            row.setContentsMargins(0, 8, 0, 8)
            row.setSpacing(16)
            words = QVBoxLayout()
            words.setSpacing(0)
            for text in (Strong(label), Caption(explanation)):
                text.setFixedWidth(LABEL_WIDTH)
                words.addWidget(text)
            place = ElidedLabel(str(path), muted=True)
            button = QuietButton(self.tr("Open"), "folder_open")
            button.setAccessibleName(self.tr("Open the folder of: {0}").format(label))
            button.clicked.connect(lambda _checked=False, place=place: self._open(Path(place.full_text())))
            row.addLayout(words)
            row.addWidget(place, 1)
            row.addWidget(button)
            card.add(row)
            if number == 0:
                self._runs_place = place
        return card

    def _show_runs_folder(self) -> None:
        self._runs_place.set_full_text(str(self.bench.context.runs.path))

    def _open(self, path: Path) -> None:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            self.show_message("error", self.tr("{0} cannot be opened: {1}.").format(path, reason))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _make_about(self) -> Card:
        card = Card(self.tr("About Desktop TL"))
        card.add(
            Body(self.tr("Version {0} · BSD-3-Clause licence · made by the Desktop TL authors").format(__version__))
        )
        words = self.tr(
            "Turns a pretrained model into your own, on your own data, on your own computer. Built with PyTorch, "
            "Qt for Python and the typeface Inter."
        )
        card.add(Muted(words))
        links = Caption("  ·  ".join(LINKS))
        links.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(links)
        about = SecondaryButton(self.tr("About…"), "info")
        about.setObjectName("show_about")
        about.setToolTip(self.tr("The version and how it was made, diagnostics to copy, and all licences."))
        about.clicked.connect(lambda: show_about(self.bench, self))
        shortcuts = SecondaryButton(self.tr("Keyboard shortcuts"), "help")
        shortcuts.setObjectName("show_shortcuts")
        shortcuts.clicked.connect(lambda: show_shortcuts(self))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(about)
        row.addWidget(shortcuts)
        row.addStretch(1)
        card.add(row)
        return card
