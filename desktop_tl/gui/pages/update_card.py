"""The part of the Settings page that says whether the app may ask for newer versions, and whom."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.app.build_info import read_build_info
from desktop_tl.app.updates import Update, find_update, require_safe
from desktop_tl.gui.background import Task
from desktop_tl.gui.widgets.buttons import QuietButton, SecondaryButton, Switch
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.text import Body, Caption, Strong
from desktop_tl.gui.workbench import Workbench

TYPING_PAUSE_MS = 700


class UpdateCard(Card):
    """Every change is saved at once; what is typed, after a pause. Only the button asks at once.

    Signals:
        failed(UserError): the settings cannot be saved.
    """

    failed = Signal(object)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bench = bench
        self._page = ""
        self.set_title(
            self.tr("Updates"),
            self.tr("Asks for the newest version and sends nothing else. Nothing is downloaded or changed."),
        )
        settings = bench.context.settings.value
        self.look = SecondaryButton(self.tr("Look now"), "refresh")
        self.look.setObjectName("look_for_updates")
        self.look.clicked.connect(self.look_now)
        self.add_header_widget(self.look)
        words = self.tr("Look once a day")
        self.switch = Switch(words, settings.check_updates)
        self.switch.setObjectName("check_updates")
        self.switch.toggled.connect(lambda on: self._save(check_updates=on))
        daily = QHBoxLayout()
        daily.addWidget(Strong(words), 1)
        daily.addWidget(self.switch)
        self.add(daily)
        self.add(Rule())
        self.address = QLineEdit(settings.updates_address)
        self.address.setObjectName("updates_address")
        self.address.setAccessibleName(self.tr("Address for updates"))
        known = read_build_info().updates
        self.address.setPlaceholderText(known or "https://")
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.save_address)
        self.address.textEdited.connect(lambda _text: self._pause.start())
        self.address.editingFinished.connect(self.save_address)
        where = QVBoxLayout()
        where.setSpacing(4)
        where.addWidget(Strong(self.tr("Address for updates")))
        where.addWidget(
            Caption(
                self.tr("Empty takes the releases that this copy belongs to.")
                if known
                else self.tr("This copy knows no releases that it belongs to. Without an address nobody is asked.")
            )
        )
        where.addWidget(self.address)
        self.add(where)
        self.words = Body()
        self.words.setObjectName("update_words")
        self.words.hide()
        self.open = QuietButton(self.tr("Open its page"), "arrow_right")
        self.open.setObjectName("open_update")
        self.open.clicked.connect(lambda _checked=False: QDesktopServices.openUrl(QUrl(self._page)))
        self.open.hide()
        told = QHBoxLayout()
        told.addWidget(self.words, 1)
        told.addWidget(self.open)
        self.add(told)

    def look_now(self) -> None:
        """Asks at once, whatever the switch says: somebody has asked for it."""
        self.save_address()
        context = self._bench.context
        self.look.setEnabled(False)
        self._tell(self.tr("Asking…"), "")

        def ask(_task: Task) -> Update | None:
            return find_update(context)

        self._bench.background.run(self, ask, done=self.show_update, failed=self._show_error)

    def show_update(self, update: Update | None) -> None:
        """Says which version is there."""
        self.look.setEnabled(True)
        if update is None:
            self._tell(self.tr("You have the newest version."), "success")
            return
        self._tell(self.tr("Version {0} is there.").format(update.version), "accent")
        self._page = update.page
        self.open.setVisible(bool(update.page))

    def save_address(self) -> None:
        """Keeps what was typed, if it is an address."""
        self._pause.stop()
        text = self.address.text().strip()
        if text == self._bench.context.settings.value.updates_address:
            return
        try:
            if text:
                require_safe(text)
        except UserError as error:
            self._show_error(error)
            return
        self.words.hide()
        self._save(updates_address=text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._pause.isActive():
            self.save_address()

    def _save(self, **fields: object) -> None:
        try:
            self._bench.context.settings.change(**fields)
        except UserError as error:
            self.failed.emit(error)

    def _show_error(self, error: UserError) -> None:
        self.look.setEnabled(True)
        self._tell(f"{error.message} {error.advice}".strip(), "warning")

    def _tell(self, words: str, tone: str) -> None:
        self.words.setText(words)
        self.words.set_tone(tone)
        self.words.show()
        self.open.hide()
