"""Chooses who looks on at every run, for other tools, and how."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.errors import UserError
from desktop_tl.api.observers import ObserverSpec
from desktop_tl.app.options import validate_options
from desktop_tl.app.settings import ObserverSetting
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.widgets.buttons import DisclosureButton, Switch
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.text import Muted, Strong
from desktop_tl.gui.workbench import Workbench

TYPING_PAUSE_MS = 700


class ObserverSettings(Card):
    """One row for each observer of the catalog; every change is saved.

    Signals:
        failed(UserError): it could not be saved.
    """

    failed = Signal(object)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(
            self.tr("Watch runs"),
            self.tr("These write down what happens in every new run, for other tools. The result does not change."),
        )
        self._bench = bench
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self.rows: dict[str, ObserverRow] = {}
        bench.catalog_changed.connect(self._add_rows)
        self._add_rows()

    def _add_rows(self) -> None:
        """For those of the catalog that have none yet: plugins may come while the window is open."""
        context = self._bench.context
        settings = context.settings.value.observers
        for spec in context.catalog.observers.values():
            if spec.id in self.rows:
                continue
            if self.rows:
                self.add(Rule())
            row = self.rows[spec.id] = ObserverRow(spec, settings.get(spec.id, ObserverSetting()))
            row.switched.connect(self.save)
            row.typed.connect(self._pause.start)
            self.add(row)
        self.setVisible(bool(self.rows))

    def save(self) -> None:
        """Keeps what is entered, as far as it is right; of observers whose plugin is gone it keeps what there was."""
        self._pause.stop()
        store = self._bench.context.settings
        entered = {name: row.setting() for name, row in self.rows.items() if row.form.is_valid()}
        observers = store.value.observers | {
            name: setting
            for name, setting in entered.items()
            if setting != store.value.observers.get(name, ObserverSetting())
        }
        if observers == store.value.observers:
            return
        try:
            store.change(observers={name: setting.model_dump() for name, setting in observers.items()})
        except UserError as error:
            self.failed.emit(error)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._pause.isActive():
            self.save()


class ObserverRow(QWidget):
    """What an observer is, whether it looks on at every run, and its options.

    Signals:
        switched(): on or off.
        typed(): an option was changed.
    """

    switched = Signal()
    typed = Signal()

    def __init__(self, spec: ObserverSpec, setting: ObserverSetting) -> None:
        super().__init__()
        self._spec = spec
        self.switch = Switch(self.tr("Every run: {0}").format(spec.title), setting.always)
        self.switch.setObjectName(f"observe_{spec.id}")
        self.switch.toggled.connect(lambda _on: self.switched.emit())
        self.form = OptionsForm(spec.options)
        self.form.setObjectName(f"options_of_{spec.id}")
        with suppress(UserError):  # options of another version of the plugin: a run says what does not fit
            self.form.set_value(validate_options(spec.options, setting.options, where=f"observer {spec.id}"))
        self.form.changed.connect(self.typed)
        self.more = DisclosureButton(self.tr("Options"))
        self.more.setObjectName(f"show_options_of_{spec.id}")
        self.more.setAccessibleName(self.tr("Options of {0}").format(spec.title))
        self.more.clicked.connect(lambda: self._show_options(self.form.isHidden()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(spec.title))
        words.addWidget(Muted(catalog_text(spec.description)))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(words, 1)
        line.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        self.more.setVisible(bool(spec.options.model_fields))
        self._show_options(False)

    def setting(self) -> ObserverSetting:
        """What is entered; of the options, what differs from the defaults."""
        return ObserverSetting(
            always=self.switch.isChecked(), options=self.form.value().model_dump(mode="json", exclude_defaults=True)
        )

    def _show_options(self, shown: bool) -> None:
        self.form.setVisible(shown)
        self.more.set_open(shown)
